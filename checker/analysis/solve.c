// SPDX-License-Identifier: GPL-2.0-only
/*
 * The solver: states by key, entered depth-first; a state whose callee learned
 * a new way out is interpreted again.
 */
#include "analysis/solve.h"
#include "analysis/code.h"
#include "analysis/continues.h"
#include "analysis/exec.h"
#include "analysis/filled.h"
#include "analysis/order.h"
#include "analysis/queues.h"
#include "analysis/regions.h"
#include "analysis/runners.h"
#include "analysis/settled.h"
#include "analysis/twins.h"
#include "analysis/waits.h"

#include "base/mem.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAX_DEPTH 600 /* deeper callees wait in the work list */
/* of one function, then only masks are bound, and pointers to nothing */
#define MAX_STATES 96
#define MAX_STATES_HARD 384

uint8_t solver_scope(struct solver *s, struct scope_bits b)
{
	b.zeros &= s->k->scope_bits;
	b.ones &= s->k->scope_bits;
	for (size_t i = 0; i < s->nscopes; i++)
		if (s->scopes[i].zeros == b.zeros &&
		    s->scopes[i].ones == b.ones)
			return (uint8_t)i;
	if (s->nscopes == 256)
		BUG("more than 256 combinations of scopes");
	s->scopes[s->nscopes] = b;
	return (uint8_t)s->nscopes++;
}

uint64_t solver_taken(const struct solver *s, uint8_t scope)
{
	return scope_removes(s->k, s->scopes[scope].ones);
}

uint64_t solver_forbidden(const struct solver *s, ctx_t ctx)
{
	return s->k->contexts[__builtin_ctz(ctx)].forbids;
}

uint8_t solver_no_scope(struct solver *s)
{
	return solver_scope(s, (struct scope_bits){s->k->scope_bits, 0});
}

void solver_flag(struct solver *s, func_t fn, uint32_t instr, enum instr_flag f)
{
	s->flags[s->first_instr[fn] + instr] |= (uint8_t)f;
}

/* ---- keys ---- */

/* One of a few numbers. */
static int are_numbers(val_t v)
{
	const struct alts *a = val_alts(v);

	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].kind != ALT_BITS || a->v[i].zeros != ~a->v[i].ones)
			return 0;
	return a->n > 0;
}

/* Numbers without the place that wrote them. */
static val_t plain_numbers(val_t v)
{
	struct alts a = *val_alts(v);

	for (size_t i = 0; i < a.n; i++)
		a.v[i].origin = 0;
	return val_of(&a);
}

/* There is but one. */
static int is_nothing(val_t v)
{
	const struct alts *a = val_alts(v);

	return a->n == 1 && !a->v[0].ones;
}

static val_t bound_value(struct solver *s, func_t fn, size_t i, val_t v)
{
	sym_t type = s->g->funcs.v[fn].f->params.v[i].type;

	if (v == VAL_TOP || v == VAL_BOTTOM || val_has(v, ALT_NOT))
		return VAL_TOP;
	if (is_mask_param(s, fn, i))
		return val_as_param(val_keep_bits(v, s->k->mask_bits),
				    (unsigned)i);
	if (i >= 32 || !(s->rel.params[fn] >> i & 1))
		return VAL_TOP;
	if (are_numbers(v))
		return s->nstates_of[fn] <= MAX_STATES ||
				       (is_nothing(v) && is_pointer(type))
			       ? plain_numbers(v)
			       : VAL_TOP;
	for (size_t k = 0; k < val_alts(v)->n; k++)
		if (val_alts(v)->v[k].kind == ALT_BITS)
			return s->rel.reach[fn] & REACH_FLAGS
				       ? val_keep_bits(v, s->k->scope_bits)
				       : VAL_TOP;
	return v;
}

uint64_t state_hash(func_t fn, sym_t home, uint8_t scope, ctx_t ctx,
		    const val_t *args, size_t n)
{
	uint32_t head[4] = {fn, home, scope, ctx};
	uint64_t h = XXH3_64bits(head, sizeof(head));

	return XXH3_64bits_withSeed(args, n * sizeof(*args), h);
}

