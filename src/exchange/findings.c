/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/findings.h"

#include "osg/error.h"

#define FAULTS_TOLD 20

void findings_fault(struct findings *findings, GError **error)
{
	if (*error)
		g_ptr_array_add(findings->faults, g_strdup((*error)->message));
	g_clear_error(error);
}

void findings_refuse(const struct findings *findings, GError **error)
{
	g_autoptr(GString) all = g_string_new(NULL);
	guint count = findings->faults->len;

	for (guint i = 0; i < MIN(count, FAULTS_TOLD); i++)
		g_string_append_printf(all, "%s%s", i ? "\n" : "",
				       (const char *)findings->faults->pdata[i]);
	if (count > FAULTS_TOLD)
		g_string_append_printf(all,
				       ngettext("\nand %u fault more", "\nand %u faults more",
						count - FAULTS_TOLD),
				       count - FAULTS_TOLD);
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_FORMAT, all->str);
}
