// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a pointer leads from here: what the slot holds, narrowed by the object
 * at hand, by the module whose I/O this is, and by values bound on the way.
 */
#include "analysis/exec.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TARGETS 40	    /* after narrowing: a registry of the kernel */
#define MAX_LAYER_TARGETS 8 /* shared code that dispatches to everybody */
#define MAX_QUEUED 32	    /* items of a queue: more are those of everybody */

static void add_target(struct solver *s, targets *out, struct target t)
{
	s->ntargets += !out->n;
	for (size_t i = 0; s->target_of[t.fn] == s->ntargets && i < out->n; i++)
		if (out->v[i].fn == t.fn && out->v[i].home == t.home)
			return;
	s->target_of[t.fn] = s->ntargets;
	vec_push(out, t);
}

/* What was put somewhere, with the module that did. */
static void add_seed(struct solver *s, targets *out, seed_t seed, uint8_t kind)
{
	const struct seed *d = &s->g->seeds.v[seed];

	add_target(s, out, (struct target){d->fn, seed, d->home, kind, 0});
}

/* A module that fills a table of its own means that table; one that stores a
 * default at run time may mean the drivers that store another. */
static int in_table(const struct graph *g, const struct target *t)
{
	return t->seed &&
	       (g->funcs.v[g->seeds.v[t->seed].where].f->flags & F_INIT);
}

/* ---- tables ---- */

static int by_table(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct own_table));
}

/* `const struct S *` within struct S: what the table leaves out, another of its
 * kind may add when it is registered. */
static int names_its_kind(const struct slot *s)
{
	const char *t = strstr(sym_str(s->type), "struct ");
	const char *name = sym_str(s->strct);

	return t && !strncmp(t + 7, name, strlen(name)) &&
	       !strcmp(t + 7 + strlen(name), " *");
}

/* Modules of shared code, by the files that they are made of. */
static void note_shared(struct solver *s)
{
	for (func_t fn = 1; fn < s->g->funcs.n; fn++) {
		const struct gfunc *gf = &s->g->funcs.v[fn];

		if (gf->f && gf->home && fn_layer(s->k, fn))
			s->shared[gf->home] = 1;
	}
}

int fills_tasks(const struct solver *s, state_t id)
{
	return s->fillers[s->states.v[id]->fn];
}

static void note_fillers(struct solver *s)
{
	const struct rule *r = NULL;
	seed_set all = {0};

	while ((r = rule_next(s->k->rules, RULE_handoff, r)))
		rule_seeds(s->k, r, &all);
	for (size_t i = 0; i < all.n; i++)
		s->fillers[s->g->seeds.v[all.v[i]].where] = 1;
	vec_free(&all);
}

/* Functions that are put into a member of nobody knows whose: `sm->state = fn`
 * in a function that is called through a pointer. They may be anybody's, unless
 * one that handed them on knew. */
static void note_lone(struct solver *s, const seed_set *all, uint32_t *known,
		      uint32_t slot)
{
	const struct graph *g = s->g;

	for (size_t i = 0; i < all->n; i++)
		if (owner_is_known(&g->seeds.v[all->v[i]].owner))
			known[g->seeds.v[all->v[i]].fn] = slot;
	for (size_t i = 0; i < all->n; i++) {
		const struct seed *d = &g->seeds.v[all->v[i]];

		if (d->fn && !owner_is_known(&d->owner) && known[d->fn] != slot)
			s->lone[all->v[i]] = 1;
	}
}

