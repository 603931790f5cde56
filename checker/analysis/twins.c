// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tape of what a state did: calls, with what they returned, and ways out, in
 * their order. It holds for a twin if
 *  - the function asked nothing whose answer depends on the module (struct
 *    exec.asked): then all it does follows from its arguments, its scope, its
 *    context and what its calls return,
 *  - each call, in the twin's module, returns what it returned then.
 * A twin that finds a difference has entered what it would have entered up to
 * there, in the same order; when it is interpreted it takes that as it is: to
 * enter it once more may lead to another state (see MAX_STATES of solve.c).
 */
#include "analysis/twins.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TAPE 4096 /* words; longer: a twin would not be much faster */

/* One thing that was done; its arguments and ways out follow it. */
struct did {
	func_t fn; /* that was called; 0: a way out was found */
	uint32_t instr;
	ctx_t ctx;
	uint8_t scope, nargs, nexits, spare;
	uint32_t writes; /* of the state that was entered */
};

#define WORDS(type) (sizeof(type) / sizeof(uint32_t))

static uint32_t *take(struct exec *x, size_t words)
{
	struct twins *t = &x->s->twins;

	if (t->tape.n + words - x->tape > MAX_TAPE)
		x->asked = 1;
	vec_reserve(&t->tape, t->tape.n + words);
	t->tape.n += words;
	return t->tape.v + t->tape.n - words;
}

void twins_begin(struct exec *x)
{
	x->tape = x->s->twins.tape.n;
	x->asked = !x->home;
}

void twins_call(struct exec *x, const struct edge_out *e, const val_t *args,
		size_t nargs)
{
	const struct state *callee = x->s->states.v[e->to];
	struct did d = {.fn = callee->fn,
			.instr = e->instr,
			.ctx = callee->ctx,
			.scope = callee->scope,
			.nargs = (uint8_t)nargs,
			.nexits = (uint8_t)callee->exits.n,
			.writes = callee->writes};
	size_t exits = d.nexits * WORDS(struct exit_state);
	uint32_t *at;

	if (x->asked)
		return;
	at = take(x, WORDS(d) + nargs + exits);
	memcpy(at, &d, sizeof(d));
	memcpy(at + WORDS(d), args, nargs * sizeof(*args));
	if (exits)
		memcpy(at + WORDS(d) + nargs, callee->exits.v,
		       exits * sizeof(*at));
}

void twins_exit(struct exec *x, struct exit_state e)
{
	struct did d = {.nexits = 1};
	uint32_t *at;

	if (x->asked)
		return;
	at = take(x, WORDS(d) + WORDS(e));
	memcpy(at, &d, sizeof(d));
	memcpy(at + WORDS(d), &e, sizeof(e));
}

/* ---- which tape ---- */

static struct twin_tape *find(const struct solver *s, const struct state *st)
{
	const struct twins *t = &s->twins;
	size_t n = s->g->funcs.v[st->fn].f->params.n;
	const val_t *args = s->args.v + st->params;
	uint32_t hash =
		(uint32_t)state_hash(st->fn, 0, st->scope, st->ctx, args, n);
	size_t at = hash & (t->nindex - 1);

	for (; t->index[at].of; at = (at + 1) & (t->nindex - 1))
		if (t->index[at].hash == hash &&
		    state_is(s, s->states.v[t->index[at].of], st->fn,
			     s->states.v[t->index[at].of]->home, st->scope,
			     st->ctx, args, n))
			break;
	t->index[at].hash = hash;
	return &t->index[at];
}

static void grow(struct twins *t)
{
	struct twin_tape *old = t->index;
	size_t n = t->nindex;

	t->nindex = n ? n * 2 : 1 << 12;
	t->index = mem_zeroed(t->nindex, sizeof(*t->index));
	for (size_t i = 0; i < n; i++) {
		size_t at = old[i].hash & (t->nindex - 1);

		while (old[i].of && t->index[at].of)
			at = (at + 1) & (t->nindex - 1);
		if (old[i].of)
			t->index[at] = old[i];
	}
	free(old);
}

