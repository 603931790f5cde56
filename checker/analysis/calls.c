// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls: an allocation is checked, a boundary is cut and counted, everything
 * else is entered. What another task goes on with is in handoff.c.
 */
#include "analysis/call.h"
#include "analysis/code.h"
#include "analysis/ends.h"
#include "analysis/exec.h"
#include "analysis/regions.h"
#include "analysis/runners.h"
#include "analysis/twins.h"

#include <errno.h>
#include <string.h>

/* @o, where another call or target ends as well, may be where this one ends. */
static void join_live(const struct call *c, struct env *o, size_t result,
		      val_t value)
{
	val_t had = o->v[result];

	for (size_t n = 0; o->v != c->e->v && n < c->x->nvals; n++)
		if (o->v[n] != c->e->v[n])
			o->v[n] = val_join(o->v[n], c->e->v[n]);
	o->v[result] = val_join(had, value);
}

/* The call returned @value and left @scope and @ctx behind. The first way to go
 * on takes the values, they differ in nothing but the result. */
static void go_on(const struct call *c, uint8_t scope, ctx_t ctx, val_t value)
{
	size_t result = c->x->f->params.n + c->x->f->locals.n + c->i->b;
	struct env out = *c->e;
	int taken = 0;

	for (size_t k = 0; k < c->x->live.n; k++) {
		struct env *o = &c->x->live.v[k];

		taken |= o->v == c->e->v;
		if (o->scope != scope || o->ctx != ctx)
			continue;
		join_live(c, o, result, value);
		return;
	}
	if (taken)
		out = env_copy(c->x, &c->x->s->scratch, c->e);
	out.scope = scope;
	out.ctx = ctx;
	out.v[result] = value;
	vec_push(&c->x->live, out);
}

static void skip(const struct call *c, val_t value)
{
	c->x->written = ~(uint64_t)0;
	go_on(c, c->e->scope, c->e->ctx, value);
}

/* ---- allocations and doors ---- */

static int may_break(const struct call *c, const struct context *ctx,
		     val_t mask)
{
	uint64_t removed = solver_taken(c->x->s, c->e->scope);
	const struct alts *a = val_alts(mask);

	for (size_t i = 0; i < a->n; i++)
		if ((~a->v[i].zeros & ~removed & ctx->forbids) == ctx->forbids)
			return 1;
	return 0;
}

static void note_site(site_vec *all, const struct site *s)
{
	for (size_t i = 0; i < all->n; i++) {
		struct site *o = &all->v[i];

		if (o->instr == s->instr && o->ctx == s->ctx &&
		    o->scope == s->scope && o->kind == s->kind) {
			o->mask = val_join(o->mask, s->mask);
			return;
		}
	}
	vec_push(all, *s);
}

static void check_site(const struct call *c, enum site_kind kind, val_t mask,
		       const struct rule *rule)
{
	const struct knowledge *k = c->x->s->k;

	if (c->e->ctx & CTX_QUIET)
		return;
	for (size_t n = 0; n < k->ncontexts; n++) {
		struct site s = {c->instr,    kind, (uint8_t)(1u << n),
				 c->e->scope, mask, rule};

		if (CTX_FORBIDDEN(c->e->ctx) & s.ctx)
			note_site(may_break(c, &k->contexts[n], mask)
					  ? &c->x->sites
					  : &c->x->fine,
				  &s);
	}
}

/* The rule says where the mask is; a kernel whose function has another
 * parameter there has it where the type says. */
long allocator_argument(const struct solver *s, const struct rule *rule,
			func_t fn)
{
	const struct func *f = s->g->funcs.v[fn].f;
	long arg = rule->key[KEY_arg].num, typed;

	if (!f || (arg >= 0 && (size_t)arg < f->params.n &&
		   graph_is_mask(s->g, f->params.v[arg].type)))
		return arg;
	typed = graph_mask_param(s->g, fn);
	return typed < 0 ? arg : typed;
}

