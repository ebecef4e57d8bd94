/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiled picture of a week, kept beside the version of the data that it followed from, so
 * that the next session begins with its figures. It holds facts alone, the same for everybody. */
#include "config.h"

#include "osg/digest.h"
#include "osg/week.h"

#include "picture/compile.h"

#include <string.h>

#define FORM "picture 10" /* moves when the same data would give another picture */

/* What a picture of today follows from, as one number: the data, the budget of signals, and how
 * many weeks late reports have had to come in. */
guint64 picture_version(struct session *session, int week)
{
	g_autoptr(Digest) digest = digest_new();
	g_autofree char *budget = session_value(session, "signal_budget");
	const gint64 numbers[] = {(gint64)session_version(session),
				  report_delay(session_now(session), week)};
	guint8 bytes[DIGEST_SIZE];
	guint64 version;

	digest_add(digest, FORM, sizeof FORM);
	digest_add(digest, numbers, sizeof numbers);
	digest_add(digest, session_municipality(session),
		   strlen(session_municipality(session)) + 1);
	if (budget)
		digest_add(digest, budget, strlen(budget));
	digest_end(digest, bytes);
	memcpy(&version, bytes, sizeof version);
	return version;
}

static char *kept_name(int week)
{
	return g_strdup_printf("picture %d", week);
}

struct picture *picture_kept(struct session *session, int week)
{
	g_autofree char *name = kept_name(week);
	g_autoptr(GBytes) content = NULL;
	struct picture *picture;

	if (session_known_at(session) != TIME_NONE)
		return NULL;
	content = session_computed(session, name, picture_version(session, week));
	if (!content)
		return NULL;
	picture = picture_from_bytes(content);
	if (picture && picture->week != week)
		g_clear_pointer(&picture, picture_free);
	if (picture) {
		picture->fixed_at = TIME_NONE;
		picture->compiled_at = session_now(session);
	}
	return picture;
}

void picture_keep(struct session *session, const struct picture *picture, guint64 version)
{
	g_autofree char *name = kept_name(picture->week);
	g_autoptr(GBytes) content = NULL;

	/* what came while it was compiled may be in it or not */
	if (session_known_at(session) != TIME_NONE ||
	    picture_version(session, picture->week) != version)
		return;
	content = picture_to_bytes(picture);
	/* a busy or full disk only makes the next start slower */
	session_keep_computed(session, name, version, content);
}
