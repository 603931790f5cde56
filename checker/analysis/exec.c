// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interpreting one function in one state: environments flow along its blocks.
 * Environments that differ in scope or context stay apart, so a scope opened
 * on one branch is open only there; others are joined.
 */
#include "analysis/queues.h"
#include "analysis/exec.h"
#include "analysis/code.h"
#include "analysis/twins.h"

#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ENVS 8
#define MAX_VISITS 60 /* of one block on average; more: give up precision */

struct block_envs {
	struct env *v;
	uint32_t n, cap;
};

struct run {
	struct exec x;
	struct block_envs *blocks;
	env_vec now; /* where the block at hand has got to */
	size_t visits;
	int widen;
};

static size_t call_at(const struct exec *x, int64_t i)
{
	return x->f->params.n + x->f->locals.n + (size_t)i;
}

struct env env_copy(const struct exec *x, struct stack *mem,
		    const struct env *e)
{
	struct env c = *e;

	c.v = stack_take(mem, x->nvals * sizeof(*e->v));
	if (x->nvals)
		memcpy(c.v, e->v, x->nvals * sizeof(*e->v));
	return c;
}

/* Does what is read from a member depend on the state? */
static int field_varies(struct exec *x, const struct expr *field)
{
	const struct slot *s;

	if (is_task_flags(x->s->k, field))
		return 1;
	if (queue_kept_in(x->s->queues, field))
		return 0;
	s = graph_slot(x->s->g, field->name, field->field);
	return (s &&
		(graph_is_mask(x->s->g, s->type) || table_may_lack(x, s))) ||
	       numbers_know(&x->s->rel.numbers, field);
}

static val_t eval_field(struct exec *x, const struct env *e,
			const struct expr *field)
{
	const struct slot *s;
	val_t base;

	if (is_task_flags(x->s->k, field)) {
		base = exec_eval(x, e, field->a);
		if (val_alts(base)->n == 1 &&
		    val_alts(base)->v[0].kind == ALT_TASK)
			return val_bits(x->s->scopes[e->scope].zeros,
					x->s->scopes[e->scope].ones);
		return VAL_TOP;
	}
	if (names_task(x->s->k, field))
		return val_task();
	if (queue_kept_in(x->s->queues, field))
		return val_queue();
	s = graph_slot(x->s->g, field->name, field->field);
	if (s && graph_is_mask(x->s->g, s->type)) {
		x->asked = 1;
		return mask_of_slot(x->s, x->home, field->name, field->field);
	}
	if (numbers_know(&x->s->rel.numbers, field)) {
		x->asked = 1;
		return numbers_value(&x->s->rel.numbers, x->home, field);
	}
	return table_lacks(x, field->name, field->field) ? val_const(0)
							 : VAL_TOP;
}

/* A variable of which all that is ever stored there is known. */
static val_t mask_of_global(struct exec *x, expr_t id, const seed_set *seeds)
{
	if (graph_expr_open(x->s->g, x->s->states.v[x->id]->fn, id))
		return VAL_TOP;
	return mask_of_seeds(x->s->g, seeds);
}

static val_t eval_global(struct exec *x, const struct expr *e, expr_t id)
{
	const seed_set *seeds =
		graph_expr_seeds(x->s->g, x->s->states.v[x->id]->fn, id);
	val_t v = VAL_BOTTOM;

	if (names_task(x->s->k, e))
		return val_task();
	if (queue_kept_in(x->s->queues, e))
		return val_queue();
	if (!seeds || !seeds->n || seeds->n > VALUE_ALTS)
		return VAL_TOP;
	if (graph_is_mask(x->s->g, x->s->g->globals.v[e->num].type))
		return mask_of_global(x, id, seeds);
	for (size_t i = 0; i < seeds->n; i++) {
		const struct seed *s = &x->s->g->seeds.v[seeds->v[i]];

		if (!s->fn)
			return VAL_TOP;
		v = val_join(v, val_func(s->fn, seeds->v[i]));
	}
	return v;
}

static val_t eval_cond(struct exec *x, const struct env *e,
		       const struct expr *c)
{
	int truth = val_truth(exec_eval(x, e, c->a));

	if (truth > 0)
		return exec_eval(x, e, c->b);
	if (!truth)
		return exec_eval(x, e, c->c);
	return val_join(exec_eval(x, e, c->b), exec_eval(x, e, c->c));
}