/* Where nothing depends on the scope, one state does for all of them. */
static uint8_t scope_inside(const struct call *c, func_t fn)
{
	struct solver *s = c->x->s;

	return s->rel.reach[fn] & REACH_SCOPE ? c->e->scope
					      : solver_no_scope(s);
}

/* Does the mask break what some context forbids here? */
static int breaks(const struct call *c, val_t mask)
{
	const struct knowledge *k = c->x->s->k;

	for (size_t n = 0; n < k->ncontexts; n++)
		if ((CTX_FORBIDDEN(c->e->ctx) >> n & 1) &&
		    may_break(c, &k->contexts[n], mask))
			return 1;
	return 0;
}

/* A pool calls the allocator that its module gave it, in the same task and with
 * the mask that it got. Those that are shared take what that mask says. */
static void exec_pool(const struct call *c, const struct rule *rule, val_t mask)
{
	struct solver *s = c->x->s;
	targets t = {0};
	val_t args[64], pool;

	if (!(c->e->ctx & ~CTX_QUIET) || breaks(c, mask))
		return;
	pool = call_arg(c, rule->key[KEY_pool].num);
	if (val_has(pool, ALT_OBJECT))
		targets_of_object(c->x, pool, rule, &t);
	else
		targets_of_module(c->x, rule, &t);
	for (size_t i = 0; i < t.n; i++) {
		const struct func *f = s->g->funcs.v[t.v[i].fn].f;
		long at = graph_mask_param(s->g, t.v[i].fn);
		size_t n = f && f->params.n < 64 ? f->params.n : 0;
		struct edge_out out = {.instr = c->instr,
				       .kind = t.v[i].kind,
				       .many = t.v[i].many,
				       .seed = t.v[i].seed};

		if (fn_boundary(s->k, t.v[i].fn)) {
			solver_flag(s, call_from(c), c->instr, CUT);
			continue;
		}
		if (!n || fn_layer(s->k, t.v[i].fn))
			continue;
		for (size_t k = 0; k < n; k++)
			args[k] = (long)k == at ? mask : VAL_TOP;
		out.to = state_enter(s, t.v[i].fn, t.v[i].home,
				     scope_inside(c, t.v[i].fn), c->e->ctx,
				     args, n);
		state_edge(c->x, out, args, n);
	}
	vec_free(&t);
}

static void exec_allocator(const struct call *c, func_t fn,
			   const struct rule *rule)
{
	struct origin here = {call_from(c), c->instr, c->i->line};
	val_t mask = VAL_TOP;
	int64_t n;

	if (rule->key[KEY_implies].set) {
		if (!macro_value(c->x->s->k, rule->key[KEY_implies].str, &n))
			mask = val_const(n);
	} else {
		mask = call_arg(c, allocator_argument(c->x->s, rule, fn));
		if (val_has(mask, ALT_NOT)) /* of its bits nothing is known */
			mask = VAL_TOP;
	}
	mask = val_with_origin(mask, origin_place(here));
	check_site(c, SITE_ALLOC, mask, rule);
	if (rule->key[KEY_pool].set)
		exec_pool(c, rule, mask);
}

/* Shared code serves a request as the flags say that its module, or the one
 * whose I/O this is, gives it. Return: 0 if that is not known. */
static int exec_request(const struct call *c, const struct rule *rule)
{
	const struct solver *s = c->x->s;
	const struct given *g =
		given_for(&s->given, s->g, rule, call_from(c), c->x->home);
	int64_t n;

	c->x->asked = 1;
	if (!g || (g->lets && g->lets_not) ||
	    macro_value(s->k, rule->key[KEY_implies].str, &n))
		return 0;
	if (g->lets)
		check_site(c, SITE_ALLOC,
			   val_with_origin(val_const(n), origin_place(g->at)),
			   rule);
	else
		solver_flag(c->x->s, call_from(c), c->instr, CUT);
	return 1;
}

