// SPDX-License-Identifier: GPL-2.0-only
/* Pairs of modules, from the calls between their functions. */
#include "analysis/clients.h"

#include "analysis/serving.h"
#include "base/mem.h"

#include <stdlib.h>

void clients_begin(struct clients *c, const struct graph *g,
		   const struct homes *numbers, const struct call_edge *calls,
		   size_t n)
{
	c->numbers = numbers;
	c->bits = mem_zeroed(numbers->nwords * 64 * numbers->nwords,
			     sizeof(*c->bits));
	for (size_t i = 0; i < n; i++) {
		sym_t of = g->funcs.v[calls[i].callee].home;
		sym_t by = g->funcs.v[calls[i].caller].home;
		size_t at = numbers->number[of], bit = numbers->number[by];

		if (calls[i].named != NAMED || of == by || !at-- || !bit--)
			continue;
		c->bits[at * numbers->nwords + bit / 64] |= 1ull << bit % 64;
	}
}

int clients_has(const struct clients *c, sym_t home, sym_t client)
{
	size_t at = c->numbers->number[home], bit = c->numbers->number[client];

	return at && bit &&
	       c->bits[(at - 1) * c->numbers->nwords + (bit - 1) / 64] >>
			       (bit - 1) % 64 &
		       1;
}

void clients_end(struct clients *c)
{
	free(c->bits);
}