int state_is(const struct solver *s, const struct state *st, func_t fn,
	     sym_t home, uint8_t scope, ctx_t ctx, const val_t *args, size_t n)
{
	return st->fn == fn && st->home == home && st->scope == scope &&
	       st->ctx == ctx &&
	       (!n || !memcmp(&s->args.v[st->params], args, n * sizeof(*args)));
}

static void grow_index(struct solver *s)
{
	struct known_state *old = s->state_index;
	size_t n = s->nstate_index;

	s->nstate_index = n ? n * 2 : 1 << 14;
	s->state_index = mem_zeroed(s->nstate_index, sizeof(*s->state_index));
	for (size_t i = 0; i < n; i++) {
		size_t at = old[i].hash & (s->nstate_index - 1);

		if (!old[i].id)
			continue;
		while (s->state_index[at].id)
			at = (at + 1) & (s->nstate_index - 1);
		s->state_index[at] = old[i];
	}
	free(old);
}

static state_t find_state(struct solver *s, func_t fn, sym_t home,
			  uint8_t scope, ctx_t ctx, const val_t *args, size_t n,
			  int *fresh)
{
	uint32_t hash = (uint32_t)state_hash(fn, home, scope, ctx, args, n);
	struct state *st;
	size_t at;

	if (s->states.n * 2 >= s->nstate_index)
		grow_index(s);
	at = hash & (s->nstate_index - 1);
	for (; s->state_index[at].id; at = (at + 1) & (s->nstate_index - 1)) {
		struct known_state k = s->state_index[at];

		if (k.hash == hash && state_is(s, s->states.v[k.id], fn, home,
					       scope, ctx, args, n)) {
			*fresh = 0;
			return k.id;
		}
	}
	st = arena_alloc(&s->mem, sizeof(*st));
	st->fn = fn;
	st->home = home;
	st->scope = scope;
	st->ctx = ctx;
	st->params = (uint32_t)s->args.n;
	for (size_t i = 0; i < n; i++)
		vec_push(&s->args, args[i]);
	vec_push(&s->states, st);
	s->nstates_of[fn]++;
	st->same = s->last_of[fn];
	s->last_of[fn] = (state_t)s->states.n - 1;
	*fresh = 1;
	s->state_index[at] =
		(struct known_state){hash, (state_t)s->states.n - 1};
	return s->state_index[at].id;
}

static void queue_state(struct solver *s, state_t id)
{
	if (s->states.v[id]->queued)
		return;
	s->states.v[id]->queued = 1;
	vec_push(&s->work, id);
}

static void run_state(struct solver *s, state_t id)
{
	struct state *st = s->states.v[id];

	graph_rest(s->g, s->nexec);
	st->active = 1;
	s->depth++;
	if (exec_state(s, id))
		for (uint32_t i = st->first_caller; i; i = s->callers.v[i].next)
			queue_state(s, s->callers.v[i].from);
	s->depth--;
	st->active = 0;
}

static void run_queued(struct solver *s)
{
	while (s->work.n) {
		state_t id = s->work.v[--s->work.n];

		s->states.v[id]->queued = 0;
		run_state(s, id);
	}
}

/* A work item's address on its way to the queue: whose it is matters there. */
static int brings_object(const struct solver *s, func_t fn, const val_t *args,
			 size_t nargs)
{
	if (!(s->rel.reach[fn] & REACH_EVENT)) /* it queues nothing */
		return 0;
	for (size_t i = 0; i < nargs && i < 32; i++)
		if ((s->rel.params[fn] >> i & 1) &&
		    val_has(args[i], ALT_OBJECT))
			return 1;
	return 0;
}

