// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a solved program to the tables of answers.h: functions are sorted, then
 * each in turn adds its rows to every table.
 */
#include "answers/collect.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAGIC "GFPANS\0"
#define NO_ROW UINT32_MAX

const char *cause_words(enum ans_cause c)
{
	static const char *const words[] = {
#define CAUSE(name, words) words,
#include "answers/cause.def"
#undef CAUSE
	};

	return words[c];
}

/* ---- small things ---- */

uint32_t collect_sym(struct collect *c, sym_t s)
{
	size_t n;

	if (!s)
		return 0;
	while (c->offset.n <= s)
		vec_push(&c->offset, 0);
	if (!c->offset.v[s]) {
		n = strlen(sym_str(s)) + 1;
		vec_reserve(&c->out.strings, c->out.strings.n + n);
		memcpy(c->out.strings.v + c->out.strings.n, sym_str(s), n);
		c->offset.v[s] = (uint32_t)c->out.strings.n + 1;
		c->out.strings.n += n;
	}
	return c->offset.v[s] - 1;
}

uint32_t collect_str(struct collect *c, const char *s)
{
	return collect_sym(c, sym(s));
}

uint16_t collect_rule(struct collect *c, const struct rule *r)
{
	const struct rules *all = c->k->rules;

	for (size_t i = 0; r && i < all->all.n; i++)
		if (all->all.v[i] == r)
			return (uint16_t)(i + 1);
	return 0;
}

uint32_t collect_evidence(struct collect *c, seed_t seed)
{
	const struct seed *d = &c->g->seeds.v[seed];
	struct ans_evidence e = {.line = d->line};
	const struct func *f;

	if (!seed)
		return NO_ROW;
	if (!c->evidence_of[seed]) {
		f = c->g->funcs.v[d->where].f;
		if (!(f->flags & F_INIT))
			e.where = collect_sym(c, f->name);
		e.file = collect_sym(c, f->file);
		vec_push(&c->out.evidence, e);
		c->evidence_of[seed] = (uint32_t)c->out.evidence.n;
	}
	return c->evidence_of[seed] - 1;
}

uint32_t collect_slot(struct collect *c, const struct slot *s)
{
	struct buf b = {0};
	uint32_t at;

	buf_printf(&b, "%s.%s", sym_str(s->strct), sym_str(s->field));
	at = collect_str(c, b.v);
	buf_free(&b);
	return at;
}

size_t collect_states(const struct collect *c, func_t fn, const state_t **out)
{
	*out = &c->by_fn[c->state_at[fn]];
	return c->state_at[fn + 1] - c->state_at[fn];
}

/* ---- order ---- */

/* Most are told apart by how their names begin. */
struct named_func {
	uint64_t begins;
	func_t fn;
};

static uint64_t beginning(const char *name)
{
	uint64_t x = 0;

	for (size_t i = 0; i < sizeof(x); i++) {
		x = x << 8 | (uint8_t)*name;
		name += *name != 0;
	}
	return x;
}

