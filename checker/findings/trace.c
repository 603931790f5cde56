// SPDX-License-Identifier: GPL-2.0-only
/*
 * From sites to candidates: a mask that came in through a parameter is followed
 * up to the place that wrote it; one that shared code wrote, down to the way
 * into that code.
 */
#include "findings/make.h"

#include "base/mem.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

#define MAX_UPWARD 4000
#define IMPLIED UINT32_MAX /* no parameter: the allocator takes no mask */

/*
 * A mask in shared code that the I/O of many modules reaches is one bug where
 * that code is entered, not one in each task that comes by.
 */
#define EVERYBODY 8

static int may_be_bad(const struct solver *s, const struct site *x,
		      const struct alt *a)
{
	uint64_t bad = solver_forbidden(s, x->ctx);

	return a->kind == ALT_BITS &&
	       (~a->zeros & ~solver_taken(s, x->scope) & bad) == bad;
}

int is_surely_bad(const struct solver *s, const struct site *x,
		  const struct alt *a)
{
	const struct scope_bits *b = &s->scopes[x->scope];
	uint64_t bad = solver_forbidden(s, x->ctx);
	uint64_t maybe = scope_removes(s->k, ~b->zeros & s->k->scope_bits);

	return (a->ones & ~maybe & bad) == bad;
}

/* ---- from a site up to the origin ---- */

struct asked {
	state_t state;
	uint32_t param;	 /* or IMPLIED */
	struct alt mask; /* that */
	struct origin at;
	struct in_edge via; /* towards the site; .from = 0 at the site */
	uint32_t next;	    /* index of the asked that follows it, + 1 */
};

struct upward {
	struct make *m;
	state_t site_state;
	const struct site *site;
	VEC(struct asked) all;
};

static void ask(struct upward *u, struct asked a)
{
	for (size_t i = 0; i < u->all.n; i++)
		if (u->all.v[i].state == a.state &&
		    u->all.v[i].param == a.param)
			return;
	if (u->all.n < MAX_UPWARD)
		vec_push(&u->all, a);
}

/* The mask was written by (or returned to) @state; @at leads to the site. */
static void found_origin(struct upward *u, state_t state, struct origin o,
			 const struct alt *a, uint32_t at,
			 const struct in_edge *via)
{
	struct candidate c = {.ctx = u->site->ctx,
			      .kind = FINDING_MASK,
			      .origin = o,
			      .state = state,
			      .site = u->site,
			      .site_state = u->site_state};

	memcpy(&c.mask, a, sizeof(c.mask));
	c.surely = (uint8_t)is_surely_bad(u->m->s, u->site, a);
	c.cost = u->m->paths.cost[state];
	if (c.cost == UINT32_MAX)
		return;
	c.down = (uint32_t)u->m->down.n;
	if (via) {
		vec_push(&u->m->down, *via);
		c.ndown = 1;
	}
	for (; at; at = u->all.v[at - 1].next) {
		const struct asked *x = &u->all.v[at - 1];

		if (x->via.from) {
			vec_push(&u->m->down, x->via);
			c.ndown++;
		}
	}
	c.cost += (uint32_t)c.ndown;
	vec_push(&u->m->all, c);
}

/* An allocator that takes no mask, in a header's inline function: there is none
 * to mend there, and the function is but another name for it. */
static int implies_it(const struct upward *u, state_t state)
{
	const struct solver *s = u->m->s;
	const struct rule *r = u->site->rule;

	return r && r->key[KEY_implies].set &&
	       (s->g->funcs.v[s->states.v[state]->fn].f->flags & F_HEADER);
}

static struct origin passed_at(const struct solver *s, state_t state,
			       uint32_t instr)
{
	func_t fn = s->states.v[state]->fn;

	return (struct origin){fn, instr,
			       s->g->funcs.v[fn].f->instrs.v[instr].line};
}