int plain_variable(const struct exec *x, expr_t id)
{
	return code_plain_variable(x->f, &x->f->exprs.v[id]);
}

/* Whatever stands there, an address is not NULL. */
static val_t eval_address(struct exec *x, const struct env *e, expr_t id)
{
	int var = plain_variable(x, x->f->exprs.v[id].a);
	struct owner o;
	val_t v;

	if (var >= 0) {
		v = val_ref(e->v[var]);
		return v == VAL_TOP ? val_bits(0, NOT_NULL) : v;
	}
	o = expr_owner(x->f, id);
	if (owner_is_known(&o) && fills_tasks(x->s, x->id))
		o.filler = x->s->states.v[x->id]->fn;
	v = val_object(&o);
	return v == VAL_TOP ? val_bits(0, NOT_NULL) : v;
}

/* Which variables this looks at stands in live.c, too. */
static val_t eval(struct exec *x, const struct env *e, expr_t id)
{
	const struct expr *p = &x->f->exprs.v[id];

	switch (p->op) {
	case E_CONST:
		return val_const(p->num);
	case E_STRING:
		return val_bits(0, 1);
	case E_FUNC:
		return val_func((func_t)p->num, 0);
	case E_GLOBAL:
		return eval_global(x, p, id);
	case E_FIELD:
		return eval_field(x, e, p);
	case E_ADDR:
		return eval_address(x, e, id);
	case E_COND:
		return eval_cond(x, e, p);
	case E_DEREF:
		return val_deref(exec_eval(x, e, p->a));
	case E_UNKNOWN:
	case E_INDEX:
	case E_CONTAINER:
		return VAL_TOP;
	default:
		break;
	}
	if (expr_shape(p->op) == SHAPE_unary)
		return val_unary(p->op, exec_eval(x, e, p->a));
	return val_binary(p->op, exec_eval(x, e, p->a), exec_eval(x, e, p->b));
}

/* Is the value of an expression another in another state? */
static int varies(struct exec *x, const struct expr *p)
{
	switch (p->op) {
	case E_CONST:
	case E_STRING:
	case E_FUNC:
	case E_GLOBAL:
	case E_UNKNOWN:
	case E_INDEX:
	case E_CONTAINER:
		return 0;
	case E_ADDR:
		return plain_variable(x, p->a) >= 0;
	case E_FIELD:
		return field_varies(x, p);
	default:
		return 1;
	}
}

val_t exec_eval(struct exec *x, const struct env *e, expr_t id)
{
	int var = plain_variable(x, id);
	val_t *fixed, v;

	if (var >= 0)
		return e->v[var];
	fixed = x->code && x->code->fixed ? &x->code->fixed[id] : NULL;
	if (fixed && *fixed && *fixed != VAL_VARIES)
		return *fixed - 1;
	v = eval(x, e, id);
	if (fixed && !*fixed)
		*fixed = varies(x, &x->f->exprs.v[id]) ? VAL_VARIES : v + 1;
	return v;
}

uint32_t exec_place(const struct exec *x, uint32_t instr, uint32_t line)
{
	return origin_place(
		(struct origin){x->s->states.v[x->id]->fn, instr, line});
}

/* @e is the first to reach a block with its scope and context. */
static void add_env(struct run *r, struct block_envs *b, const struct env *e)
{
	struct stack *mem = &r->x.s->inputs;
	const struct code *c = r->x.code;
	size_t at = (size_t)(b - r->blocks);
	struct env *v = b->v;
	val_t *to;

	if (b->n == b->cap) {
		b->cap = b->cap ? b->cap * 2 : 1;
		b->v = stack_take(mem, b->cap * sizeof(*b->v));
		if (b->n)
			memcpy(b->v, v, b->n * sizeof(*v));
	}
	to = stack_take(mem, r->x.nvals * sizeof(*to));
	memset(to, 0, r->x.nvals * sizeof(*to)); /* VAL_TOP */
	for (uint32_t k = c->live_at[at]; k < c->live_at[at + 1]; k++)
		to[c->live[k]] = e->v[c->live[k]];
	b->v[b->n++] = (struct env){e->ctx, e->scope, 1, to};
}