state_t state_enter(struct solver *s, func_t fn, sym_t home, uint8_t scope,
		    ctx_t ctx, const val_t *args, size_t nargs)
{
	const struct func *f = s->g->funcs.v[fn].f;
	struct stack_mark mark = stack_mark(&s->scratch);
	size_t n = f->params.n;
	val_t *key = stack_take(&s->scratch, n * sizeof(*key));
	state_t id;
	int fresh;

	if (!brings_object(s, fn, args, nargs))
		home = relevant_home(&s->rel, fn, home);
	if (s->nstates_of[fn] > MAX_STATES_HARD) {
		home = 0;
		s->nwidened++;
	}
	for (size_t i = 0; i < n; i++)
		key[i] = i < nargs ? bound_value(s, fn, i, args[i]) : VAL_TOP;
	id = find_state(s, fn, home, scope, region_inside(s, fn, ctx), key, n,
			&fresh);
	stack_release(&s->scratch, mark);
	if (!fresh)
		return id;
	if (s->nstates_of[fn] == 1) {
		graph_keep(s->g, fn);
		graph_rest(s->g, ++s->nentered * 16); /* they lie anywhere */
	}
	if (s->depth < MAX_DEPTH)
		run_state(s, id);
	else
		queue_state(s, id);
	return id;
}

static void note_caller(struct solver *s, struct state *to, state_t from)
{
	uint32_t last = to->last_caller;

	if (last && s->callers.v[last].from == from)
		return;
	to->last_caller = (uint32_t)s->callers.n;
	if (last)
		s->callers.v[last].next = to->last_caller;
	else
		to->first_caller = to->last_caller;
	vec_push(&s->callers, (struct caller){from, 0});
}

/* How many arguments a mask may be looked for in: none if @fn takes no mask. */
static size_t mask_args(struct solver *s, func_t fn, size_t nargs)
{
	const struct func *f = s->g->funcs.v[fn].f;

	for (size_t i = 0; takes_mask(s, fn) && i < f->params.n && i < nargs;
	     i++)
		if (is_mask_param(s, fn, i))
			return nargs;
	return 0;
}

void state_edge(struct exec *x, struct edge_out e, const val_t *args,
		size_t nargs)
{
	struct solver *s = x->s;
	struct state *to = s->states.v[e.to];

	if (e.kind <= EDGE_VALUE)
		note_caller(s, to, x->id);
	nargs = mask_args(s, to->fn, nargs);
	for (size_t i = 0; i < x->out.n; i++) {
		struct edge_out *o = &x->out.v[i];

		if (o->to == e.to && o->instr == e.instr && o->kind == e.kind &&
		    (!nargs ||
		     !memcmp(&s->args.v[o->args], args, nargs * sizeof(*args))))
			return;
	}
	e.args = (uint32_t)s->args.n;
	for (size_t i = 0; i < nargs; i++)
		vec_push(&s->args, args[i]);
	vec_push(&x->out, e);
}

/* ---- entries ---- */

static int below_paths(const struct rule *r, const char *file)
{
	const rule_syms *in = &r->key[KEY_paths].list;
	const rule_syms *not_in = &r->key[KEY_except].list;
	int below = !in->n;

	for (size_t i = 0; i < in->n; i++) {
		const char *p = sym_str(in->v[i]);

		below |= !strncmp(p, file, strlen(p));
	}
	for (size_t i = 0; i < not_in->n; i++) {
		const char *p = sym_str(not_in->v[i]);

		if (!strncmp(p, file, strlen(p)))
			return 0;
	}
	return below;
}

/* Reclaim itself runs with its scope set: the rule of the entry says which. */
static uint8_t entry_scope(struct solver *s, const struct rule *r)
{
	struct scope_bits b = {s->k->scope_bits, 0};

	for (size_t i = 0; i < s->k->nscopes; i++) {
		const struct scope_flag *f = &s->k->scopes[i];

		if (f->rule->id == r->key[KEY_scope].str) {
			b.zeros &= ~f->flag;
			b.ones |= f->flag & s->k->scope_bits;
		}
	}
	return solver_scope(s, b);
}

/* A module that fills a slot of I/O provides a device. */
static void note_serving(struct solver *s, const struct rule *r, sym_t home)
{
	if (!strcmp(sym_str(r->key[KEY_serves].str), "io") &&
	    !r->key[KEY_needs].set)
		s->serving[home] |= MODULE_PROVIDES;
}

static sym_t home_of(const struct solver *s, state_t id)
{
	return s->g->funcs.v[s->states.v[id]->fn].home;
}

/* A module that such a module calls on the I/O path, by name: the transport of
 * a protocol. Each has a device behind it as well. */
