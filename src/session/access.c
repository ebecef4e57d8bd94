/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do and see what: two tables.
 *
 * Doing. One row an action: the roles that may do it to their own organisation's records, to new
 * ones for others, and to what others have stored, and what a refusal says. Whose a record is
 * (struct record_kind's owner) is asked of what is stored and of what is to be stored: nobody takes
 * a record by writing their own name into it.
 *
 * Seeing. An observation says how far it may be seen: by its own organisation, by the group, by the
 * steering group too, by everybody; or, under secrecy, by those members that the secrecy law binds.
 * Each role sees others' from a certain reach on, and all of its own organisation's: access_sees
 * for a record and the store's rows by the same scope. What some member may not know is in no
 * common number: the counts, the pictures, the hotspots and the roll call are made of what the
 * whole group may see, so they are the same for everybody and nothing hidden can be worked out from
 * them. It is in the lists, the searches and the totals of those who may see it. An organisation
 * that is withheld (the police) is counted like others, but its rows, with their texts, hours and
 * points, are shown to the members that the law binds only, but for what is public anyway.
 *
 * Where. One's own are told as they were written. Others' are told so to the members that the law
 * binds; to those outside as finely as the category may be shared, and to the steering group no
 * finer than the district: in rows and records, in what a filter finds, in the history and on the
 * map (where.c). What was decided and is done somewhere follows the same rule (where_decided.c).
 * What somebody wrote in the text is theirs, and stays. */
#include "config.h"

#include "session/session_private.h"

#define ONLY(role) (1u << (role))
#define MEMBERS (ONLY(ROLE_REPORTER) | ONLY(ROLE_PARTICIPANT) | COMPILERS)
#define COMPILERS (ONLY(ROLE_COORDINATOR) | ONLY(ROLE_CHAIR) | ONLY(ROLE_ADMINISTRATOR))
#define EVERYBODY (MEMBERS | ONLY(ROLE_STEERING) | ONLY(ROLE_DPO))
#define LINKERS (COMPILERS | ONLY(ROLE_PARTICIPANT))
#define KEEPERS (ONLY(ROLE_COORDINATOR) | ONLY(ROLE_ADMINISTRATOR))
#define ALL(roles) (roles), (roles), (roles) /* no matter whose record */
/* Others' too, as long as they are new; what others have stored is theirs. */
#define NEW(roles) (roles), (roles), COMPILERS
#define OWN(roles) (roles), COMPILERS, COMPILERS

static const struct access {
	const char *what;          /* on the record of changes */
	guint own, others, stored; /* roles: for the own organisation's records, for others', for
				      those that others have stored */
	const char *refusal;
	gboolean reads; /* nothing is changed: where all can only be read, too */
} access_table[] = {
#define READS_ONLY N_("Your seat reads only: participants and reporters add observations.")
#define OWNERS N_("Your seat reads only: the organisation that reported it may change it.")
#define LINKING N_("Linking reports is for participants and the coordinator.")
#define FILES N_("Your seat reads only: it cannot read files in.")
#define WORDS N_("The picture's words are the coordinator's and the chair's.")
#define STARTING N_("Starting a focus group is for the coordinator and the chair.")
#define GROUPS N_("Focus groups are written by participants and the coordinator.")
#define MEASURES N_("Measures are written by participants and the coordinator.")
#define KEEPING N_("Taking texts out for good is for the coordinator and the administrator.")
#define STEERING N_("The programme is written by the coordinator and the chair.")
#define LEADING N_("Leading the meeting is for the chair and the coordinator.")
	[ACTION_OBSERVATION_ADD] = {"observation.add", NEW(MEMBERS), READS_ONLY},
	[ACTION_OBSERVATION_CHANGE] = {"observation.change", OWN(MEMBERS), OWNERS},
	[ACTION_OBSERVATION_WITHDRAW] = {"observation.withdraw", OWN(MEMBERS), OWNERS},
	[ACTION_OBSERVATION_LINK] = {"observation.link", NEW(LINKERS), LINKING},
	[ACTION_OBSERVATION_UNLINK] = {"observation.unlink", NEW(LINKERS), LINKING},
	[ACTION_NIL_REPORT] = {"nil_report.add", OWN(MEMBERS), OWNERS},
	[ACTION_DRAFT] = {"draft.save", EVERYBODY, 0, 0, READS_ONLY},
	[ACTION_IMPORT] = {"import", ALL(MEMBERS), FILES},
	[ACTION_IMPORT_RECORDS] = {"import.records", OWN(MEMBERS), OWNERS},
	[ACTION_BUNDLE] = {"bundle.take", ALL(COMPILERS),
			   N_("Bundles are the coordinator's and the chair's.")},
	[ACTION_REJECTED_ACCEPT] = {"rejected_row.accept", NEW(MEMBERS), FILES},
	[ACTION_REJECTED_DISMISS] = {"rejected_row.dismiss", NEW(MEMBERS), FILES},
	[ACTION_PICTURE_SITUATION] = {"picture.situation", ALL(COMPILERS), WORDS},
	[ACTION_PICTURE_HIGHLIGHT] = {"picture.highlight", ALL(COMPILERS), WORDS},
	[ACTION_PICTURE_FIX] = {"picture.fix", ALL(COMPILERS),
				N_("Fixing the picture is for the coordinator and the chair.")},
	[ACTION_HOTSPOT_FIND] = {"hotspot.find", NEW(EVERYBODY), READS_ONLY},
	[ACTION_HOTSPOT_DISMISS] =
		{"hotspot.dismiss", ALL(COMPILERS),
		 N_("Dismissing a hotspot is for the coordinator and the chair.")},
	[ACTION_FOCUS_GROUP_START] = {"focus_group.start", ALL(COMPILERS), STARTING},
	[ACTION_FOCUS_GROUP_CHANGE] = {"focus_group.change", OWN(LINKERS), GROUPS},
	[ACTION_MEASURE_CHANGE] = {"measure.change", OWN(LINKERS), MEASURES},
	[ACTION_MEETING_LEAD] = {"meeting.lead", ALL(COMPILERS), LEADING},
	[ACTION_MEETING_DECIDE] = {"meeting.decide", ALL(COMPILERS), LEADING},
	[ACTION_MEETING_CLOSE] = {"meeting.close", ALL(COMPILERS), LEADING},
	[ACTION_MEETING_REOPEN] = {"meeting.reopen", ALL(COMPILERS), LEADING},
	[ACTION_MEETING_HAND_OVER] = {"meeting.hand_over", ALL(COMPILERS), LEADING},
	[ACTION_MEETING_TELL] = {"meeting.tell", OWN(MEMBERS), OWNERS},
	[ACTION_REMIND] = {"remind", ALL(COMPILERS),
			   N_("Reminding others is for the coordinator and the chair.")},
	[ACTION_PROGRAMME_STEER] = {"programme.steer", ALL(COMPILERS), STEERING},
	[ACTION_PROGRAMME_WORK] = {"programme.work", OWN(MEMBERS), OWNERS},
	[ACTION_REDACT] = {LOG_REDACT, ALL(KEEPERS), KEEPING},
	[ACTION_RETAIN] = {LOG_RETAIN, ALL(KEEPERS), KEEPING},
	[ACTION_LOG_READ] =
		{"log.read", ALL(KEEPERS | ONLY(ROLE_DPO)),
		 N_("The record of changes is for the coordinator, the administrator and "
		    "the data protection officer."),
		 TRUE},
	[ACTION_SETUP] = {"setup", ALL(ONLY(ROLE_COORDINATOR) | ONLY(ROLE_ADMINISTRATOR)),
			  N_("Only the coordinator or the administrator may do that.")},
};

/* seeing */

#define FROM(visibility) ((VISIBLE_GROUP | 1u) & ~((1u << (visibility)) - 1))
static const struct {
	guint others; /* bits of enum visibility */
	enum where where;
} seeing[] = {
	[ROLE_REPORTER] = {FROM(VISIBLE_OSG), WHERE_AS_WRITTEN},
	[ROLE_PARTICIPANT] = {FROM(VISIBLE_OSG), WHERE_AS_WRITTEN},
	[ROLE_COORDINATOR] = {FROM(VISIBLE_OSG), WHERE_AS_WRITTEN},
	[ROLE_CHAIR] = {FROM(VISIBLE_OSG), WHERE_AS_WRITTEN},
	[ROLE_STEERING] = {FROM(VISIBLE_STEERING), WHERE_DISTRICT},
	[ROLE_DPO] = {VISIBLE_ALL, WHERE_AS_WRITTEN},
	[ROLE_ADMINISTRATOR] = {FROM(VISIBLE_OSG), WHERE_AS_WRITTEN},
};
G_STATIC_ASSERT(FROM(VISIBLE_OSG) == VISIBLE_GROUP && VISIBLE_PUBLIC == 3 &&
		VISIBLE_AUTHORITIES == 4);

struct scope access_scope(const struct session *session)
{
	const struct participant *who = session->participant;
	const struct organisation *own;
	struct scope scope;

	if (session->filling) /* nobody works in it yet */
		return (struct scope){.visible = VISIBLE_ALL};
	if (!who)
		return (struct scope){
			.visible = VISIBLE_GROUP, .outside = TRUE, .where = WHERE_AS_SHARED};
	own = registry_organisation(session_registry(session), who->organisation);
	scope = (struct scope){.visible = seeing[who->role].others,
			       .own = who->organisation,
			       .where = seeing[who->role].where};
	scope.outside = scope.visible != VISIBLE_ALL && own && own->outside;
	if (!scope.outside && scope.visible == VISIBLE_GROUP)
		scope.visible |= 1u << VISIBLE_AUTHORITIES;
	if (scope.outside)
		scope.where = MAX(scope.where, WHERE_AS_SHARED);
	return scope;
}

gboolean access_sees(const struct session *session, const struct scope *scope,
		     const struct observation *observation)
{
	const struct organisation *theirs;

	if (scope->own && observation->organisation == scope->own)
		return TRUE;
	if (!(scope->visible >> observation->visibility & 1))
		return FALSE;
	if (!scope->outside || observation->visibility == VISIBLE_PUBLIC)
		return TRUE;
	theirs = registry_organisation(session_registry(session), observation->organisation);
	return !(theirs && theirs->withheld);
}

/* doing */

static const char theirs[] = N_("It belongs to another organisation: that organisation or the "
				"coordinator may change it.");

const char *access_what(enum action action)
{
	return access_table[action].what;
}

gboolean session_deny(const char *why, GError **error)
{
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_DENIED, why);
	return FALSE;
}

