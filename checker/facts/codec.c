// SPDX-License-Identifier: GPL-2.0-only
/*
 * Summaries as bytes.
 *
 *	"GFPCHK\n" version | strings | functions called, members | unit
 *	| globals | functions | xxh64
 *
 * Numbers are LEB128, signed ones zigzag. Strings are sorted, each without what
 * it shares with the one before, and named by their index. Functions carry
 * their length, so that a known header copy is skipped; see body.c for what is
 * in one. What the tables hold is known only when all is written: it is written
 * twice.
 */
#include "facts/code.h"

#include "base/msg.h"

#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAGIC "GFPCHK\n"
#define MAGIC_LEN 7

/* ---- numbers ---- */

uint64_t take_long(struct codec *c)
{
	uint64_t x = 0;

	for (int shift = 0; shift < 64; shift += 7) {
		if (c->at >= c->end)
			break;
		x |= (uint64_t)(*c->at & 0x7f) << shift;
		if (!(*c->at++ & 0x80))
			return x;
	}
	c->bad = 1;
	return 0;
}

static void x_fixed(struct codec *c, uint64_t *x)
{
	if (c->mode != READ) {
		buf_add(c->out, x, sizeof(*x));
	} else if (c->end - c->at < (ptrdiff_t)sizeof(*x)) {
		c->bad = 1;
	} else {
		memcpy(x, c->at, sizeof(*x));
		c->at += sizeof(*x);
	}
}

/* ---- strings ---- */

uint32_t string_index(struct codec *c, sym_t s)
{
	if (s && !c->index[s]) {
		vec_push(&c->strings, s);
		c->index[s] = (uint32_t)c->strings.n;
	}
	return s ? c->index[s] : 0;
}

static int by_text(const void *a, const void *b)
{
	return sym_cmp(*(const sym_t *)a, *(const sym_t *)b);
}

static void sort_strings(struct codec *c)
{
	if (c->strings.n)
		qsort(c->strings.v, c->strings.n, sizeof(sym_t), by_text);
	for (size_t i = 0; i < c->strings.n; i++)
		c->index[c->strings.v[i]] = (uint32_t)i + 1;
}

