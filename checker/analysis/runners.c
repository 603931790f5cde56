// SPDX-License-Identifier: GPL-2.0-only
/*
 * The scope in which a module's threads run what was handed to them. Which
 * thread serves which queue is not asked: of several threads of a module only
 * the scope that all have counts.
 */
#include "analysis/runners.h"
#include "analysis/exec.h"

/* Several hand-offs may have one runner. */
static sym_t loop_of(const struct rule *handoff)
{
	const rule_syms *names = &handoff->key[KEY_runner].list;

	return names->n ? names->v[0] : 0;
}

static struct runner *find_runner(const struct solver *s, sym_t loop,
				  sym_t home)
{
	for (size_t i = 0; i < s->runners.n; i++)
		if (s->runners.v[i].loop == loop &&
		    s->runners.v[i].home == home)
			return &s->runners.v[i];
	return NULL;
}

void runner_note(struct solver *s, const struct rule *handoff, func_t fn,
		 uint32_t instr, uint8_t scope)
{
	sym_t loop = loop_of(handoff), home = s->g->funcs.v[fn].home;
	struct runner *r = find_runner(s, loop, home);
	struct scope_bits b;

	if (!r) {
		vec_push(&s->runners,
			 (struct runner){loop, home, scope, fn, instr});
		return;
	}
	b = s->scopes[r->scope];
	b.zeros &= s->scopes[scope].zeros;
	b.ones &= s->scopes[scope].ones;
	r->scope = solver_scope(s, b);
}

const struct runner *runner_of(const struct solver *s,
			       const struct rule *handoff, sym_t home)
{
	sym_t loop = loop_of(handoff);

	return loop ? find_runner(s, loop, home) : NULL;
}

uint8_t runner_scope(struct solver *s, const struct rule *handoff, sym_t home)
{
	const struct runner *r = runner_of(s, handoff, home);

	return r ? r->scope : solver_no_scope(s);
}

void runners_begin(struct solver *s)
{
	uint8_t none = solver_no_scope(s);

	for (size_t i = 0; i < s->ruled.all.n; i++) {
		const struct ruled_call *c = &s->ruled.all.v[i];

		if (c->callee && c->rules->runs)
			state_enter(s, c->fn, s->g->funcs.v[c->fn].home, none,
				    0, NULL, 0);
	}
}
