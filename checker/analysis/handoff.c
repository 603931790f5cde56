// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls that let another task go on: a hand-off starts it afresh, a wake starts
 * the thread that sleeps, and a completion what it hands off itself.
 */
#include "analysis/call.h"
#include "analysis/runners.h"
#include "analysis/waits.h"

#include <string.h>

static void start_task(const struct call *c, const struct target *t,
		       uint8_t kind, const struct rule *rule)
{
	struct exec *x = c->x;
	struct solver *s = x->s;
	ctx_t ctx = c->e->ctx & ~CTX_QUIET;
	struct edge_out e = {.instr = c->instr,
			     .kind = kind,
			     .many = t->many,
			     .seed = t->seed,
			     .rule = rule};
	sym_t home = t->home;

	x->asked = 1;
	if (!s->g->funcs.v[t->fn].f || !ctx)
		return;
	if (fn_boundary(s->k, t->fn)) {
		solver_flag(s, call_from(c), c->instr, CUT);
		return;
	}
	e.sure = rule->key[KEY_serves].set ||
		 (rule->key[KEY_queue].set &&
		  val_has(call_arg(c, rule->key[KEY_queue].num), ALT_QUEUE));
	if (!s->rel.serving.towards[t->fn] && !e.sure) {
		solver_flag(s, call_from(c), c->instr, ANNOUNCES);
		return;
	}
	e.to = state_enter(s, t->fn, home, runner_scope(s, rule, home), ctx,
			   NULL, 0);
	state_edge(x, e, NULL, 0);
}

/* Does it wait for a whole queue? */
static int is_of_queue(const struct rule *rule)
{
	return rule->key[KEY_queue].set &&
	       rule->key[KEY_queue].num == rule->key[KEY_arg].num;
}

void call_handoff(const struct call *c, const struct rule *rule)
{
	const struct func *f = c->x->f;
	long arg = rule->key[KEY_arg].num;
	targets t = {0};

	if (!(c->e->ctx & ~CTX_QUIET))
		return;
	if (!is_of_queue(rule))
		targets_of_object(c->x, call_arg(c, arg), rule, &t);
	else if (arg >= c->i->nargs ||
		 targets_of_queue(c->x, f->args.v[c->i->args + (uint32_t)arg],
				  rule, &t))
		solver_flag(c->x->s, call_from(c), c->instr, HANDOFF_LOST);
	if (!t.n && !rule->key[KEY_serves].set)
		solver_flag(c->x->s, call_from(c), c->instr, HANDOFF_LOST);
	for (size_t i = 0; i < t.n; i++)
		start_task(c, &t.v[i], EDGE_HANDOFF, rule);
	vec_free(&t);
}

/* What is woken: the object's address, or the field that holds the task. */
static struct owner woken(const struct call *c, long arg)
{
	const struct func *f = c->x->f;
	const struct alts *a = val_alts(call_arg(c, arg));
	struct owner o = {0};
	const struct expr *p;

	if (a->n == 1 && a->v[0].kind == ALT_OBJECT)
		return *object_owner(a->v[0].id);
	if (arg >= c->i->nargs)
		return o;
	p = &f->exprs.v[f->args.v[c->i->args + (uint32_t)arg]];
	if (p->op == E_FIELD) {
		o.strct = p->name;
		o.field = p->field;
	}
	return o;
}

static void add_service(struct exec *x, const struct service *v)
{
	for (size_t i = 0; i < x->services.n; i++)
		if (!memcmp(&x->services.v[i], v, sizeof(*v)))
			return;
	vec_push(&x->services, *v);
}

/* Who completes it knows the object by a member that keeps its address. */
static void note_keepers(const struct call *c, const struct rule *rule,
			 long arg)
{
	const struct func *f = c->x->f;
	const struct expr *p;
	size_t at = 0;

	while (arg < c->i->nargs &&
	       (p = next_keeper(f, f->args.v[c->i->args + (uint32_t)arg],
				&at))) {
		struct service v = {
			.rule = rule, .strct = p->name, .field = p->field};

		add_service(c->x, &v);
	}
}

/* A call that serves I/O or waits, with the object that it is about. */
void call_service(const struct call *c, const struct rule *rule)
{
	struct service v = {.rule = rule};
	struct owner o;

	if (!rule || !(c->e->ctx & ~CTX_QUIET))
		return;
	if (rule->key[KEY_arg].set) {
		if (rule->kind == RULE_wait)
			note_keepers(c, rule, rule->key[KEY_arg].num);
		o = woken(c, rule->key[KEY_arg].num);
		v.strct = o.strct;
		v.field = o.field;
		v.global = o.global;
		if (!o.strct && !o.global)
			return;
	}
	add_service(c->x, &v);
}

void call_wake(const struct call *c, const struct rule *rule)
{
	struct owner o;
	const func_t *threads;
	size_t n;

	if (!(c->e->ctx & ~CTX_QUIET))
		return;
	o = woken(c, rule->key[KEY_arg].num);
	o.up_strct = o.up_field = o.up_global = 0;
	n = owner_is_known(&o) ? waits_threads(c->x->s->waits, &o, &threads)
			       : 0;
	for (size_t i = 0; i < n; i++) {
		struct target t = {
			.fn = threads[i],
			.many = (uint8_t)(n < 2	    ? 0
					  : n > 255 ? 255
						    : n),
			.home = c->x->s->g->funcs.v[threads[i]].home};

		start_task(c, &t, EDGE_WAKE, rule);
	}
}

void exec_callback(struct exec *x, const struct env *e, uint32_t instr,
		   val_t value, const struct rule *rule)
{
	struct solver *s = x->s;
	const struct alts a = *val_alts(value);

	if (!(e->ctx & ~CTX_QUIET))
		return;
	x->asked = 1;
	for (size_t i = 0; i < a.n; i++) {
		struct edge_out out = {.instr = instr,
				       .kind = EDGE_CALLBACK,
				       .seed = a.v[i].seed,
				       .rule = rule};
		func_t fn = a.v[i].id;

		if (a.v[i].kind != ALT_FUNC || !s->g->funcs.v[fn].f ||
		    !(s->rel.reach[fn] & REACH_EVENT))
			continue;
		out.to = state_enter(s, fn, x->home, solver_no_scope(s),
				     e->ctx | CTX_QUIET, NULL, 0);
		state_edge(x, out, NULL, 0);
	}
}