static size_t shared(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

static void write_strings(const struct codec *c, struct buf *out)
{
	const char *before = "";

	buf_varint(out, c->strings.n);
	for (size_t i = 0; i < c->strings.n; i++) {
		const char *text = sym_str(c->strings.v[i]);
		size_t n = shared(before, text), more = strlen(text) - n;

		buf_varint(out, n);
		buf_varint(out, more);
		buf_add(out, text + n, more);
		before = text;
	}
}

/* all of them after each other; @ends: where each ends */
static void take_strings(struct codec *c, size_t n, struct buf *all,
			 uint32_t *ends)
{
	size_t start = 0;

	for (size_t i = 0; i < n && !c->bad; i++) {
		uint64_t same = 0;
		size_t more;

		x_u64(c, &same);
		more = x_count(c, 0);
		if (c->bad || same > all->n - start) {
			c->bad = 1;
			return;
		}
		buf_again(all, start, (size_t)same);
		start = all->n - (size_t)same;
		buf_add(all, c->at, more);
		c->at += more;
		ends[i] = (uint32_t)all->n;
	}
}

static void read_strings(struct codec *c)
{
	size_t n = x_count(c, 0);
	struct text *texts = calloc(n + 1, sizeof(*texts));
	uint32_t *ends = calloc(n + 1, sizeof(*ends));
	struct buf all = {0};

	if (!texts || !ends)
		die("out of memory");
	take_strings(c, n, &all, ends);
	if (!c->bad) {
		for (size_t i = 0; i < n; i++)
			texts[i] =
				(struct text){all.v + (i ? ends[i - 1] : 0),
					      ends[i] - (i ? ends[i - 1] : 0)};
		vec_reserve(&c->strings, n);
		sym_list(texts, c->strings.v, n);
		c->strings.n = n;
	}
	buf_free(&all);
	free(texts);
	free(ends);
}

/* ---- functions called and members, with their types ---- */

static uint32_t *named_place(const struct named_set *s, sym_t name, sym_t field)
{
	uint64_t key = (uint64_t)name << 32 | field;
	size_t at = XXH3_64bits(&key, sizeof(key)) & (s->nindex - 1);

	for (; s->index[at]; at = (at + 1) & (s->nindex - 1)) {
		const struct named *n = &s->all.v[s->index[at] - 1];

		if (n->name == name && n->field == field)
			break;
	}
	return &s->index[at];
}

static void grow_named(struct named_set *s)
{
	free(s->index);
	s->nindex = s->nindex ? s->nindex * 2 : 1 << 8;
	s->index = calloc(s->nindex, sizeof(*s->index));
	if (!s->index)
		die("out of memory");
	for (size_t i = 0; i < s->all.n; i++)
		*named_place(s, s->all.v[i].name, s->all.v[i].field) =
			(uint32_t)i + 1;
}

uint32_t named_at(struct named_set *s, sym_t name, sym_t field)
{
	uint32_t *at;

	if (s->all.n * 2 >= s->nindex)
		grow_named(s);
	at = named_place(s, name, field);
	if (!*at) {
		vec_push(&s->all, (struct named){name, field, 0});
		*at = (uint32_t)s->all.n;
	}
	return *at - 1;
}

static void x_named_set(struct codec *c, struct named_set *s, int fields)
{
	size_t n = x_count(c, s->all.n);

	if (c->mode == READ) {
		vec_reserve(&s->all, n);
		if (n)
			memset(s->all.v, 0, n * sizeof(*s->all.v));
		s->all.n = n;
	}
	for (size_t i = 0; i < n && !c->bad; i++) {
		x_sym(c, &s->all.v[i].name);
		if (fields)
			x_sym(c, &s->all.v[i].field);
		x_sym(c, &s->all.v[i].type);
	}
}

static void named_free(struct named_set *s)
{
	vec_free(&s->all);
	free(s->index);
}

static void codec_free(struct codec *c)
{
	vec_free(&c->strings);
	vec_free(&c->expect);
	named_free(&c->functions);
	named_free(&c->members);
	free(c->index);
}

/* ---- functions ---- */

static void x_head(struct codec *c, struct func *f)
{
	uint32_t flags = f->flags;

	x_sym(c, &f->name);
	x_sym(c, &f->file);
	x_u32(c, &f->line);
	x_u32(c, &flags);
	f->flags = (uint8_t)flags;
}

void func_seal(struct func *f)
{
	struct buf bytes = {0};
	struct codec c = {.mode = HASH, .out = &bytes};

	x_head(&c, f);
	x_body(&c, f);
	f->hash = XXH3_64bits(bytes.v, bytes.n);
	buf_free(&bytes);
	codec_free(&c);
}

/* only copies of a header's function are ever compared */
static void x_hash(struct codec *c, struct func *f)
{
	if (f->flags & F_HEADER)
		x_fixed(c, &f->hash);
}

static void write_func(struct codec *c, struct func *f)
{
	struct buf body = {0}, *out = c->out;

	x_head(c, f);
	x_hash(c, f);
	c->out = &body;
	x_body(c, f);
	c->out = out;
	buf_varint(out, body.n);
	buf_add(out, body.v, body.n);
	buf_free(&body);
}

static void read_funcs(struct codec *c, struct summary *s, struct arena *heads,
		       int (*keep)(sym_t, sym_t, uint32_t, uint64_t, void *),
		       void *arg)
{
	size_t n = x_count(c, 0);

	vec_reserve(&s->funcs, n);
	for (size_t i = 0; i < n && !c->bad; i++) {
		struct func head = {0}, *f;
		size_t len;

		x_head(c, &head);
		x_hash(c, &head);
		len = x_count(c, 0);
		if (c->bad)
			return;
		if (keep && (head.flags & F_HEADER) &&
		    !keep(head.name, head.file, head.line, head.hash, arg)) {
			c->at += len;
			continue;
		}
		f = arena_alloc(heads, sizeof(*f));
		*f = head;
		vec_push(&s->funcs, f);
		x_body(c, f);
	}
}

/* ---- units ---- */

static void x_global(struct codec *c, struct global *g)
{
	uint32_t is_static = (uint32_t)g->is_static;

	x_sym(c, &g->name);
	x_sym(c, &g->type);
	x_sym(c, &g->file);
	x_u32(c, &g->line);
	x_u32(c, &is_static);
	g->is_static = is_static != 0;
}

static void x_globals(struct codec *c, struct summary *s)
{
	size_t n = x_count(c, s->globals.n);

	if (c->mode == READ) {
		vec_reserve(&s->globals, n);
		if (n)
			memset(s->globals.v, 0, n * sizeof(*s->globals.v));
		s->globals.n = n;
	}
	for (size_t i = 0; i < n && !c->bad; i++)
		x_global(c, &s->globals.v[i]);
}

static void x_unit(struct codec *c, struct summary *s)
{
	uint32_t status = s->status;

	x_sym(c, &s->src);
	x_sym(c, &s->obj);
	x_sym(c, &s->modname);
	x_u32(c, &status);
	s->status = status;
	c->bad |= status > UNIT_FAILED;
	x_sym(c, &s->reason);
	x_fixed(c, &s->command);
	x_fixed(c, &s->inputs);
	x_globals(c, s);
}

static void write_unit(struct codec *c, struct summary *s, struct buf *body)
{
	c->out = body;
	x_named_set(c, &c->functions, 0);
	x_named_set(c, &c->members, 1);
	x_unit(c, s);
	buf_varint(body, s->funcs.n);
	for (size_t i = 0; i < s->funcs.n; i++)
		write_func(c, s->funcs.v[i]);
}

/* a first time for what the tables are to hold */
static void fill_tables(struct codec *c, struct summary *s)
{
	struct buf unused = {0};

	c->learning = 1;
	write_unit(c, s, &unused);
	unused.n = 0;
	x_named_set(c, &c->functions, 0);
	x_named_set(c, &c->members, 1);
	c->learning = 0;
	sort_strings(c);
	buf_free(&unused);
}

void summary_write(const struct summary *summary, struct buf *out)
{
	struct summary *s = (struct summary *)summary;
	struct codec c = {.mode = WRITE};
	struct buf body = {0};
	size_t start = out->n;
	uint64_t sum;

	c.index = calloc(sym_count(), sizeof(*c.index));
	if (!c.index)
		die("out of memory");
	fill_tables(&c, s);
	write_unit(&c, s, &body);
	buf_add(out, MAGIC, MAGIC_LEN);
	buf_varint(out, FACTS_VERSION);
	write_strings(&c, out);
	buf_add(out, body.v, body.n);
	sum = XXH3_64bits(out->v + start, out->n - start);
	buf_add(out, &sum, sizeof(sum));
	buf_free(&body);
	codec_free(&c);
}

static const char *check_frame(const uint8_t *p, size_t n)
{
	uint64_t sum;

	if (n < MAGIC_LEN || memcmp(p, MAGIC, MAGIC_LEN))
		return "is no summary of gfpcheck";
	if (n < MAGIC_LEN + 1 + sizeof(sum))
		return "is truncated";
	if (p[MAGIC_LEN] != FACTS_VERSION)
		return "was written by another version of gfpcheck";
	memcpy(&sum, p + n - sizeof(sum), sizeof(sum));
	if (sum != XXH3_64bits(p, n - sizeof(sum)))
		return "is truncated or damaged";
	return NULL;
}

int summary_read(struct summary *s, const void *p, size_t n,
		 int (*keep)(sym_t, sym_t, uint32_t, uint64_t, void *),
		 void *arg, const char **why)
{
	struct arena *heads = s->heads ? s->heads : &s->mem;
	const uint8_t *bytes = p;
	struct codec c = {.mode = READ, .mem = s->bodies ? s->bodies : &s->mem};

	*why = check_frame(bytes, n);
	if (*why)
		return -1;
	c.at = bytes + MAGIC_LEN + 1;
	c.end = bytes + n - sizeof(uint64_t);
	read_strings(&c);
	if (!c.bad)
		x_named_set(&c, &c.functions, 0);
	if (!c.bad)
		x_named_set(&c, &c.members, 1);
	if (!c.bad)
		x_unit(&c, s);
	if (!c.bad)
		read_funcs(&c, s, heads, keep, arg);
	codec_free(&c);
	if (!c.bad)
		return 0;
	*why = "is damaged";
	summary_free(s);
	return -1;
}
