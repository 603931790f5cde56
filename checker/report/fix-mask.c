// SPDX-License-Identifier: GPL-2.0-only
/*
 * Replace a mask where it is written. The facts name the place of the call; in
 * the text the masks among its arguments are looked for by the names that the
 * rules replace. If a variable is passed, its one assignment is looked at.
 */
#include "report/fix.h"

#include <string.h>

struct search {
	struct fix *x;
	const struct finding *f;
	struct patch_file *file;
	const struct ctext *t;
	VEC(size_t) near;  /* masks that are arguments themselves */
	VEC(size_t) deep;  /* masks within the arguments */
	VEC(size_t) names; /* other words that are arguments themselves */
};

/* What the rules put in the place of token @i in this context, or the stricter
 * one that may hold there too; or NULL. */
static const char *replacement(const struct search *s, size_t i)
{
	const char *context = s->f->stricter ? s->f->stricter : s->f->context;
	const struct rule *r = NULL;

	while ((r = rule_next(s->x->solver->k->rules, RULE_replacement, r))) {
		const rule_syms *names = &r->key[KEY_name].list;

		if (strcmp(sym_str(r->key[KEY_context].str), context))
			continue;
		for (size_t k = 0; k < names->n; k++)
			if (ctext_is(s->t, i, sym_str(names->v[k])))
				return r->key[KEY_by].text;
	}
	return NULL;
}

static void look_at(struct search *s, size_t i, int depth)
{
	if (s->t->toks.v[i].kind != C_WORD)
		return;
	if (!replacement(s, i)) {
		if (depth == 1)
			vec_push(&s->names, i);
		return;
	}
	if (depth == 1)
		vec_push(&s->near, i);
	vec_push(&s->deep, i);
}

/* Brackets that only group do not make what is in them less near. */
static int is_call_bracket(const struct ctext *t, size_t i)
{
	return i && (t->toks.v[i - 1].kind == C_WORD ||
		     ctext_is(t, i - 1, ")") || ctext_is(t, i - 1, "]"));
}

static void look_within(struct search *s, size_t open, size_t close)
{
	VEC(int) calls = {0};
	int depth = 1;

	for (size_t i = open + 1; i < close; i++) {
		if (ctext_is(s->t, i, "(")) {
			vec_push(&calls, is_call_bracket(s->t, i));
			depth += calls.v[calls.n - 1];
		} else if (ctext_is(s->t, i, ")") && calls.n) {
			depth -= calls.v[--calls.n];
		} else {
			look_at(s, i, depth);
		}
	}
	vec_free(&calls);
}

/* a->b[i](x)->c(y): every pair of brackets that holds arguments. */
static void look_at_call(struct search *s, size_t i)
{
	const struct ctext *t = s->t;

	while (i < t->toks.n) {
		if (ctext_is(t, i, "(") || ctext_is(t, i, "[")) {
			size_t close = ctext_close(t, i);

			if (ctext_is(t, i, "("))
				look_within(s, i, close);
			i = close + 1;
		} else if (t->toks.v[i].kind == C_WORD ||
			   ctext_is(t, i, "->") || ctext_is(t, i, ".")) {
			i++;
		} else {
			break;
		}
	}
}

/* A mask that is stored or returned: all of the statement. */
static void look_at_statement(struct search *s, size_t i)
{
	const struct ctext *t = s->t;

	while (i < t->toks.n && !ctext_is(t, i, ";") && !ctext_is(t, i, "{") &&
	       !ctext_is(t, i, "}"))
		look_at(s, i++, 1);
}

/* Is token @i assigned to? `name = ... ;` ends where it returns. */
static size_t assignment_end(const struct ctext *t, size_t i)
{
	if (!ctext_is(t, i + 1, "="))
		return 0;
	while (i < t->toks.n && !ctext_is(t, i, ";") && !ctext_is(t, i, ","))
		i = ctext_is(t, i, "(") ? ctext_close(t, i) + 1 : i + 1;
	return i;
}

