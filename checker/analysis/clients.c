// SPDX-License-Identifier: GPL-2.0-only
/* Pairs of modules, from the calls between their functions. */
#include "analysis/clients.h"

#include "analysis/serving.h"
#include "base/mem.h"

#include <stdlib.h>

/* Where the bit of a pair is. Return: 0 if one of them has no number. */
static int place_of(const struct clients *c, sym_t home, sym_t client,
		    size_t *at)
{
	size_t row = c->numbers->number[home];
	size_t column = c->numbers->number[client];

	*at = (row - 1) * c->numbers->nwords * 64 + column - 1;
	return row && column;
}

void clients_begin(struct clients *c, const struct graph *g,
		   const struct homes *numbers, const struct call_edge *calls,
		   size_t n)
{
	size_t at;

	c->numbers = numbers;
	c->bits = mem_zeroed(numbers->nwords * 64 * numbers->nwords,
			     sizeof(*c->bits));
	for (size_t i = 0; i < n; i++) {
		sym_t home = g->funcs.v[calls[i].callee].home;
		sym_t client = g->funcs.v[calls[i].caller].home;

		if (calls[i].named == NAMED && home != client &&
		    place_of(c, home, client, &at))
			c->bits[at / 64] |= 1ull << at % 64;
	}
}

int clients_has(const struct clients *c, sym_t home, sym_t client)
{
	size_t at;

	return place_of(c, home, client, &at) &&
	       (c->bits[at / 64] >> at % 64 & 1);
}

void clients_end(struct clients *c)
{
	free(c->bits);
}
