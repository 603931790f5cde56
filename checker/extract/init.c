// SPDX-License-Identifier: GPL-2.0-only
/*
 * Initialisers, of locals and of static data. libclang shows a list in the
 * form it was written: designated elements carry member references, positional
 * ones nothing, so the type is carried down from the declaration, and what a
 * later item replaces is still there.
 */
#include "extract/lower.h"

#include <string.h>

#define MAX_DEPTH 12

static enum CXVisitorResult add_field(CXCursor c, CXClientData data)
{
	struct cursors *out = data;

	vec_push(out, c);
	return CXVisit_Continue;
}

static struct cursors fields_of(CXType record)
{
	struct cursors out = {0};

	clang_Type_visitFields(record, add_field, &out);
	return out;
}

static int same_or_around(CXCursor field, CXCursor wanted)
{
	CXCursor record, up;

	if (clang_equalCursors(field, wanted))
		return 1;
	/* a member of an anonymous struct or union inside the record */
	record = clang_getTypeDeclaration(clang_getCursorType(field));
	for (up = clang_getCursorSemanticParent(wanted);
	     clang_getCursorKind(up) == CXCursor_StructDecl ||
	     clang_getCursorKind(up) == CXCursor_UnionDecl;
	     up = clang_getCursorSemanticParent(up))
		if (clang_equalCursors(up, record))
			return 1;
	return 0;
}

static expr_t field_place(struct lower *l, expr_t place, CXCursor field)
{
	struct decl *d = tu_field(l->tu, field);
	expr_t addr = unary(l, E_ADDR, place);

	if (!d->name) /* into an anonymous member */
		return place;
	return make(l, (struct expr){.op = E_FIELD,
				     .a = addr,
				     .name = d->strct,
				     .field = d->name});
}

static expr_t element_place(struct lower *l, expr_t place)
{
	return binary(l, E_INDEX, unary(l, E_ADDR, place), 0);
}

static int is_record(CXType t)
{
	return clang_getCanonicalType(t).kind == CXType_Record;
}

static CXType element_type(CXType t)
{
	return clang_getArrayElementType(clang_getCanonicalType(t));
}

static int is_list(CXCursor c)
{
	return clang_getCursorKind(c) == CXCursor_InitListExpr;
}

/* ---- what a later initialiser replaces ---- */

#define MAX_STEPS 6

/* A member, by its declaration, or some elements. */
struct step {
	int64_t lo, hi;
};

/* From a list's object down to what an item of it initialises. */
struct route {
	struct step v[MAX_STEPS];
	size_t n; /* 0: not known */
};

typedef VEC(struct route) routes;

struct item {
	CXCursor c;
	struct cursors parts; /* if it is designated: those, then the value */
	struct route route;
};

struct list {
	CXType type;
	VEC(struct item) items;
	const routes *later; /* routes into it that come after it, or NULL */
};

/* Does @later, from the beginning of @route on, lead to the same? */
static int leads_along(const struct route *later, const struct route *route,
		       size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (later->v[i].lo > route->v[i].lo ||
		    later->v[i].hi < route->v[i].hi)
			return 0;
	return 1;
}

static int replaces(const struct route *later, const struct route *route)
{
	return later->n && later->n <= route->n &&
	       leads_along(later, route, later->n);
}

/* C11 6.7.9p19: of two initialisers for one object the last one counts. */
static int is_replaced(const struct list *list, size_t i)
{
	const struct route *route = &list->items.v[i].route;

	for (size_t k = i + 1; route->n && k < list->items.n; k++)
		if (replaces(&list->items.v[k].route, route))
			return 1;
	for (size_t k = 0; route->n && list->later && k < list->later->n; k++)
		if (replaces(&list->later->v[k], route))
			return 1;
	return 0;
}

static void add_later(const struct route *route, const struct route *later,
		      routes *out)
{
	struct route rest = {.n = later->n - route->n};

	if (later->n <= route->n || !leads_along(later, route, route->n))
		return;
	memcpy(rest.v, later->v + route->n, rest.n * sizeof(*rest.v));
	vec_push(out, rest);
}

