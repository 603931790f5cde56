// SPDX-License-Identifier: GPL-2.0-only
/* Sorted lines. */
#include "report/lines.h"

#include <stdlib.h>
#include <string.h>

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void lines_keep(struct lines *l, struct buf *text)
{
	vec_push(&l->all, arena_strdup(&l->mem, text->v));
	text->n = 0;
}

void lines_print(struct lines *l, struct buf *out)
{
	if (l->all.n)
		qsort(l->all.v, l->all.n, sizeof(*l->all.v), by_text);
	for (size_t i = 0; i < l->all.n; i++)
		if (!i || strcmp(l->all.v[i - 1], l->all.v[i]))
			buf_puts(out, l->all.v[i]);
	vec_free(&l->all);
	arena_free(&l->mem);
}