static void note_called(struct solver *s)
{
	for (state_t i = 1; i < s->states.n; i++) {
		const struct state *st = s->states.v[i];

		if (!(st->ctx & ~CTX_QUIET) ||
		    !(s->serving[home_of(s, i)] & MODULE_PROVIDES))
			continue;
		for (size_t k = 0; k < st->out.n; k++)
			if (st->out.v[k].kind == EDGE_CALL)
				s->serving[home_of(s, st->out.v[k].to)] |=
					MODULE_CALLED;
	}
	s->serving[0] &= (uint8_t)~MODULE_CALLED;
}

/* Does module @home do what the rule's entries have to serve? */
static int serves(const struct solver *s, const struct rule *r, sym_t home)
{
	int also = !strcmp(sym_str(r->key[KEY_needs].str), "io-path")
			   ? MODULE_CALLED
			   : 0;

	return s->serving[home] & (MODULE_PROVIDES | also);
}

static void start_entry(struct solver *s, const struct rule *r, func_t fn,
			sym_t home, seed_t seed, const struct slot *slot)
{
	int n = context_index(s->k, r->key[KEY_context].str);
	struct state *st;
	state_t id;

	if (n < 0 || !s->g->funcs.v[fn].f ||
	    (s->g->funcs.v[fn].f->flags & F_INIT) ||
	    !below_paths(r, func_file(s->g, fn)) ||
	    (r->key[KEY_needs].set && !serves(s, r, home)) ||
	    (slot && r->key[KEY_ends].set && !serving_ends(s->k, fn)))
		return;
	id = state_enter(s, fn, home, entry_scope(s, r), (uint8_t)(1u << n),
			 NULL, 0);
	note_serving(s, r, home);
	st = s->states.v[id];
	if (!st->root) {
		st->root = 1;
		st->entry = r;
		st->entry_seed = seed;
		st->entry_slot = slot;
	}
}

static void start_slot(struct solver *s, const struct rule *r,
		       const struct slot *slot)
{
	const seed_set *seeds = graph_slot_seeds(s->g, slot);

	for (size_t i = 0; i < seeds->n; i++) {
		const struct seed *d = &s->g->seeds.v[seeds->v[i]];

		if (d->fn)
			start_entry(s, r, d->fn, d->home, seeds->v[i], slot);
	}
}

static void start_rule(struct solver *s, const struct rule *r)
{
	const rule_slots *slots = &r->key[KEY_slots].slots;

	for (size_t i = 0; i < slots->n; i++) {
		const struct slot *slot;

		if (slots->v[i].field) {
			slot = graph_slot(s->g, slots->v[i].strct,
					  slots->v[i].field);
			if (slot)
				start_slot(s, r, slot);
			continue;
		}
		for (size_t n = 0; n < s->g->slots.n; n++)
			if (s->g->slots.v[n].strct == slots->v[i].strct)
				start_slot(s, r, &s->g->slots.v[n]);
	}
}

/* Tasks of a module that provides a device: threads that end its requests, and
 * work on a queue that reclaim may wait for; the rule may want both. */
static int is_device_task(struct solver *s, const struct rule *r, func_t fn,
			  seed_t seed)
{
	if (!seed)
		return s->rel.reach[fn] & REACH_ENDS;
	return queue_rescues_work(s->queues, &s->g->seeds.v[seed].owner) &&
	       (!r->key[KEY_ends].set || serving_ends(s->k, fn));
}

static void start_task_fn(struct solver *s, const struct rule *r, func_t fn,
			  sym_t home, seed_t seed)
{
	if (fn && serves(s, r, home) && is_device_task(s, r, fn, seed))
		start_entry(s, r, fn, home, seed, NULL);
}

static void start_threads(struct solver *s, const struct rule *r)
{
	const struct thread *t;
	size_t n = waits_all(s->waits, &t);

	for (size_t i = 0; i < n; i++)
		start_task_fn(s, r, t[i].fn, s->g->funcs.v[t[i].maker].home, 0);
}

static void start_works(struct solver *s, const struct rule *r)
{
	const struct rule *h = NULL;
	seed_set all = {0};

	while ((h = rule_next(s->k->rules, RULE_handoff, h)))
		if (!strcmp(sym_str(h->key[KEY_task].str), "work"))
			rule_seeds(s->k, h, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct seed *d = &s->g->seeds.v[all.v[i]];

		start_task_fn(s, r, d->fn, d->home, all.v[i]);
	}
	vec_free(&all);
}

