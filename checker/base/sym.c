// SPDX-License-Identifier: GPL-2.0-only
/* Interned strings: open addressing over xxHash, ids index an array. */
#include "base/sym.h"
#include "base/arena.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

struct entry {
	const char *s;
	uint32_t len, hash;
};

static struct {
	struct arena mem;
	VEC(struct entry) ids;
	sym_t *slots;
	size_t nslots;
} table;

static void rehash(void)
{
	size_t n = table.nslots ? table.nslots * 2 : 1 << 12;

	free(table.slots);
	table.slots = NULL;
	table.nslots = 0;
	table.slots = vec_grow(NULL, &table.nslots, n, sizeof(sym_t));
	memset(table.slots, 0, table.nslots * sizeof(sym_t));
	for (size_t i = 1; i < table.ids.n; i++) {
		size_t at = table.ids.v[i].hash & (table.nslots - 1);

		while (table.slots[at])
			at = (at + 1) & (table.nslots - 1);
		table.slots[at] = (sym_t)i;
	}
}

static sym_t *lookup(const char *s, size_t n, uint32_t hash)
{
	size_t at = hash & (table.nslots - 1);

	for (; table.slots[at]; at = (at + 1) & (table.nslots - 1)) {
		struct entry *e = &table.ids.v[table.slots[at]];

		if (e->hash == hash && e->len == n && !memcmp(e->s, s, n))
			break;
	}
	return &table.slots[at];
}

static void init(void)
{
	vec_push(&table.ids, (struct entry){.s = ""});
	rehash();
}

sym_t sym_n(const char *s, size_t n)
{
	uint32_t hash = (uint32_t)XXH3_64bits(s, n);
	sym_t *slot;
	char *copy;

	if (!n)
		return 0;
	if (!table.nslots)
		init();
	slot = lookup(s, n, hash);
	if (*slot)
		return *slot;
	if (table.ids.n * 2 > table.nslots) {
		rehash();
		slot = lookup(s, n, hash);
	}
	copy = arena_alloc(&table.mem, n + 1);
	memcpy(copy, s, n);
	*slot = (sym_t)table.ids.n;
	vec_push(&table.ids,
		 (struct entry){.s = copy, .len = (uint32_t)n, .hash = hash});
	return (sym_t)(table.ids.n - 1);
}

sym_t sym(const char *s)
{
	return s ? sym_n(s, strlen(s)) : 0;
}

sym_t sym_find(const char *s)
{
	size_t n = strlen(s);

	if (!n || !table.nslots)
		return 0;
	return *lookup(s, n, (uint32_t)XXH3_64bits(s, n));
}

const char *sym_str(sym_t id)
{
	return id ? table.ids.v[id].s : "";
}

int sym_cmp(sym_t a, sym_t b)
{
	return a == b ? 0 : strcmp(sym_str(a), sym_str(b));
}

sym_t sym_count(void)
{
	return (sym_t)(table.ids.n ? table.ids.n : 1);
}
