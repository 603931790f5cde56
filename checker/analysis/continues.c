// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hand-offs that go on with I/O: the least set of tasks such that each serves
 * somebody who is on a path already. What is waited for on the paths makes
 * tasks serve; their paths add to what is waited for; until nothing changes.
 */
#include "analysis/continues.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* How a state serves I/O. */
enum { SERVES = 1, ENDS = 2 };

struct in {
	state_t from;
	uint32_t edge;
};

struct search {
	struct solver *s;
	uint32_t *first; /* state -> index into in */
	struct in *in;
	uint8_t *reached; /* from the roots, by edges that are ways */
	uint8_t *serves;
	VEC(state_t) work;
	VEC(struct in) unproven;    /* hand-offs that nothing else opens */
	VEC(state_t) services;	    /* states that have any */
	VEC(struct service) waited; /* on the paths; .rule is NULL */
};

static int is_handoff(const struct edge_out *e)
{
	return e->kind == EDGE_HANDOFF || e->kind == EDGE_WAKE;
}

static void index_edges(struct search *c)
{
	const struct solver *s = c->s;
	uint32_t *at = mem_zeroed(s->states.n, sizeof(*at));
	size_t n = 0;

	c->first = mem_zeroed(s->states.n, sizeof(*c->first));
	for (state_t i = 1; i < s->states.n; i++) {
		struct state *st = s->states.v[i];

		n += st->out.n;
		if (st->services.n)
			vec_push(&c->services, i);
		for (size_t k = 0; k < st->out.n; k++) {
			struct edge_out *e = &st->out.v[k];

			e->idle = is_handoff(e) && !e->sure;
			if (e->idle)
				vec_push(&c->unproven,
					 (struct in){i, (uint32_t)k});
			c->first[e->to + 1]++;
		}
	}
	for (size_t i = 1; i <= s->states.n; i++)
		c->first[i] += c->first[i - 1];
	memcpy(at, c->first, s->states.n * sizeof(*at));
	c->in = mem_zeroed(n, sizeof(*c->in));
	for (state_t i = 1; i < s->states.n; i++) {
		const struct state *st = s->states.v[i];

		for (size_t k = 0; k < st->out.n; k++)
			c->in[at[st->out.v[k].to]++] =
				(struct in){i, (uint32_t)k};
	}
	free(at);
}

/* ---- who is on a path, and what is waited for there ---- */

static void reach(struct search *c, state_t id)
{
	if (c->reached[id])
		return;
	c->reached[id] = 1;
	vec_push(&c->work, id);
}

static int by_object(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct service));
}

static void note_waits(struct search *c, const struct state *st)
{
	if (!(st->ctx & ~CTX_QUIET))
		return;
	for (size_t i = 0; i < st->services.n; i++) {
		struct service v = st->services.v[i];

		if (v.rule->kind != RULE_wait)
			continue;
		v.rule = NULL;
		vec_push(&c->waited, v);
	}
}

/* Return: 1 if something new is reached */
static int spread(struct search *c)
{
	int grew = c->work.n > 0;

	while (c->work.n) {
		const struct state *st = c->s->states.v[c->work.v[--c->work.n]];

		note_waits(c, st);
		for (size_t k = 0; k < st->out.n; k++)
			if (!st->out.v[k].idle)
				reach(c, st->out.v[k].to);
	}
	if (grew && c->waited.n)
		qsort(c->waited.v, c->waited.n, sizeof(*c->waited.v),
		      by_object);
	return grew;
}

/* ---- who serves ---- */

/* Who waits for an object and completes it hands a token on, as a lock. */
static int is_token(const struct state *st, const struct service *v)
{
	for (size_t i = 0; i < st->services.n; i++) {
		const struct service *x = &st->services.v[i];

		if (x->rule->kind == RULE_wait && x->strct == v->strct &&
		    x->field == v->field && x->global == v->global)
			return 1;
	}
	return 0;
}

static uint8_t own_service(const struct search *c, const struct state *st)
{
	uint8_t out = 0;

	for (size_t i = 0; i < st->services.n; i++) {
		struct service v = st->services.v[i];
		const struct rule *r = v.rule;

		v.rule = NULL;
		if (r->kind != RULE_serves ||
		    ((v.strct || v.global) &&
		     (!c->waited.n || is_token(st, &v) ||
		      !bsearch(&v, c->waited.v, c->waited.n, sizeof(v),
			       by_object))))
			continue;
		out |= r->key[KEY_ends].set ? SERVES | ENDS : SERVES;
	}
	return out;
}

/* What @to does for I/O, @from does by calling it, or starting it. */
static uint8_t passed_up(const struct search *c, const struct state *from,
			 const struct edge_out *e)
{
	uint8_t bits = c->serves[e->to];
	const struct rule *common;

	if (e->kind == EDGE_CALLBACK || e->many > FEW_TARGETS)
		return 0;
	if (is_handoff(e)) /* that a recovery is started recovers nothing */
		return bits & ENDS ? bits : 0;
	common = serving_common(c->s->k, c->s->states.v[e->to]->fn);
	return common && common != serving_common(c->s->k, from->fn) ? 0 : bits;
}

static void close_services(struct search *c)
{
	for (size_t n = 0; n < c->services.n; n++) {
		state_t i = c->services.v[n];
		uint8_t own = own_service(c, c->s->states.v[i]);

		if (!(own & ~c->serves[i]))
			continue;
		c->serves[i] |= own;
		vec_push(&c->work, i);
	}
	while (c->work.n) {
		state_t id = c->work.v[--c->work.n];

		for (uint32_t i = c->first[id]; i < c->first[id + 1]; i++) {
			const struct in *in = &c->in[i];
			const struct state *from = c->s->states.v[in->from];
			uint8_t bits =
				passed_up(c, from, &from->out.v[in->edge]);

			if (bits & ~c->serves[in->from]) {
				c->serves[in->from] |= bits;
				vec_push(&c->work, in->from);
			}
		}
	}
}

/* Hand-offs on the paths whose tasks serve are ways. */
static void open_handoffs(struct search *c)
{
	for (size_t i = 0; i < c->unproven.n; i++) {
		struct in at = c->unproven.v[i];
		struct edge_out *e = &c->s->states.v[at.from]->out.v[at.edge];

		if (!e->idle || !c->serves[e->to])
			continue;
		e->idle = 0;
		if (c->reached[at.from])
			reach(c, e->to);
	}
}

static void flag_announcements(const struct search *c)
{
	for (size_t i = 0; i < c->unproven.n; i++) {
		struct in at = c->unproven.v[i];
		const struct state *st = c->s->states.v[at.from];

		if (st->out.v[at.edge].idle)
			solver_flag(c->s, st->fn, st->out.v[at.edge].instr,
				    ANNOUNCES);
	}
}

void continues_mark(struct solver *s)
{
	struct search c = {.s = s};

	index_edges(&c);
	c.reached = mem_zeroed(s->states.n, 1);
	c.serves = mem_zeroed(s->states.n, 1);
	for (state_t i = 1; i < s->states.n; i++)
		if (s->states.v[i]->root)
			reach(&c, i);
	while (spread(&c)) {
		close_services(&c);
		open_handoffs(&c);
	}
	flag_announcements(&c);
	vec_free(&c.work);
	vec_free(&c.unproven);
	vec_free(&c.services);
	vec_free(&c.waited);
	free(c.first);
	free(c.in);
	free(c.reached);
	free(c.serves);
}