/* What replaces a part of item @i. */
static routes later_within(const struct list *list, size_t i)
{
	const struct route *route = &list->items.v[i].route;
	routes out = {0};

	for (size_t k = i + 1; route->n && k < list->items.n; k++)
		add_later(route, &list->items.v[k].route, &out);
	for (size_t k = 0; route->n && list->later && k < list->later->n; k++)
		add_later(route, &list->later->v[k], &out);
	return out;
}

static int is_union(CXType t)
{
	return clang_getCursorKind(clang_getTypeDeclaration(
		       clang_getCanonicalType(t))) == CXCursor_UnionDecl;
}

/* All members of a union are one object. */
static void step_to_field(struct route *w, CXType record, CXCursor field)
{
	int64_t id = is_union(record) ? 0 : clang_hashCursor(field);

	if (w->n < MAX_STEPS)
		w->v[w->n++] = (struct step){id, id};
}

static struct route route_of_parts(CXType type, const struct cursors *parts)
{
	struct route w = {0};

	for (size_t i = 0; i + 1 < parts->n; i++) {
		CXCursor d = parts->v[i];
		int64_t at;

		if (w.n == MAX_STEPS)
			return (struct route){0};
		if (clang_getCursorKind(d) == CXCursor_MemberRef) {
			d = clang_getCursorReferenced(d);
			step_to_field(&w, type, d);
			type = clang_getCursorType(d);
		} else if (!evaluate(d, &at)) {
			return (struct route){0};
		} else if (element_type(type).kind != CXType_Invalid) {
			w.v[w.n++] = (struct step){at, at};
			type = element_type(type);
		} else if (w.n) { /* second bound of [a ... b] */
			w.v[w.n - 1].hi = at;
		}
	}
	return w;
}

/* ---- lists ---- */

static void initialise(struct lower *l, expr_t place, CXType type, CXCursor c,
		       int depth, const routes *later);

/* .a.b[3] = value: walk the designators, then store the last child. */
static void lower_designated(struct lower *l, expr_t place, CXType type,
			     const struct cursors *parts, int depth,
			     const routes *later)
{
	for (size_t i = 0; i + 1 < parts->n; i++) {
		CXCursor d = parts->v[i];

		if (clang_getCursorKind(d) == CXCursor_MemberRef) {
			CXCursor field = clang_getCursorReferenced(d);

			place = field_place(l, place, field);
			type = clang_getCursorType(field);
		} else if (!is_record(type)) {
			CXType e = element_type(type);

			if (e.kind == CXType_Invalid)
				continue; /* second bound of [a ... b] */
			place = element_place(l, place);
			type = e;
		}
	}
	if (parts->n)
		initialise(l, place, type, parts->v[parts->n - 1], depth + 1,
			   later);
}

static size_t after_designated(const struct cursors *fields,
			       const struct cursors *parts, size_t at)
{
	CXCursor field = clang_getCursorReferenced(parts->v[0]);

	for (size_t i = 0; i < fields->n; i++)
		if (same_or_around(fields->v[i], field))
			return i + 1;
	return at + 1;
}

static int is_designated(const struct cursors *parts)
{
	return parts->n >= 2 &&
	       clang_getCursorKind(parts->v[0]) == CXCursor_MemberRef;
}

/* [INDEX] = value */
static int is_indexed(const struct cursors *parts)
{
	return parts->n >= 2 &&
	       clang_getCursorKind(parts->v[0]) != CXCursor_TypeRef;
}

static void read_list(struct list *list, const struct cursors *items,
		      int (*has_route)(const struct cursors *parts))
{
	for (size_t i = 0; i < items->n; i++) {
		struct item it = {.c = items->v[i]};

		if (clang_getCursorKind(it.c) == CXCursor_UnexposedExpr)
			it.parts = children(it.c);
		if (!has_route(&it.parts))
			it.parts.n = 0;
		vec_push(&list->items, it);
	}
}

static void free_list(struct list *list)
{
	for (size_t i = 0; i < list->items.n; i++)
		vec_free(&list->items.v[i].parts);
	vec_free(&list->items);
}

static void lower_item(struct lower *l, expr_t place, CXType type,
		       const struct list *list, size_t i, int depth)
{
	const struct item *it = &list->items.v[i];
	routes later;

	if (is_replaced(list, i))
		return;
	later = later_within(list, i);
	if (it->parts.n)
		lower_designated(l, place, type, &it->parts, depth, &later);
	else
		initialise(l, place, type, it->c, depth + 1, &later);
	vec_free(&later);
}