/* Return: 1 if the mask may be a bad one. */
static int ask_alt(struct upward *u, state_t state, const struct alt *a,
		   uint32_t at, const struct in_edge *via, uint32_t instr)
{
	const struct solver *s = u->m->s;
	struct asked next = {.state = state,
			     .param = a->origin & ~ORIGIN_PARAM,
			     .mask = *a,
			     .next = at};
	struct origin o;

	if (!may_be_bad(s, u->site, a))
		return 0;
	o = passed_at(s, state, instr);
	next.at = o;
	if (via)
		next.via = *via;
	if (a->origin & ORIGIN_PARAM) {
		ask(u, next);
		return 1;
	}
	if (a->origin)
		o = *origin_get(a->origin);
	if (!implies_it(u, state)) {
		found_origin(u, state, o, a, at, via);
		return 1;
	}
	next.param = IMPLIED;
	next.at = o;
	ask(u, next);
	return 1;
}

static void ask_callers(struct upward *u, uint32_t at)
{
	const struct solver *s = u->m->s;
	struct asked here = u->all.v[at - 1];
	const struct in_edge *in;
	size_t n = paths_in(&u->m->paths, here.state, &in), asked = 0;
	int bad = 0;

	for (size_t i = 0; i < n; i++) {
		const struct edge_out *e = paths_edge(&u->m->paths, &in[i]);
		struct alts v;

		if (e->kind > EDGE_VALUE || e->kind == EDGE_ENTRY ||
		    u->m->paths.cost[in[i].from] == UINT32_MAX)
			continue;
		asked++;
		if (here.param == IMPLIED) {
			here.mask.origin = 0;
			ask_alt(u, in[i].from, &here.mask, at, &in[i],
				e->instr);
			continue;
		}
		v = *val_alts(s->args.v[e->args + here.param]);
		for (size_t k = 0; k < v.n; k++)
			bad |= ask_alt(u, in[i].from, &v.v[k], at, &in[i],
				       e->instr);
	}
	/* allocated here, or made what it is here from a mask that was good */
	if (here.param == IMPLIED ? !asked : asked && !bad)
		found_origin(u, here.state, here.at, &here.mask, here.next,
			     here.via.from ? &here.via : NULL);
}

static void trace_site(struct make *m, state_t id, const struct site *x)
{
	struct upward u = {.m = m, .site_state = id, .site = x};
	struct alts v = *val_alts(x->mask);

	for (size_t i = 0; i < v.n; i++)
		ask_alt(&u, id, &v.v[i], 0, NULL, x->instr);
	for (uint32_t at = 1; at <= u.all.n; at++)
		ask_callers(&u, at);
	vec_free(&u.all);
}

/* ---- doors ---- */

/* The last function outside the layers on the best chain to @from; a header's
 * inline function is not a place to mend. 0: the task is the layer's own. */
static state_t last_outside(struct make *m, state_t from)
{
	state_t at = from;

	while (at) {
		func_t fn = m->s->states.v[at]->fn;
		int layer = fn_layer(m->s->k, fn) != NULL;
		int first = paths_begins_task(&m->paths, at);

		if (!layer &&
		    (first || !(m->g->funcs.v[fn].f->flags & F_HEADER)))
			return at;
		if (first)
			return 0;
		at = m->paths.pred[at].from;
	}
	return 0;
}

static void add_gate(struct make *m, struct candidate c,
		     const struct rule *layer, state_t gate)
{
	c.kind = FINDING_DOOR;
	c.layer = layer;
	c.gate = gate;
	c.origin = (struct origin){m->s->states.v[gate]->fn, UINT32_MAX, 0};
	vec_push(&m->all, c);
}

/* A header's inline function is part of what it calls. */
static int is_inside(const struct make *m, state_t id)
{
	func_t fn = m->s->states.v[id]->fn;

	return fn_layer(m->s->k, fn) || (m->g->funcs.v[fn].f->flags & F_HEADER);
}

