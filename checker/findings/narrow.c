// SPDX-License-Identifier: GPL-2.0-only
/*
 * Advice: a scope that holds for one allocation only. It says nothing of what
 * it protects, and the next allocation beside it is as wrong as this one was
 * (Hocko on linux-kernel, March 2017): the scope belongs where the I/O path
 * begins. The facts of a function are enough, whether a context reaches it or
 * not.
 */
#include "findings/make.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

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

static const char *print_of(struct make *m, const struct finding *f,
			    unsigned nth)
{
	struct buf t = {0};
	const char *out;

	buf_printf(&t, "%s %s %u", f->rule, f->entry, nth);
	out = arena_printf(&m->out->mem, "%016llx",
			   (unsigned long long)XXH3_64bits(t.v, t.n));
	buf_free(&t);
	return out;
}

static void add_note(struct make *m, func_t fn, uint32_t save, uint32_t alloc,
		     const struct rule *context, unsigned nth)
{
	struct finding *f = arena_alloc(&m->out->mem, sizeof(*f));
	struct arena *mem = &m->out->mem;

	f->kind = FINDING_DUTY;
	f->confidence = NOTE;
	f->context = sym_str(context->id);
	f->rule = arena_printf(mem, "%s-narrow", f->context);
	f->at = f->origin = place_at(m, fn, save, 0);
	f->alloc = place_at(m, fn, alloc, 0);
	f->entry = func_name(m->g, fn);
	f->entry_reason = "opens the scope";
	f->scope = sym_str(context->key[KEY_scope].str);
	f->message = arena_printf(
		mem, "%s(): a %s scope around a single allocation, %s()",
		f->entry, f->scope, callee_words(m, fn, alloc));
	f->advice = "open the scope where this I/O path begins and say there "
		    "what it protects, or pass the mask if it is really this "
		    "allocation alone";
	f->fingerprint = print_of(m, f, nth);
	f->count = 1;
	vec_push(&f->chain,
		 (struct step){f->at, f->entry_reason, EDGE_ENTRY, f->scope});
	vec_push(&m->out->all, f);
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

/* The scope that a context's name asks for and that can be written, or NULL. */
static const struct rule *scope_of(const struct make *m,
				   const struct rule *context)
{
	const struct rule *r = NULL;
	sym_t id = context->key[KEY_scope].str;

	while ((r = rule_next(m->s->k->rules, RULE_scope, r)))
		if (id && r->id == id && r->key[KEY_save].set)
			return r;
	return NULL;
}

void note_narrow_scopes(struct make *m)
{
	const struct rule *context = NULL, *scope;

	while ((context = rule_next(m->s->k->rules, RULE_context, context))) {
		scope = scope_of(m, context);
		for (size_t i = 0; scope && i < m->s->ruled.savers.n; i++) {
			func_t fn = m->s->ruled.savers.v[i];

			if (!(m->g->funcs.v[fn].f->flags & F_HEADER))
				look_at(m, fn, context, scope);
		}
	}
}
