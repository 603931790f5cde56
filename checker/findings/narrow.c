// SPDX-License-Identifier: GPL-2.0-only
/*
 * Advice: a scope that holds for one allocation only. It says nothing of what
 * it protects, and the next allocation beside it is as wrong as this one was
 * (Hocko on linux-kernel, March 2017): the scope belongs where the I/O path
 * begins. The facts of a function are enough, whether a context reaches it or
 * not.
 */
#include "findings/make.h"

static int calls_name(const struct func *f, const struct instr *i, sym_t name)
{
	const struct expr *e = &f->exprs.v[i->a];

	return i->op == I_CALL && e->op == E_FUNC && e->name == name;
}

static int allocates(const struct make *m, const struct expr *e)
{
	const struct func *f;

	if (e->op != E_FUNC)
		return 0;
	if (fn_rule(m->s->k, (func_t)e->num, RULE_allocator))
		return 1;
	f = m->g->funcs.v[e->num].f;
	for (size_t i = 0; f && i < f->params.n; i++)
		if (graph_is_mask(m->g, f->params.v[i].type))
			return 1;
	return 0;
}

/* The only call between the save at @from and the next restore, if it
 * allocates; else 0. */
static uint32_t only_call(const struct make *m, const struct func *f,
			  uint32_t from, sym_t restore)
{
	uint32_t only = 0;

	for (uint32_t i = from + 1; i < f->instrs.n; i++) {
		const struct instr *c = &f->instrs.v[i];

		if (calls_name(f, c, restore))
			return only;
		if (c->op != I_CALL)
			continue;
		if (only || !allocates(m, &f->exprs.v[c->a]))
			return 0;
		only = i;
	}
	return 0;
}

static void add_note(struct make *m, func_t fn, uint32_t save, uint32_t alloc,
		     const struct rule *context, unsigned nth)
{
	struct finding *f =
		make_note(m, &(struct note){.kind = "narrow",
					    .context = context,
					    .fn = fn,
					    .at = save,
					    .alloc = alloc,
					    .reason = "opens the scope",
					    .nth = nth});

	f->message = arena_printf(
		&m->out->mem,
		"%s(): a %s scope around a single allocation, %s()", f->entry,
		f->scope, callee_words(m, fn, alloc));
	f->advice = "open the scope where this I/O path begins and say there "
		    "what it protects, or pass the mask if it is really this "
		    "allocation alone";
}

static void look_at(struct make *m, func_t fn, const struct rule *context,
		    const struct rule *scope)
{
	const struct func *f = m->g->funcs.v[fn].f;
	unsigned nth = 0;

	for (uint32_t i = 0; i < f->instrs.n; i++) {
		uint32_t alloc;

		if (!calls_name(f, &f->instrs.v[i], scope->key[KEY_save].str))
			continue;
		alloc = only_call(m, f, i, scope->key[KEY_restore].str);
		if (alloc)
			add_note(m, fn, i, alloc, context, nth++);
	}
}

void note_narrow_scopes(struct make *m)
{
	const struct rule *context = NULL, *scope;

	while ((context = rule_next(m->s->k->rules, RULE_context, context))) {
		scope = context_scope(m->s->k, context);
		for (size_t i = 0; scope && i < m->s->ruled.savers.n; i++) {
			func_t fn = m->s->ruled.savers.v[i];

			if (!(m->g->funcs.v[fn].f->flags & F_HEADER))
				look_at(m, fn, context, scope);
		}
	}
}
