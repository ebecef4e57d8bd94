/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits that were made before. A forecast follows from the past counts of its series, how much of
 * each week is known and which weeks are marked: the digest of these is its name, so that nothing
 * has to be told when data changes. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "osg/digest.h"

#include "analysis/signals_private.h"

#define FORM "fits 5" /* moves when the same past would be fitted otherwise */
#define MOST 4096     /* fits that are kept */

/* As it is kept, in this machine's order. A file that came from another one brings digests that
 * match nothing here. */
struct fit {
	guint8 name[16];
	struct forecast forecast; /* phi not yet known */
	gint64 used;              /* asked for since the memory was made */
};

struct signals_memory {
	GHashTable *fits; /* owned struct fit, by name */
	gboolean grew;
	/* of the series before: those of a category share how much of each week is known */
	double *exposure;
	int weeks;
	guint8 exposure_sum[DIGEST_SIZE];
};

static guint fit_hash(gconstpointer fit)
{
	guint hash;

	memcpy(&hash, ((const struct fit *)fit)->name, sizeof hash);
	return hash;
}

static gboolean fit_equal(gconstpointer a, gconstpointer b)
{
	return memcmp(((const struct fit *)a)->name, ((const struct fit *)b)->name,
		      sizeof((const struct fit *)a)->name) == 0;
}

static gboolean is_figure(double figure)
{
	return isfinite(figure) && figure >= 0;
}

/* What another program may have written is looked at before it is believed. */
static gboolean is_sound(const struct fit *fit)
{
	const struct forecast *f = &fit->forecast;
	const struct misses *m = &f->misses;

	if (f->method < SIGNALS_TOO_FEW || f->method > SIGNALS_FARRINGTON || f->weeks < 0 ||
	    (f->unlike != 0 && f->unlike != 1) || !isnan(f->of[THIS_WEEK].phi) ||
	    !isnan(f->of[FOUR_WEEKS].phi))
		return FALSE;
	if (f->method == SIGNALS_TOO_FEW)
		return isnan(f->of[THIS_WEEK].mean) && isnan(f->of[FOUR_WEEKS].mean);
	return is_figure(f->of[THIS_WEEK].mean) && f->of[THIS_WEEK].mean > 0 &&
	       !(f->of[FOUR_WEEKS].mean <= 0 || isinf(f->of[FOUR_WEEKS].mean)) &&
	       is_figure(f->pearson) && is_figure(f->df) && is_figure(f->variance) &&
	       is_figure(m->squares) && is_figure(m->own) && is_figure(m->chance) &&
	       is_figure(m->drift) && m->weeks >= 0 && (m->weeks == 0 || m->chance > 0);
}

struct signals_memory *signals_memory_new(GBytes *kept)
{
	struct signals_memory *memory = g_new0(struct signals_memory, 1);
	gsize size = 0;
	const guint8 *bytes = kept ? g_bytes_get_data(kept, &size) : NULL;

	memory->fits = g_hash_table_new_full(fit_hash, fit_equal, g_free, NULL);
	for (gsize at = 0; at + sizeof(struct fit) <= size; at += sizeof(struct fit)) {
		struct fit *fit = g_memdup2(bytes + at, sizeof *fit);

		fit->used = 0;
		if (is_sound(fit))
			g_hash_table_add(memory->fits, fit);
		else
			g_free(fit);
	}
	return memory;
}

void signals_memory_free(struct signals_memory *memory)
{
	if (!memory)
		return;
	g_hash_table_unref(memory->fits);
	g_free(memory->exposure);
	g_free(memory);
}

GBytes *signals_memory_keep(const struct signals_memory *memory)
{
	GByteArray *kept;
	GHashTableIter iter;
	gpointer fit;

	if (!memory->grew)
		return NULL;
	kept = g_byte_array_new();
	g_hash_table_iter_init(&iter, memory->fits);
	while (g_hash_table_iter_next(&iter, &fit, NULL) && kept->len < MOST * sizeof(struct fit))
		if (((struct fit *)fit)->used)
			g_byte_array_append(kept, fit, sizeof(struct fit));
	return g_byte_array_free_to_bytes(kept);
}

static const guint8 *sum_exposure(struct signals_memory *memory, const double *exposure, int weeks)
{
	gsize size = sizeof *exposure * (gsize)weeks;
	g_autoptr(Digest) digest = NULL;

	if (memory->exposure && memory->weeks == weeks &&
	    memcmp(memory->exposure, exposure, size) == 0)
		return memory->exposure_sum;
	digest = digest_new();
	digest_add(digest, exposure, size);
	digest_end(digest, memory->exposure_sum);
	g_free(memory->exposure);
	memory->exposure = g_memdup2(exposure, size);
	memory->weeks = weeks;
	return memory->exposure_sum;
}

static void name_fit(const struct signals_input *input, const struct signals_series *series,
		     const double *exposure, struct fit *fit)
{
	g_autoptr(Digest) digest = digest_new();
	const gint32 numbers[] = {input->weeks, series->changed};
	guint8 bytes[DIGEST_SIZE];

	digest_add(digest, FORM, sizeof FORM);
	digest_add(digest, numbers, sizeof numbers);
	digest_add(digest, series->counts, sizeof(int) * (gsize)(input->weeks - 1));
	digest_add(digest, sum_exposure(input->memory, exposure, input->weeks), DIGEST_SIZE);
	if (input->marked)
		digest_add(digest, input->marked, (gsize)input->weeks);
	digest_end(digest, bytes);
	memcpy(fit->name, bytes, sizeof fit->name);
}

void forecast_recall(const struct signals_input *input, const struct signals_series *series,
		     const double *exposure, struct forecast_room *room, struct forecast *forecast)
{
	struct signals_memory *memory = input->memory;
	struct fit name = {0}, *known;

	if (!memory) {
		forecast_make(input, series, exposure, room, forecast);
		return;
	}
	name_fit(input, series, exposure, &name);
	known = g_hash_table_lookup(memory->fits, &name);
	if (!known) {
		known = g_memdup2(&name, sizeof name);
		forecast_make(input, series, exposure, room, &known->forecast);
		g_hash_table_add(memory->fits, known);
		memory->grew = TRUE;
	}
	known->used = 1;
	*forecast = known->forecast;
}
