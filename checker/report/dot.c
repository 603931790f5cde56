// SPDX-License-Identifier: GPL-2.0-only
/*
 * DOT. A chain is drawn as it is. Around a function, the edges of all states
 * are spread over, one call further each turn, so that no table of callers is
 * needed; states of one function are one box.
 */
#include "report/dot.h"
#include "findings/paths.h"
#include "report/lines.h"
#include "report/report.h"

#include <string.h>

#define MAX_SHOWN 200 /* functions in one direction: more cannot be read */

static void quoted(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_puts(out, "\\");
		buf_add(out, text, 1);
	}
}

static void begin(struct buf *out, const char *name)
{
	buf_puts(out, "digraph \"");
	quoted(out, name);
	buf_puts(out, "\" {\n"
		      "\tlabelloc=t;\n"
		      "\tfontname=\"sans-serif\";\n"
		      "\tnode [shape=box, fontname=\"monospace\"];\n"
		      "\tedge [fontname=\"sans-serif\"];\n");
}

static const char *edge_style(enum edge_kind kind)
{
	switch (kind) {
	case EDGE_HANDOFF:
	case EDGE_CALLBACK:
		return ", style=bold, color=firebrick";
	case EDGE_WAKE:
		return ", style=dashed, color=firebrick";
	case EDGE_SLOT:
	case EDGE_VALUE:
		return ", color=steelblue";
	default:
		return "";
	}
}

/* ---- a finding ---- */

static void put_step(const struct finding *f, size_t i, struct buf *out)
{
	const struct step *s = &f->chain.v[i];

	buf_printf(out, "\t\ts%zu [label=\"", i);
	quoted(out, s->at.function);
	buf_puts(out, "()\\n");
	quoted(out, s->at.file);
	buf_printf(out, ":%u\\nscope ", s->at.line);
	quoted(out, s->scope);
	if (s->mask) {
		buf_puts(out, "\\n");
		quoted(out, s->mask);
	}
	buf_puts(out, "\"");
	if (s->how) {
		buf_puts(out, ", tooltip=\"");
		quoted(out, s->how);
		buf_puts(out, "\"");
	}
	buf_puts(out, i ? "];\n" : ", penwidth=2];\n");
}

static void put_tasks(const struct finding *f, struct buf *out)
{
	size_t task = 0;

	for (size_t i = 0; i < f->chain.n; i++) {
		if (!i || edge_starts_task(f->chain.v[i].kind)) {
			buf_printf(out,
				   "%s\tsubgraph cluster_%zu {\n"
				   "\t\tlabel=\"task %zu\";\n"
				   "\t\tlabeljust=l;\n",
				   i ? "\t}\n" : "", task, task + 1);
			task++;
		}
		put_step(f, i, out);
	}
	buf_puts(out, task ? "\t}\n" : "");
}

static void put_end(const struct finding *f, struct buf *out)
{
	if (f->kind == FINDING_DUTY || !f->chain.n)
		return;
	buf_puts(out, "\tend [shape=octagon, color=firebrick, label=\"");
	if (f->layer) {
		quoted(out, f->layer);
		buf_puts(out, " layer\\n");
	}
	buf_puts(out, "effective mask ");
	quoted(out, f->mask ? f->mask : "unknown");
	buf_printf(out, "\"];\n\ts%zu -> end [label=\"%s\"];\n", f->chain.n - 1,
		   f->layer ? "enters" : "allocates");
}

void dot_finding(const struct finding *f, struct buf *out)
{
	begin(out, f->fingerprint);
	buf_puts(out, "\tlabel=\"");
	quoted(out, f->at.file);
	buf_printf(out, ":%u: ", f->at.line);
	quoted(out, f->message);
	buf_printf(out, " [%s], %s\";\n", f->rule,
		   confidence_name(f->confidence));
	put_tasks(f, out);
	for (size_t i = 1; i < f->chain.n; i++)
		buf_printf(out, "\ts%zu -> s%zu [label=\"%s\"%s];\n", i - 1, i,
			   edge_kind_name(f->chain.v[i].kind),
			   edge_style(f->chain.v[i].kind));
	put_end(f, out);
	buf_puts(out, "}\n");
}

/* ---- a function ---- */

/* Per function: calls from the centre + 1 upwards and downwards, 0 = not
 * shown; @way: it lies on the best way from an entry. */