/* A disk that is full can be helped. */
static gboolean deny_writing(const struct session *session, GError **error)
{
	if (session->unwritable)
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_STORE, session->unwritable);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_DENIED,
			    _("The database %s can only be read."), session->file);
	return FALSE;
}

char *session_writes_not(const struct session *session)
{
	if (!store_read_only(session->store))
		return NULL;
	return g_strdup(session->unwritable ? session->unwritable
					    : _("The database can only be read here."));
}

static gboolean may(const struct session *session, enum action action, gboolean others,
		    gboolean stored, GError **error)
{
	const struct access *access = &access_table[action];
	const struct participant *who = session->participant;
	guint roles = !others ? access->own : stored ? access->stored : access->others;

	g_return_val_if_fail(action < G_N_ELEMENTS(access_table), FALSE);
	if (store_read_only(session->store) && !access->reads)
		return deny_writing(session, error);
	if (!who)
		return session_deny(
			_("Nobody is registered as coordinator here: say who you are with "
			  "--as."),
			error);
	if (roles & ONLY(who->role))
		return TRUE;
	return session_deny(_(others && (access->own & ONLY(who->role)) ? theirs : access->refusal),
			    error);
}

gboolean session_role_may(enum role role, enum action action)
{
	return (access_table[action].own & ONLY(role)) != 0;
}