/* Which argument of a call is a mask, as the functions that are called say. */
static long mask_argument(const struct call *c)
{
	const struct graph *g = c->x->s->g;
	const struct expr *p = &c->x->f->exprs.v[called_place(c->x->f, c->i)];
	const struct slot *slot;
	const seed_set *all;
	long arg = -1;

	if (p->op == E_FUNC)
		return graph_mask_param(g, (func_t)p->num);
	slot = p->op == E_FIELD ? graph_slot(g, p->name, p->field) : NULL;
	all = slot ? graph_slot_seeds(g, slot) : NULL;
	for (size_t i = 0; all && i < all->n && arg < 0; i++)
		arg = graph_mask_param(g, g->seeds.v[all->v[i]].fn);
	return arg;
}

/* Who gives shared code a mask that is right for the path did what it could. */
static val_t door_mask(const struct call *c)
{
	val_t v = call_arg(c, mask_argument(c));

	return v == VAL_TOP || breaks(c, v) ? val_bits(0, ~(uint64_t)0) : v;
}

static void exec_door(const struct call *c, const struct rule *rule)
{
	check_site(c, SITE_DOOR, door_mask(c), rule);
}

/* ---- entering a function ---- */

/* Is @origin a place in a header's inline function, @fn? That is no place to
 * mend: what it returns is written by whoever asks for it. */
static int chosen_in_header(const struct call *c, func_t fn, uint32_t origin)
{
	return (c->x->s->g->funcs.v[fn].f->flags & F_HEADER) && origin &&
	       !(origin & ORIGIN_PARAM) && origin_get(origin)->fn == fn;
}

/* A mask that came from the caller's parameter is the caller's again. */
static val_t returned_value(const struct call *c, func_t fn, val_t v)
{
	struct alts a = *val_alts(v);
	int changed = 0;

	for (size_t i = 0; i < a.n; i++) {
		uint32_t o = a.v[i].origin;
		const struct alts *from;

		if (chosen_in_header(c, fn, o)) {
			a.v[i].origin = 0;
			changed = 1;
			continue;
		}
		if (!(o & ORIGIN_PARAM))
			continue;
		a.v[i].origin = 0;
		changed = 1;
		from = val_alts(call_arg(c, (long)(o & ~ORIGIN_PARAM)));
		for (size_t k = 0; k < from->n; k++)
			if (from->v[k].origin)
				a.v[i].origin = from->v[k].origin;
	}
	return changed ? val_of(&a) : v;
}

static struct region_ends ends_of(const struct call *c, func_t fn)
{
	return region_ends(c->x->s->k, fn, c->x->f, c->i);
}

static int knows_argument(const struct call *c, func_t fn)
{
	uint32_t wanted = c->x->s->rel.params[fn];

	for (uint16_t n = 0; n < c->i->nargs && n < 32; n++)
		if ((wanted >> n & 1) && c->args[n] != VAL_TOP)
			return 1;
	return !c->x->s->g->funcs.v[fn].f->params.n;
}

static int opens_or_closes(const struct call *c, func_t fn)
{
	struct region_ends r = ends_of(c, fn);

	return r.opens || r.closes;
}

static int worth_entering(const struct call *c, func_t fn)
{
	const struct relevance *rel = &c->x->s->rel;

	if (!c->x->s->g->funcs.v[fn].f)
		return 0;
	if (graph_is_mask(c->x->s->g, c->x->s->g->funcs.v[fn].f->ret))
		return 1;
	if (rel->reach[fn] & REACH_MASK) /* small, and its result may tell */
		return knows_argument(c, fn) || (rel->reach[fn] & REACH_EVENT);
	/* who opens a region may open a scope with it, or have one already */
	if (!(c->e->ctx & ~CTX_QUIET) && !opens_or_closes(c, fn))
		return rel->reach[fn] & (REACH_REGION | REACH_FLAGS);
	return rel->reach[fn] & REACH_EVENT;
}

