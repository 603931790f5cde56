// SPDX-License-Identifier: GPL-2.0-only
/* Obligations: functions that publish a device and what they have to call. */
#include "findings/make.h"

#include "base/msg.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* duty(x, false) takes back what duty(x, true) said. */
static int switches_off(const struct func *f, const struct instr *i)
{
	const struct expr *last;

	if (!i->nargs)
		return 0;
	last = &f->exprs.v[f->args.v[i->args + i->nargs - 1u]];
	return last->op == E_CONST && !last->num;
}

static int calls_one_of(const struct make *m, func_t fn, const rule_syms *names,
			int depth)
{
	const struct func *f = m->g->funcs.v[fn].f;

	for (size_t i = 0; f && i < f->instrs.n; i++) {
		const struct expr *e = &f->exprs.v[f->instrs.v[i].a];
		const struct func *callee;

		if (f->instrs.v[i].op != I_CALL || e->op != E_FUNC)
			continue;
		for (size_t k = 0; k < names->n; k++)
			if (e->name == names->v[k] &&
			    !switches_off(f, &f->instrs.v[i]))
				return 1;
		callee = m->g->funcs.v[e->num].f;
		if (depth && callee && callee->file == f->file &&
		    calls_one_of(m, (func_t)e->num, names, depth - 1))
			return 1;
	}
	return 0;
}

/* Headers' own functions count as well. */
static int tree_has_one_of(const struct make *m, const rule_syms *names)
{
	for (func_t fn = 1; fn < m->g->funcs.n; fn++)
		for (size_t i = 0; m->g->funcs.v[fn].f && i < names->n; i++)
			if (m->g->funcs.v[fn].name == names->v[i])
				return 1;
	return 0;
}

static void check_obligation(struct make *m, func_t fn, const struct rule *r)
{
	const rule_syms *names = &r->key[KEY_must_call].list;
	struct finding *f;
	struct buf t = {0};

	if (!m->g->funcs.v[fn].f || calls_one_of(m, fn, names, 3) ||
	    !tree_has_one_of(m, names))
		return;
	f = arena_alloc(&m->out->mem, sizeof(*f));
	f->kind = FINDING_DUTY;
	f->rule = sym_str(r->id);
	f->context = sym_str(r->key[KEY_context].str);
	f->confidence = CERTAIN;
	f->at = f->origin = f->alloc = place_of(m, fn, 0);
	f->entry = func_name(m->g, fn);
	f->entry_reason = "obligation";
	f->advice = r->key[KEY_fix].text ? r->key[KEY_fix].text
					 : r->key[KEY_reason].text;
	f->mask = f->scope = "none";
	f->message = arena_printf(&m->out->mem,
				  "%s(): does not call %s() as it has to",
				  f->entry, sym_str(names->v[0]));
	f->count = 1;
	buf_printf(&t, "%s %s %s", f->rule, f->context, f->entry);
	f->fingerprint =
		arena_printf(&m->out->mem, "%016llx",
			     (unsigned long long)XXH3_64bits(t.v, t.n));
	buf_free(&t);
	vec_push(&f->chain,
		 (struct step){f->at, "obligation", EDGE_ENTRY, "none"});
	vec_push(&m->out->all, f);
}

void check_obligations(struct make *m)
{
	for (func_t fn = 1; fn < m->g->funcs.n; fn++) {
		const struct rule *r = fn_rule(m->s->k, fn, RULE_obligation);

		if (r)
			check_obligation(m, fn, r);
	}
}