struct around {
	const struct solver *s;
	uint8_t *up, *down, *way;
};

static func_t fn_of(const struct solver *s, state_t id)
{
	return s->states.v[id]->fn;
}

/* One turn: functions next to those at distance @d get the next one. */
static void spread_once(const struct solver *s, uint8_t *dist, uint8_t d,
			int up, size_t *shown)
{
	for (state_t i = 1; i < s->states.n; i++) {
		const struct state *st = s->states.v[i];

		for (size_t k = 0; k < st->out.n; k++) {
			func_t to = fn_of(s, st->out.v[k].to);
			func_t near = up ? to : st->fn, far = up ? st->fn : to;

			if (dist[near] != d || dist[far] || *shown >= MAX_SHOWN)
				continue;
			dist[far] = d + 1;
			(*shown)++;
		}
	}
}

/* Return: functions next to those shown that are not shown */
static size_t count_cut(const struct around *a, const uint8_t *dist, int up)
{
	const struct solver *s = a->s;
	struct arena mem = {0};
	uint8_t *seen = arena_alloc(&mem, s->g->funcs.n);
	size_t n = 0;

	for (state_t i = 1; i < s->states.n; i++) {
		const struct state *st = s->states.v[i];

		for (size_t k = 0; k < st->out.n; k++) {
			func_t to = fn_of(s, st->out.v[k].to);
			func_t near = up ? to : st->fn, far = up ? st->fn : to;

			if (!dist[near] || dist[far] || a->way[far] ||
			    seen[far])
				continue;
			seen[far] = 1;
			n++;
		}
	}
	arena_free(&mem);
	return n;
}

static size_t spread(const struct around *a, uint8_t *dist,
		     const struct dot_center *c, int up)
{
	size_t shown = 0;

	for (size_t i = 0; i < c->n; i++)
		dist[c->fns[i]] = 1;
	for (unsigned d = 1; d <= c->depth; d++)
		spread_once(a->s, dist, (uint8_t)d, up, &shown);
	return count_cut(a, dist, up);
}

static void mark_way(struct around *a, const struct dot_center *c)
{
	struct paths p;

	paths_begin(&p, a->s);
	for (size_t i = 0; i < c->n; i++) {
		state_t best = 0;

		for (state_t id = 1; id < a->s->states.n; id++)
			if (fn_of(a->s, id) == c->fns[i] &&
			    p.cost[id] != UINT32_MAX &&
			    (!best || p.cost[id] < p.cost[best]))
				best = id;
		for (; best; best = p.pred[best].from)
			a->way[fn_of(a->s, best)] = 1;
	}
	paths_end(&p);
}

static void node_name(const struct graph *g, func_t fn, struct buf *out)
{
	buf_puts(out, "\"");
	quoted(out, func_file(g, fn));
	buf_puts(out, ":");
	quoted(out, func_name(g, fn));
	buf_puts(out, "\"");
}

static void keep_node(const struct graph *g, func_t fn, const char *more,
		      struct lines *l)
{
	const struct func *f = g->funcs.v[fn].f;
	struct buf b = {0};

	buf_puts(&b, "\t");
	node_name(g, fn, &b);
	buf_puts(&b, " [label=\"");
	quoted(&b, func_name(g, fn));
	buf_puts(&b, "()\\n");
	quoted(&b, func_file(g, fn));
	if (f)
		buf_printf(&b, ":%u", f->line);
	buf_printf(&b, "\"%s];\n", more);
	lines_keep(l, &b);
	buf_free(&b);
}

static void keep_edge(const struct graph *g, func_t from, func_t to,
		      enum edge_kind kind, struct lines *l)
{
	struct buf b = {0};

	buf_puts(&b, "\t");
	node_name(g, from, &b);
	buf_puts(&b, " -> ");
	node_name(g, to, &b);
	buf_printf(&b, " [label=\"%s\"%s];\n", edge_kind_name(kind),
		   edge_style(kind));
	lines_keep(l, &b);
	buf_free(&b);
}

static void keep_entry(const struct graph *g, const struct state *st,
		       struct lines *l)
{
	struct buf b = {0};

	buf_puts(&b, "\t\"entry ");
	quoted(&b, sym_str(st->entry->id));
	buf_puts(&b, "\" -> ");
	node_name(g, st->fn, &b);
	buf_puts(&b, " [label=\"entry\"];\n");
	lines_keep(l, &b);
	buf_free(&b);
}