static int by_name(const void *a, const void *b, void *arg)
{
	const struct graph *g = arg;
	const struct named_func *p = a, *q = b;
	const struct gfunc *x = &g->funcs.v[p->fn];
	const struct gfunc *y = &g->funcs.v[q->fn];
	sym_t fx = x->f ? x->f->file : 0, fy = y->f ? y->f->file : 0;

	if (p->begins != q->begins)
		return p->begins < q->begins ? -1 : 1;
	if (x->name != y->name)
		return sym_cmp(x->name, y->name);
	if (fx != fy)
		return sym_cmp(fx, fy);
	if (x->f && y->f && x->f->line != y->f->line)
		return x->f->line < y->f->line ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void sort_functions(struct collect *c)
{
	size_t n = c->g->funcs.n;
	struct named_func *all = mem_zeroed(n, sizeof(*all));

	c->order = mem_zeroed(n, sizeof(*c->order));
	c->number = mem_zeroed(n, sizeof(*c->number));
	for (func_t fn = 1; fn < n; fn++) {
		const struct gfunc *gf = &c->g->funcs.v[fn];

		if (gf->name && !(gf->f && (gf->f->flags & F_INIT)))
			all[c->n++] = (struct named_func){
				beginning(sym_str(gf->name)), fn};
	}
	qsort_r(all, c->n, sizeof(*all), by_name, (void *)c->g);
	for (size_t i = 0; i < c->n; i++) {
		c->order[i] = all[i].fn;
		c->number[all[i].fn] = (uint32_t)i + 1;
	}
	free(all);
}

static void sort_states(struct collect *c)
{
	const struct solver *s = c->s;
	uint32_t *at;

	c->state_at = mem_zeroed(c->g->funcs.n + 1, sizeof(*c->state_at));
	c->by_fn = mem_zeroed(s->states.n, sizeof(*c->by_fn));
	for (state_t i = 1; i < s->states.n; i++)
		c->state_at[s->states.v[i]->fn + 1]++;
	for (size_t i = 1; i <= c->g->funcs.n; i++)
		c->state_at[i] += c->state_at[i - 1];
	at = mem_zeroed(c->g->funcs.n, sizeof(*at));
	memcpy(at, c->state_at, c->g->funcs.n * sizeof(*at));
	for (state_t i = 1; i < s->states.n; i++)
		c->by_fn[at[s->states.v[i]->fn]++] = i;
	free(at);
}

static int by_place(const void *a, const void *b, void *arg)
{
	const struct collect *c = arg;
	const struct ans_func *x = &c->out.funcs.v[*(const uint32_t *)a];
	const struct ans_func *y = &c->out.funcs.v[*(const uint32_t *)b];

	if (x->file != y->file)
		return strcmp(c->out.strings.v + x->file,
			      c->out.strings.v + y->file);
	return x->line < y->line ? -1 : x->line > y->line;
}

static void sort_places(struct collect *c)
{
	for (uint32_t i = 0; i < c->n; i++)
		if (c->out.funcs.v[i].flags & ANS_DEFINED)
			vec_push(&c->out.places, i);
	if (c->out.places.n)
		qsort_r(c->out.places.v, c->out.places.n,
			sizeof(*c->out.places.v), by_place, c);
}

/* ---- the tables ---- */

static void begin(struct collect *c, struct solver *s)
{
	c->s = s;
	c->g = s->g;
	c->k = s->k;
	c->m = (struct make){.s = s, .g = s->g, .out = &c->words};
	vec_push(&c->out.strings, 0);
	vec_push(&c->offset, 1);
	c->evidence_of = mem_zeroed(s->g->seeds.n, sizeof(*c->evidence_of));
	paths_begin(&c->m.paths, s);
	sort_functions(c);
	sort_states(c);
	for (size_t i = 0; i < s->k->rules->all.n; i++) {
		const struct rule *r = s->k->rules->all.v[i];
		const char *why = r->key[KEY_reason].text;

		vec_push(&c->out.rules,
			 (struct ans_rule){
				 collect_str(c, rule_kind_name(r->kind)),
				 collect_sym(c, r->id),
				 collect_str(c, why ? why : "")});
	}
	for (size_t i = 0; i < s->k->ncontexts; i++)
		vec_push(&c->out.contexts,
			 collect_sym(c, s->k->contexts[i].rule->id));
}

static uint32_t flags_of(const struct collect *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;
	const state_t *states;
	size_t n = collect_states(c, fn, &states);
	uint32_t flags = 0;

	if (!f)
		return 0;
	flags |= ANS_DEFINED;
	if (f->flags & F_STATIC)
		flags |= ANS_STATIC;
	if (f->flags & F_HEADER)
		flags |= ANS_HEADER;
	if (c->s->rel.reach[fn] & REACH_EVENT)
		flags |= ANS_MATTERS;
	for (size_t i = 0; i < n; i++) /* what was ruled out later has no way */
		if (c->row_of_state[states[i]] &&
		    c->s->states.v[states[i]]->ctx)
			flags |= ANS_REACHED;
	return flags;
}

static struct ans_func row_of(struct collect *c, func_t fn)
{
	struct ans_func row = {.edges = (uint32_t)c->out.edges.n,
			       .pointers = (uint32_t)c->out.pointers.n,
			       .ways = (uint32_t)c->out.ways.n,
			       .allocs = (uint32_t)c->out.allocs.n,
			       .fills = (uint32_t)c->out.fills.n};
	const struct gfunc *gf = &c->g->funcs.v[fn];

	if (!fn)
		return row;
	row.name = collect_sym(c, gf->name);
	row.flags = flags_of(c, fn);
	if (gf->f) {
		row.file = collect_sym(c, gf->f->file);
		row.line = gf->f->line;
		row.end = gf->f->end;
	}
	return row;
}

/* A table that was written is not needed any more: together they are large. */
static void write_tables(struct collect *c, struct ans_key key, struct buf *out)
{
	struct ans_head h = {.magic = MAGIC, .key = key};
	static const char zeros[8];

	h.magic[7] = ANSWERS_VERSION;
	buf_add(out, &h, sizeof(h));
#define TABLE(name, type)                                              \
	buf_add(out, zeros, -out->n & 7);                              \
	h.table[ANS_TABLE_##name].at = out->n;                         \
	h.table[ANS_TABLE_##name].n = c->out.name.n;                   \
	buf_add(out, c->out.name.v ? (const void *)c->out.name.v : "", \
		c->out.name.n * sizeof(type));                         \
	vec_free(&c->out.name);
#include "answers/answers.def"
#undef TABLE
	memcpy(out->v, &h, sizeof(h));
	h.sum = XXH3_64bits(out->v + offsetof(struct ans_head, table),
			    out->n - offsetof(struct ans_head, table));
	memcpy(out->v, &h, sizeof(h));
}

/* All but the tables. */
static void end(struct collect *c)
{
	paths_end(&c->m.paths);
	findings_free(&c->words);
	free(c->order);
	free(c->number);
	free(c->stop);
	free(c->hand);
	free(c->hand_arg);
	free(c->state_at);
	free(c->by_fn);
	free(c->fill_at);
	free(c->row_of_state);
	free(c->evidence_of);
	vec_free(&c->fillers);
	vec_free(&c->strays);
	vec_free(&c->offset);
}

/* The unit whose source it is, + 1; units that have it in common: none. */
static uint32_t *units_of_files(const struct graph *g)
{
	uint32_t *of = mem_zeroed(sym_count(), sizeof(*of));

	for (uint32_t u = 0; u < g->units.n; u++)
		of[g->units.v[u].src] = of[g->units.v[u].src] ? NO_ROW : u + 1;
	return of;
}

/* A unit says something of a file: it may be the source of another one. */
static void note_file(struct collect *c, const uint32_t *of, sym_t file,
		      uint32_t unit)
{
	if (of[file] && of[file] != NO_ROW && of[file] != unit + 1)
		c->out.units.v[of[file] - 1].flags &= ~(uint32_t)ANS_ALONE;
}

static void note_units(struct collect *c, const uint64_t *sums)
{
	const struct graph *g = c->g;
	uint32_t *of = units_of_files(g);

	for (uint32_t u = 0; u < g->units.n; u++)
		vec_push(&c->out.units,
			 (struct ans_unit){
				 collect_sym(c, g->units.v[u].obj),
				 of[g->units.v[u].src] == u + 1 ? ANS_ALONE : 0,
				 sums[u]});
	for (func_t fn = 1; fn < g->funcs.n; fn++)
		if (g->funcs.v[fn].f)
			note_file(c, of, g->funcs.v[fn].f->file,
				  g->funcs.v[fn].unit);
	for (uint32_t u = 0; u < g->units.n; u++) {
		const struct summary *s = g->units.v[u].summary;

		for (size_t i = 0; i < s->globals.n; i++)
			note_file(c, of, s->globals.v[i].file, u);
	}
	free(of);
}

static void keep_findings(struct collect *c, const struct buf *findings)
{
	for (size_t i = 0; i < findings->n; i++)
		vec_push(&c->out.findings, findings->v[i]);
}

void answers_make(struct solver *s, const struct buf *findings,
		  struct ans_key key, const uint64_t *sums, struct buf *out)
{
	struct collect c = {0};

	begin(&c, s);
	note_units(&c, sums);
	calls_begin(&c);
	ways_begin(&c);
	for (size_t i = 0; i < c.n; i++) {
		vec_push(&c.out.funcs, row_of(&c, c.order[i]));
		calls_of_function(&c, c.order[i]);
		ways_of_function(&c, c.order[i]);
		allocs_of_function(&c, c.order[i]);
	}
	vec_push(&c.out.funcs, row_of(&c, 0));
	calls_end(&c);
	ways_end(&c);
	sort_places(&c);
	keep_findings(&c, findings);
	end(&c);
	write_tables(&c, key, out);
}

/* ---- reading ---- */

static int fits(const struct ans_head *h, size_t n, int table, size_t size)
{
	uint64_t at = h->table[table].at, rows = h->table[table].n;

	return at <= n && at % 8 == 0 && rows <= (n - at) / size;
}

const char *answers_open(struct answers *a, const void *p, size_t n,
			 struct ans_key key)
{
	const struct ans_head *h = p;
	const size_t summed = offsetof(struct ans_head, table);

	if (n < sizeof(*h) || memcmp(h->magic, MAGIC, 7) ||
	    h->magic[7] != ANSWERS_VERSION)
		return "are not of this gfpcheck";
	if (h->key.made_by != key.made_by || (key.all && h->key.all != key.all))
		return "are older than the source, the rules or this gfpcheck";
	if (h->sum != XXH3_64bits((const char *)p + summed, n - summed))
		return "are damaged";
#define TABLE(table_, type)                                          \
	if (!fits(h, n, ANS_TABLE_##table_, sizeof(type)))           \
		return "are damaged";                                \
	a->table_ = (const type *)((const char *)p +                 \
				   h->table[ANS_TABLE_##table_].at); \
	a->n##table_ = h->table[ANS_TABLE_##table_].n;
#include "answers/answers.def"
#undef TABLE
	a->key = h->key;
	return a->nfuncs ? NULL : "are damaged";
}