/* Masks get the origin "this call" when the parameter is one. */
static void bind_origins(const struct call *c, func_t fn, val_t *args)
{
	const struct func *f = c->x->s->g->funcs.v[fn].f;
	struct origin here = {call_from(c), c->instr, c->i->line};

	if (!takes_mask(c->x->s, fn))
		return;
	for (uint16_t n = 0; n < c->i->nargs && n < f->params.n; n++)
		if (is_mask_param(c->x->s, fn, n))
			args[n] = val_with_origin(args[n], origin_place(here));
}

/*
 * `if (suspended++) return;` leaves without the scope that the first opening
 * takes: who opens a region now counts as the first.
 */
static int is_nested_opening(const struct call *c, func_t fn,
			     const struct state *callee, size_t exit)
{
	const struct solver *s = c->x->s;
	const struct fn_rules *r = fn_all_rules(s->k, fn);
	uint64_t ones = s->scopes[callee->exits.v[exit].scope].ones;

	if (!r || !r->opens)
		return 0;
	for (size_t n = 0; n < callee->exits.n; n++)
		if (ones & ~s->scopes[callee->exits.v[n].scope].ones)
			return 0;
	for (size_t n = 0; n < callee->exits.n; n++)
		if (s->scopes[callee->exits.v[n].scope].ones & ~ones)
			return 1;
	return 0;
}

/* What is not entered may take a lock all the same, or try to. */
static void pass_by(const struct call *c, func_t fn)
{
	struct region_ends ends = ends_of(c, fn);
	ctx_t ctx = region_call(c->x->s->k, ends, c->e->ctx);
	int one = ends.opens_if == IF_ONE;

	c->x->written = ~(uint64_t)0;
	if (!ends.opens_if || ctx == c->e->ctx) {
		go_on(c, c->e->scope, ctx, VAL_TOP);
		return;
	}
	go_on(c, c->e->scope, ctx, val_const(one));
	go_on(c, c->e->scope, c->e->ctx, val_const(one ? 0 : -EINTR));
}

static void enter_function(const struct call *c, const struct target *t)
{
	struct exec *x = c->x;
	struct solver *s = x->s;
	struct edge_out out = {.instr = c->instr,
			       .kind = t->kind,
			       .many = t->many,
			       .seed = t->seed};
	const struct state *callee;
	struct region_ends ends;
	uint8_t scope = scope_inside(c, t->fn);
	val_t args[64];

	if (!worth_entering(c, t->fn)) {
		call_service(c, serving_rule(&s->rel.serving, s->k, t->fn));
		pass_by(c, t->fn);
		return;
	}
	memcpy(args, c->args, c->i->nargs * sizeof(*args));
	bind_origins(c, t->fn, args);
	out.to = twins_enter(x, t, scope, c->e->ctx, args, c->i->nargs);
	state_edge(x, out, args, c->i->nargs);
	twins_call(x, &out, args, c->i->nargs);
	x->written |= exec_written(s, out.to, c->i->nargs);
	callee = s->states.v[out.to];
	ends = ends_of(c, t->fn);
	for (size_t n = 0; n < callee->exits.n; n++) {
		struct exit_state ex = callee->exits.v[n];

		if (is_nested_opening(c, t->fn, callee, n))
			continue;
		/* opening a scope for the caller is a matter of named calls */
		if (scope != c->e->scope || t->kind != EDGE_CALL)
			ex.scope = c->e->scope;
		ex.ctx = region_after(s, callee, &ex, c->e->ctx);
		go_on(c, ex.scope, region_call(s->k, ends, ex.ctx),
		      returned_value(c, t->fn, ex.value));
	}
}

/* Is there a target that does anything with what it is given there? */
static int is_looked_at(const struct graph *g, const targets *t, uint16_t param)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct func *f = g->funcs.v[t->v[i].fn].f;

		if (!f || code_names_param(f, param))
			return 1;
	}
	return !t->n;
}

