// SPDX-License-Identifier: GPL-2.0-only
/*
 * Types, by their spelling. They are asked for at each copy of the kernel, and
 * there are few: each is read once.
 */
#include "graph/fill.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum type_fact {
	READ = 1,
	CARRIES = 2,
	UNTYPED = 4,
	MASK = 8,
	CALLED = 16,
	LEADS_ON = 32
};

static int is_one_of(const char *t, const char *const *list)
{
	while (*list && strcmp(t, *list))
		list++;
	return *list != NULL;
}

static int carries(const char *t, size_t n)
{
	static const char *const never[] = {
		"int",		"bool",	  "size_t", "unsigned int", "char",
		"const char *", "char *", "_Bool",  "sector_t",	    NULL};

	if (!n)
		return 1;
	if (!strncmp(t, "struct ", 7) || !strncmp(t, "const struct ", 13))
		return strchr(t, '(') != NULL || t[n - 1] != '*';
	return !is_one_of(t, never);
}

static int is_untyped(const char *t, size_t n)
{
	static const char *const numbers[] = {"unsigned long",
					      "long",
					      "u64",
					      "u32",
					      "s64",
					      "int",
					      "unsigned int",
					      "long long",
					      "unsigned long long",
					      NULL};

	return !n || (t[n - 1] == '*' && !strchr(t, '(')) ||
	       is_one_of(t, numbers);
}

/* `void (**)(int)`, `work_func_t *`, `gfp_t *`: but not `void **`, through
 * which all kinds of objects pass. */
static int leads_on(const char *t, size_t n)
{
	return strstr(t, "(**") ||
	       (n && t[n - 1] == '*' && !strchr(t, '(') && !strstr(t, "void") &&
		!strstr(t, "struct ") && !strstr(t, "char"));
}

static int is_mask(const struct graph *g, sym_t type)
{
	for (size_t i = 0; i < g->mask_types.n; i++)
		if (g->mask_types.v[i] == type)
			return 1;
	return 0;
}

static uint8_t read_type(const struct graph *g, sym_t type)
{
	const char *t = sym_str(type);
	size_t n = strlen(t);

	return (uint8_t)(READ | (carries(t, n) ? CARRIES : 0) |
			 (is_untyped(t, n) ? UNTYPED : 0) |
			 (is_mask(g, type) ? MASK : 0) |
			 (strchr(t, '(') || !strcmp(t, "void *") ? CALLED : 0) |
			 (leads_on(t, n) ? LEADS_ON : 0));
}

static uint8_t facts_of(const struct graph *g, sym_t type)
{
	if (type >= g->ntypes) /* a name of later */
		return read_type(g, type);
	if (!g->types[type])
		g->types[type] = read_type(g, type);
	return g->types[type];
}

void types_begin(struct graph *g)
{
	free(g->types);
	g->ntypes = sym_count();
	g->types = mem_zeroed(g->ntypes, sizeof(*g->types));
}

int graph_is_mask(const struct graph *g, sym_t type)
{
	return (facts_of(g, type) & MASK) != 0;
}

long graph_mask_param(const struct graph *g, func_t fn)
{
	const struct func *f = g->funcs.v[fn].f;

	for (size_t i = 0; f && i < f->params.n; i++)
		if (graph_is_mask(g, f->params.v[i].type))
			return (long)i;
	return -1;
}

int graph_is_untyped(const struct graph *g, sym_t type)
{
	return (facts_of(g, type) & UNTYPED) != 0;
}

int may_carry(const struct graph *g, sym_t type)
{
	return (facts_of(g, type) & CARRIES) != 0;
}

int may_be_called(const struct graph *g, sym_t type)
{
	return (facts_of(g, type) & CALLED) != 0;
}

int may_lead_on(const struct graph *g, sym_t type)
{
	return (facts_of(g, type) & LEADS_ON) != 0;
}