static void start_tasks(struct solver *s, const struct rule *r)
{
	const rule_syms *tasks = &r->key[KEY_tasks].list;

	for (size_t i = 0; i < tasks->n; i++) {
		if (!strcmp(sym_str(tasks->v[i]), "kthread"))
			start_threads(s, r);
		if (!strcmp(sym_str(tasks->v[i]), "work"))
			start_works(s, r);
	}
}

static void start_functions(struct solver *s)
{
	for (func_t fn = 1; fn < s->g->funcs.n; fn++) {
		const struct rule *r = fn_rule(s->k, fn, RULE_entry);

		if (r)
			start_entry(s, r, fn, s->g->funcs.v[fn].home, 0, NULL);
	}
}

static void number_instrs(struct solver *s)
{
	uint32_t n = 0;

	s->first_instr = mem_zeroed(s->g->funcs.n, sizeof(uint32_t));
	s->nstates_of = mem_zeroed(s->g->funcs.n, sizeof(uint32_t));
	s->last_of = mem_zeroed(s->g->funcs.n, sizeof(state_t));
	for (func_t fn = 1; fn < s->g->funcs.n; fn++) {
		s->first_instr[fn] = n;
		if (s->g->funcs.v[fn].f)
			n += (uint32_t)s->g->funcs.v[fn].f->instrs.n;
	}
	s->flags = mem_zeroed(n, 1);
	s->classes = mem_zeroed(s->g->funcs.n, 1);
}

/* What is of use only while states are made. */
static void free_workspace(struct solver *s)
{
	code_end(s);
	twins_free(s);
	stack_free(&s->inputs);
	stack_free(&s->scratch);
	vec_free(&s->callers);
	vec_free(&s->work);
	free(s->state_index);
	free(s->classes);
	free(s->last_of);
	s->state_index = NULL;
	s->classes = NULL;
	s->last_of = NULL;
}

void solve(struct solver *s, const struct knowledge *k)
{
	const struct rule *r = NULL;

	memset(s, 0, sizeof(*s));
	s->g = k->graph;
	s->k = k;
	values_begin();
	vec_push(&s->states, arena_alloc(&s->mem, sizeof(struct state)));
	vec_push(&s->callers, (struct caller){0});
	ruled_begin(&s->ruled, k);
	given_begin(&s->given, k, &s->ruled);
	s->queues = queues_begin(k, &s->ruled);
	relevance_begin(&s->rel, k, &s->ruled, s->queues, &s->given);
	number_instrs(s);
	code_begin(s);
	tables_begin(s);
	s->serving = mem_zeroed(sym_count(), 1);
	s->spoken = mem_zeroed(s->g->funcs.n, sizeof(*s->spoken));
	s->waits = waits_begin(k, &s->ruled);
	runners_begin(s);
	ruled_forget(&s->ruled);
	while ((r = rule_next(k->rules, RULE_entry, r)))
		if (!r->key[KEY_needs].set)
			start_rule(s, r);
	note_called(s);
	while ((r = rule_next(k->rules, RULE_entry, r)))
		if (r->key[KEY_needs].set) {
			start_rule(s, r);
			start_tasks(s, r);
		}
	start_functions(s);
	start_regions(s);
	run_queued(s);
	free_workspace(s);
	graph_rest(s->g, 0);
	states_order(s);
	continues_mark(s);
	settled_prune(s);
}

void solver_free(struct solver *s)
{
	vec_free(&s->states);
	vec_free(&s->args);
	vec_free(&s->runners);
	arena_free(&s->mem);
	free(s->nstates_of);
	free(s->first_instr);
	free(s->flags);
	free(s->serving);
	free(s->spoken);
	free(s->inherits);
	free(s->shared);
	free(s->fillers);
	free(s->lone);
	free(s->target_of);
	vec_free(&s->tables);
	waits_end(s->waits);
	queues_end(s->queues);
	given_end(&s->given);
	ruled_end(&s->ruled);
	relevance_end(&s->rel);
	values_end();
	memset(s, 0, sizeof(*s));
}
