/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings by the Common Alerting Protocol 1.1 and 1.2: single alerts, several in one file, and
 * Atom feeds of them. Which namespace a file says matters less than what stands in it, so a wrong
 * one is told and read. Exercises, tests, drafts and what is not for the public are set aside; one
 * incident is one event, in Swedish where there is that. */
#include "config.h"

#include <string.h>

#include "exchange/alert.h"
#include "exchange/formats.h"
#include "exchange/xml.h"

#define NAMESPACE "urn:oasis:names:tc:emergency:cap:1."

struct cap_reading {
	struct alerts alerts;
	int strange, scopeless; /* with another namespace, without <scope> */
};

/* languages */

static gboolean speaks(const struct xml_element *info, const char *language)
{
	g_autofree char *said = xml_child_text(info, "language");

	return g_ascii_strncasecmp(said ? said : "en", language, strlen(language)) == 0;
}

/* The block to read: Swedish, else English (which is meant where none is said), else the first. */
static const struct xml_element *choose_info(const struct xml_element *alert)
{
	static const char *const languages[] = {"sv", "en", ""};

	for (gsize l = 0; l < G_N_ELEMENTS(languages); l++)
		for (guint i = 0; i < alert->children->len; i++) {
			const struct xml_element *info = alert->children->pdata[i];

			if (g_str_equal(info->name, "info") && speaks(info, languages[l]))
				return info;
		}
	return NULL;
}

/* what it says */

/* SMHI writes the area as a code and its name as the headline. */
static gboolean is_code(const char *area)
{
	return area[strspn(area, "0123456789")] == '\0';
}

static char *area_names(const struct xml_element *parent)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (guint i = 0; parent && i < parent->children->len; i++) {
		const struct xml_element *area = parent->children->pdata[i];
		g_autofree char *name =
			g_str_equal(area->name, "area") ? xml_child_text(area, "areaDesc") : NULL;

		if (name && !is_code(name))
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
	}
	return names->len ? g_strdup(names->str) : NULL;
}

/* "Varning klass 1 hård vind": what SMHI calls it in Swedish. Owned; NULL = not said. */
static char *event_in_swedish(const struct xml_element *info)
{
	for (guint i = 0; i < info->children->len; i++) {
		const struct xml_element *code = info->children->pdata[i];
		g_autofree char *name = g_str_equal(code->name, "eventCode")
						? xml_child_text(code, "valueName")
						: NULL;

		if (g_strcmp0(name, "system_event_level_sv-SE") == 0)
			return xml_child_text(code, "value");
	}
	return NULL;
}

static void read_info(struct alert *a, const struct xml_element *info)
{
	g_autofree char *headline = xml_child_text(info, "headline");
	g_autofree char *swedish = event_in_swedish(info);
	g_autofree char *description = xml_child_text(info, "description");
	g_autofree char *urgency = xml_child_text(info, "urgency");
	g_autofree char *response = xml_child_text(info, "responseType");

	a->areas = area_names(info);
	a->severity = xml_child_text(info, "severity");
	if (swedish && headline)
		a->title = g_strdup_printf("%s: %s", swedish, headline);
	else
		a->title = headline ? g_steal_pointer(&headline) : xml_child_text(info, "event");
	if (swedish && !a->areas && headline)
		a->areas = g_steal_pointer(&headline);
	if (xml_child(info, "onset") || xml_child(info, "effective")) {
		g_free(a->from);
		a->from = xml_child_text(info, "onset");
		if (!a->from)
			a->from = xml_child_text(info, "effective");
	}
	a->to = xml_child_text(info, "expires");
	a->over = alert_text_says_over(description) || g_strcmp0(response, "AllClear") == 0 ||
		  g_strcmp0(urgency, "Past") == 0;
}

/* "sender,identifier,sent sender,identifier,sent" */
static GPtrArray *references(const struct xml_element *alert)
{
	g_autofree char *text = xml_child_text(alert, "references");
	g_auto(GStrv) all = g_strsplit_set(text ? text : "", " \t\r\n", -1);
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);

	for (char **one = all; *one; one++) {
		char *last = strrchr(*one, ',');

		if (last && strchr(*one, ',') != last)
			g_ptr_array_add(ids, g_strndup(*one, (gsize)(last - *one)));
	}
	return ids;
}

static void check_word(struct alert *a, const struct xml_element *alert, const char *name,
		       const char *const *fine, const char *why)
{
	g_autofree char *word = xml_child_text(alert, name);

	if (word && !g_strv_contains(fine, word))
		alert_fault(a, name, word, g_strdup(why));
}

static void check_once(struct alert *a, const struct xml_element *element, const char *const *names)
{
	const struct xml_element *again = xml_twice(element, names);
	g_autofree char *text = again ? g_strstrip(g_strdup(again->text->str)) : NULL;

	if (again)
		alert_fault(a, again->name, text, g_strdup(_("it stands twice; expected it once")));
}

static char *identity(const char *sender, char *take_identifier)
{
	char *id = take_identifier ? g_strdup_printf("%s,%s", sender ? sender : "", take_identifier)
				   : NULL;

	g_free(take_identifier);
	return id;
}