/*
 * What is called is not followed: too many may be, or it is looked at from an
 * entry of its own. What the caller says in a mask is meant for it all the
 * same.
 */
static void check_passed_masks(const struct call *c, func_t one,
			       const targets *t)
{
	const struct func *f = c->x->s->g->funcs.v[one].f;
	struct origin here = {call_from(c), c->instr, c->i->line};

	for (uint16_t n = 0; f && n < c->i->nargs && n < f->params.n; n++)
		if (graph_is_mask(c->x->s->g, f->params.v[n].type) &&
		    is_looked_at(c->x->s->g, t, n))
			check_site(
				c, SITE_ALLOC,
				val_with_origin(c->args[n], origin_place(here)),
				NULL);
}

/* After it there is no I/O of the device that anything could hold back. */
static int ends_path(const struct fn_rules *r)
{
	return r && r->of[RULE_boundary] &&
	       r->of[RULE_boundary]->key[KEY_ends].set;
}

/* Rules that name the function; 1 if the call is done with. */
static int exec_ruled(const struct call *c, func_t fn, int through_slot)
{
	struct solver *s = c->x->s;
	const struct fn_rules *r = fn_all_rules(s->k, fn);
	int cut;

	if (r && r->runs)
		runner_note(s, r->runs, call_from(c), c->instr, c->e->scope);
	if (r && r->of[RULE_task]) {
		skip(c, val_task());
		return 1;
	}
	if (r && r->of[RULE_allocator])
		exec_allocator(c, fn, r->of[RULE_allocator]);
	if (r && r->of[RULE_handoff])
		call_handoff(c, r->of[RULE_handoff]);
	if (r && r->of[RULE_wake])
		call_wake(c, r->of[RULE_wake]);
	if (r && r->of[RULE_layer])
		exec_door(c, r->of[RULE_layer]);
	if (r && r->of[RULE_request] && exec_request(c, r->of[RULE_request])) {
		skip(c, VAL_TOP);
		return 1;
	}
	if (r && r->of[RULE_serves])
		call_service(c, r->of[RULE_serves]);
	if (r && r->of[RULE_wait])
		call_service(c, r->of[RULE_wait]);
	if (r && (r->of[RULE_allocator] || r->of[RULE_handoff] ||
		  r->of[RULE_wake] || r->of[RULE_wait] || r->of[RULE_layer])) {
		pass_by(c, fn); /* a semaphore is a lock as well */
		return 1;
	}
	cut = is_cut(s, fn) || (r && r->of[RULE_entry] && !through_slot);
	if (cut && !opens_or_closes(c, fn)) {
		solver_flag(c->x->s, call_from(c), c->instr, CUT);
		if (!ends_path(r))
			skip(c, VAL_TOP);
		return 1;
	}
	return 0;
}

/*
 * memalloc_nofs_restore(saved), where what was saved is lost from sight: it is
 * about that scope's flag alone. (`current->flags &= ~saved` since 6.10.)
 */
static void bound_restored(const struct call *c, func_t fn)
{
	const struct knowledge *k = c->x->s->k;

	for (size_t i = 0; i < k->nscopes; i++)
		if (k->scopes[i].rule->key[KEY_restore].str ==
			    k->graph->funcs.v[fn].name &&
		    c->i->nargs && c->args[0] == VAL_TOP)
			c->args[0] = val_bits(~k->scopes[i].flag, 0);
}

/* Whose region was opened is there: the destructor of a guard asks. */
static void note_opened(const struct call *c, func_t fn, size_t from)
{
	struct exec *x = c->x;
	const struct fn_rules *r = fn_all_rules(x->s->k, fn);

	for (uint16_t k = 0; r && r->opens && k < c->i->nargs; k++) {
		int var = plain_variable(x, x->f->args.v[c->i->args + k]);

		for (size_t i = from; var >= 0 && i < x->live.n; i++)
			if (x->live.v[i].v[var] == VAL_TOP)
				x->live.v[i].v[var] = val_bits(0, NOT_NULL);
	}
}

