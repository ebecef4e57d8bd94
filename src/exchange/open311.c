/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fault reports as Open311 GeoReport v2 has them, JSON or XML: each request a row of a table whose
 * columns are the standard's fields, read on as a partner's table is, by the mapping open311.
 *
 * A request may stand alone, in a list, or wrapped as "data" by an app, with its point as
 * "position" (longitude first). A list of services holds no reports and is refused as such.
 */
#include "config.h"

#include <string.h>

#include "exchange/convert.h"
#include "exchange/formats.h"
#include "exchange/html_text.h"
#include "exchange/mapping.h"
#include "exchange/whole.h"
#include "exchange/xml.h"
#include "osg/text.h"

enum request_field {
	REQUEST_ID,
	REQUEST_NAME,
	REQUEST_CODE,
	REQUEST_WHEN,
	REQUEST_DESCRIPTION,
	REQUEST_ADDRESS,
	REQUEST_LAT,
	REQUEST_LONG,
	REQUEST_STATUS,
	REQUEST_NOTES,
	REQUEST_AGENCY,
	REQUEST_NOTICE,
	REQUEST_UPDATED,
	REQUEST_EXPECTED,
	REQUEST_ADDRESS_ID,
	REQUEST_ZIP,
	REQUEST_MEDIA,
	REQUEST_FIELDS
};

static const char *const field_names[REQUEST_FIELDS + 1] = {
	"service_request_id",
	"service_name",
	"service_code",
	"requested_datetime",
	"description",
	"address",
	"lat",
	"long",
	"status",
	"status_notes",
	"agency_responsible",
	"service_notice",
	"updated_datetime",
	"expected_datetime",
	"address_id",
	"zipcode",
	"media_url",
};

struct open311 {
	const struct reader_options *options;
	struct mapping *mapping;
	struct converter *converter;
	int number; /* of the request */
	int html;   /* texts that had been written as HTML */
	gboolean more;
};

/* A request as it stands in the file, before it is a row. */
struct open311_request {
	char *cells[REQUEST_FIELDS]; /* owned, NULL = not said */
	const char *fault;           /* NULL = none */
	int fault_field;
};

static void request_fault(struct open311_request *q, int field, const char *fault)
{
	if (q->fault)
		return;
	q->fault = fault;
	q->fault_field = field;
}

/* The code of the service where the mapping knows it, for names of services change; else its name,
 * or its code where it has no name. */
static void choose_service(const struct open311 *r, struct open311_request *q)
{
	const char *code = q->cells[REQUEST_CODE];
	g_autofree char *folded = text_fold(code ? code : "");

	if (code && *code &&
	    (!q->cells[REQUEST_NAME] || !*q->cells[REQUEST_NAME] ||
	     g_hash_table_contains(r->mapping->words, folded))) {
		g_free(q->cells[REQUEST_NAME]);
		q->cells[REQUEST_NAME] = g_strdup(code);
	}
}

/* Portals on the web keep what people typed as HTML. */
static void read_html(struct open311 *r, struct open311_request *q)
{
	static const enum request_field texts[] = {REQUEST_NAME, REQUEST_DESCRIPTION,
						   REQUEST_ADDRESS};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		r->html += html_settle(&q->cells[texts[i]]);
}

static void tell_html(const struct open311 *r)
{
	g_autofree char *sentence =
		g_strdup_printf(ngettext("%d text was written as HTML and was read as what it "
					 "means.",
					 "%d texts were written as HTML and were read as what they "
					 "mean.",
					 (gulong)r->html),
				r->html);

	if (r->html && r->options->note)
		r->options->note(sentence, r->options->data);
}

/* Takes the request. */
static void give(struct open311 *r, struct open311_request *q)
{
	const char *cells[REQUEST_FIELDS];
	struct table_row row = {.line = -++r->number, .count = REQUEST_FIELDS, .cells = cells};

	if (!q->cells[REQUEST_ID] || !*q->cells[REQUEST_ID])
		request_fault(q, REQUEST_ID,
			      _("the request has no id; expected one like 14-00684314"));
	read_html(r, q);
	choose_service(r, q);
	for (int i = 0; i < REQUEST_FIELDS; i++)
		cells[i] = q->cells[i] ? q->cells[i] : "";
	row.fault = q->fault;
	row.fault_cell = q->fault_field;
	r->more = r->more && converter_row(r->converter, &row);
	for (int i = 0; i < REQUEST_FIELDS; i++)
		g_free(q->cells[i]);
}

/* JSON */

/* Bytes that the store does not hold are in no text of JSON that jansson lets through. */
static char *value_text(const json_t *value, struct open311_request *q, int field)
{
	if (!value || json_is_null(value))
		return NULL;
	if (json_is_string(value))
		return g_strdup(json_string_value(value));
	if (json_is_integer(value))
		return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (json_is_real(value))
		return g_strdup_printf("%.10g", json_real_value(value));
	request_fault(q, field, _("expected a text or a number, not a list or an object"));
	return NULL;
}

/* "24.93,60.16": longitude and latitude in one, where an app writes them so. */
static void position(struct open311_request *q, const char *text)
{
	const char *comma = text ? strchr(text, ',') : NULL;

	if (!comma || q->cells[REQUEST_LAT] || q->cells[REQUEST_LONG])
		return;
	q->cells[REQUEST_LONG] = g_strndup(text, (gsize)(comma - text));
	q->cells[REQUEST_LAT] = g_strdup(comma + 1);
}

