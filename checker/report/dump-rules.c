// SPDX-License-Identifier: GPL-2.0-only
/* What the names in the rules mean in this program. */
#include "report/dump.h"
#include "report/lines.h"

static const enum rule_key function_keys[] = {
	KEY_functions, KEY_open,      KEY_close, KEY_release,	   KEY_runner,
	KEY_given,     KEY_must_call, KEY_try,	 KEY_interruptible};
static const enum rule_key slot_keys[] = {KEY_slots, KEY_slot, KEY_locks,
					  KEY_unless};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void begin_line(const struct rule *r, struct buf *b)
{
	buf_printf(b, "%s %s: ", rule_kind_name(r->kind), sym_str(r->id));
}

static void put_number(size_t n, const char *none, struct buf *b)
{
	if (n)
		buf_printf(b, "%zu function%s\n", n, n > 1 ? "s" : "");
	else
		buf_printf(b, "nothing: %s\n", none);
}

static void put_function(const struct graph *g, sym_t name, struct buf *b)
{
	const char *text = sym_str(name);
	int pattern = is_pattern(text);
	size_t n = 0;

	for (func_t fn = 1; fn < g->funcs.n; fn++)
		n += pattern ? name_matches(text, sym_str(g->funcs.v[fn].name))
			     : g->funcs.v[fn].name == name;
	buf_printf(b, "%s(): ", text);
	put_number(n, "no function by that name", b);
}

static size_t functions_in(const struct graph *g, const struct slot *s)
{
	const seed_set *seeds = graph_slot_seeds(g, s);
	size_t n = 0;

	for (size_t i = 0; seeds && i < seeds->n; i++)
		n += g->seeds.v[seeds->v[i]].fn != 0;
	return n;
}

/* A field that is gone from a structure that is still there is what a newer
 * kernel does to a rule. */
static void put_slot(const struct graph *g, const struct rule_slot *slot,
		     struct buf *b)
{
	size_t n = 0, used = 0, fields = 0;

	for (size_t i = 0; i < g->slots.n; i++) {
		const struct slot *s = &g->slots.v[i];

		if (s->strct != slot->strct)
			continue;
		fields++;
		if (slot->field && s->field != slot->field)
			continue;
		used++;
		n += functions_in(g, s);
	}
	buf_printf(b, "%s.%s: ", sym_str(slot->strct),
		   slot->field ? sym_str(slot->field) : "*");
	if (!n && used)
		buf_puts(b, "a field where no function is put\n");
	else
		put_number(n,
			   fields ? "the structure is here, the field is not"
				  : "no structure by that name",
			   b);
}

static void names_of(const struct rule *r, const struct graph *g,
		     struct lines *l)
{
	struct buf b = {0};

	for (size_t k = 0; k < COUNT(function_keys); k++) {
		const rule_syms *all = &r->key[function_keys[k]].list;

		for (size_t i = 0; i < all->n; i++) {
			begin_line(r, &b);
			put_function(g, all->v[i], &b);
			lines_keep(l, &b);
		}
	}
	for (size_t k = 0; k < COUNT(slot_keys); k++) {
		const rule_slots *all = &r->key[slot_keys[k]].slots;

		for (size_t i = 0; i < all->n; i++) {
			begin_line(r, &b);
			put_slot(g, &all->v[i], &b);
			lines_keep(l, &b);
		}
	}
	buf_free(&b);
}

void dump_rules(const struct dump *d, const struct graph *g)
{
	struct lines l = {0};

	for (size_t i = 0; i < d->rules->all.n; i++)
		names_of(d->rules->all.v[i], g, &l);
	lines_print(&l, d->out);
}