void tables_begin(struct solver *s)
{
	const struct graph *g = s->g;
	uint32_t *known = mem_zeroed(g->funcs.n, sizeof(*known));

	s->lone = mem_zeroed(g->seeds.n, 1);
	s->inherits = mem_zeroed(sym_count(), 1);
	s->shared = mem_zeroed(sym_count(), 1);
	s->fillers = mem_zeroed(s->g->funcs.n, 1);
	s->target_of = mem_zeroed(s->g->funcs.n, sizeof(*s->target_of));
	note_fillers(s);
	note_shared(s);
	for (size_t i = 0; i < g->slots.n; i++) {
		const struct slot *slot = &g->slots.v[i];
		const seed_set *all = graph_slot_seeds(g, slot);

		note_lone(s, all, known, (uint32_t)i + 1);
		s->inherits[slot->strct] |= (uint8_t)names_its_kind(slot);
		for (size_t n = 0; n < all->n; n++) {
			const struct seed *d = &g->seeds.v[all->v[n]];

			if (d->fn && d->home &&
			    (g->funcs.v[d->where].f->flags & F_INIT))
				vec_push(&s->tables,
					 (struct own_table){slot->strct,
							    d->home});
		}
	}
	free(known);
	if (s->tables.n)
		qsort(s->tables.v, s->tables.n, sizeof(*s->tables.v), by_table);
}

static int is_foreign_table(const struct exec *x, const struct seed *d)
{
	return d->fn && d->home != x->home && d->home != x->gf->home &&
	       (x->s->g->funcs.v[d->where].f->flags & F_INIT);
}

int table_may_lack(const struct exec *x, const struct slot *slot)
{
	return !slot->unknown && !x->s->inherits[slot->strct] &&
	       x->s->tables.n && graph_slot_seeds(x->s->g, slot)->n &&
	       !fn_layer(x->s->k, x->s->states.v[x->id]->fn);
}

/* Shared code works for a module that has a table of this struct, and that
 * itself puts nothing into the field. */
static int leaves_empty(struct exec *x, const struct slot *slot)
{
	const struct graph *g = x->s->g;
	struct own_table own = {slot->strct, x->home};
	const seed_set *all = graph_slot_seeds(g, slot);

	if (!x->home || !table_may_lack(x, slot))
		return 0;
	x->asked = 1;
	if (x->home == x->gf->home ||
	    !bsearch(&own, x->s->tables.v, x->s->tables.n, sizeof(own),
		     by_table))
		return 0;
	for (size_t i = 0; i < all->n; i++)
		if (g->seeds.v[all->v[i]].home == x->home)
			return 0;
	return 1;
}

int table_lacks(struct exec *x, sym_t strct, sym_t field)
{
	const struct graph *g = x->s->g;
	const struct slot *slot = graph_slot(g, strct, field);
	const seed_set *all = slot ? graph_slot_seeds(g, slot) : NULL;

	if (!slot || !leaves_empty(x, slot))
		return 0;
	for (size_t i = 0; i < all->n; i++)
		if (!is_foreign_table(x, &g->seeds.v[all->v[i]]))
			return 0;
	return 1;
}

/* A table that leaves the field empty means no other module's table. Return: 1
 * if nothing remains. */
static int drop_foreign_tables(struct exec *x, const struct expr *c, targets *t)
{
	const struct slot *slot = graph_slot(x->s->g, c->name, c->field);
	size_t kept = 0, n = t->n;

	if (!slot || !leaves_empty(x, slot))
		return 0;
	for (size_t i = 0; i < n; i++)
		if (!is_foreign_table(x, &x->s->g->seeds.v[t->v[i].seed]))
			t->v[kept++] = t->v[i];
	t->n = kept;
	return n && !kept;
}

/*
 * Shared code that works for a module calls that module back, or other shared
 * code: its own objects led there. What third modules have registered is for
 * objects of theirs.
 */
static void drop_foreign(struct exec *x, const struct env *e,
			 const struct instr *i, targets *t)
{
	size_t kept = 0, n = t->n;
	func_t fn = x->s->states.v[x->id]->fn;

	if (!e->ctx || (x->home && x->home == x->gf->home) ||
	    !fn_layer(x->s->k, fn))
		return;
	for (size_t k = 0; k < n; k++)
		if (t->v[k].home == x->home || t->v[k].home == x->gf->home ||
		    fn_layer(x->s->k, t->v[k].fn))
			t->v[kept++] = t->v[k];
	t->n = kept;
	if (kept < n)
		solver_flag(x->s, fn, (uint32_t)(i - x->f->instrs.v), CUT);
}

