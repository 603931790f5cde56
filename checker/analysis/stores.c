// SPDX-License-Identifier: GPL-2.0-only
/*
 * What stores do to an environment: to variables, to the flags of the task, to
 * what a parameter points to. A state notes which of the variables that its
 * caller gave it the address of may have been written: the others are after the
 * call what they were before.
 */
#include "analysis/exec.h"
#include "analysis/filled.h"

#include <string.h>

/*
 * current->flags = value: what becomes of the scope flags. A flag whose saved
 * value we lost sight of (it was kept in an object) is being restored to what
 * it was before the scope: scopes nest, and a task begins with none.
 */
static void store_task_flags(struct exec *x, struct env *e, val_t value)
{
	const struct alts *a = val_alts(value);
	uint64_t bits = x->s->k->scope_bits;
	struct scope_bits b = {bits, bits};

	for (size_t i = 0; i < a->n; i++) {
		b.zeros &= a->v[i].zeros;
		b.ones &= a->v[i].ones;
	}
	b.zeros |= bits & ~b.ones;
	e->scope = solver_scope(x->s, b);
}

/* Is @pointer the type of a pointer to @to? */
static int points_to(sym_t pointer, sym_t to)
{
	const char *p = sym_str(pointer);
	size_t n = strlen(p);

	n -= n && p[n - 1] == '*';
	n -= n && p[n - 1] == ' ';
	return !strncmp(p, sym_str(to), n) && !sym_str(to)[n];
}

/* What parameter @i points to is the caller's, and has been written. */
static void note_written(struct exec *x, size_t i)
{
	if (i < x->f->params.n && i < 32)
		x->s->states.v[x->id]->writes |= 1u << i;
}

/* *p = v: what other pointers of that type lead to may be the same variable. */
static void store_deref(struct exec *x, struct env *e, const struct instr *i,
			val_t v)
{
	const struct expr *p = &x->f->exprs.v[i->a];
	int var = plain_variable(x, p->a);
	int known = var >= 0 && val_has(e->v[var], ALT_REF);

	for (size_t k = 0; k < x->f->params.n; k++) {
		if (!val_has(e->v[k], ALT_REF) ||
		    !points_to(x->f->params.v[k].type, i->sig))
			continue;
		e->v[k] = VAL_TOP;
		note_written(x, k);
	}
	if (known) {
		e->v[var] = val_ref(v);
		note_written(x, (size_t)var);
	}
}

/* The sum that becomes a pointer is an address in an object. */
static val_t stored_pointer(const struct exec *x, const struct instr *i,
			    sym_t type, val_t v)
{
	enum expr_op op = x->f->exprs.v[i->b].op;

	if (val_has(v, ALT_REF)) /* only arguments are followed */
		return val_bits(0, NOT_NULL);
	if (v == VAL_TOP && (op == E_ADD || op == E_SUB) && is_pointer(type))
		return val_bits(0, NOT_NULL);
	return v;
}

static void store_variable(struct exec *x, struct env *e, uint32_t instr,
			   val_t v)
{
	const struct instr *i = &x->f->instrs.v[instr];
	const struct expr *p = &x->f->exprs.v[i->a];
	sym_t type = p->op == E_LOCAL ? x->f->locals.v[p->num].type
				      : x->f->params.v[p->num].type;

	v = stored_pointer(x, i, type, v);
	if (graph_is_mask(x->s->g, type))
		v = val_with_origin(v, exec_place(x, instr, i->line));
	e->v[plain_variable(x, i->a)] = v;
}

/* Who keeps a callback that is stored there calls it. */
static const struct rule *keeper(const struct knowledge *k,
				 const struct expr *field)
{
	const struct rule *r =
		slot_rule(k, field->name, field->field, RULE_boundary);

	return r && r->key[KEY_keeps].set ? r : NULL;
}

int store_is_seen(const struct knowledge *k, const struct expr *place)
{
	return place->op == E_DEREF ||
	       (place->op == E_FIELD &&
		(is_task_flags(k, place) || keeper(k, place)));
}

void exec_store(struct exec *x, struct env *e, uint32_t instr)
{
	const struct instr *i = &x->f->instrs.v[instr];
	const struct expr *p = &x->f->exprs.v[i->a];
	const struct rule *rule;
	val_t v = exec_eval(x, e, i->b), base;

	if (p->op == E_DEREF) {
		store_deref(x, e, i, v);
	} else if (p->op == E_LOCAL || p->op == E_PARAM) {
		store_variable(x, e, instr, v);
	} else if (is_task_flags(x->s->k, p)) {
		base = exec_eval(x, e, p->a);
		if (val_alts(base)->n == 1 &&
		    val_alts(base)->v[0].kind == ALT_TASK)
			store_task_flags(x, e, v);
	} else if (p->op == E_FIELD && val_alts(v)->n &&
		   val_alts(v)->v[0].kind == ALT_FUNC) {
		rule = keeper(x->s->k, p);
		if (rule)
			exec_callback(x, e, instr, v, rule);
	}
}

uint64_t exec_written(const struct solver *s, state_t callee, size_t nargs)
{
	const struct state *st = s->states.v[callee];
	size_t n = s->g->funcs.v[st->fn].f->params.n;
	uint64_t written = ~(uint64_t)0;

	for (size_t i = 0; i < n && i < nargs && i < 32; i++)
		if (val_has(s->args.v[st->params + i], ALT_REF) &&
		    !(st->writes >> i & 1))
			written &= ~((uint64_t)1 << i);
	return written;
}

void exec_forget(struct exec *x, env_vec *now, uint32_t instr)
{
	const struct instr *in = &x->f->instrs.v[instr];

	for (uint16_t k = 0; k < in->nargs; k++) {
		expr_t arg = x->f->args.v[in->args + k];
		int given = x->f->exprs.v[arg].op == E_ADDR;
		int var = plain_variable(x, given ? x->f->exprs.v[arg].a : arg);

		if (var < 0 || (k < 64 && !(x->written >> k & 1)))
			continue;
		for (size_t i = 0; i < now->n; i++) {
			val_t *v = &now->v[i].v[var];

			if (!given && !val_has(*v, ALT_REF))
				continue;
			if (!given)
				note_written(x, (size_t)var);
			*v = VAL_TOP;
		}
	}
}
