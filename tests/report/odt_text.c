/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in an OpenDocument text, for the tests: odt_text FILE prints it, a line a paragraph,
 * once every member of the zip is looked at: the first says what the file is and is stored, all the
 * rest is XML that expat reads, and each picture that is shown is there and has its words. */
#include "config.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

#include <glib.h>

struct odt_reading {
	zip_t *zip;
	GString *text;
	int pictures, described;
};

static void begin(void *data, const char *name, const char **attributes)
{
	struct odt_reading *r = data;

	for (; strcmp(name, "draw:image") == 0 && *attributes; attributes += 2)
		if (strcmp(attributes[0], "xlink:href") == 0)
			r->pictures += zip_name_locate(r->zip, attributes[1], 0) >= 0;
	r->described += strcmp(name, "svg:desc") == 0;
}

static void letters(void *data, const char *text, int length)
{
	g_string_append_len(((struct odt_reading *)data)->text, text, length);
}

static void end(void *data, const char *name)
{
	if (strcmp(name, "text:p") == 0 || strcmp(name, "text:h") == 0)
		g_string_append_c(((struct odt_reading *)data)->text, '\n');
}

static char *member(zip_t *zip, zip_uint64_t i, zip_stat_t *facts)
{
	zip_file_t *file = zip_fopen_index(zip, i, 0);
	char *bytes;

	if (!file || zip_stat_index(zip, i, 0, facts) != 0)
		g_error("member %d cannot be read", (int)i);
	bytes = g_malloc0(facts->size + 1);
	if (zip_fread(file, bytes, facts->size) != (zip_int64_t)facts->size)
		g_error("%s is not whole", facts->name);
	zip_fclose(file);
	return bytes;
}

static void read_xml(struct odt_reading *r, const char *name, const char *bytes, gsize size)
{
	XML_Parser parser = XML_ParserCreate(NULL);

	if (strcmp(name, "content.xml") == 0) {
		XML_SetUserData(parser, r);
		XML_SetElementHandler(parser, begin, end);
		XML_SetCharacterDataHandler(parser, letters);
	}
	if (!XML_Parse(parser, bytes, (int)size, TRUE))
		g_error("%s, line %lu: %s", name, XML_GetCurrentLineNumber(parser),
			XML_ErrorString(XML_GetErrorCode(parser)));
	XML_ParserFree(parser);
}

int main(int argc, char **argv)
{
	struct odt_reading r = {argc > 1 ? zip_open(argv[1], ZIP_RDONLY, NULL) : NULL,
				g_string_new(NULL), 0, 0};

	if (!r.zip)
		g_error("no zip file");
	for (zip_uint64_t i = 0; i < (zip_uint64_t)zip_get_num_entries(r.zip, 0); i++) {
		zip_stat_t facts;
		g_autofree char *bytes = member(r.zip, i, &facts);

		if (i > 0)
			read_xml(&r, facts.name, bytes, facts.size);
		else if (strcmp(facts.name, "mimetype") != 0 || facts.comp_method != ZIP_CM_STORE ||
			 strcmp(bytes, "application/vnd.oasis.opendocument.text") != 0)
			g_error("the first member does not say what the file is");
	}
	printf("%spictures: %d, described: %d\n", r.text->str, r.pictures, r.described);
	zip_discard(r.zip);
	g_string_free(r.text, TRUE);
	return 0;
}