static gboolean take_alert(struct cap_reading *r, const struct xml_element *alert, GError **error)
{
	static const char *const actual[] = {"Actual", NULL}, *const open[] = {"Public", NULL},
				 *const types[] = {"Alert", "Update", "Cancel", NULL},
				 *const once[] = {"identifier", "sender",  "sent", "status",
						  "scope",      "msgType", NULL},
				 *const once_of_info[] = {"event",     "headline", "onset",
							  "effective", "expires",  "severity",
							  "urgency",   NULL};
	const struct xml_element *info = choose_info(alert);
	g_autofree char *sender = xml_child_text(alert, "sender"),
			*type = xml_child_text(alert, "msgType");
	struct alert a = {.line = alert->line, .from = xml_child_text(alert, "sent")};

	check_once(&a, alert, once);
	if (info)
		check_once(&a, info, once_of_info);
	a.id = identity(sender, xml_child_text(alert, "identifier"));
	a.called_off = references(alert);
	r->strange += !g_str_has_prefix(alert->space, NAMESPACE);
	r->scopeless += !xml_child(alert, "scope");
	check_word(&a, alert, "status", actual,
		   _("it is an exercise, a test or a draft; expected Actual"));
	check_word(&a, alert, "scope", open, _("it is not for the public; expected Public"));
	check_word(&a, alert, "msgType", types,
		   _("it is no message to the public; expected Alert, Update or Cancel"));
	if (info)
		read_info(&a, info);
	a.over = a.over || g_strcmp0(type, "Cancel") == 0;
	if (!info && !a.over)
		alert_fault(&a, "info", NULL,
			    g_strdup(_("it has no <info>: it does not say what happens")));
	return alert_take(&r->alerts, &a, error);
}

/* feeds */

/* "11337sv" of ".../capmessage/11337sv?format=xml": the alert's own identifier. */
static char *identifier_of_link(char *take_link)
{
	char *end = take_link ? strchr(take_link, '?') : NULL, *begin, *id;

	if (!take_link)
		return NULL;
	if (end)
		*end = '\0';
	begin = strrchr(take_link, '/');
	id = g_strdup(begin && begin[1] ? begin + 1 : take_link);
	g_free(take_link);
	return id;
}

static gboolean take_entry(struct cap_reading *r, const struct xml_element *entry, GError **error)
{
	g_autofree char *author = xml_child_text(xml_child(entry, "author"), "name"),
			*summary = xml_child_text(entry, "summary");
	struct alert a = {.line = entry->line,
			  .from = xml_child_text(entry, "published"),
			  .title = xml_child_text(entry, "title"),
			  .areas = area_names(entry),
			  .severity = xml_child_text(entry, "severity"),
			  .to = xml_child_text(entry, "expires")};

	if (!a.from)
		a.from = xml_child_text(entry, "updated");
	a.id = identity(author, identifier_of_link(xml_child_text(entry, "id")));
	a.over = alert_text_says_over(summary);
	return alert_take(&r->alerts, &a, error);
}

/* the file */

/* Alerts and entries of feeds, wherever they stand. */
static gboolean take_all(struct cap_reading *r, const struct xml_element *element, GError **error)
{
	gboolean ok = TRUE;

	if (g_str_equal(element->name, "alert"))
		return take_alert(r, element, error);
	if (g_str_equal(element->name, "entry") && !xml_child(element, "content"))
		return take_entry(r, element, error);
	for (guint i = 0; ok && i < element->children->len; i++)
		ok = take_all(r, element->children->pdata[i], error);
	return ok;
}

static gboolean cap_read(const char *bytes, gsize length, const struct record_reader *reader,
			 GError **error)
{
	g_autoptr(xml_element_auto) root = xml_read(bytes, length, reader->file, error);
	struct cap_reading r = {0};

	alerts_begin(&r.alerts, reader, "cap");
	if (!alerts_end(&r.alerts, root && take_all(&r, root, error), FALSE, error))
		return FALSE;
	record_reader_tell(
		reader, r.strange,
		ngettext(
			"%d alert says another namespace than the standard's and was read all the "
			"same.",
			"%d alerts say another namespace than the standard's and were read all the "
			"same.",
			(gulong)r.strange));
	record_reader_tell(
		reader, r.scopeless,
		ngettext("%d alert does not say its scope, which the standard asks for; it was "
			 "taken "
			 "as public.",
			 "%d alerts do not say their scope, which the standard asks for; they were "
			 "taken as public.",
			 (gulong)r.scopeless));
	return TRUE;
}

static int cap_sniff(const char *head, gsize length, const char *name UNUSED)
{
	if (xml_begins(head, length, "alert") || xml_begins(head, length, "alerts"))
		return 96;
	return xml_begins(head, length, "feed") && strstr(head, "emergency:cap") ? 96 : 0;
}

const struct format format_cap = {
	.id = "cap",
	.title = N_("warnings and messages to the public (CAP)"),
	.sniff = cap_sniff,
	.foreign = TRUE,
	.read_records = cap_read,
};
