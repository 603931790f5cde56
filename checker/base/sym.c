// SPDX-License-Identifier: GPL-2.0-only
/* Interned strings: open addressing over xxHash, ids index an array. */
#include "base/sym.h"
#include "base/arena.h"
#include "base/mem.h"
#include "base/msg.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAX_SYMS (1u << 24) /* struct expr has no room for more */
#define BATCH 16

struct entry {
	const char *s;
	uint32_t len;
};

struct slot {
	uint32_t hash;
	sym_t id; /* 0 = free */
};

static struct {
	struct arena mem;
	VEC(struct entry) ids;
	struct slot *slots;
	size_t nslots;
} table;

static void rehash(void)
{
	struct slot *old = table.slots;
	size_t n = table.nslots;

	table.nslots = n ? n * 2 : 1 << 12;
	table.slots = mem_zeroed(table.nslots, sizeof(*table.slots));
	for (size_t i = 0; i < n; i++) {
		size_t at = old[i].hash & (table.nslots - 1);

		if (!old[i].id)
			continue;
		while (table.slots[at].id)
			at = (at + 1) & (table.nslots - 1);
		table.slots[at] = old[i];
	}
	free(old);
}

static struct slot *lookup(const char *s, size_t n, uint32_t hash)
{
	size_t at = hash & (table.nslots - 1);

	for (; table.slots[at].id; at = (at + 1) & (table.nslots - 1)) {
		const struct entry *e = &table.ids.v[table.slots[at].id];

		if (table.slots[at].hash == hash && e->len == n &&
		    !memcmp(e->s, s, n))
			break;
	}
	return &table.slots[at];
}

static void init(void)
{
	vec_push(&table.ids, (struct entry){.s = ""});
	rehash();
}

static sym_t intern(const char *s, size_t n, uint32_t hash)
{
	struct slot *slot = lookup(s, n, hash);
	char *copy;

	if (slot->id)
		return slot->id;
	if (table.ids.n >= MAX_SYMS)
		die("more than %u different names", MAX_SYMS);
	if (table.ids.n * 4 > table.nslots * 3) {
		rehash();
		slot = lookup(s, n, hash);
	}
	copy = arena_alloc(&table.mem, n + 1);
	memcpy(copy, s, n);
	*slot = (struct slot){hash, (sym_t)table.ids.n};
	vec_push(&table.ids, (struct entry){.s = copy, .len = (uint32_t)n});
	return slot->id;
}

sym_t sym_n(const char *s, size_t n)
{
	if (!n)
		return 0;
	if (!table.nslots)
		init();
	return intern(s, n, (uint32_t)XXH3_64bits(s, n));
}

/* The table is far larger than a cache: ask for all before any is used. */
static void intern_batch(const struct text *t, sym_t *out, size_t n)
{
	uint32_t hash[BATCH];

	for (size_t i = 0; i < n; i++) {
		hash[i] = (uint32_t)XXH3_64bits(t[i].s, t[i].n);
		__builtin_prefetch(&table.slots[hash[i] & (table.nslots - 1)]);
	}
	for (size_t i = 0; i < n; i++) {
		size_t at = hash[i] & (table.nslots - 1);

		__builtin_prefetch(&table.ids.v[table.slots[at].id]);
	}
	for (size_t i = 0; i < n; i++) {
		size_t at = hash[i] & (table.nslots - 1);

		__builtin_prefetch(table.ids.v[table.slots[at].id].s);
	}
	for (size_t i = 0; i < n; i++)
		out[i] = t[i].n ? intern(t[i].s, t[i].n, hash[i]) : 0;
}

void sym_list(const struct text *t, sym_t *out, size_t n)
{
	if (!table.nslots)
		init();
	for (size_t i = 0; i < n; i += BATCH)
		intern_batch(t + i, out + i, n - i < BATCH ? n - i : BATCH);
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
	return lookup(s, n, (uint32_t)XXH3_64bits(s, n))->id;
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