/* A step from a state inside a layer towards the site. */
struct inward {
	state_t state;
	struct in_edge via;
	uint32_t next; /* index of the step that follows, + 1; 0 = none */
	int named;     /* from here on, calls by name alone */
};

typedef VEC(struct inward) inward_steps;

/* The steps from @down on are new, and come before those that @c had. */
static void lengthen(struct make *m, struct candidate *c, size_t down)
{
	for (size_t i = 0; i < c->ndown; i++)
		vec_push(&m->down, m->down.v[c->down + i]);
	c->down = (uint32_t)down;
	c->ndown = m->down.n - down;
}

/* The candidate of another way in: from the last function outside. */
static struct candidate way_in(struct make *m, struct candidate c,
			       const inward_steps *all, uint32_t at)
{
	size_t down = m->down.n;

	c.state = all->v[at].state;
	for (; all->v[at].next; at = all->v[at].next - 1)
		vec_push(&m->down, all->v[at].via);
	lengthen(m, &c, down);
	c.cost = m->paths.cost[c.state] + (uint32_t)c.ndown;
	return c;
}

/* A pointer call in the layer; that of who enters is his own. */
static int dispatches(const struct make *m, const struct in_edge *in)
{
	return paths_edge(&m->paths, in)->kind != EDGE_CALL &&
	       is_inside(m, in->from);
}

/* The callers of a step; @named: only by a name, or a way in by a pointer. */
static void step_out(struct make *m, inward_steps *all, uint32_t at, int named)
{
	const struct in_edge *in;
	size_t n = paths_in(&m->paths, all->v[at].state, &in);

	for (size_t i = 0; i < n; i++) {
		if (m->paths.mark[in[i].from] == m->paths.stamp ||
		    m->paths.cost[in[i].from] == UINT32_MAX ||
		    (named && dispatches(m, &in[i])) ||
		    edge_starts_task(paths_edge(&m->paths, &in[i])->kind))
			continue;
		m->paths.mark[in[i].from] = m->paths.stamp;
		vec_push(all, (struct inward){in[i].from, in[i], at + 1,
					      all->v[at].named &&
						      !dispatches(m, &in[i])});
	}
}

/* A function outside the layer that enters it. */
struct outside {
	func_t fn;
	uint32_t cost, at; /* of the way to it; index of its step */
	int named;
};

typedef VEC(struct outside) outsides;

