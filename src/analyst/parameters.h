/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analyst's parameter files, "name=value" lines. Every complaint names the file, the line and
 * the parameter. */
#ifndef OSG_ANALYST_PARAMETERS_H
#define OSG_ANALYST_PARAMETERS_H

#include "osg/error.h"
#include "osg/key_file.h"

#define PARAMETERS_MOST_NUMBERS 1000

struct parameters;
typedef struct parameters parameters_auto;

/* A line that is no parameter and a name that stands twice are errors. */
struct parameters *parameters_open(const char *path, GError **error);
void parameters_free(struct parameters *parameters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(parameters_auto, parameters_free)

/* Names that something is made of, NULL at their end, kept: no other is asked for afterwards. One
 * that is nearly such a name, which the file does not say itself, is a slip of the pen and an
 * error. */
gboolean parameters_know(struct parameters *parameters, const char *const *names, GError **error);
/* Adds a sentence (owned) about the names that nothing is made of, where there are any. */
void parameters_tell(const struct parameters *parameters, GPtrArray *notes);
/* What messages call the file. */
const char *parameters_name(const struct parameters *parameters);
/* For a file whose every line is looked at: struct key_line, EMPTY or VALUE. */
const GPtrArray *parameters_lines(const struct parameters *parameters);
/* NULL when the name is absent. */
const char *parameters_text(const struct parameters *parameters, const char *name);
/* Absent: *value stays. Outside of [least, most] or no number: an error. */
gboolean parameters_int(const struct parameters *parameters, const char *name, int least, int most,
			int *value, GError **error);
gboolean parameters_double(const struct parameters *parameters, const char *name, double least,
			   double most, double *value, GError **error);
/* The same; "none" is 0, which stands for no limit. */
gboolean parameters_limit(const struct parameters *parameters, const char *name, double least,
			  double most, double *value, GError **error);
/* A day of events. */
gboolean parameters_day(const struct parameters *parameters, const char *name, int *day,
			GError **error);
/* Numbers "1,3,7", "1..20" or "100,200,..,1500", at most PARAMETERS_MOST_NUMBERS. Owned array of
 * double; NULL when absent or wrong. */
GArray *parameters_numbers(const struct parameters *parameters, const char *name, GError **error);
/* Must be one of the words (NULL-terminated); absent: the first. The index, or -1 with an error. */
int parameters_word(const struct parameters *parameters, const char *name, const char *const *words,
		    GError **error);
/* "parameters.txt, line 3, alpha: sentence" */
void parameters_complain(const struct parameters *parameters, const char *name, GError **error,
			 const char *format, ...) G_GNUC_PRINTF(4, 5);
/* A file beside the parameter file; owned. */
char *parameters_beside(const struct parameters *parameters, const char *file);
/* The file that a parameter names, likewise; NULL when absent. */
char *parameters_file(const struct parameters *parameters, const char *name);

#endif