gboolean session_may_for(const struct session *session, enum action action, gint64 organisation,
			 GError **error)
{
	const struct participant *who = session->participant;

	return may(session, action, who && organisation && organisation != who->organisation, FALSE,
		   error);
}

/* What the record names as its owner, 0 = nobody; *kind is the kind of that. */
static gint64 named_owner(const struct record *record, const struct record_kind **kind)
{
	const struct field *field =
		record->kind->owner ? fields_find(record->kind->fields, record->kind->owner) : NULL;

	*kind = field ? record_kind_named(field->refers) : NULL;
	return field ? FIELD_AT(const gint64, record, field) : 0;
}

static gboolean is_member(const struct session *session, gint64 group, gint64 organisation)
{
	g_autoptr(GPtrArray) members =
		store_where(session->store, &group_member_kind, "focus_group", group, NULL);

	for (guint i = 0; members && i < members->len; i++) {
		const struct group_member *member = members->pdata[i];

		if (member->organisation == organisation && member->until == DAY_NONE)
			return TRUE;
	}
	return FALSE;
}

static gboolean is_others(const struct session *session, const struct record *record);

/* Whether what is part of that record is another's: a goal is its group's. */
static gboolean part_is_others(const struct session *session, const struct record_kind *kind,
			       gint64 key)
{
	const struct participant *who = session->participant;
	struct record *whole;
	gboolean others;

	if (!key || !who)
		return FALSE;
	if (kind == &organisation_kind)
		return key != who->organisation;
	if (kind == &participant_kind)
		return key != who->record.key;
	/* who takes part in a focus group writes in it as the one that leads it does */
	if (kind == &focus_group_kind && is_member(session, key, who->organisation))
		return FALSE;
	whole = store_get(session->store, kind, key, NULL);
	others = whole && is_others(session, whole);
	record_free(whole);
	return others;
}

gboolean access_takes_part(const struct session *session, gint64 group)
{
	return session->participant && !part_is_others(session, &focus_group_kind, group);
}

static gboolean leads(const struct session *session, gint64 group, gint64 organisation)
{
	struct focus_group *g = store_get(session->store, &focus_group_kind, group, NULL);
	gboolean leads = g && g->leader == organisation;

	record_free(g);
	return leads;
}

