/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which modules are written against which: dm-crypt calls functions of dm-mod,
 * and hands it its table. A module's own code that goes through a table may
 * mean those of its clients, though it has one of its own (dm-linear).
 */
#ifndef GFPCHECK_ANALYSIS_CLIENTS_H
#define GFPCHECK_ANALYSIS_CLIENTS_H

#include "analysis/homes.h"

struct clients {
	const struct homes *numbers;
	uint64_t *bits; /* module -> bitmap of its clients, both by number */
};

/**
 * clients_begin() - from all calls by name.
 * @numbers: of the modules: what has no pointer to a function has none, and is
 * nobody's client; it must live as long.
 * @calls: all edges; those of other kinds are passed over; @n: their number.
 */
void clients_begin(struct clients *c, const struct graph *g,
		   const struct homes *numbers, const struct call_edge *calls,
		   size_t n);
/** clients_has() - does a function of module @client call one of @home? */
int clients_has(const struct clients *c, sym_t home, sym_t client);
/** clients_end() - give everything back. */
void clients_end(struct clients *c);

#endif