static int by_function(const void *a, const void *b)
{
	const struct outside *x = a, *y = b;

	if (x->fn != y->fn)
		return x->fn < y->fn ? -1 : 1;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* The best way of each function. Where many modules come by, a pointer call in
 * the layer is hardly ever meant for all of them: only calls by name are sure.
 */
static void keep_best(struct make *m, outsides *all)
{
	VEC(sym_t) homes = {0};
	size_t kept = 0, n = 0, known;

	if (all->n)
		qsort(all->v, all->n, sizeof(*all->v), by_function);
	for (size_t i = 0; i < all->n; i++) {
		sym_t home = m->g->funcs.v[all->v[i].fn].home;

		if (kept && all->v[kept - 1].fn == all->v[i].fn)
			continue;
		all->v[kept++] = all->v[i];
		for (known = 0; known < homes.n; known++)
			if (homes.v[known] == home)
				break;
		if (known == homes.n)
			vec_push(&homes, home);
	}
	for (size_t i = 0; i < kept; i++)
		if (homes.n < EVERYBODY || all->v[i].named)
			all->v[n++] = all->v[i];
	all->n = n;
	vec_free(&homes);
}

/* The functions outside the layer that enter it and get to the state of @c
 * inside: by names alone where there is such a way, however long; then by all
 * ways. */
static void ways_into(struct make *m, const struct candidate *c,
		      inward_steps *all, outsides *out)
{
	m->paths.stamp++;
	m->paths.mark[c->state] = m->paths.stamp;
	vec_push(all, (struct inward){c->state, {0}, 0, 1});
	for (uint32_t at = 0; at < all->n; at++)
		if (is_inside(m, all->v[at].state))
			step_out(m, all, at, 1);
	for (uint32_t at = 0; at < all->n; at++) {
		state_t id = all->v[at].state;
		func_t fn = m->s->states.v[id]->fn;

		if (is_inside(m, id)) {
			step_out(m, all, at, 0);
			continue;
		}
		m->entering[fn] |= ENTERING_SEEN;
		vec_push(out, ((struct outside){fn, m->paths.cost[id], at,
						all->v[at].named}));
	}
}

/* The best way of all begins in a task of the layer's own, which is not on the
 * I/O path for anybody else: of the others the best one has the gate. */
static state_t add_best_way(struct make *m, const struct candidate *c,
			    const struct rule *layer, int everybody,
			    const inward_steps *all, const outsides *out)
{
	const struct outside *best = out->v;
	struct candidate o;

	if (!out->n)
		return 0;
	for (size_t i = 1; i < out->n; i++)
		if (out->v[i].cost < best->cost)
			best = &out->v[i];
	o = way_in(m, *c, all, best->at);
	add_gate(m, o, layer,
		 everybody ? o.state : paths_gate(&m->paths, o.state));
	return o.state;
}

/* The place of another way is the function that enters the layer. */
static void add_other_ways(struct make *m, const struct candidate *c,
			   const struct rule *layer, state_t best,
			   const inward_steps *all, outsides *out)
{
	keep_best(m, out);
	for (size_t i = 0; i < out->n; i++) {
		struct candidate o = way_in(m, *c, all, out->v[i].at);

		m->entering[out->v[i].fn] |= ENTERING_TOLD;
		if (out->v[i].fn != m->s->states.v[best]->fn)
			add_gate(m, o, layer, o.state);
	}
}

static void add_door(struct make *m, struct candidate c,
		     const struct rule *layer, int everybody)
{
	state_t door = last_outside(m, c.state);
	inward_steps all = {0};
	outsides out = {0};

	if (door)
		add_gate(m, c, layer,
			 everybody ? door : paths_gate(&m->paths, door));
	ways_into(m, &c, &all, &out);
	if (!door)
		door = add_best_way(m, &c, layer, everybody, &all, &out);
	if (door)
		m->entering[m->s->states.v[door]->fn] |= ENTERING_TOLD;
	if (!everybody)
		add_other_ways(m, &c, layer, door, &all, &out);
	vec_free(&out);
	vec_free(&all);
}

static void door_site(struct make *m, state_t id, const struct site *x)
{
	struct candidate c = {.ctx = x->ctx,
			      .site = x,
			      .site_state = id,
			      .state = id,
			      .cost = m->paths.cost[id]};

	c.surely = (uint8_t) !(~m->s->scopes[x->scope].zeros &
			       m->s->k->scope_bits);
	add_door(m, c, x->rule, 0);
}

struct shared {
	VEC(struct reacher {
		func_t fn;
		uint32_t instr, line;
		sym_t home;
	})
	all;
};

static int by_origin(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct reacher));
}

static sym_t entry_home(const struct make *m, state_t at)
{
	while (m->paths.pred[at].from)
		at = m->paths.pred[at].from;
	return m->g->funcs.v[m->s->states.v[at]->fn].home;
}

static struct shared count_modules(struct make *m)
{
	struct shared s = {0};

	for (size_t i = 0; i < m->all.n; i++) {
		const struct candidate *c = &m->all.v[i];

		if (c->kind == FINDING_MASK && fn_layer(m->s->k, c->origin.fn))
			vec_push(&s.all,
				 (struct reacher){c->origin.fn, c->origin.instr,
						  c->origin.line,
						  entry_home(m, c->state)});
	}
	if (s.all.n)
		qsort(s.all.v, s.all.n, sizeof(*s.all.v), by_origin);
	return s;
}