static void keep_state(const struct around *a, const struct state *st,
		       struct lines *edges)
{
	const struct graph *g = a->s->g;

	if (!a->up[st->fn] && !a->down[st->fn] && !a->way[st->fn])
		return;
	if (st->root && st->entry && (a->up[st->fn] || a->way[st->fn]))
		keep_entry(g, st, edges);
	for (size_t k = 0; k < st->out.n; k++) {
		func_t to = fn_of(a->s, st->out.v[k].to);

		if ((a->up[st->fn] && a->up[to]) ||
		    (a->down[st->fn] && a->down[to]) ||
		    (a->way[st->fn] && a->way[to]))
			keep_edge(g, st->fn, to, st->out.v[k].kind, edges);
	}
}

/* Functions that a call names, or that may stand in its pointer. */
static void keep_call(const struct graph *g, func_t fn, const struct instr *in,
		      struct lines *nodes, struct lines *edges)
{
	const struct expr *e = &g->funcs.v[fn].f->exprs.v[in->a];
	const seed_set *seeds;

	if (e->op == E_FUNC) {
		keep_node(g, (func_t)e->num, "", nodes);
		keep_edge(g, fn, (func_t)e->num, EDGE_CALL, edges);
		return;
	}
	seeds = graph_expr_seeds(g, fn, in->a);
	for (size_t i = 0; seeds && i < seeds->n; i++) {
		func_t to = g->seeds.v[seeds->v[i]].fn;

		if (!to)
			continue;
		keep_node(g, to, "", nodes);
		keep_edge(g, fn, to, EDGE_SLOT, edges);
	}
}

static int is_center(const struct dot_center *c, func_t fn)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->fns[i] == fn)
			return 1;
	return 0;
}

static int is_reached(const struct solver *s, const struct dot_center *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (s->nstates_of[c->fns[i]])
			return 1;
	return 0;
}

static void collect(const struct around *a, const struct dot_center *c,
		    struct lines *nodes, struct lines *edges)
{
	const struct graph *g = a->s->g;

	for (func_t fn = 1; fn < g->funcs.n; fn++)
		if (a->up[fn] || a->down[fn] || a->way[fn])
			keep_node(g, fn, is_center(c, fn) ? ", penwidth=3" : "",
				  nodes);
	for (state_t i = 1; i < a->s->states.n; i++)
		keep_state(a, a->s->states.v[i], edges);
}

static void collect_unreached(const struct graph *g, const struct dot_center *c,
			      struct lines *nodes, struct lines *edges)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct func *f = g->funcs.v[c->fns[i]].f;

		keep_node(g, c->fns[i], ", penwidth=3", nodes);
		for (size_t k = 0; k < f->instrs.n; k++)
			if (f->instrs.v[k].op == I_CALL)
				keep_call(g, c->fns[i], &f->instrs.v[k], nodes,
					  edges);
	}
}

void dot_function(const struct solver *s, struct dot_center *c, struct buf *out)
{
	struct arena mem = {0};
	struct around a = {.s = s,
			   .up = arena_alloc(&mem, s->g->funcs.n),
			   .down = arena_alloc(&mem, s->g->funcs.n),
			   .way = arena_alloc(&mem, s->g->funcs.n)};
	struct lines nodes = {0}, edges = {0};

	begin(out, func_name(s->g, c->fns[0]));
	c->cut_up = c->cut_down = 0;
	if (is_reached(s, c)) {
		mark_way(&a, c);
		c->cut_up = spread(&a, a.up, c, 1);
		c->cut_down = spread(&a, a.down, c, 0);
		collect(&a, c, &nodes, &edges);
		buf_printf(out,
			   "\tlabel=\"%s(): up to %u calls away; left out: "
			   "%zu more callers, %zu more callees\";\n",
			   func_name(s->g, c->fns[0]), c->depth, c->cut_up,
			   c->cut_down);
	} else {
		collect_unreached(s->g, c, &nodes, &edges);
		buf_printf(out,
			   "\tlabel=\"%s(): no entry reaches it; what it "
			   "calls\";\n",
			   func_name(s->g, c->fns[0]));
	}
	lines_print(&nodes, out);
	lines_print(&edges, out);
	buf_puts(out, "}\n");
	arena_free(&mem);
}
