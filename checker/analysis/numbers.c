// SPDX-License-Identifier: GPL-2.0-only
/* Numbers in tables of functions. A member that is not named there is 0. */
#include "analysis/numbers.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static int cmp(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

static int by_field(const void *a, const void *b)
{
	const struct number_field *x = a, *y = b;
	int c = cmp(x->strct, y->strct);

	return c ? c : cmp(x->field, y->field);
}

static int by_object(const void *a, const void *b)
{
	const struct table_object *x = a, *y = b;
	int c = cmp(x->strct, y->strct);

	c = c ? c : cmp(x->home, y->home);
	return c ? c : cmp(x->object, y->object);
}

static int by_place(const void *a, const void *b)
{
	const struct table_number *x = a, *y = b;
	int c = cmp(x->strct, y->strct);

	c = c ? c : cmp(x->field, y->field);
	c = c ? c : cmp(x->home, y->home);
	return c ? c : cmp(x->object, y->object);
}

/* The variable whose member is stored to, + 1; 0: an element or a member. */
static uint32_t object_of(const struct func *f, const struct expr *field)
{
	const struct expr *e = &f->exprs.v[field->a];

	if (e->op == E_ADDR)
		e = &f->exprs.v[e->a];
	return e->op == E_GLOBAL ? (uint32_t)e->num + 1 : 0;
}

/* ---- what static data says ---- */

typedef VEC(struct number_field) field_set;

static void collect_from(struct numbers *x, const struct func *f, sym_t home,
			 uint8_t *functions, field_set *others)
{
	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *e = &f->exprs.v[in->a];
		const struct expr *v = &f->exprs.v[in->b];
		uint32_t object;

		if (in->op != I_STORE || e->op != E_FIELD)
			continue;
		object = object_of(f, e);
		functions[e->name] |= v->op == E_FUNC;
		if (!x->objects.n ||
		    by_object(&x->objects.v[x->objects.n - 1],
			      &(struct table_object){e->name, home, object}))
			vec_push(&x->objects,
				 (struct table_object){e->name, home, object});
		if (v->op == E_CONST)
			vec_push(&x->all,
				 (struct table_number){e->name, e->field, home,
						       object, v->num});
		else /* .reset = NULL in one table, a function in another */
			vec_push(others,
				 (struct number_field){e->name, e->field, 1});
	}
}

static void keep_tables(struct numbers *x, const uint8_t *functions)
{
	size_t n = 0;

	for (size_t i = 0; i < x->all.n; i++)
		if (functions[x->all.v[i].strct]) {
			x->tables[x->all.v[i].strct] = 1;
			x->all.v[n++] = x->all.v[i];
		}
	x->all.n = n;
	n = 0;
	for (size_t i = 0; i < x->objects.n; i++)
		if (x->tables[x->objects.v[i].strct])
			x->objects.v[n++] = x->objects.v[i];
	x->objects.n = n;
}

/* The objects of @strct in module @home. */
static size_t objects_of(const struct numbers *x, sym_t strct, sym_t home,
			 const struct table_object **out)
{
	struct table_object key = {.strct = strct, .home = home};
	size_t lo = first_from(x->objects.v, x->objects.n, sizeof(key), &key,
			       by_object);
	size_t n = 0;

	*out = &x->objects.v[lo];
	while (lo + n < x->objects.n && (*out)[n].strct == strct &&
	       (*out)[n].home == home)
		n++;
	return n;
}

static val_t value_in(const struct numbers *x, const struct table_object *o,
		      sym_t field)
{
	struct table_number key = {o->strct, field, o->home, o->object, 0};
	const struct table_number *at =
		bsearch(&key, x->all.v, x->all.n, sizeof(key), by_place);

	if (!at)
		return val_const(0);
	if (o->object)
		return val_const(at->value);
	return VAL_TOP; /* of which element? */
}

static void sort_all(struct numbers *x)
{
	size_t n = 0;

	if (!x->all.n)
		return;
	qsort(x->all.v, x->all.n, sizeof(*x->all.v), by_place);
	qsort(x->objects.v, x->objects.n, sizeof(*x->objects.v), by_object);
	for (size_t i = 0; i < x->objects.n; i++)
		if (!n || by_object(&x->objects.v[n - 1], &x->objects.v[i]))
			x->objects.v[n++] = x->objects.v[i];
	x->objects.n = n;
	for (size_t i = 0; i < x->all.n; i++) {
		struct number_field f = {x->all.v[i].strct, x->all.v[i].field,
					 0};

		if (!x->fields.n || by_field(&x->fields.v[x->fields.n - 1], &f))
			vec_push(&x->fields, f);
	}
}

void numbers_begin(struct numbers *x, const struct graph *g)
{
	uint8_t *functions = mem_zeroed(sym_count(), 1);
	field_set others = {0};

	memset(x, 0, sizeof(*x));
	x->tables = mem_zeroed(sym_count(), 1);
	for (func_t fn = 1; fn < g->funcs.n; fn++) {
		const struct gfunc *gf = &g->funcs.v[fn];

		graph_rest(g, fn);
		if (gf->f && (gf->f->flags & F_INIT) && gf->home)
			collect_from(x, gf->f, gf->home, functions, &others);
	}
	keep_tables(x, functions);
	sort_all(x);
	for (size_t i = 0; x->fields.n && i < others.n; i++) {
		struct number_field *at =
			bsearch(&others.v[i], x->fields.v, x->fields.n,
				sizeof(*at), by_field);

		if (at)
			at->written = 1;
	}
	vec_free(&others);
	free(functions);
}

void numbers_end(struct numbers *x)
{
	vec_free(&x->all);
	vec_free(&x->objects);
	vec_free(&x->fields);
	free(x->tables);
}

/* ---- what code writes ---- */

static struct number_field *field_of(const struct numbers *x,
				     const struct expr *e)
{
	struct number_field key = {e->name, e->field, 0};

	if (e->op != E_FIELD || !x->tables[e->name])
		return NULL;
	return bsearch(&key, x->fields.v, x->fields.n, sizeof(key), by_field);
}

static void note_written(struct numbers *x, const struct expr *e)
{
	struct number_field *at = field_of(x, e);

	if (at)
		at->written = 1;
}

void numbers_note(struct numbers *x, const struct func *f)
{
	for (size_t i = 0; i < f->instrs.n; i++)
		if (f->instrs.v[i].op == I_STORE)
			note_written(x, &f->exprs.v[f->instrs.v[i].a]);
	for (size_t i = 1; i < f->exprs.n; i++)
		if (f->exprs.v[i].op == E_ADDR)
			note_written(x, &f->exprs.v[f->exprs.v[i].a]);
}

/* ---- answers ---- */

int numbers_know(const struct numbers *x, const struct expr *e)
{
	const struct number_field *at = field_of(x, e);

	return at && !at->written && x->tables[e->name] == 1;
}

val_t numbers_value(const struct numbers *x, sym_t home, const struct expr *e)
{
	const struct table_object *o;
	val_t v = VAL_BOTTOM;
	size_t n;

	if (!home || !numbers_know(x, e))
		return VAL_TOP;
	n = objects_of(x, e->name, home, &o);
	for (size_t i = 0; i < n; i++)
		v = val_join(v, value_in(x, &o[i], e->field));
	return v == VAL_BOTTOM ? VAL_TOP : v;
}