static void lower_record_list(struct lower *l, expr_t place, struct list *list,
			      int depth)
{
	struct cursors fields = fields_of(clang_getCanonicalType(list->type));
	VEC(CXCursor) to = {0};
	size_t at = 0;

	for (size_t i = 0; i < list->items.n; i++) {
		struct item *it = &list->items.v[i];
		CXCursor field = clang_getNullCursor();

		if (it->parts.n) {
			it->route = route_of_parts(list->type, &it->parts);
			at = after_designated(&fields, &it->parts, at);
		} else if (at < fields.n) {
			field = fields.v[at++];
			step_to_field(&it->route, list->type, field);
		}
		vec_push(&to, field);
	}
	for (size_t i = 0; i < list->items.n; i++) {
		if (list->items.v[i].parts.n)
			lower_item(l, place, list->type, list, i, depth);
		else if (!clang_Cursor_isNull(to.v[i]))
			lower_item(l, field_place(l, place, to.v[i]),
				   clang_getCursorType(to.v[i]), list, i,
				   depth);
	}
	vec_free(&to);
	vec_free(&fields);
}

/* Positions count on from the last designator. */
static void number_elements(struct list *list)
{
	int64_t at = 0;

	for (size_t i = 0; i < list->items.n; i++) {
		struct item *it = &list->items.v[i];

		if (it->parts.n)
			it->route = route_of_parts(list->type, &it->parts);
		else
			it->route = (struct route){{{at, at}}, 1};
		at = it->route.n ? it->route.v[0].hi + 1 : at + 1;
	}
}

static int any_indexed(const struct list *list)
{
	for (size_t i = 0; i < list->items.n; i++)
		if (list->items.v[i].parts.n)
			return 1;
	return 0;
}

static int is_number(CXType t)
{
	t = clang_getCanonicalType(t);
	return t.kind >= CXType_FirstBuiltin && t.kind <= CXType_LastBuiltin;
}

static void lower_array_list(struct lower *l, expr_t place, struct list *list,
			     int depth)
{
	CXType e = element_type(list->type);
	expr_t element = element_place(l, place);

	/* numbers lead nowhere, and in their order no item is there twice */
	if (list->later || (!is_number(e) && any_indexed(list)))
		number_elements(list);
	for (size_t i = 0; i < list->items.n; i++) {
		if (list->items.v[i].parts.n)
			lower_item(l, place, list->type, list, i, depth);
		else
			lower_item(l, element, e, list, i, depth);
	}
}

/* Static tables are mostly numbers; what can lead somewhere is kept. */
static int worth_a_store(struct lower *l, expr_t value, int depth)
{
	uint8_t op = l->f->exprs.v[value].op;

	if (!(l->f->flags & F_INIT))
		return 1;
	return op == E_FUNC || op == E_ADDR || op == E_GLOBAL || op == E_COND ||
	       (op == E_CONST && depth <= 1);
}

static void initialise(struct lower *l, expr_t place, CXType type, CXCursor c,
		       int depth, const routes *later)
{
	struct list list = {.type = type,
			    .later = later && later->n ? later : NULL};
	struct cursors items;
	expr_t value;

	if (depth > MAX_DEPTH || !place)
		return;
	if (!is_list(c)) {
		value = lower_rvalue(l, c);
		if (worth_a_store(l, value, depth))
			lower_store(l, c, place, value, type_sym(type));
		return;
	}
	items = children(c);
	if (is_record(type)) {
		read_list(&list, &items, is_designated);
		lower_record_list(l, place, &list, depth);
	} else if (element_type(type).kind != CXType_Invalid) {
		read_list(&list, &items, is_indexed);
		lower_array_list(l, place, &list, depth);
	} else if (items.n == 1) {
		initialise(l, place, type, items.v[0], depth + 1, later);
	}
	free_list(&list);
	vec_free(&items);
}

void lower_initialiser(struct lower *l, expr_t place, CXType type, CXCursor c)
{
	initialise(l, place, type, c, 0, NULL);
}
