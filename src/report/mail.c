/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail with a file attached (RFC 5322, 2045, 2047), handed to the system's sendmail. */
#include "config.h"

#include "osg/report.h"

#include <string.h>

#include "osg/run.h"

#define SENDMAIL "/usr/sbin/sendmail"
#define BOUNDARY "=_osg_part"

enum {
	BASE64_LINE = 57,
	WORD_BYTES = 42
}; /* bytes that make a line of 76, an encoded word of 75 */

/* Lines of 76 characters. */
static void append_base64(GString *out, const guint8 *bytes, gsize length)
{
	for (gsize at = 0; at < length; at += BASE64_LINE) {
		g_autofree char *line = g_base64_encode(bytes + at, MIN(BASE64_LINE, length - at));

		g_string_append_printf(out, "%s\n", line);
	}
}

/* Encoded words that hold whole characters, a line each. */
static void append_subject(GString *out, const char *subject)
{
	const char *at = subject;

	g_string_append(out, "Subject:");
	while (*at) {
		const char *end = at;
		g_autofree char *word = NULL;

		while (*end && g_utf8_next_char(end) - at <= WORD_BYTES)
			end = g_utf8_next_char(end);
		word = g_base64_encode((const guint8 *)at, (gsize)(end - at));
		g_string_append_printf(out, " =?UTF-8?B?%s?=\n", word);
		at = end;
	}
}

/* As it goes out, owned. */
static char *mail_text(const struct mail *mail)
{
	GString *out = g_string_new(NULL);
	gsize length = 0;
	const guint8 *bytes = mail->file ? g_bytes_get_data(mail->file, &length) : NULL;

	g_string_append_printf(out, "To: %s\n", mail->to);
	append_subject(out, mail->subject);
	g_string_append_printf(out,
			       "MIME-Version: 1.0\n"
			       "Auto-Submitted: auto-generated\n"
			       "Content-Type: multipart/mixed; boundary=\"%s\"\n\n"
			       "--%s\nContent-Type: text/plain; charset=utf-8\n"
			       "Content-Transfer-Encoding: base64\n\n",
			       BOUNDARY, BOUNDARY);
	append_base64(out, (const guint8 *)mail->text, strlen(mail->text));
	if (bytes) {
		g_string_append_printf(out,
				       "--%s\nContent-Type: %s\n"
				       "Content-Transfer-Encoding: base64\n"
				       "Content-Disposition: attachment; filename=\"%s\"\n\n",
				       BOUNDARY, mail->type, mail->file_name);
		append_base64(out, bytes, length);
	}
	g_string_append_printf(out, "--%s--\n", BOUNDARY);
	return g_string_free(out, FALSE);
}

/* One address and nothing that a header could be made of. */
static gboolean is_address(const char *to)
{
	return g_regex_match_simple("^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*$", to,
				    G_REGEX_DOLLAR_ENDONLY, 0);
}

gboolean mail_send(const struct mail *mail, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *sendmail = g_find_program_in_path("sendmail");
	const char *const argv[] = {sendmail ? sendmail : SENDMAIL, "-i", "--", mail->to, NULL};

	if (!is_address(mail->to)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no mail address such as osg@huddinge.se."), mail->to);
		return FALSE;
	}
	if (!g_file_test(argv[0], G_FILE_TEST_IS_EXECUTABLE)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("There is no %s on this machine: install a mail server (Debian: "
			      "msmtp-mta), or save it as a file."),
			    argv[0]);
		return FALSE;
	}
	text = mail_text(mail);
	bytes = g_bytes_new_take(g_steal_pointer(&text), strlen(text));
	return run_program(argv, bytes, NULL, NULL, error);
}
