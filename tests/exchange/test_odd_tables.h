/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the program test_odd_tables with their tests. */
#ifndef OSG_TESTS_EXCHANGE_TEST_ODD_TABLES_H
#define OSG_TESTS_EXCHANGE_TEST_ODD_TABLES_H

#define HEAD "id;Datum;Kategori;Plats;Beskrivning\n"
#define ROW(id) id ";2024-01-05;KLO;Norrby skola;Tagg\n"

void add_value_tests(void);

#endif