/* Join values into those of a block. Return: 1 if they learned something. */
static int join_values(const struct run *r, uint32_t block, val_t *to,
		       const val_t *from)
{
	const struct code *c = r->x.code;
	int changed = 0;

	for (uint32_t k = c->live_at[block]; k < c->live_at[block + 1]; k++) {
		uint32_t i = c->live[k];
		val_t v;

		if (to[i] == from[i] || to[i] == VAL_TOP)
			continue;
		v = val_join(to[i], from[i]);
		if (v != to[i]) {
			to[i] = r->widen ? VAL_TOP : v;
			changed = 1;
		}
	}
	return changed;
}

/* Join @e into a block. Return: 1 if the block learned something. */
static int join_env(struct run *r, uint32_t block, const struct env *e)
{
	struct block_envs *b = &r->blocks[block];
	struct exec *x = &r->x;
	struct env *at = NULL;
	int changed = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->v[i].ctx == e->ctx &&
		    (b->v[i].scope == e->scope || b->n >= MAX_ENVS))
			at = &b->v[i];
	if (!at) {
		add_env(r, b, e);
		return 1;
	}
	if (at->scope != e->scope) {
		struct scope_bits p = x->s->scopes[at->scope];
		struct scope_bits q = x->s->scopes[e->scope];
		uint8_t both;

		p.zeros &= q.zeros;
		p.ones &= q.ones;
		both = solver_scope(x->s, p);
		changed |= both != at->scope;
		at->scope = both;
	}
	changed |= join_values(r, block, at->v, e->v);
	at->dirty |= (uint8_t)changed;
	return changed;
}

/* Where the condition is @truth, what it asks about is known better. */
static void take_edge(struct run *r, const struct env *e, const struct block *b,
		      int truth)
{
	const struct edge *to = &r->x.f->edges.v[b->edges + !truth];
	int var = r->x.code->asked[b - r->x.f->blocks.v];
	struct env copy;

	if (var >= 0) {
		copy = env_copy(&r->x, &r->x.s->scratch, e);
		exec_refine(&r->x, &copy, b->value, var, truth);
		e = &copy;
	}
	join_env(r, to->block, e);
}

static void exec_branch(struct run *r, const struct env *e,
			const struct block *b)
{
	int truth = val_truth(exec_eval(&r->x, e, b->value));

	if (truth)
		take_edge(r, e, b, 1);
	if (truth <= 0)
		take_edge(r, e, b, 0);
}

static int is_number(const struct alt *a)
{
	return a->kind == ALT_BITS && a->zeros == ~a->ones;
}

static const struct range *cases_of(const struct func *f, const struct block *b,
				    uint32_t i)
{
	return &f->ranges.v[f->edges.v[b->edges + i].range];
}

/* Does one of the cases [from, end) of a switch name the number? */
static int is_named(const struct func *f, const struct block *b, uint32_t from,
		    uint32_t end, const struct alt *a)
{
	for (uint32_t i = from; i < end; i++)
		if ((int64_t)a->ones >= cases_of(f, b, i)->lo &&
		    (int64_t)a->ones <= cases_of(f, b, i)->hi)
			return 1;
	return 0;
}

/* The alternatives of @v with which a switch takes edge @i. */
static struct alts taken_with(const struct func *f, const struct block *b,
			      uint32_t i, val_t v)
{
	const struct alts *in = val_alts(v);
	int is_default = i + 1 == b->nedges;
	struct alts out;

	memset(&out, 0, sizeof(out));
	for (size_t k = 0; k < in->n; k++)
		if (!is_number(&in->v[k]) ||
		    (is_default ? !is_named(f, b, 0, i, &in->v[k])
				: is_named(f, b, i, i + 1, &in->v[k])))
			memcpy(&out.v[out.n++], &in->v[k], sizeof(out.v[0]));
	return out;
}

/* What the variable is that a switch on it takes edge @i with; it was @v. */
static val_t value_in_case(const struct func *f, const struct block *b,
			   uint32_t i, val_t v, const struct alts *with)
{
	const struct range *r;

	if (v != VAL_TOP)
		return val_of(with);
	if (i + 1 == b->nedges) /* the default */
		return VAL_TOP;
	r = cases_of(f, b, i);
	return r->lo == r->hi ? val_const(r->lo) : VAL_TOP;
}