/* Where shared code works for itself (a protocol of the network), what it calls
 * back through a value is with the module that the function is from. */
static int calls_back(const struct exec *x, const struct target *t)
{
	sym_t home = x->home ? x->home : x->gf->home;

	return t->kind == EDGE_VALUE && x->s->shared[home] &&
	       !fn_layer(x->s->k, t->fn);
}

/* A module's own code goes through a table of which it has one itself: then it
 * may also be one of those who are written against it. */
static int is_clients(const struct exec *x, const struct target *t)
{
	return x->home == x->gf->home && !x->s->shared[x->home] &&
	       in_table(x->s->g, t) &&
	       homes_is_client(&x->s->rel.homes, x->home, t->home);
}

/* Callbacks, or states, of the module that calls them are what they are,
 * however many. */
static int are_own(const struct exec *x, const targets *t)
{
	sym_t home = x->gf->home;
	size_t own = 0;

	while (own < t->n && in_module(x->s->g, t->v[own].fn, &home))
		own++;
	return own == t->n;
}

int targets_too_wide(const struct exec *x, const targets *t)
{
	if (fn_layer(x->s->k, x->s->states.v[x->id]->fn))
		return t->n > MAX_LAYER_TARGETS;
	return t->n > MAX_TARGETS && !are_own(x, t);
}

/* Keep the module's own targets if it has any; else all, each with its home. */
static void narrow(struct exec *x, targets *t, int of_object)
{
	size_t kept = 0, homes = 0, own = 0;
	sym_t first = 0;
	uint8_t many;

	for (size_t i = 0; x->home && i < t->n; i++)
		own += t->v[i].home == x->home &&
		       (of_object || x->home != x->gf->home ||
			in_table(x->s->g, &t->v[i]));
	for (size_t i = 0; own && i < t->n; i++)
		if (t->v[i].home == x->home ||
		    (!of_object && is_clients(x, &t->v[i])))
			t->v[kept++] = t->v[i];
	if (own)
		t->n = kept;
	for (size_t i = 0; i < t->n; i++) {
		if (!i)
			first = t->v[i].home;
		homes += t->v[i].home != first;
	}
	many = t->n < 2 ? 0 : t->n > 255 ? 255 : (uint8_t)t->n;
	if (many > FEW_TARGETS && are_own(x, t))
		many = FEW_TARGETS;
	for (size_t i = 0; i < t->n; i++) {
		t->v[i].many = many;
		if (calls_back(x, &t->v[i]))
			t->v[i].home = x->s->g->funcs.v[t->v[i].fn].home;
		else if (!homes && x->home && x->home != x->gf->home)
			t->v[i].home = x->home;
	}
}

static int is_table(const struct owner *o)
{
	return o->global && !o->strct;
}

/* A static table may have been copied whole into a member. */
static int copied_table(const struct owner *table, const struct owner *member)
{
	return is_table(table) && member->strct;
}

/* A variable that another one is assigned to holds what is in either. */
static int holds(const struct graph *g, const struct owner *o,
		 const struct owner *what, int wrapped)
{
	return same_owner(what, o, wrapped) ||
	       (is_table(o) && is_table(what) &&
		graph_was_copied(g, o->global, what->global));
}