/* A measure of a focus group is written by who takes part in it, for any who takes part. */
static gboolean is_of_own_group(const struct session *session, const struct record *record)
{
	const struct measure *m = (const struct measure *)record;

	return record->kind == &measure_kind && m->focus_group && session->participant &&
	       !part_is_others(session, &focus_group_kind, m->focus_group) &&
	       (!m->owner || is_member(session, m->focus_group, m->owner) ||
		leads(session, m->focus_group, m->owner));
}

static gboolean is_others(const struct session *session, const struct record *record)
{
	const struct record_kind *kind;
	gint64 owner = named_owner(record, &kind);

	return part_is_others(session, kind, owner) && !is_of_own_group(session, record);
}

gboolean session_may_within(struct session *session, enum action action,
			    const struct record_kind *kind, gint64 key, GError **error)
{
	return may(session, action, part_is_others(session, kind, key), FALSE, error);
}

gboolean session_may(const struct session *session, enum action action, gconstpointer record,
		     GError **error)
{
	const struct record *r = record;

	return may(session, action, r && is_others(session, r), r && r->key != 0, error);
}

/* Records that are the owner's and of those who keep the whole. Where cameras hang and what a round
 * of checks found: secrecy of security measures, chapter 18 section 8 of the act. A row set aside:
 * nobody has said yet how far it may be seen, or taken out who is named in it. */
static const struct {
	const struct record_kind *kind;
	guint whole; /* roles */
} kept[] = {
	{&asset_kind, KEEPERS | ONLY(ROLE_STEERING) | ONLY(ROLE_DPO)},
	{&inspection_kind, KEEPERS | ONLY(ROLE_STEERING) | ONLY(ROLE_DPO)},
	{&rejected_row_kind, COMPILERS | ONLY(ROLE_DPO)},
};

/* Its owner, or the one who read in the file that it was in. */
static gboolean is_own(const struct session *session, const struct record *record)
{
	const struct record_kind *kind;
	gint64 owner = named_owner(record, &kind);
	struct import_record *import;
	gboolean own;

	if (kind != &import_kind)
		return owner == session->participant->organisation;
	import = owner ? store_get(session->store, &import_kind, owner, NULL) : NULL;
	own = import && (import->organisation == session->participant->organisation ||
			 import->by == session->participant->record.key);
	record_free(import);
	return own;
}

gboolean access_sees_kept(const struct session *session, const struct record *record)
{
	const struct participant *who = session->participant;

	for (gsize i = 0; !session->filling && i < G_N_ELEMENTS(kept); i++)
		if (kept[i].kind == record->kind)
			return who && (kept[i].whole & ONLY(who->role) || is_own(session, record));
	return TRUE;
}

gboolean access_hides(const struct record_kind *kind)
{
	static const struct record_kind *const others[] = {
		&observation_kind, &hotspot_kind,    &hotspot_finding_kind, &picture_kind,
		&draft_kind,       &public_key_kind, &key_code_kind,        &cause_kind};

	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
		if (kept[i].kind == kind)
			return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		if (others[i] == kind)
			return TRUE;
	return where_is_decided(kind);
}

/* What linking moves is nobody's own words: which reports tell of one event, and which of them
 * counts. */
static gboolean only_links_differ(const struct record *before, const struct record *after)
{
	struct observation *same;
	gboolean equal;

	if (before->kind != &observation_kind)
		return FALSE;
	same = record_copy(after);
	same->report_group = ((const struct observation *)before)->report_group;
	same->counted = ((const struct observation *)before)->counted;
	equal = record_equal(before, same);
	record_free(same);
	return equal;
}

gboolean access_put(const struct session *session, const struct record *before,
		    const struct record *after, GError **error)
{
	enum action action = session->action;
	const struct record_kind *kind;

	if (session->filling)
		return TRUE;
	/* who may do what is a matter of setting up, and so are the words when a file brings them
	 */
	if (after->kind == &participant_kind || after->kind == &public_key_kind ||
	    after->kind == &key_code_kind ||
	    (action == ACTION_IMPORT_RECORDS && !after->kind->owner))
		return may(session, ACTION_SETUP, FALSE, FALSE, error);
	if (!before)
		return may(session, action, is_others(session, after), FALSE, error);
	if (only_links_differ(before, after))
		return TRUE;
	/* from one to the other only by those who may change both */
	if (named_owner(before, &kind) && named_owner(before, &kind) != named_owner(after, &kind) &&
	    !may(session, ACTION_OBSERVATION_CHANGE, TRUE, TRUE, error))
		return FALSE;
	return may(session, action, is_others(session, before), TRUE, error) &&
	       may(session, action, is_others(session, after), FALSE, error);
}
