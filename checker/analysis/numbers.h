/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Numbers in tables of functions: ops->flags, template->default_type. They
 * stand in the static data of a module, as its functions do, and say what
 * shared code does for that module. Only those that no code writes: a module
 * that has such a table is taken to use it. States are not told apart for them:
 * where functions of the table are called, too, the module is known anyway.
 */
#ifndef GFPCHECK_ANALYSIS_NUMBERS_H
#define GFPCHECK_ANALYSIS_NUMBERS_H

#include "analysis/knowledge.h"

/** struct numbers - what numbers.c knows. */
struct numbers {
	VEC(struct table_number {
		sym_t strct, field, home;
		uint32_t object; /* global's id + 1; 0: an element, a member */
		int64_t value;
	})
	all;
	VEC(struct table_object {
		sym_t strct, home;
		uint32_t object;
	})
	objects;
	VEC(struct number_field {
		sym_t strct, field;
		uint8_t written; /* by code; or it holds no numbers */
	})
	fields;
	uint8_t *tables; /* sym of a struct: a table of functions with numbers
			  */
};

/** numbers_begin() - collect what static data says. */
void numbers_begin(struct numbers *x, const struct graph *g);
/** numbers_end() - give everything back. */
void numbers_end(struct numbers *x);

/** numbers_note() - what code writes into tables, or may write through an
 * address. */
void numbers_note(struct numbers *x, const struct func *f);

/** numbers_know() - is there a number that may be known in the member @e? */
int numbers_know(const struct numbers *x, const struct expr *e);

/**
 * numbers_value() - what stands in the member @e of module @home's table.
 * Return: VAL_TOP if it has none, or it is not known.
 */
val_t numbers_value(const struct numbers *x, sym_t home, const struct expr *e);

#endif
