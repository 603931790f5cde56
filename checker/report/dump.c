// SPDX-License-Identifier: GPL-2.0-only
/* Each stage as text. Lines are collected, sorted and printed once each. */
#include "report/dump.h"
#include "report/lines.h"
#include "report/report.h"

#include <inttypes.h>
#include <string.h>

static int wants(const struct dump *d, sym_t file)
{
	const char *name = sym_str(file);

	for (size_t i = 0; i < d->npaths; i++)
		if (report_below(name, d->paths[i]))
			return 1;
	return !d->npaths;
}

void dump_facts(const struct dump *d, const struct summary *s)
{
	if (wants(d, s->src))
		summary_dump(s, d->out);
}

/* "callee", "*struct.field" or "*(expression)" */
static void put_callee(const struct func *f, expr_t callee, struct buf *out)
{
	const struct expr *e = &f->exprs.v[callee];

	if (e->op == E_FUNC) {
		buf_puts(out, sym_str(e->name));
	} else if (e->op == E_FIELD) {
		buf_printf(out, "*%s.%s", sym_str(e->name), sym_str(e->field));
	} else {
		buf_puts(out, "*(");
		expr_print(f, callee, out);
		buf_puts(out, ")");
	}
}

static const char *caller_name(const struct func *f)
{
	return f->flags & F_INIT ? "(static data)" : sym_str(f->name);
}

static void calls_of(const struct dump *d, const struct func *f,
		     struct lines *l)
{
	struct buf b = {0};

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		sym_t file = in->file ? in->file : f->file;

		if (in->op != I_CALL || !wants(d, file))
			continue;
		buf_printf(&b, "%s:%u %s -> ", sym_str(file), in->line,
			   caller_name(f));
		put_callee(f, in->a, &b);
		buf_puts(&b, "\n");
		lines_keep(l, &b);
	}
	buf_free(&b);
}

void dump_calls(const struct dump *d, const struct graph *g)
{
	struct lines l = {0};

	for (func_t fn = 1; fn < g->funcs.n; fn++)
		if (g->funcs.v[fn].f)
			calls_of(d, g->funcs.v[fn].f, &l);
	lines_print(&l, d->out);
}

static void put_seed(const struct graph *g, seed_t id, struct buf *out)
{
	const struct seed *s = &g->seeds.v[id];

	if (s->fn)
		buf_puts(out, func_name(g, s->fn));
	else
		buf_printf(out, "%#" PRIx64, (uint64_t)s->num);
	buf_printf(out, "  (%s, %s:%u)", func_name(g, s->where),
		   func_file(g, s->where), s->line);
}

void dump_slots(const struct dump *d, const struct graph *g)
{
	struct lines l = {0};
	struct buf b = {0};

	for (size_t i = 0; i < g->slots.n; i++) {
		const struct slot *s = &g->slots.v[i];
		const seed_set *seeds = graph_slot_seeds(g, s);

		for (size_t k = 0; seeds && k < seeds->n; k++) {
			const struct seed *seed = &g->seeds.v[seeds->v[k]];

			if (!wants(d, sym_find(func_file(g, seed->where))))
				continue;
			buf_printf(&b, "%s.%s = ", sym_str(s->strct),
				   sym_str(s->field));
			put_seed(g, seeds->v[k], &b);
			buf_puts(&b, "\n");
			lines_keep(&l, &b);
		}
		if (s->unknown && !d->npaths) {
			buf_printf(&b, "%s.%s = unknown\n", sym_str(s->strct),
				   sym_str(s->field));
			lines_keep(&l, &b);
		}
	}
	lines_print(&l, d->out);
	buf_free(&b);
}

static void put_targets(const struct graph *g, func_t fn, expr_t callee,
			struct buf *out)
{
	const struct func *f = g->funcs.v[fn].f;
	const struct expr *e = &f->exprs.v[callee];
	const seed_set *seeds;

	if (e->op == E_FUNC)
		return;
	seeds = graph_expr_seeds(g, fn, callee);
	if (!seeds || !seeds->n)
		buf_puts(out, " = unknown");
	for (size_t i = 0; seeds && i < seeds->n; i++)
		if (g->seeds.v[seeds->v[i]].fn)
			buf_printf(out, "%s %s", i ? "," : " =",
				   func_name(g, g->seeds.v[seeds->v[i]].fn));
}

static void graph_of(const struct graph *g, func_t fn, struct lines *l)
{
	const struct func *f = g->funcs.v[fn].f;
	struct lines callees = {0};
	struct buf b = {0}, out = {0};

	for (size_t i = 0; i < f->instrs.n; i++) {
		if (f->instrs.v[i].op != I_CALL)
			continue;
		buf_puts(&b, "    -> ");
		put_callee(f, f->instrs.v[i].a, &b);
		put_targets(g, fn, f->instrs.v[i].a, &b);
		buf_puts(&b, "\n");
		lines_keep(&callees, &b);
	}
	buf_printf(&out, "%s:%u %s\n", sym_str(f->file), f->line,
		   caller_name(f));
	lines_print(&callees, &out);
	lines_keep(l, &out);
	buf_free(&b);
	buf_free(&out);
}

