// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linking: names become ids. A static function is known inside its unit only;
 * an extern one by its name, a strong definition before a weak one; equal
 * copies of a header's inline function are one function.
 */
#include "graph/fill.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define REST_UNITS 128
#define REST_STEPS 8192
#define REST_BYTES (16u << 20)
#define REST_ABOVE \
	((size_t)350 << 20) /* there is room as long as all is less */

struct header_key {
	uint64_t hash;
	func_t fn;
};

struct tables {
	struct header_key *headers; /* open addressing by hash */
	size_t nheaders, used;
	uint32_t *local;      /* sym -> func_t in the current unit */
	uint32_t *local_unit; /* sym -> unit + 1 that wrote it */
	uint32_t *global_id;  /* sym -> global id + 1, extern */
	size_t nsyms;
	VEC(struct known {
		uint32_t unit;
		sym_t name;
		func_t fn;
	})
	known;
	size_t nknown_done;
};

static struct tables *tables(struct graph *g)
{
	return g->tables;
}

static void need_syms(struct graph *g)
{
	struct tables *t = tables(g);
	size_t want = sym_count() + 1, old = t->nsyms;

	if (want <= old)
		return;
	want += want / 2;
	t->local = mem_resize(t->local, want, sizeof(uint32_t));
	t->local_unit = mem_resize(t->local_unit, want, sizeof(uint32_t));
	t->global_id = mem_resize(t->global_id, want, sizeof(uint32_t));
	g->extern_func = mem_resize(g->extern_func, want, sizeof(uint32_t));
	memset(t->local + old, 0, (want - old) * sizeof(uint32_t));
	memset(t->local_unit + old, 0, (want - old) * sizeof(uint32_t));
	memset(t->global_id + old, 0, (want - old) * sizeof(uint32_t));
	memset(g->extern_func + old, 0, (want - old) * sizeof(uint32_t));
	t->nsyms = g->nextern_func = want;
}

void graph_rest(const struct graph *g, size_t step)
{
	size_t most = step ? REST_BYTES : 0;

	if (step % REST_STEPS == 0 &&
	    arena_rest_above(g->bodies, most, REST_ABOVE))
		arena_rest(g->kept);
}

void graph_keep_none(const struct graph *g)
{
	if (g->dir)
		arena_store(g->kept, g->dir);
	graph_rest(g, 0);
}

#define KEEP(mem, V)                                                        \
	((V)->v = (V)->n ? arena_dup(mem, (V)->v, (V)->n * sizeof(*(V)->v)) \
			 : NULL)

void graph_keep(const struct graph *g, func_t fn)
{
	struct func *f = g->funcs.v[fn].f;

	KEEP(g->kept, &f->exprs);
	KEEP(g->kept, &f->instrs);
	KEEP(g->kept, &f->args);
	KEEP(g->kept, &f->blocks);
	KEEP(g->kept, &f->edges);
	KEEP(g->kept, &f->ranges);
}

/* Parameters and locals are asked for by who never looks at the body. */
static void keep_variables(struct graph *g, struct func *f)
{
	KEEP(&g->mem, &f->params);
	KEEP(&g->mem, &f->locals);
}

void graph_begin(struct graph *g, const char *dir)
{
	memset(g, 0, sizeof(*g));
	g->bodies = mem_zeroed(1, sizeof(*g->bodies));
	g->kept = mem_zeroed(1, sizeof(*g->kept));
	g->dir = dir;
	if (dir)
		arena_file(g->bodies, dir);
	g->tables = mem_zeroed(1, sizeof(struct tables));
	vec_push(&g->funcs, (struct gfunc){0});
	vec_push(&g->seeds, (struct seed){0});
}

static struct header_key *header_slot(struct tables *t, uint64_t hash)
{
	size_t at = hash & (t->nheaders - 1);

	while (t->headers[at].fn && t->headers[at].hash != hash)
		at = (at + 1) & (t->nheaders - 1);
	return &t->headers[at];
}

static void grow_headers(struct tables *t)
{
	struct header_key *old = t->headers;
	size_t n = t->nheaders;

	t->nheaders = n ? n * 2 : 1 << 14;
	t->headers = mem_zeroed(t->nheaders, sizeof(*t->headers));
	for (size_t i = 0; i < n; i++)
		if (old[i].fn)
			*header_slot(t, old[i].hash) = old[i];
	free(old);
}

struct adding {
	struct graph *g;
	uint32_t unit;
};

/* A known copy is not read again, but its unit refers to it by name. */
static int keep_header(sym_t name, sym_t file, uint32_t line, uint64_t hash,
		       void *arg)
{
	struct adding *a = arg;
	struct tables *t = tables(a->g);
	struct header_key *k;

	(void)file;
	(void)line;
	if (!t->nheaders)
		return 1;
	k = header_slot(t, hash);
	if (!k->fn)
		return 1;
	vec_push(&t->known, (struct known){a->unit, name, k->fn});
	return 0;
}