static int same_origin(const struct reacher *r, const struct origin *o)
{
	return r->fn == o->fn && r->instr == o->instr && r->line == o->line;
}

static int is_everybodys(const struct shared *s, const struct origin *o)
{
	struct reacher key = {o->fn, o->instr, o->line, 0};
	size_t at =
		first_from(s->all.v, s->all.n, sizeof(key), &key, by_origin);
	size_t homes = 0;
	sym_t last = 0;

	for (; at < s->all.n && same_origin(&s->all.v[at], o); at++) {
		homes += s->all.v[at].home != last;
		last = s->all.v[at].home;
	}
	return homes >= EVERYBODY;
}

/* The state on the way to @at, within its task, that is in a shared layer. */
static state_t within_layer(struct make *m, state_t at)
{
	while (at && !fn_layer(m->s->k, m->s->states.v[at]->fn)) {
		if (paths_begins_task(&m->paths, at))
			return 0;
		at = m->paths.pred[at].from;
	}
	return at;
}

/* @c is told from @in on, which lies on the way to its state: the steps between
 * are part of the way down. */
static void tell_from(struct make *m, struct candidate *c, state_t in)
{
	size_t down = m->down.n;

	c->state = paths_way(&m->paths, in, c->state, &m->down);
	lengthen(m, c, down);
}

/*
 * What a layer calls outside of itself, for a module that is not the one whose
 * I/O this is, is the layer's affair: the module had to open a scope around it.
 */
static void beyond_layer(struct make *m, size_t i)
{
	struct candidate c = m->all.v[i];
	state_t in = within_layer(m, c.state), door;
	const struct graph *g = m->g;

	if (!in || m->s->states.v[c.state]->fn != c.origin.fn)
		return; /* or a field of the module's brought the mask */
	door = last_outside(m, in);
	if (door && g->funcs.v[m->s->states.v[door]->fn].home ==
			    g->funcs.v[c.origin.fn].home)
		return;
	m->all.v[i].kind = UINT8_MAX; /* replaced */
	tell_from(m, &c, in);
	add_door(m, c, fn_layer(m->s->k, m->s->states.v[in]->fn), 0);
}

/* A mask that shared code wrote is right there: entering it was wrong. */
static void split_layers(struct make *m)
{
	struct shared shared = count_modules(m);
	size_t n = m->all.n;

	for (size_t i = 0; i < n; i++) {
		struct candidate c = m->all.v[i];
		const struct rule *layer;

		if (c.kind != FINDING_MASK)
			continue;
		layer = fn_layer(m->s->k, c.origin.fn);
		if (!layer)
			beyond_layer(m, i);
		if (!layer)
			continue;
		m->all.v[i].kind = UINT8_MAX; /* replaced */
		if (fn_layer(m->s->k, m->s->states.v[c.state]->fn))
			add_door(m, c, layer,
				 is_everybodys(&shared, &c.origin));
		else
			m->all.v[i].kind = FINDING_MASK;
	}
	vec_free(&shared.all);
}

void trace_sites(struct make *m)
{
	m->entering = mem_zeroed(m->g->funcs.n, 1);
	for (state_t i = 1; i < m->s->states.n; i++) {
		const struct state *st = m->s->states.v[i];

		if (m->paths.cost[i] == UINT32_MAX)
			continue;
		for (size_t k = 0; k < st->sites.n; k++) {
			if (st->sites.v[k].kind == SITE_DOOR)
				door_site(m, i, &st->sites.v[k]);
			else
				trace_site(m, i, &st->sites.v[k]);
		}
	}
	split_layers(m);
	for (func_t fn = 1; fn < m->g->funcs.n; fn++)
		m->out->coverage.ways_left_out +=
			m->entering[fn] == ENTERING_SEEN;
	free(m->entering);
}