static void exec_switch(struct run *r, struct env *e, const struct block *b)
{
	const struct func *f = r->x.f;
	val_t v = exec_eval(&r->x, e, b->value);
	int var = r->x.code->asked[b - f->blocks.v];

	for (uint32_t i = 0; i < b->nedges; i++) {
		struct alts with = taken_with(f, b, i, v);

		if (!with.n)
			continue;
		if (var >= 0)
			e->v[var] = value_in_case(f, b, i, v, &with);
		join_env(r, f->edges.v[b->edges + i].block, e);
	}
}

int exec_exit(struct exec *x, struct exit_state e)
{
	struct solver *s = x->s;
	struct state *st = s->states.v[x->id];

	twins_exit(x, e);
	for (size_t i = 0; i < st->exits.n; i++) {
		struct exit_state *o = &st->exits.v[i];
		val_t v;

		if (o->scope != e.scope || o->ctx != e.ctx)
			continue;
		v = val_join(o->value, e.value);
		if (v == o->value)
			return 0;
		o->value = v;
		return 1;
	}
	if (st->exits.n >= MAX_ENVS)
		return 0;
	if (!(st->exits.n & (st->exits.n - 1))) { /* full: 0, 1, 2, 4 */
		struct exit_state *v = arena_alloc(
			&s->mem, (st->exits.n * 2 + 1) * sizeof(*v));

		if (st->exits.n)
			memcpy(v, st->exits.v, st->exits.n * sizeof(*v));
		st->exits.v = v;
	}
	st->exits.v[st->exits.n++] = e;
	return 1;
}

static int exec_return(struct run *r, const struct env *e,
		       const struct block *b)
{
	struct exec *x = &r->x;
	struct exit_state out = {e->ctx, VAL_TOP, e->scope};

	if (b->value) {
		out.value = exec_eval(x, e, b->value);
		if (graph_is_mask(x->s->g, x->f->ret))
			out.value = val_with_origin(
				out.value, exec_place(x, UINT32_MAX, b->line));
	}
	return exec_exit(x, out);
}

static int leave_block(struct run *r, struct env *e, const struct block *b)
{
	switch (b->term) {
	case T_GOTO:
		for (uint32_t i = 0; i < b->nedges; i++)
			join_env(r, r->x.f->edges.v[b->edges + i].block, e);
		return 0;
	case T_BRANCH:
		exec_branch(r, e, b);
		return 0;
	case T_SWITCH:
		exec_switch(r, e, b);
		return 0;
	case T_RETURN:
		return exec_return(r, e, b);
	default:
		return 0;
	}
}

/* A call of which nothing but its unknown result is to be noted. */
static int exec_dull_call(struct run *r, uint32_t instr)
{
	struct exec *x = &r->x;
	const struct instr *i = &x->f->instrs.v[instr];
	const struct expr *p = &x->f->exprs.v[i->a];
	enum call_class class;

	if (p->op != E_FUNC || r->now.n != 1)
		return 0;
	class = call_class(x->s, (func_t)p->num);
	if (class == CALL_MATTERS)
		return 0;
	if (class == CALL_CUT)
		solver_flag(x->s, x->s->states.v[x->id]->fn, instr, CUT);
	r->now.v[0].v[call_at(x, i->b)] = VAL_TOP;
	return 1;
}

static void exec_instr(struct run *r, uint32_t instr)
{
	struct exec *x = &r->x;
	env_vec gone = r->now;

	if (x->f->instrs.v[instr].op == I_STORE) {
		for (size_t i = 0; i < r->now.n; i++)
			exec_store(x, &r->now.v[i], instr);
		return;
	}
	x->written = 0;
	if (exec_dull_call(r, instr)) {
		x->written = ~(uint64_t)0;
		exec_forget(x, &r->now, instr);
		return;
	}
	vec_clear(&x->live);
	for (size_t i = 0; i < r->now.n; i++)
		exec_call(x, &r->now.v[i], instr);
	r->now = x->live;
	x->live = gone;
	exec_forget(x, &r->now, instr);
}

