/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library that is loaded when it is first needed, its functions found by name: whoever does not
 * need it does not wait for it. */
#ifndef OSG_LIBRARY_H
#define OSG_LIBRARY_H

#include <glib.h>

struct library_function {
	const char *name;
	gpointer *at; /* the pointer that is to find it */
};

struct library {
	const char *file;                         /* "libzip.so.5" */
	const struct library_function *functions; /* name NULL ends */
	gsize tried;
	gboolean loaded;
};

/* Whether it is there with all of its functions; looked for once, by whichever thread is first. */
gboolean library_loads(struct library *library);

/* Declares a struct of pointers called lib and a struct library called library from the file's list
 * FUNCTIONS(of), an of(name) for each function. */
#define LIBRARY_MEMBER(name) __typeof__(name) *name;
#define LIBRARY_FUNCTION(name) {#name, (gpointer *)&lib.name},
#define LIBRARY(path)                                                                              \
	static struct {                                                                            \
		FUNCTIONS(LIBRARY_MEMBER)                                                          \
	} lib;                                                                                     \
	static const struct library_function functions[] = {                                       \
		FUNCTIONS(LIBRARY_FUNCTION){NULL, NULL}};                                          \
	static struct library library = {.file = path, .functions = functions}

#endif
