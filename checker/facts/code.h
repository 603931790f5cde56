/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Inside the codec: one description of the layout serves writing, reading and
 * hashing; each x_*() moves one value in the direction of the codec.
 */
#ifndef GFPCHECK_FACTS_CODE_H
#define GFPCHECK_FACTS_CODE_H

#include "facts/facts.h"

#include <string.h>

enum mode { READ, WRITE, HASH };

/**
 * struct named - a function that is called, or a member, with the type that it
 * mostly has: stated once for all its uses.
 */
struct named {
	sym_t name, field, type;
};

/** struct named_set - those of a summary. WRITE: a hash table finds them. */
struct named_set {
	VEC(struct named) all;
	uint32_t *index;
	size_t nindex;
};

struct codec {
	enum mode mode;
	struct buf *out;
	const uint8_t *at, *end; /* READ */
	int bad, learning;
	struct arena *mem;  /* READ: what is read goes there */
	VEC(sym_t) strings; /* sorted */
	uint32_t *index;    /* WRITE: sym -> index + 1 */
	struct named_set functions, members;
	VEC(sym_t) expect; /* of the expressions of a function: their type */
};

/** x_body() - a function but for its head. */
void x_body(struct codec *c, struct func *f);

/** named_at() - the number of (name, field) in a set, new at its end. */
uint32_t named_at(struct named_set *s, sym_t name, sym_t field);

/** string_index() - WRITE: the index + 1 of a string. */
uint32_t string_index(struct codec *c, sym_t s);

/** take_long() - READ: a number of more than one byte. */
uint64_t take_long(struct codec *c);

static inline void x_u64(struct codec *c, uint64_t *x)
{
	if (c->mode != READ)
		buf_varint(c->out, *x);
	else if (c->at < c->end && *c->at < 0x80)
		*x = *c->at++;
	else
		*x = take_long(c);
}

static inline void x_u32(struct codec *c, uint32_t *x)
{
	uint64_t v = *x;

	x_u64(c, &v);
	*x = (uint32_t)v;
}

static inline void x_i64(struct codec *c, int64_t *x)
{
	uint64_t v = ((uint64_t)*x << 1) ^ (uint64_t)(*x >> 63);

	x_u64(c, &v);
	*x = (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

/* a number that is near another one */
static inline void x_near(struct codec *c, uint32_t *x, uint32_t base)
{
	int64_t d = (int64_t)*x - base;

	x_i64(c, &d);
	*x = (uint32_t)(base + (uint64_t)d);
}

static inline void x_sym(struct codec *c, sym_t *s)
{
	uint64_t i = 0;

	if (c->mode == HASH) {
		buf_add(c->out, sym_str(*s), strlen(sym_str(*s)) + 1);
		return;
	}
	if (c->mode == WRITE)
		i = string_index(c, *s);
	x_u64(c, &i);
	if (i > c->strings.n)
		c->bad = 1;
	else if (c->mode == READ)
		*s = i ? c->strings.v[i - 1] : 0;
}

/* A count may not promise more elements than there are bytes left. */
static inline size_t x_count(struct codec *c, size_t n)
{
	uint64_t v = n;

	x_u64(c, &v);
	if (c->mode == READ && v > (uint64_t)(c->end - c->at)) {
		c->bad = 1;
		return 0;
	}
	return (size_t)v;
}

#endif
