// SPDX-License-Identifier: GPL-2.0-only
/*
 * Initialisers, of locals and of static data. libclang shows a list in the
 * form it was written: designated elements carry member references, positional
 * ones nothing, so the type is carried down from the declaration.
 */
#include "extract/lower.h"

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

/* .a.b[3] = value: walk the designators, then store the last child. */
static void lower_designated(struct lower *l, expr_t place, CXType type,
			     const struct cursors *parts, int depth)
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
		lower_initialiser(l, place, type, parts->v[parts->n - 1],
				  depth + 1);
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

static void lower_record_list(struct lower *l, expr_t place, CXType type,
			      const struct cursors *items, int depth)
{
	struct cursors fields = fields_of(clang_getCanonicalType(type));
	size_t at = 0;

	for (size_t i = 0; i < items->n; i++) {
		struct cursors parts = {0};

		if (clang_getCursorKind(items->v[i]) == CXCursor_UnexposedExpr)
			parts = children(items->v[i]);
		if (is_designated(&parts)) {
			lower_designated(l, place, type, &parts, depth);
			at = after_designated(&fields, &parts, at);
		} else if (at < fields.n) {
			CXCursor field = fields.v[at++];

			lower_initialiser(l, field_place(l, place, field),
					  clang_getCursorType(field),
					  items->v[i], depth + 1);
		}
		vec_free(&parts);
	}
	vec_free(&fields);
}

static void lower_array_list(struct lower *l, expr_t place, CXType type,
			     const struct cursors *items, int depth)
{
	CXType e = element_type(type);
	expr_t element = element_place(l, place);

	for (size_t i = 0; i < items->n; i++) {
		CXCursor item = items->v[i];
		struct cursors parts = {0};

		/* [INDEX] = value */
		if (clang_getCursorKind(item) == CXCursor_UnexposedExpr)
			parts = children(item);
		if (parts.n >= 2 &&
		    clang_getCursorKind(parts.v[0]) != CXCursor_TypeRef)
			lower_designated(l, place, type, &parts, depth);
		else
			lower_initialiser(l, element, e, item, depth + 1);
		vec_free(&parts);
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

void lower_initialiser(struct lower *l, expr_t place, CXType type, CXCursor c,
		       int depth)
{
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
	if (is_record(type))
		lower_record_list(l, place, type, &items, depth);
	else if (element_type(type).kind != CXType_Invalid)
		lower_array_list(l, place, type, &items, depth);
	else if (items.n == 1)
		lower_initialiser(l, place, type, items.v[0], depth + 1);
	vec_free(&items);
}
