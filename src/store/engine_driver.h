/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an engine is made of: the functions of engine.h, one set for each engine. Included by the
 * engines alone; everybody else calls engine.h, whose functions mean the same. */
#ifndef OSG_STORE_ENGINE_DRIVER_H
#define OSG_STORE_ENGINE_DRIVER_H

#include "store/engine.h"

/* Each driver's own begin with these two. */
struct engine {
	const struct engine_driver *driver;
	char *file;
	gboolean failed; /* a statement of this transaction failed */
	int patience;    /* milliseconds that a writer waits for others */
};

struct statement {
	const struct engine_driver *driver;
	struct engine *engine;
};

struct engine_driver {
	gsize size; /* bytes of the driver's struct engine, which come zeroed */
	gboolean server;
	const struct dialect *dialect;
	/* file and driver are there; close is called after a failed open, too. */
	gboolean (*open)(struct engine *engine, enum engine_mode mode, GError **error);
	void (*close)(struct engine *engine);
	gboolean (*begin)(struct engine *engine, GError **error);
	gboolean (*commit)(struct engine *engine, GError **error);
	void (*rollback)(struct engine *engine);
	gboolean (*set_bulk)(struct engine *engine, gboolean bulk, GError **error);
	/* Of servers only. */
	gboolean (*hold)(struct engine *engine);
	void (*let_go)(struct engine *engine);
	gboolean (*listen)(struct engine *engine);
	int (*news)(const struct engine *engine);
	gboolean (*heard)(struct engine *engine);
	void (*rest)(struct engine *engine);
	gboolean (*run)(struct engine *engine, const char *sql, GError **error);
	/* Of files only. */
	gboolean (*copy)(struct engine *engine, const char *file, GError **error);
	gboolean (*replace)(struct engine *engine, const char *copy,
			    gboolean (*keep)(struct engine *reader, gpointer data, GError **error),
			    gpointer data, GError **error);
	/* Made with g_new; free leaves the memory itself. */
	struct statement *(*prepare)(struct engine *engine, const char *sql, GError **error);
	void (*free)(struct statement *statement);
	void (*bind_int)(struct statement *statement, int parameter, gint64 value);
	void (*bind_real)(struct statement *statement, int parameter, double value);
	void (*bind_text)(struct statement *statement, int parameter, const char *text);
	void (*bind_bytes)(struct statement *statement, int parameter, gconstpointer bytes,
			   gsize length);
	/* NULL = it makes no difference. */
	void (*set_many)(struct statement *statement);
	enum engine_step (*step)(struct statement *statement, GError **error);
	/* NULL = a step and a reset. In a change the answer may come with a later statement. */
	gboolean (*execute)(struct statement *statement, GError **error);
	/* NULL = it makes no difference. */
	void (*send_ahead)(struct statement *statement);
	void (*reset)(struct statement *statement);
	gint64 (*last_key)(struct engine *engine);
	int (*column_count)(struct statement *statement);
	enum column_type (*column_type)(struct statement *statement, int column);
	gint64 (*column_int)(struct statement *statement, int column);
	double (*column_real)(struct statement *statement, int column);
	const char *(*column_text)(struct statement *statement, int column);
	const void *(*column_blob)(struct statement *statement, int column, gsize *length);
};

extern const struct engine_driver engine_sqlite;
#ifdef POSTGRES_LIBRARY
extern const struct engine_driver engine_postgres;
#endif

#endif