static void json_request(struct open311 *r, const json_t *object)
{
	struct open311_request q = {0};

	if (!json_is_object(object))
		request_fault(&q, REQUEST_ID,
			      _("expected a request, an object with service_request_id and "
				"requested_datetime"));
	for (int i = 0; i < REQUEST_FIELDS; i++)
		q.cells[i] = value_text(json_object_get(object, field_names[i]), &q, i);
	position(&q, json_string_value(json_object_get(object, "position")));
	give(r, &q);
}

static gboolean refuse_services(const char *file, int services, GError **error)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    ngettext("%s is a list of services (%d), not of reports; expected requests "
			     "with service_request_id.",
			     "%s is a list of services (%d), not of reports; expected requests "
			     "with service_request_id.",
			     (gulong)services),
		    file, services);
	return FALSE;
}

/* The requests among what the file holds; NULL = there are none. */
static json_t *find_requests(json_t *whole)
{
	static const char *const wraps[] = {"service_requests", "requests", "data"};

	for (gsize i = 0; i < G_N_ELEMENTS(wraps); i++) {
		json_t *within = json_object_get(whole, wraps[i]);

		if (json_is_array(within) || json_object_get(within, "service_request_id"))
			return within;
	}
	return json_is_array(whole) || json_object_get(whole, "service_request_id") ? whole : NULL;
}

static gboolean read_json(struct open311 *r, const GByteArray *bytes, GError **error)
{
	const char *file = r->options->file;
	json_t *whole = whole_json((const char *)bytes->data, bytes->len, file,
				   _("a list of requests"), error),
	       *list = find_requests(whole), *first = json_array_get(list, 0), *request;
	gboolean services = json_object_get(first, "service_code") &&
			    !json_object_get(first, "service_request_id") &&
			    !json_object_get(first, "requested_datetime"),
		 ok = FALSE;
	gsize i;

	if (services) {
		refuse_services(file, (int)json_array_size(list), error);
	} else if (list) {
		json_array_foreach(list, i, request)
		{
			json_request(r, request);
		}
		if (json_is_object(list))
			json_request(r, list);
		ok = r->more;
	} else if (whole) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s holds no requests; expected a list of them: "
			      "[{\"service_request_id\": …, \"requested_datetime\": …}]."),
			    file);
	}
	json_decref(whole);
	return ok;
}

/* XML */

static void xml_request(struct open311 *r, const struct xml_element *element)
{
	struct open311_request q = {0};

	const struct xml_element *again = xml_twice(element, field_names);

	for (int i = 0; i < REQUEST_FIELDS; i++) {
		q.cells[i] = xml_child_text(element, field_names[i]);
		if (again && g_str_equal(again->name, field_names[i]))
			request_fault(&q, i, _("it stands twice; expected it once"));
	}
	give(r, &q);
}

static gboolean read_xml(struct open311 *r, const GByteArray *bytes, GError **error)
{
	const char *file = r->options->file;
	g_autoptr(xml_element_auto) root =
		xml_read((const char *)bytes->data, bytes->len, file, error);

	if (!root)
		return FALSE;
	if (g_str_equal(root->name, "services"))
		return refuse_services(file, (int)root->children->len, error);
	for (guint i = 0; i < root->children->len && r->more; i++)
		xml_request(r, root->children->pdata[i]);
	return r->more;
}

/* the file */

static gboolean is_xml(const GByteArray *bytes)
{
	for (guint i = 0; i < bytes->len; i++)
		if (strchr("<[{", bytes->data[i]))
			return bytes->data[i] == '<';
	return FALSE;
}

static gboolean open311_begin(struct open311 *r, const struct reader_options *options,
			      GError **error)
{
	r->options = options;
	r->more = TRUE;
	r->mapping = mapping_load(options->mapping ? options->mapping : "open311", error);
	if (r->mapping)
		r->converter =
			converter_new(options, r->mapping, field_names, REQUEST_FIELDS, 1, error);
	return r->converter != NULL;
}

static gboolean open311_read(GInputStream *stream, const struct reader_options *options,
			     GError **error)
{
	g_autoptr(GByteArray) bytes = whole_read(stream, options, error);
	struct open311 r = {0};
	gboolean ok = bytes && open311_begin(&r, options, error) &&
		      (is_xml(bytes) ? read_xml(&r, bytes, error) : read_json(&r, bytes, error));

	if (ok) {
		tell_html(&r);
		converter_tell(r.converter);
	}
	converter_free(r.converter);
	mapping_free(r.mapping);
	return ok;
}

static gboolean open311_again(const char *raw, int line, const struct reader_options *options,
			      GError **error)
{
	return converter_again(raw, line, options, "open311", error);
}

static int open311_sniff(const char *head, gsize length, const char *name UNUSED)
{
	gsize blank = strspn(head, " \t\r\n");
	gboolean json = blank < length && strchr("[{", head[blank]);

	if (xml_begins(head, length, "service_requests") || xml_begins(head, length, "services"))
		return head[blank] == '<' ? 97 : 0;
	if (!json)
		return 0;
	return strstr(head, "\"service_request_id\"") ? 97
	       : strstr(head, "\"service_code\"")     ? 90
						      : 0;
}

const struct format format_open311 = {
	.id = "open311",
	.title = N_("fault reports of Open311 (JSON or XML)"),
	.sniff = open311_sniff,
	.read = open311_read,
	.again = open311_again,
};