static void exec_direct(const struct call *c, func_t fn)
{
	struct target t = {.fn = fn, .home = c->x->home, .kind = EDGE_CALL};
	size_t from = c->x->live.n;

	bound_restored(c, fn);
	if (!exec_ruled(c, fn, 0))
		enter_function(c, &t);
	note_opened(c, fn, from);
}

/* A function that the slot holds, to know its parameters; 0 = none. */
static func_t one_of_slot(const struct graph *g, const struct expr *p)
{
	const struct slot *slot = graph_slot(g, p->name, p->field);
	const seed_set *all = slot ? graph_slot_seeds(g, slot) : NULL;

	for (size_t i = 0; all && i < all->n; i++)
		if (g->funcs.v[g->seeds.v[all->v[i]].fn].f)
			return g->seeds.v[all->v[i]].fn;
	return 0;
}

static void check_entry_masks(const struct call *c, const struct expr *p)
{
	func_t one = one_of_slot(c->x->s->g, p);
	targets t = {0};

	if (!takes_mask(c->x->s, one))
		return;
	targets_of_call(c->x, c->e, c->i, &t);
	check_passed_masks(c, one, &t);
	vec_free(&t);
}

/* Slots that rules speak of; 1 if the call is done with. */
static int exec_ruled_slot(const struct call *c, const struct expr *p)
{
	const struct fn_rules *r =
		slot_all_rules(c->x->s->k, p->name, p->field);

	if (!r)
		return 0;
	call_service(c, r->of[RULE_serves]);
	if (r->of[RULE_entry]) {
		solver_flag(c->x->s, call_from(c), c->instr, CUT);
		check_entry_masks(c, p);
	} else if (r->of[RULE_boundary]) {
		solver_flag(c->x->s, call_from(c), c->instr, CUT);
	} else if (r->of[RULE_layer]) {
		exec_door(c, r->of[RULE_layer]);
	} else {
		return 0;
	}
	skip(c, VAL_TOP);
	return 1;
}

static void exec_pointer(const struct call *c)
{
	const struct expr *p = &c->x->f->exprs.v[called_place(c->x->f, c->i)];
	targets t = {0};
	int lacking;

	if (p->op == E_FIELD && exec_ruled_slot(c, p))
		return;
	/* opening a region is a matter of named calls */
	if (!(c->e->ctx & ~CTX_QUIET)) {
		skip(c, VAL_TOP);
		return;
	}
	lacking = targets_of_call(c->x, c->e, c->i, &t);
	if (lacking)
		solver_flag(c->x->s, call_from(c), c->instr, CUT);
	solver_flag(c->x->s, call_from(c), c->instr,
		    t.n || lacking ? LED_ON : LED_NOWHERE);
	if (targets_too_wide(c->x, &t)) {
		solver_flag(c->x->s, call_from(c), c->instr, TOO_WIDE);
		check_passed_masks(c, t.v[0].fn, &t);
		skip(c, VAL_TOP);
		vec_free(&t);
		return;
	}
	if (!t.n)
		skip(c, VAL_TOP);
	for (size_t n = 0; n < t.n; n++)
		if (!exec_ruled(c, t.v[n].fn, 1))
			enter_function(c, &t.v[n]);
	vec_free(&t);
}

void exec_call(struct exec *x, const struct env *e, uint32_t instr)
{
	const struct instr *i = &x->f->instrs.v[instr];
	const struct expr *p = &x->f->exprs.v[called_place(x->f, i)];
	val_t args[64];
	struct call c = {x, e, i, instr, args};

	for (uint16_t n = 0; n < i->nargs && n < 64; n++)
		args[n] = exec_eval(x, e, x->f->args.v[i->args + n]);
	if (p->op == E_FUNC)
		exec_direct(&c, (func_t)p->num);
	else
		exec_pointer(&c);
}