static int same_word(const struct ctext *t, size_t a, size_t b)
{
	const struct ctoken *x = &t->toks.v[a], *y = &t->toks.v[b];

	return x->kind == C_WORD && y->kind == C_WORD &&
	       x->to - x->from == y->to - y->from &&
	       !memcmp(t->v + x->from, t->v + y->from, x->to - x->from);
}

/* gfp_t mask = GFP_...; f(mask) */
static void look_at_variables(struct search *s)
{
	const struct place *p = &s->f->origin;
	struct cfunc fn;

	if (ctext_function(s->t, p->function, p->line, &fn))
		return;
	for (size_t i = fn.open; i < fn.close; i++) {
		size_t end = assignment_end(s->t, i);

		for (size_t k = 0; end && k < s->names.n; k++) {
			if (!same_word(s->t, i, s->names.v[k]))
				continue;
			for (size_t at = i; at < end; at++)
				if (replacement(s, at))
					vec_push(&s->near, at);
			break;
		}
	}
}

static int takes_no_bracket(const struct ctext *t, size_t i)
{
	static const char *const after[] = {"|", ",", ")", ";", "?", ":", "}"};
	static const char *const before[] = {"|", ",", "(",	 "=",
					     "?", ":", "return", "|="};
	int a = 0, b = 0;

	for (size_t k = 0; k < sizeof(after) / sizeof(*after); k++)
		a |= ctext_is(t, i + 1, after[k]);
	for (size_t k = 0; k < sizeof(before) / sizeof(*before); k++)
		b |= ctext_is(t, i - 1, before[k]);
	return a && b;
}

static void replace(struct search *s, size_t i)
{
	const struct ctoken *k = &s->t->toks.v[i];
	const char *by = replacement(s, i);

	if (strchr(by, '|') && !takes_no_bracket(s->t, i))
		by = arena_printf(&s->x->patch->mem, "(%s)", by);
	patch_edit(s->file, k->from, k->to, by);
}

/* Does the call at the place stand there as such, not within a macro? */
static int is_plain(const struct search *s, size_t i)
{
	const struct graph *g = s->x->solver->g;
	const struct place *p = &s->f->origin;

	for (func_t fn = 1; fn < g->funcs.n; fn++) {
		const struct func *f = g->funcs.v[fn].f;

		if (!f || strcmp(sym_str(f->name), p->function) ||
		    strcmp(sym_str(f->file), p->file))
			continue;
		for (size_t k = 0; k < f->instrs.n; k++) {
			const struct instr *c = &f->instrs.v[k];
			const struct expr *e = &f->exprs.v[c->a];

			if (c->op == I_CALL && c->line == p->line &&
			    c->col == p->col && e->op == E_FUNC &&
			    ctext_is(s->t, i, sym_str(e->name)))
				return 1;
		}
	}
	return 0;
}

static void look_around(struct search *s)
{
	size_t i = ctext_at(s->t, s->f->origin.line, s->f->origin.col);

	if (i >= s->t->toks.n || s->t->toks.v[i].line != s->f->origin.line)
		return;
	look_at_call(s, i);
	if (!s->near.n && !is_plain(s, i)) {
		/* within the arguments of a macro, or no call at all */
		if (!s->deep.n)
			look_at_statement(s, i);
		for (size_t k = 0; k < s->deep.n && s->deep.n == 1; k++)
			vec_push(&s->near, s->deep.v[k]);
	}
	if (!s->near.n)
		look_at_variables(s);
}

int fix_mask(struct fix *x, const struct finding *f)
{
	struct search s = {.x = x, .f = f};
	int err = 0;

	s.file = patch_open(x->patch, f->origin.file);
	if (!s.file)
		return fix_why(x, "%s cannot be read", f->origin.file);
	s.t = &s.file->text;
	look_around(&s);
	for (size_t i = 0; i < s.near.n; i++)
		replace(&s, s.near.v[i]);
	if (!s.near.n)
		err = fix_why(x, "no mask is written in %s, line %u",
			      f->origin.file, f->origin.line);
	vec_free(&s.near);
	vec_free(&s.deep);
	vec_free(&s.names);
	return err;
}