static func_t add_func(struct graph *g, struct func *f, uint32_t unit)
{
	struct tables *t = tables(g);
	struct gfunc gf = {.name = f->name, .f = f, .unit = unit};
	func_t id = (func_t)g->funcs.n;

	if (!(f->flags & F_HEADER))
		gf.home = g->units.v[unit].modname;
	vec_push(&g->funcs, gf);
	if (f->flags & F_HEADER) {
		if (t->used * 2 >= t->nheaders)
			grow_headers(t);
		*header_slot(t, f->hash) = (struct header_key){f->hash, id};
		t->used++;
	}
	vec_push(&t->known, (struct known){unit, f->name, id});
	return id;
}

static void define_extern(struct graph *g, func_t id)
{
	const struct func *f = g->funcs.v[id].f;
	func_t *at;

	if (f->flags & (F_STATIC | F_INIT))
		return;
	at = &g->extern_func[f->name];
	if (!*at || (g->funcs.v[*at].f->flags & (F_WEAK | F_HEADER)))
		*at = id;
}

int graph_add(struct graph *g, const void *p, size_t n, const char **why)
{
	struct gunit u = {.summary =
				  arena_alloc(&g->mem, sizeof(struct summary))};
	struct adding a = {g, (uint32_t)g->units.n};
	struct summary *s = u.summary;

	s->heads = &g->mem;
	s->bodies = g->bodies;
	if (summary_read(s, p, n, keep_header, &a, why))
		return -1;
	u.src = s->src;
	u.obj = s->obj;
	u.modname = s->modname ? s->modname : s->src;
	u.status = s->status;
	u.reason = s->reason;
	vec_push(&g->units, u);
	if (!(g->units.n % REST_UNITS))
		graph_rest(g, 0);
	need_syms(g);
	for (size_t i = 0; i < s->funcs.n; i++) {
		keep_variables(g, s->funcs.v[i]);
		define_extern(g, add_func(g, s->funcs.v[i], a.unit));
	}
	return 0;
}

static uint32_t new_global(struct graph *g, sym_t name)
{
	vec_push(&g->globals, (struct gglobal){.name = name});
	return (uint32_t)g->globals.n - 1;
}

static void fill_global(struct graph *g, uint32_t id, const struct global *v,
			uint32_t unit)
{
	struct gglobal *out = &g->globals.v[id];

	out->type = v->type;
	out->file = v->file;
	out->line = v->line;
	out->unit = unit;
	out->home = g->units.v[unit].modname;
	out->defined = 1;
}

static void define_globals(struct graph *g)
{
	struct tables *t = tables(g);

	for (size_t u = 0; u < g->units.n; u++) {
		const struct summary *s = g->units.v[u].summary;

		for (size_t i = 0; i < s->globals.n; i++) {
			const struct global *v = &s->globals.v[i];

			if (v->is_static)
				continue;
			if (!t->global_id[v->name])
				t->global_id[v->name] =
					new_global(g, v->name) + 1;
			fill_global(g, t->global_id[v->name] - 1, v,
				    (uint32_t)u);
		}
	}
}

static func_t resolve_func(struct graph *g, uint32_t unit, sym_t name)
{
	struct tables *t = tables(g);
	func_t id = t->local_unit[name] == unit + 1 ? t->local[name] : 0;

	if (id)
		return id;
	id = g->extern_func[name];
	if (!id) { /* nobody defines it: a stub that only has a name */
		id = (func_t)g->funcs.n;
		vec_push(&g->funcs, (struct gfunc){.name = name});
		g->extern_func[name] = id;
	}
	return id;
}

struct static_globals {
	uint32_t *id, *unit; /* by sym */
};

static uint32_t resolve_global(struct graph *g, struct static_globals *sg,
			       uint32_t unit, sym_t name)
{
	struct tables *t = tables(g);

	if (sg->unit[name] == unit + 1)
		return sg->id[name];
	if (!t->global_id[name])
		t->global_id[name] = new_global(g, name) + 1;
	return t->global_id[name] - 1;
}

static void resolve_exprs(struct graph *g, struct static_globals *sg,
			  uint32_t unit, struct func *f)
{
	arena_edit(g->bodies, f->exprs.v);
	for (size_t i = 0; i < f->exprs.n; i++) {
		struct expr *e = &f->exprs.v[i];

		if (e->op == E_FUNC)
			e->num = resolve_func(g, unit, e->name);
		else if (e->op == E_GLOBAL)
			e->num = resolve_global(g, sg, unit, e->name);
	}
}

static int is_scalar(const struct func *f, const struct expr *e)
{
	return (e->op == E_PARAM &&
		!strchr(sym_str(f->params.v[e->num].type), '[')) ||
	       (e->op == E_LOCAL &&
		!strchr(sym_str(f->locals.v[e->num].type), '['));
}

static int keeps_address(const struct func *f)
{
	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *v = &f->exprs.v[in->b];

		if (in->op == I_STORE && v->op == E_ADDR &&
		    f->exprs.v[in->a].op == E_LOCAL &&
		    is_scalar(f, &f->exprs.v[v->a]))
			return 1;
	}
	return 0;
}