void twins_end(struct exec *x)
{
	struct twins *t = &x->s->twins;
	size_t n = t->tape.n - x->tape;
	struct twin_tape *k;

	if (t->n * 2 >= t->nindex)
		grow(t);
	if (x->home) {
		k = find(x->s, x->s->states.v[x->id]);
		t->n += !k->of && !x->asked;
		if (!x->asked)
			*k = (struct twin_tape){
				.hash = k->hash,
				.of = x->id,
				.n = (uint32_t)n,
				.at = arena_dup(&t->mem, t->tape.v + x->tape,
						n * sizeof(*t->tape.v))};
		else if (k->of == x->id)
			k->at = NULL; /* it did something else this time */
	}
	t->tape.n = x->tape;
}

/* ---- following ---- */

static int returns(const struct state *callee, const uint32_t *at, size_t n)
{
	struct exit_state then;

	if (callee->exits.n != n)
		return 0;
	for (size_t i = 0; i < n; i++) {
		const struct exit_state *now = &callee->exits.v[i];

		memcpy(&then, at + i * WORDS(then), sizeof(then));
		if (now->scope != then.scope || now->ctx != then.ctx ||
		    now->value != then.value)
			return 0;
	}
	return 1;
}

static int follow_call(struct exec *x, const struct did *d,
		       const uint32_t *args, const uint32_t *exits)
{
	struct edge_out e = {.instr = d->instr, .kind = EDGE_CALL};

	e.to = state_enter(x->s, d->fn, x->home, d->scope, d->ctx, args,
			   d->nargs);
	state_edge(x, e, args, d->nargs);
	vec_push(&x->entered, e.to);
	return x->s->states.v[e.to]->writes == d->writes &&
	       returns(x->s->states.v[e.to], exits, d->nexits);
}

static int follow_exit(struct exec *x, const uint32_t *at)
{
	struct exit_state e;

	memcpy(&e, at, sizeof(e));
	return exec_exit(x, e);
}

#define COPY(to, from)                                \
	do {                                          \
		for (size_t i = 0; i < (from).n; i++) \
			vec_push(to, (from).v[i]);    \
	} while (0)

static void copy_found(struct exec *x, const struct state *twin, int *grew)
{
	struct state *st = x->s->states.v[x->id];

	*grew |= (twin->writes & ~st->writes) != 0;
	st->writes |= twin->writes;
	COPY(&x->sites, twin->sites);
	COPY(&x->fine, twin->fine);
	COPY(&x->services, twin->services);
}

state_t twins_enter(struct exec *x, const struct target *t, uint8_t scope,
		    ctx_t ctx, const val_t *args, size_t nargs)
{
	if (x->again < x->entered.n)
		return x->entered.v[x->again++];
	return state_enter(x->s, t->fn, t->home, scope, ctx, args, nargs);
}

int twins_follow(struct exec *x, int *grew)
{
	struct twins *t = &x->s->twins;
	struct twin_tape k;
	struct did d;

	if (!x->home || !t->nindex)
		return 0;
	k = *find(x->s, x->s->states.v[x->id]);
	if (!k.of || !k.at || k.of == x->id)
		return 0;
	x->asked = 1; /* no new tape */
	for (const uint32_t *at = k.at, *end = at + k.n; at < end;) {
		const uint32_t *args = at + WORDS(d), *exits;

		memcpy(&d, at, sizeof(d));
		exits = args + d.nargs;
		at = exits + d.nexits * WORDS(struct exit_state);
		if (!d.fn) {
			*grew |= follow_exit(x, exits);
		} else if (!follow_call(x, &d, args, exits)) {
			vec_clear(&x->out);
			x->asked = 0;
			return 0;
		}
	}
	copy_found(x, x->s->states.v[k.of], grew);
	return 1;
}

void twins_free(struct solver *s)
{
	arena_free(&s->twins.mem);
	vec_free(&s->twins.tape);
	free(s->twins.index);
	memset(&s->twins, 0, sizeof(s->twins));
}