void dump_graph(const struct dump *d, const struct graph *g)
{
	struct lines l = {0};

	for (func_t fn = 1; fn < g->funcs.n; fn++) {
		const struct func *f = g->funcs.v[fn].f;

		if (f && !(f->flags & F_INIT) && wants(d, f->file))
			graph_of(g, fn, &l);
	}
	lines_print(&l, d->out);
}

/* ---- states ---- */

static void put_owner(const struct graph *g, const struct owner *o,
		      struct buf *out)
{
	if (o->global)
		buf_printf(out, "&%s",
			   sym_str(g->globals.v[o->global - 1].name));
	else
		buf_printf(out, "&%s.%s", sym_str(o->strct), sym_str(o->field));
}

static void put_alt(const struct graph *g, const struct alt *a, struct buf *out)
{
	switch (a->kind) {
	case ALT_BITS:
		if (a->zeros == ~a->ones)
			buf_printf(out, "%#" PRIx64, a->ones);
		else
			buf_printf(out, "bits %#" PRIx64 "/%#" PRIx64, a->ones,
				   a->zeros);
		break;
	case ALT_FUNC:
		buf_puts(out, func_name(g, a->id));
		break;
	case ALT_OBJECT:
		put_owner(g, object_owner(a->id), out);
		break;
	case ALT_NOT:
		buf_printf(out, "not %#" PRIx64, a->ones);
		break;
	default:
		buf_puts(out, "current");
	}
}

static void put_value(const struct graph *g, val_t v, struct buf *out)
{
	const struct alts *a = val_alts(v);

	if (v == VAL_TOP || v == VAL_BOTTOM) {
		buf_puts(out, v == VAL_TOP ? "?" : "nothing");
		return;
	}
	for (size_t i = 0; i < a->n; i++) {
		buf_puts(out, i ? "|" : "");
		put_alt(g, &a->v[i], out);
	}
}

static void put_scope(const struct solver *s, uint8_t scope, struct buf *out)
{
	const struct scope_bits *b = &s->scopes[scope];
	const char *gap = "";

	for (size_t i = 0; i < s->k->nscopes; i++) {
		const struct scope_flag *f = &s->k->scopes[i];

		if (!(s->k->scope_bits & f->flag) || (b->zeros & f->flag))
			continue;
		buf_printf(out, "%s%s%s", gap,
			   b->ones & f->flag ? "" : "maybe-",
			   sym_str(f->rule->id));
		gap = "+";
	}
	buf_puts(out, *gap ? "" : "none");
}

static void put_context(const struct solver *s, ctx_t ctx, struct buf *out)
{
	const char *gap = "";

	for (size_t i = 0; i < s->k->ncontexts; i++) {
		if (!(ctx >> i & 1))
			continue;
		buf_printf(out, "%s%s", gap,
			   sym_str(s->k->contexts[i].rule->id));
		gap = "+";
	}
	buf_printf(out, "%s%s", *gap ? "" : "none",
		   ctx & CTX_QUIET ? "+quiet" : "");
}

static void put_state(const struct solver *s, const struct state *st,
		      struct buf *out)
{
	const struct func *f = s->g->funcs.v[st->fn].f;

	buf_printf(out, "%s:%u %s context ", sym_str(f->file), f->line,
		   caller_name(f));
	put_context(s, st->ctx, out);
	buf_puts(out, " scope ");
	put_scope(s, st->scope, out);
	if (st->home)
		buf_printf(out, " home %s", sym_str(st->home));
	for (size_t i = 0; i < f->params.n; i++) {
		val_t v = s->args.v[st->params + i];

		if (v == VAL_TOP)
			continue;
		buf_printf(out, " %s=", sym_str(f->params.v[i].name));
		put_value(s->g, v, out);
	}
	buf_printf(out, "%s%s\n", st->root ? " entry " : "",
		   st->root && st->entry ? sym_str(st->entry->id) : "");
	for (size_t i = 0; i < st->exits.n; i++) {
		buf_puts(out, "    exit: scope ");
		put_scope(s, st->exits.v[i].scope, out);
		buf_puts(out, " context ");
		put_context(s, st->exits.v[i].ctx, out);
		buf_puts(out, " returns ");
		put_value(s->g, st->exits.v[i].value, out);
		buf_puts(out, "\n");
	}
}

void dump_states(const struct dump *d, const struct solver *s)
{
	struct lines l = {0};
	struct buf b = {0};

	for (state_t i = 1; i < s->states.n; i++) {
		const struct state *st = s->states.v[i];
		const struct func *f = s->g->funcs.v[st->fn].f;

		if (!f || !wants(d, f->file))
			continue;
		put_state(s, st, &b);
		lines_keep(&l, &b);
	}
	lines_print(&l, d->out);
	buf_free(&b);
}
