/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of a format whatever it is given. */
#ifndef OSG_TESTS_FUZZ_IMPORTER_H
#define OSG_TESTS_FUZZ_IMPORTER_H

#include <stddef.h>
#include <stdint.h>

/* Reads the bytes and checks every row. */
void importer_try(const char *format, const uint8_t *data, size_t size);

#endif