static void slot_targets(struct exec *x, sym_t strct, sym_t field,
			 const struct owner *owner, int must_own, int wrapped,
			 targets *out)
{
	const struct graph *g = x->s->g;
	const struct slot *s = graph_slot(g, strct, field);
	const seed_set *seeds = s ? graph_slot_seeds(g, s) : NULL;
	int known = owner_is_known(owner), owned = 0;
	func_t filler = filler_of(g, seeds, owner, wrapped);

	/* of an object we know nothing of, all targets are as likely */
	for (int pass = known || must_own ? 0 : 1; pass < 2 && !owned; pass++) {
		for (size_t i = 0; seeds && i < seeds->n; i++) {
			const struct seed *d = &g->seeds.v[seeds->v[i]];
			int perhaps;

			if (!d->fn || (filler && d->where != filler))
				continue;
			perhaps = copied_table(&d->owner, owner) ||
				  x->s->lone[seeds->v[i]];
			if (!pass && !holds(g, owner, &d->owner, wrapped) &&
			    (must_own || !perhaps))
				continue;
			owned |= !perhaps;
			add_seed(x->s, out, seeds->v[i], EDGE_SLOT);
		}
		if (must_own)
			break;
	}
}

/* A registry's part that storage uses works for the module whose I/O this is,
 * whichever other part of it filled the table. */
static void stay_home(const struct exec *x, targets *t)
{
	size_t n = t->n;

	if (!x->home || x->s->shared[x->home])
		return;
	t->n = 0;
	for (size_t i = 0; i < n; i++) {
		struct target one = t->v[i];

		one.home = x->home;
		add_target(x->s, t, one);
	}
}

/* A rule knows which of a registry's targets storage can mean: on an I/O path,
 * else all. */
static void narrow_by_rule(struct exec *x, const struct env *e,
			   const struct expr *slot, targets *t)
{
	const struct rule *r =
		slot_rule(x->s->k, slot->name, slot->field, RULE_narrow);
	const rule_syms *paths = r ? &r->key[KEY_paths].list : NULL;
	size_t kept = 0;

	for (size_t i = 0; r && e->ctx && i < t->n; i++) {
		const char *file = func_file(x->s->g, t->v[i].fn);
		int below = 0;

		for (size_t k = 0; k < paths->n; k++) {
			const char *p = sym_str(paths->v[k]);

			below |= !strncmp(file, p, strlen(p));
		}
		if (below)
			t->v[kept++] = t->v[i];
	}
	if (!kept)
		return;
	t->n = kept;
	stay_home(x, t);
}

static void value_targets(struct exec *x, val_t v, targets *out)
{
	const struct alts *a = val_alts(v);

	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].kind == ALT_FUNC)
			add_target(x->s, out,
				   (struct target){a->v[i].id, a->v[i].seed,
						   x->home, EDGE_VALUE, 0});
}

static void seed_targets(struct exec *x, func_t fn, expr_t callee, targets *out)
{
	const seed_set *seeds = graph_expr_seeds(x->s->g, fn, callee);

	for (size_t i = 0; seeds && i < seeds->n; i++) {
		const struct seed *d = &x->s->g->seeds.v[seeds->v[i]];

		if (d->fn)
			add_seed(x->s, out, seeds->v[i], EDGE_VALUE);
	}
}

/* The declared type of what is called; 0 = not known. */
static sym_t place_type(const struct exec *x, const struct expr *e)
{
	const struct slot *s;

	switch (e->op) {
	case E_FIELD:
		s = graph_slot(x->s->g, e->name, e->field);
		return s ? s->type : 0;
	case E_PARAM:
		return x->f->params.v[e->num].type;
	case E_LOCAL:
		return x->f->locals.v[e->num].type;
	case E_GLOBAL:
		return x->s->g->globals.v[e->num].type;
	default:
		return 0;
	}
}

static int takes(const struct func *f, const struct instr *i)
{
	return f && (i->nargs == f->params.n ||
		     ((f->flags & F_VARARGS) && i->nargs > f->params.n));
}

int is_weak_target(const struct exec *x, const struct instr *i, func_t fn)
{
	const struct func *f = x->s->g->funcs.v[fn].f;
	sym_t type = place_type(x, &x->f->exprs.v[called_place(x->f, i)]);

	return !f || f->sig != i->sig ||
	       (type && graph_is_untyped(x->s->g, type));
}

