/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hiding small counts beside their sum. Whoever knows the others, the sum and this rule shall find
 * at least two values for each hidden one: the test tries every small table. */
#include "config.h"

#include "osg/disclosure.h"

struct hidden {
	guint count;
	int sum;
};

/* A sum near its least or its most would leave the small ones no room: two of at most four that
 * make eight are four each. */
static gboolean is_safe(const struct hidden *h)
{
	const int most = (DISCLOSURE_LEAST - 1) * (int)h->count;

	return h->sum >= DISCLOSURE_LEAST && h->sum < most;
}

static void hide(struct hidden *h, const int *counts, guint i, gboolean *hidden)
{
	hidden[i] = TRUE;
	h->count++;
	h->sum += counts[i];
}

/* The smallest that is still told, the first of equals; n = none. */
static guint smallest_told(const int *counts, guint n, const gboolean *hidden)
{
	guint best = n;

	for (guint i = 0; i < n; i++)
		if (!hidden[i] && (best == n || counts[i] < counts[best]))
			best = i;
	return best;
}

int disclosure_hide(const int *counts, guint n, gboolean *hidden)
{
	struct hidden h = {0, 0};

	for (guint i = 0; i < n; i++) {
		hidden[i] = FALSE;
		if (counts[i] < DISCLOSURE_LEAST)
			hide(&h, counts, i, hidden);
	}
	while (h.count && !is_safe(&h)) {
		guint next = smallest_told(counts, n, hidden);

		if (next == n)
			return -1;
		hide(&h, counts, next, hidden);
	}
	return h.sum;
}
