/* SPDX-License-Identifier: GPL-3.0-or-later */
/* News and messages to the public of Krisinformation.se (API v3, JSON) as planned events: headline,
 * when it was published, and for which areas. Their texts are HTML and stay where they are. */
#include "config.h"

#include <string.h>

#include "exchange/alert.h"
#include "exchange/formats.h"
#include "exchange/whole.h"

static char *area_names(const json_t *areas)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (gsize i = 0; i < json_array_size(areas); i++) {
		const char *name =
			json_string_value(json_object_get(json_array_get(areas, i), "Description"));

		if (name && *name)
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
	}
	return names->len ? g_strdup(names->str) : NULL;
}

static gboolean take_news(struct alerts *all, const json_t *news, int number, GError **error)
{
	struct alert a = {.line = -number,
			  .id = alert_member(news, "Identifier"),
			  .title = alert_member(news, "Headline"),
			  .areas = area_names(json_object_get(news, "Area")),
			  .from = alert_member(news, "Published")};

	if (!json_is_object(news))
		alert_fault(&a, NULL, NULL,
			    g_strdup(_("expected a news item, an object with Identifier, Headline "
				       "and Published")));
	if (json_is_integer(json_object_get(news, "Identifier")))
		a.id = g_strdup_printf("%" JSON_INTEGER_FORMAT,
				       json_integer_value(json_object_get(news, "Identifier")));
	a.over = alert_text_says_over(json_string_value(json_object_get(news, "PushMessage"))) ||
		 alert_text_says_over(json_string_value(json_object_get(news, "Preamble")));
	return alert_take(all, &a, error);
}

static gboolean krisinformation_read(const char *bytes, gsize length,
				     const struct record_reader *reader, GError **error)
{
	json_t *list = whole_json(bytes, length, reader->file, _("a list of news"), error);
	struct alerts all;
	gboolean ok = list != NULL;

	alerts_begin(&all, reader, "krisinformation");
	for (gsize i = 0; ok && i < json_array_size(list); i++)
		ok = take_news(&all, json_array_get(list, i), (int)i + 1, error);
	if (json_is_object(list))
		ok = take_news(&all, list, 1, error);
	ok = alerts_end(&all, ok, json_is_array(list), error);
	json_decref(list);
	return ok;
}

static int krisinformation_sniff(const char *head, gsize length, const char *name UNUSED)
{
	gsize blank = strspn(head, " \t\r\n");

	return blank < length && strchr("[{", head[blank]) && strstr(head, "\"Identifier\"") &&
			       (strstr(head, "\"PushMessage\"") || strstr(head, "\"Headline\""))
		       ? 97
		       : 0;
}

const struct format format_krisinformation = {
	.id = "krisinformation",
	.title = N_("news of Krisinformation.se (JSON)"),
	.sniff = krisinformation_sniff,
	.foreign = TRUE,
	.read_records = krisinformation_read,
};
