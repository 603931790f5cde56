// SPDX-License-Identifier: GPL-2.0-only
/* Calls that a rule speaks of: one reading of all bodies. */
#include "analysis/ruled.h"

static int is_looked_for(const struct fn_rules *r)
{
	return r &&
	       (r->of[RULE_wait] || r->of[RULE_handoff] || r->of[RULE_queue] ||
		r->of[RULE_serves] || r->runs || r->gives);
}

static int saves_scope(const struct knowledge *k, const struct expr *e)
{
	for (size_t i = 0; i < k->nscopes; i++)
		if (k->scopes[i].rule->key[KEY_save].str == e->name)
			return 1;
	return 0;
}

static void note_call(struct ruled_calls *c, const struct knowledge *k,
		      func_t fn, uint32_t instr)
{
	const struct func *f = k->graph->funcs.v[fn].f;
	const struct expr *e = &f->exprs.v[f->instrs.v[instr].a];
	struct ruled_call x = {.fn = fn, .instr = instr};

	if (e->op == E_FUNC) {
		x.callee = (func_t)e->num;
		x.rules = fn_all_rules(k, x.callee);
		if (saves_scope(k, e) &&
		    (!c->savers.n || c->savers.v[c->savers.n - 1] != fn))
			vec_push(&c->savers, fn);
	} else if (e->op == E_FIELD) {
		x.rules = slot_all_rules(k, e->name, e->field);
	}
	if (is_looked_for(x.rules))
		vec_push(&c->all, x);
}

void ruled_begin(struct ruled_calls *c, const struct knowledge *k)
{
	for (func_t fn = 1; fn < k->graph->funcs.n; fn++) {
		const struct func *f = k->graph->funcs.v[fn].f;

		graph_rest(k->graph, fn);
		for (uint32_t i = 0; f && i < f->instrs.n; i++)
			if (f->instrs.v[i].op == I_CALL)
				note_call(c, k, fn, i);
	}
}

void ruled_forget(struct ruled_calls *c)
{
	vec_free(&c->all);
}

void ruled_end(struct ruled_calls *c)
{
	vec_free(&c->all);
	vec_free(&c->savers);
}