/* `p = &v` and nothing else: *p is v. return_ptr() takes a pointer so. */
static void see_through(struct func *f)
{
	if (!keeps_address(f))
		return;
	for (size_t i = 0; i < f->exprs.n; i++) {
		struct expr *e = &f->exprs.v[i];
		const struct expr *to;

		if (e->op != E_DEREF || f->exprs.v[e->a].op != E_LOCAL)
			continue;
		to = &f->exprs.v[pointed_place(f, f->exprs.v[e->a].num)];
		if (is_scalar(f, to))
			*e = *to;
	}
}

/* The linker takes another one, even for calls from the unit itself. */
static int is_overridden(const struct graph *g, const struct known *k)
{
	func_t other = g->extern_func[k->name];

	return g->funcs.v[k->fn].f->flags & F_WEAK && other &&
	       g->funcs.v[other].f &&
	       !(g->funcs.v[other].f->flags & (F_WEAK | F_HEADER));
}

static void resolve_unit(struct graph *g, struct static_globals *sg,
			 uint32_t unit)
{
	struct tables *t = tables(g);
	const struct summary *s = g->units.v[unit].summary;

	while (t->nknown_done < t->known.n &&
	       t->known.v[t->nknown_done].unit == unit) {
		struct known *k = &t->known.v[t->nknown_done++];

		if (is_overridden(g, k))
			continue;
		t->local[k->name] = k->fn;
		t->local_unit[k->name] = unit + 1;
	}
	for (size_t i = 0; i < s->globals.n; i++) {
		const struct global *v = &s->globals.v[i];

		if (!v->is_static)
			continue;
		sg->id[v->name] = new_global(g, v->name);
		sg->unit[v->name] = unit + 1;
		fill_global(g, sg->id[v->name], v, unit);
	}
}

/* A body is resolved and looked at while it is in memory. */
static void link_bodies(struct graph *g, struct static_globals *sg,
			struct fill *w)
{
	func_t fn = 1; /* in the order of the units */

	for (uint32_t u = 0; u < g->units.n; u++) {
		const struct summary *s = g->units.v[u].summary;

		resolve_unit(g, sg, u);
		for (size_t i = 0; i < s->funcs.n; i++) {
			resolve_exprs(g, sg, u, s->funcs.v[i]);
			see_through(s->funcs.v[i]);
			fill_collect(w, fn++);
		}
		if (!(u % REST_UNITS))
			graph_rest(g, 0);
	}
	arena_edit(g->bodies, NULL);
	if (g->dir)
		arena_store(g->bodies, g->dir);
}

/* Names are ids from now on. */
static void free_tables(struct graph *g)
{
	struct tables *t = tables(g);

	if (!t)
		return;
	free(t->headers);
	free(t->local);
	free(t->local_unit);
	free(t->global_id);
	vec_free(&t->known);
	free(t);
	g->tables = NULL;
}

void graph_link(struct graph *g)
{
	struct static_globals sg;
	struct fill w;

	need_syms(g);
	types_begin(g);
	sg.id = mem_zeroed(tables(g)->nsyms, sizeof(uint32_t));
	sg.unit = mem_zeroed(tables(g)->nsyms, sizeof(uint32_t));
	define_globals(g);
	fill_begin(&w, g);
	link_bodies(g, &sg, &w);
	free(sg.id);
	free(sg.unit);
	free_tables(g);
	fill_close(&w);
	graph_rest(g, 0);
}

void graph_free(struct graph *g)
{
	for (size_t i = 0; i < g->units.n; i++)
		summary_free(g->units.v[i].summary);
	vec_free(&g->sets);
	free(g->set_of);
	free(g->open);
	free_tables(g);
	free(g->extern_func);
	free(g->slot_index);
	free(g->types);
	vec_free(&g->units);
	vec_free(&g->funcs);
	vec_free(&g->globals);
	vec_free(&g->seeds);
	vec_free(&g->slots);
	vec_free(&g->copied);
	vec_free(&g->mask_types);
	arena_free(g->bodies);
	arena_free(g->kept);
	free(g->bodies);
	free(g->kept);
	arena_free(&g->mem);
}

func_t graph_find(const struct graph *g, const char *name)
{
	sym_t s = sym_find(name);
	func_t found = 0;

	if (!s)
		return 0;
	if (s < g->nextern_func && g->extern_func[s])
		return g->extern_func[s];
	for (func_t i = 1; i < g->funcs.n; i++) {
		if (g->funcs.v[i].name != s)
			continue;
		if (found)
			return 0;
		found = i;
	}
	return found;
}

const char *func_name(const struct graph *g, func_t f)
{
	const struct gfunc *gf = &g->funcs.v[f];

	if (gf->f && (gf->f->flags & F_INIT))
		return "(static data)";
	return sym_str(gf->name);
}

const char *func_file(const struct graph *g, func_t f)
{
	const struct gfunc *gf = &g->funcs.v[f];

	return gf->f ? sym_str(gf->f->file) : "";
}
