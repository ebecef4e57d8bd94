/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good the judgement is: one table, goal beside result. `judgement RUNS SEEDS [FIRST [PART]]`:
 * half-years of simulated series a world, demo years, the first year's seed (2001; tune on others),
 * and "signals" or "demo" for one part alone. Everything follows from the seeds. */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judgement.h"

static int rows, reached_rows;

void judgement_head(const char *title, const char *columns)
{
	printf("\n%s\n  %-44s %-24s %s\n", title, "", "goal", columns);
}

void judgement_row(gboolean reached, const char *what, const char *goal, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *figures = g_strdup_vprintf(format, args);
	va_end(args);
	printf("%c %-44s %-24s %s\n", reached ? ' ' : '!', what, goal, figures);
	fflush(stdout);
	rows++;
	reached_rows += reached;
}

int main(int argc, char **argv)
{
	int runs = argc > 1 ? atoi(argv[1]) : 20, seeds = argc > 2 ? atoi(argv[2]) : 50;
	guint64 first = argc > 3 ? g_ascii_strtoull(argv[3], NULL, 10) : 2001;
	const char *part = argc > 4 ? argv[4] : "";

	setlocale(LC_CTYPE, "C.UTF-8");
	if (runs > 0 && strcmp(part, "demo") != 0)
		judgement_signals(first, runs);
	if (seeds > 0 && strcmp(part, "signals") != 0)
		judgement_demo(first, seeds);
	printf("\n%d of %d rows reach their goal; ! marks the others.\n", reached_rows, rows);
	return 0;
}