static int exec_block(struct run *r, uint32_t at, struct env in)
{
	const struct block *b = &r->x.f->blocks.v[at];
	struct stack *mem = &r->x.s->scratch;
	struct stack_mark mark = stack_mark(mem);
	int grew = 0;

	vec_clear(&r->now);
	vec_push(&r->now, env_copy(&r->x, mem, &in));
	for (uint32_t k = 0; k < b->ninstrs && r->now.n; k++)
		if (!r->x.code->unseen[b->instrs + k])
			exec_instr(r, b->instrs + k);
	for (size_t i = 0; i < r->now.n; i++)
		grew |= leave_block(r, &r->now.v[i], b);
	stack_release(mem, mark);
	return grew;
}

static int run_blocks(struct run *r)
{
	size_t nblocks = r->x.f->blocks.n;
	int grew = 0, again = 1;

	while (again) {
		again = 0;
		for (size_t k = 0; k < nblocks; k++) {
			uint32_t at = r->x.code->order[k];

			for (size_t i = 0; i < r->blocks[at].n; i++) {
				struct env *e = &r->blocks[at].v[i];

				if (!e->dirty)
					continue;
				e->dirty = 0;
				again = 1;
				grew |= exec_block(r, at, *e);
				if (++r->visits > MAX_VISITS * nblocks)
					r->widen = 1;
			}
		}
		if (r->visits > 4 * MAX_VISITS * nblocks) {
			r->x.s->ngiven_up++;
			r->x.asked = 1; /* it is counted each time */
			break;
		}
	}
	return grew;
}

static void enter(struct run *r)
{
	struct solver *s = r->x.s;
	const struct state *st = s->states.v[r->x.id];
	struct env e = {.scope = st->scope, .ctx = st->ctx};

	e.v = stack_take(&s->scratch, r->x.nvals * sizeof(*e.v));
	memset(e.v, 0, r->x.nvals * sizeof(*e.v)); /* VAL_TOP */
	for (size_t i = 0; i < r->x.f->params.n; i++)
		e.v[i] = s->args.v[st->params + i];
	join_env(r, 0, &e);
}

/* What was collected becomes the state's, no longer than it is. */
#define keep(s, list, from)                                                 \
	do {                                                                \
		if ((from)->n > (list)->n)                                  \
			(list)->v = arena_alloc(                            \
				&(s)->mem, (from)->n * sizeof(*(from)->v)); \
		(list)->n = (uint32_t)(from)->n;                            \
		if ((from)->n)                                              \
			memcpy((list)->v, (from)->v,                        \
			       (from)->n * sizeof(*(from)->v));             \
		vec_free(from);                                             \
	} while (0)

static void keep_found(struct exec *x)
{
	struct state *st = x->s->states.v[x->id];

	keep(x->s, &st->out, &x->out);
	keep(x->s, &st->sites, &x->sites);
	keep(x->s, &st->fine, &x->fine);
	keep(x->s, &st->services, &x->services);
}

int exec_state(struct solver *s, state_t id)
{
	struct stack_mark inputs = stack_mark(&s->inputs);
	struct stack_mark scratch = stack_mark(&s->scratch);
	struct state *st = s->states.v[id];
	const struct gfunc *gf = &s->g->funcs.v[st->fn];
	struct run r = {.x = {.s = s,
			      .id = id,
			      .gf = gf,
			      .f = gf->f,
			      .code = code_of(s, st->fn),
			      .home = st->home}};
	uint32_t wrote = st->writes;
	int grew = 0;

	s->nexec++;
	twins_begin(&r.x);
	if (twins_follow(&r.x, &grew)) {
		keep_found(&r.x);
		vec_free(&r.x.entered);
		return grew;
	}
	r.x.nvals = gf->f->params.n + gf->f->locals.n + gf->f->ncalls;
	r.blocks = stack_take(&s->inputs, gf->f->blocks.n * sizeof(*r.blocks));
	memset(r.blocks, 0, gf->f->blocks.n * sizeof(*r.blocks));
	enter(&r);
	grew |= run_blocks(&r) || st->writes != wrote;
	vec_free(&r.now);
	vec_free(&r.x.live);
	vec_free(&r.x.entered);
	keep_found(&r.x);
	twins_end(&r.x);
	stack_release(&s->inputs, inputs);
	stack_release(&s->scratch, scratch);
	return grew;
}
