/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of what it looks for the scanner of personal data finds, how often it is wrong, and how
 * long a text takes. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "demo/demo_private.h"
#include "../model/personal_forms.h"
#include "osg/personal.h"

enum { FORMS = 50000 };
#define SEED G_GUINT64_CONSTANT(20200129)

static gboolean holds(const GArray *matches, const char *detector)
{
	for (guint i = 0; matches && i < matches->len; i++)
		if (g_str_equal(g_array_index(matches, struct personal_match, i).detector->id,
				detector))
			return TRUE;
	return FALSE;
}

static void recall(const struct forms *f)
{
	GRand *random = g_rand_new_with_seed(1);
	int found = 0;

	for (int i = 0; i < FORMS; i++) {
		g_autofree char *text = f->make(random);
		g_autoptr(GArray) matches = personal_scan(text, NULL);

		found += holds(matches, f->detector);
	}
	g_rand_free(random);
	printf("%-12s found %6d of %d, %6.2f %%\n", f->detector, found, FORMS,
	       100.0 * found / FORMS);
}

/* The demo's texts, none of which holds anything: what is found there is wrong. */
static void false_alarms(void)
{
	struct demo_world *world = demo_world_new();
	struct demo_year *year = demo_year_new(world, SEED, 1, FALSE);
	struct demo_writer *writer = demo_writer_new(year);
	int texts = 0, wrong = 0;
	gint64 spent = 0, bytes = 0;

	for (guint i = 0; i < year->reports->len; i++) {
		struct demo_words words = demo_write(writer, DEMO_REPORT(year, i), FALSE);
		gint64 from = g_get_monotonic_time();
		g_autoptr(GArray) matches = words.text ? personal_scan(words.text, NULL) : NULL;

		spent += g_get_monotonic_time() - from;
		texts += words.text != NULL;
		bytes += words.text ? (gint64)strlen(words.text) : 0;
		if (matches && wrong++ < 20)
			printf("wrong: %s\n", words.text);
		g_free(words.text);
	}
	printf("ordinary     %d of %d texts wrong, %.2f %%; %.1f us a text of %d bytes\n", wrong,
	       texts, 100.0 * wrong / texts, (double)spent / texts, (int)(bytes / texts));
	demo_writer_free(writer);
	demo_year_free(year);
	demo_world_free(world);
}

int main(void)
{
	int wrong = 0, all = 0;

	for (const struct forms *f = personal_forms; f->detector; f++)
		recall(f);
	for (; look_alikes[all]; all++) {
		g_autoptr(GArray) matches = personal_scan(look_alikes[all], NULL);

		wrong += matches != NULL;
	}
	printf("look-alikes  %d of %d wrong\n", wrong, all);
	false_alarms();
	return 0;
}