/*
 * A void pointer holds functions of any type, and is cast to be called: the
 * call's type says which are meant. Elsewhere a cast may have hidden a type
 * that differs a little, but not in the number of parameters.
 */
static void drop_other_types(const struct exec *x, const struct instr *i,
			     const struct expr *place, targets *t)
{
	const struct graph *g = x->s->g;
	int exact = 0, fits = 0;
	size_t kept = 0, n = t->n;
	sym_t type;

	for (size_t k = 0; k < n; k++) {
		const struct func *f = g->funcs.v[t->v[k].fn].f;

		exact |= f && f->sig == i->sig;
		fits |= takes(f, i);
	}
	type = place_type(x, place);
	exact &= type && graph_is_untyped(g, type);
	for (size_t k = 0; k < n && fits; k++) {
		const struct func *f = g->funcs.v[t->v[k].fn].f;

		if (exact ? f && f->sig == i->sig : takes(f, i))
			t->v[kept++] = t->v[k];
	}
	if (fits)
		t->n = kept;
}

static int targets_of_place(struct exec *x, const struct env *e,
			    const struct instr *i, expr_t place, targets *out)
{
	const struct expr *c = &x->f->exprs.v[place];
	struct owner owner = {0};
	val_t v;

	if (c->op == E_COND) {
		int truth = val_truth(exec_eval(x, e, c->a)), gone = 0;

		if (truth)
			gone |= targets_of_place(x, e, i, c->b, out);
		if (truth <= 0)
			gone |= targets_of_place(x, e, i, c->c, out);
		return gone;
	}
	if (c->op == E_FIELD) {
		v = exec_eval(x, e, c->a);
		owner = expr_owner(x->f, c->a);
		if (val_alts(v)->n == 1 && val_alts(v)->v[0].kind == ALT_OBJECT)
			owner = *object_owner(val_alts(v)->v[0].id);
		slot_targets(x, c->name, c->field, &owner, 0, 0, out);
		narrow_by_rule(x, e, c, out);
		if (drop_foreign_tables(x, c, out))
			return 1;
	} else {
		v = exec_eval(x, e, place);
		value_targets(x, v, out);
		if (!out->n)
			seed_targets(x, x->s->states.v[x->id]->fn, place, out);
	}
	drop_other_types(x, i, c, out);
	if (c->op == E_FIELD)
		drop_foreign(x, e, i, out);
	return 0;
}

int targets_of_call(struct exec *x, const struct env *e, const struct instr *i,
		    targets *out)
{
	func_t fn = x->s->states.v[x->id]->fn;

	x->asked = 1;
	if (targets_of_place(x, e, i, graph_called(x->s->g, fn, i), out))
		return 1;
	narrow(x, out, 0);
	return 0;
}

/* The struct that holds the function sits inside a member of the object. */
static struct owner through(const struct owner *o, const struct rule *rule)
{
	const rule_syms *via = &rule->key[KEY_via].list;
	struct owner in = *o;
	const char *text, *dot;

	for (size_t i = 0; i < via->n; i++) {
		text = sym_str(via->v[i]);
		dot = strchr(text, '.');
		if (!dot)
			continue;
		in.up_strct = in.strct;
		in.up_field = in.field;
		in.up_global = in.global;
		in.global = 0;
		in.strct = sym_n(text, (size_t)(dot - text));
		in.field = sym(dot + 1);
	}
	return in;
}

void targets_of_object(struct exec *x, val_t v, const struct rule *rule,
		       targets *out)
{
	const struct alts *a = val_alts(v);
	const rule_slots *slots = &rule->key[KEY_slots].slots;

	x->asked = 1;
	if (!slots->n)
		value_targets(x, v, out);
	for (size_t i = 0; i < a->n; i++) {
		struct owner o;

		if (a->v[i].kind != ALT_OBJECT)
			continue;
		o = through(object_owner(a->v[i].id), rule);
		for (size_t k = 0; k < slots->n; k++)
			slot_targets(x, slots->v[k].strct, slots->v[k].field,
				     &o, 1, rule->key[KEY_via].set, out);
	}
	narrow(x, out, 1);
}

