/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EARS C1, C2, C3: limits from the last few weeks alone, for series without history. A
 * baseline without spread gives no C3: the point then has no number. */
#include "config.h"
#include "osg/series.h"

#include <math.h>

#include "analysis/series_private.h"

#define GUARD_WEEKS 2 /* between baseline and week, for C2 and C3 */

struct ears_baseline {
	double mean, sd;
};

static struct ears_baseline baseline_before(const int *counts, int end,
					    const struct series_ears *ears)
{
	double sum = 0, squares = 0;
	for (int i = end - ears->baseline; i < end; i++)
		sum += counts[i];
	double mean = sum / ears->baseline;
	for (int i = end - ears->baseline; i < end; i++)
		squares += (counts[i] - mean) * (counts[i] - mean);
	return (struct ears_baseline){mean,
				      fmax(sqrt(squares / (ears->baseline - 1)), ears->min_sigma)};
}

/* How far last weeks were over one standard deviation; NAN where a week equals a baseline without
 * spread. */
static double excess(const int *counts, int week, const struct series_ears *ears)
{
	struct ears_baseline b = baseline_before(counts, week - GUARD_WEEKS, ears);
	double c2 = (counts[week] - b.mean) / b.sd;
	return isnan(c2) ? NAN : fmax(0, c2 - 1);
}

static double limit_c3(const int *counts, int week, const struct series_ears *ears, double z)
{
	struct ears_baseline b = baseline_before(counts, week - GUARD_WEEKS, ears);
	double limit = counts[week] +
		       b.sd * (z - excess(counts, week - 1, ears) - excess(counts, week - 2, ears));
	return isnan(limit) ? NAN : fmax(0, limit);
}

void series_ears(const int *counts, int n, const struct series_ears *ears,
		 struct series_point *points)
{
	static const int reach[] = {0, 0, 2, 4};
	g_assert(ears->method >= 1 && ears->method <= 3 && ears->baseline >= 2);
	double z = normal_quantile(1 - ears->alpha);
	for (int t = 0; t < n; t++) {
		points[t] = series_point_empty;
		if (t < ears->baseline + reach[ears->method])
			continue;
		struct ears_baseline b =
			baseline_before(counts, ears->method == 1 ? t : t - GUARD_WEEKS, ears);
		double upper = ears->method == 3 ? limit_c3(counts, t, ears, z) : b.mean + z * b.sd;
		points[t].judged = TRUE;
		points[t].upper = upper;
		points[t].alarm = isnan(upper) ? -1 : counts[t] > upper;
	}
}