void targets_of_module(struct exec *x, const struct rule *rule, targets *out)
{
	const struct graph *g = x->s->g;
	const rule_slots *slots = &rule->key[KEY_slots].slots;
	sym_t home = x->home ? x->home : x->gf->home;

	x->asked = 1;
	for (size_t k = 0; home && k < slots->n; k++) {
		const struct slot *s =
			graph_slot(g, slots->v[k].strct, slots->v[k].field);
		const seed_set *all = s ? graph_slot_seeds(g, s) : NULL;

		for (size_t i = 0; all && i < all->n; i++) {
			const struct seed *d = &g->seeds.v[all->v[i]];

			if (d->fn && d->home == home &&
			    !owner_is_known(&d->owner))
				add_seed(x->s, out, all->v[i], EDGE_SLOT);
		}
	}
	narrow(x, out, 1);
}

int targets_of_queue(struct exec *x, expr_t place, const struct rule *rule,
		     targets *out)
{
	const uint8_t *queue;
	seed_set items = {0};
	size_t n = 0;

	if (x->f->exprs.v[place].op == E_LOCAL)
		place = only_value(x->f, place);
	queue = queue_named(x->s->queues, &x->f->exprs.v[place]);
	if (queue)
		n = queue_items(x->s->queues, queue, rule, &items);
	for (size_t i = 0; n <= MAX_QUEUED && i < n; i++)
		add_seed(x->s, out, items.v[i], EDGE_SLOT);
	vec_free(&items);
	x->asked = 1;
	narrow(x, out, 1);
	return !queue || n > MAX_QUEUED;
}

static val_t implied_mask(struct solver *s, sym_t strct, sym_t field)
{
	const struct rule *r = slot_rule(s->k, strct, field, RULE_value);
	int64_t n;

	if (!r || macro_value(s->k, r->key[KEY_implies].str, &n))
		return VAL_TOP;
	return val_const(n);
}

static val_t mask_of_seed(const struct seed *d)
{
	struct origin o = {d->where, UINT32_MAX, d->line};

	return val_with_origin(val_const(d->num), origin_place(o));
}

val_t mask_of_seeds(const struct graph *g, const seed_set *seeds)
{
	val_t v = VAL_BOTTOM;

	for (size_t i = 0; i < seeds->n; i++)
		v = val_join(v, mask_of_seed(&g->seeds.v[seeds->v[i]]));
	return v;
}

val_t mask_of_slot(struct solver *s, sym_t home, sym_t strct, sym_t field)
{
	const struct graph *g = s->g;
	const struct slot *slot = graph_slot(g, strct, field);
	const seed_set *seeds = slot ? graph_slot_seeds(g, slot) : NULL;
	val_t own = VAL_BOTTOM, lent = VAL_BOTTOM, all = VAL_BOTTOM;

	for (size_t i = 0; seeds && i < seeds->n; i++) {
		const struct seed *d = &g->seeds.v[seeds->v[i]];
		val_t v;

		if (d->fn)
			continue;
		v = mask_of_seed(d);
		all = val_join(all, v);
		if (home && d->home == home)
			own = val_join(own, v);
		else if (home && lent_has(&s->rel.lent, seeds->v[i], home))
			lent = val_join(lent, v);
	}
	if (own != VAL_BOTTOM || lent != VAL_BOTTOM)
		return own != VAL_BOTTOM ? own : lent;
	if (slot_rule(s->k, strct, field, RULE_value))
		return implied_mask(s, strct, field);
	return all == VAL_BOTTOM ? VAL_TOP : all;
}
