// SPDX-License-Identifier: GPL-2.0-only
/*
 * Candidates become bugs, bugs become findings. The bugs of one task are one
 * missing scope: they are one finding, placed at the last function of the task
 * that all ways to them pass. What a module fills into the slots of one rule is
 * entered by one caller, in a task of that caller's: error handlers, the steps
 * of a reconnect, the commands of a back end. Bugs below them are one finding,
 * as one scope in the caller, or one patch to the module, mends them. Those
 * below a lock that one helper takes are one, as it can open a scope with the
 * lock; so are those of three functions or more in the region of one helper
 * that ought to hold a scope until the region ends. The functions that a module
 * lets one member run are one patch to the module, too. And where the ways to
 * all bugs of one task pass the place of another task's scope, or one that it
 * could have as well, that scope mends both.
 */
#include "findings/make.h"

#include "analysis/ends.h"
#include "base/mem.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define SEVERAL 2 /* bugs of a task that are one missing scope */
#define MANY 3	  /* tasks that lack the scope of what opens their region */

/* One bug: its candidates, and the functions of its task down to the origin. */
struct bug {
	size_t from, to;
	VEC(func_t) chain;
	VEC(func_t) below; /* a door: between gate and layer, no way around */
	const struct rule *slot_rule; /* whose slot began the task, or NULL */
	const struct rule *entered;   /* the same, if a module filled it */
	sym_t home;		      /* the module that filled it */
	const struct rule *region;    /* that the task opens, or NULL */
	func_t locker;		      /* a helper that takes its lock, or 0 */
	func_t keeper; /* opens it, and ought to hold a scope for MANY tasks */
	struct {
		sym_t strct, field;
	} item; /* whose function began the task, or 0 */
	enum confidence confidence;
	uint8_t ctx, far;
};

typedef VEC(struct bug) bugs;

/** struct run - bugs that one scope mends. */
struct run {
	size_t from, to;
	func_t place; /* of that scope; 0: a mask is changed instead */
	int guest;    /* the scope of another run mends it too */
	VEC(struct bug) joined; /* own bugs, and those of its guests */
};

typedef VEC(struct run) runs;

/* Of what holds the item in a member in between only that may be known. */
static void note_item(struct make *m, struct bug *b, const struct in_edge *in)
{
	const struct edge_out *e = paths_edge(&m->paths, in);

	if (e->kind != EDGE_HANDOFF || !e->seed ||
	    (e->rule->key[KEY_via].set &&
	     !m->g->seeds.v[e->seed].owner.up_strct))
		return;
	b->item.strct = object_member(m, e->seed, &b->item.field);
}

static void note_region(struct make *m, struct bug *b, func_t fn)
{
	b->region = region_opener(m, fn, &b->keeper);
	if (b->region && b->region->key[KEY_locks].set &&
	    !takes_lock(m->s->k, b->keeper))
		b->locker = b->keeper;
}

/* A unit that belongs to no module is one by itself: it says nothing. */
static void note_entry(struct make *m, struct bug *b, state_t root)
{
	const struct state *st = m->s->states.v[root];

	b->home = m->g->funcs.v[st->fn].home;
	if (m->paths.pred[root].from) {
		note_item(m, b, &m->paths.pred[root]);
		return;
	}
	if (!st->entry)
		note_region(m, b, st->fn);
	if (!st->entry_slot)
		return;
	b->slot_rule = st->entry;
	if (b->home != m->g->units.v[m->g->funcs.v[st->fn].unit].src)
		b->entered = st->entry;
}

static int is_shown(const struct bug *b)
{
	return b->confidence < POSSIBLE;
}

static int no_way_around(struct make *m, const struct bug *b, func_t fn)
{
	for (size_t i = b->from; i < b->to; i++)
		if (paths_avoid(&m->paths, m->all.v[i].state, fn))
			return 0;
	return 1;
}

/* A gate is where a scope would stand that is the door's alone. One that others
 * need may stand lower. */
static void bug_below(struct make *m, struct bug *b)
{
	const struct candidate *c = &m->all.v[b->from];

	for (state_t at = c->state; at && at != c->gate;
	     at = m->paths.pred[at].from)
		if (no_way_around(m, b, m->s->states.v[at]->fn))
			vec_push(&b->below, m->s->states.v[at]->fn);
}

static void bug_chain(struct make *m, struct bug *b)
{
	const struct candidate *c = &m->all.v[b->from];
	state_t at = c->kind == FINDING_DOOR ? c->gate : c->state;

	while (at) {
		vec_push(&b->chain, m->s->states.v[at]->fn);
		note_entry(m, b, at);
		if (paths_begins_task(&m->paths, at))
			break;
		at = m->paths.pred[at].from;
	}
	for (size_t i = 0; i < b->chain.n / 2; i++) {
		func_t t = b->chain.v[i];

		b->chain.v[i] = b->chain.v[b->chain.n - 1 - i];
		b->chain.v[b->chain.n - 1 - i] = t;
	}
	b->confidence = judge(m, c);
	b->far = (uint8_t)is_far(m, c);
	b->ctx = c->ctx;
	if (c->kind == FINDING_DOOR && is_shown(b))
		bug_below(m, b);
}

/* Bugs of one task, of one caller, or below one lock, together. */
static int begin_cmp(const struct bug *x, const struct bug *y)
{
	if (x->entered != y->entered)
		return !x->entered ? -1
		       : !y->entered
			       ? 1
			       : (x->entered->id < y->entered->id ? -1 : 1);
	if (x->item.strct != y->item.strct)
		return sym_cmp(x->item.strct, y->item.strct);
	if (x->item.field != y->item.field)
		return sym_cmp(x->item.field, y->item.field);
	if ((x->entered || x->item.field) && x->home != y->home)
		return sym_cmp(x->home, y->home);
	if (x->locker != y->locker)
		return x->locker < y->locker ? -1 : 1;
	if (x->keeper != y->keeper)
		return x->keeper < y->keeper ? -1 : 1;
	if (!x->entered && !x->locker && !x->keeper && !x->item.field &&
	    x->chain.v[0] != y->chain.v[0])
		return x->chain.v[0] < y->chain.v[0] ? -1 : 1;
	return 0;
}

/* What is hardly believed stays apart. */
static int task_cmp(const void *a, const void *b)
{
	const struct bug *x = a, *y = b;
	int c = begin_cmp(x, y);

	if (c)
		return c;
	if (x->ctx != y->ctx)
		return x->ctx < y->ctx ? -1 : 1;
	if (is_shown(x) != is_shown(y))
		return is_shown(x) ? -1 : 1;
	if (x->confidence != y->confidence)
		return x->confidence < y->confidence ? -1 : 1;
	return x->from < y->from ? -1 : x->from > y->from;
}

static int same_task(const struct bug *x, const struct bug *y)
{
	return !begin_cmp(x, y) && x->ctx == y->ctx &&
	       is_shown(x) == is_shown(y);
}

/* Shared code and what a header defines is no place for a scope. */
static int is_mendable(const struct make *m, func_t fn)
{
	return !(m->g->funcs.v[fn].f->flags & F_HEADER) &&
	       !fn_layer(m->s->k, fn);
}

/* The last function that is on the way to all of them, and can be mended. */
static func_t common_function(struct make *m, const struct bug *b, size_t n)
{
	size_t depth = b[0].chain.n;

	for (size_t i = 1; i < n; i++) {
		size_t k = 0;

		if (b[i].chain.v[0] != b[0].chain.v[0])
			continue; /* another entry has a place of its own */
		while (k < depth && k < b[i].chain.n &&
		       b[i].chain.v[k] == b[0].chain.v[k])
			k++;
		depth = k;
	}
	while (depth > 1 && !is_mendable(m, b[0].chain.v[depth - 1]))
		depth--;
	return b[0].chain.v[depth - 1];
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Of the members' fingerprints, whatever their order. */
static const char *group_fingerprint(struct make *m, const struct finding *f)
{
	VEC(const char *) all = {0};
	struct buf t = {0};
	const char *out;

	for (size_t i = 0; i < f->members.n; i++)
		vec_push(&all, f->members.v[i].fingerprint);
	qsort(all.v, all.n, sizeof(*all.v), by_text);
	buf_printf(&t, "group %s", f->context);
	for (size_t i = 0; i < all.n; i++)
		buf_printf(&t, " %s", all.v[i]);
	out = arena_printf(&m->out->mem, "%016llx",
			   (unsigned long long)XXH3_64bits(t.v, t.n));
	buf_free(&t);
	vec_free(&all);
	return out;
}

/* The part of a member's chain that the group's own does not show. */
static void keep_below(struct member *x, const struct finding *one,
		       const char *place)
{
	size_t from = 0;

	for (size_t i = 0; i < one->chain.n; i++)
		if (!strcmp(one->chain.v[i].at.function, place))
			from = i + 1;
	for (size_t i = from; i < one->chain.n; i++)
		vec_push(&x->chain, one->chain.v[i]);
}

/* Functions that the caller enters. */
static size_t count_entries(const struct bug *b, size_t n)
{
	size_t entries = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (b[k].chain.v[0] != b[i].chain.v[0])
			k++;
		entries += k == i;
	}
	return entries;
}

/* Where few tasks lack a scope, or the region's end ends none for them, it is
 * their own that they lack. @all: sorted, and sorted again if need be. */
static void drop_few_kept(const struct make *m, bugs *all)
{
	size_t to;

	for (size_t from = 0; from < all->n; from = to) {
		const struct bug *b = &all->v[from];
		int keeps;

		for (to = from + 1; to < all->n && same_task(&all->v[to], b);)
			to++;
		keeps = b->keeper && count_entries(b, to - from) >= MANY &&
			closer_ends_scope(m, b->region);
		for (size_t i = from; i < to && !keeps; i++)
			all->v[i].keeper = 0;
	}
	if (all->n)
		qsort(all->v, all->n, sizeof(*all->v), task_cmp);
}

/* Why several functions are one finding. */
static const char *whose_words(struct make *m, const struct bug *b)
{
	struct arena *mem = &m->out->mem;

	if (b->keeper)
		return arena_printf(mem, ", in the region that %s() opens",
				    func_name(m->g, b->keeper));
	if (b->locker)
		return arena_printf(mem, ", below a lock that %s() takes",
				    func_name(m->g, b->locker));
	if (b->item.field)
		return arena_printf(mem, " that %s.%s runs",
				    sym_str(b->item.strct),
				    sym_str(b->item.field));
	return " that one caller enters";
}

static const char *group_message(struct make *m, const struct finding *f,
				 const struct bug *b, size_t entries, size_t n)
{
	if (entries > 1)
		return arena_printf(
			&m->out->mem,
			"%s() and %zu more functions%s: %zu masks%s may start "
			"what they must not on a %s path; %s",
			f->at.function, entries - 1, whose_words(m, b), n,
			b->region ? "" : " below them", f->context,
			b->keeper ? "it ought to hold a scope for them"
				  : "they need a scope");
	return arena_printf(
		&m->out->mem,
		"%s(): %zu masks below it may start what they must not on a "
		"%s path; it needs a scope",
		f->at.function, n, f->context);
}

/* Whose chain stands for all: of those that are as sure as the first the one
 * that asks for least. @shown: a candidate for each. */
static size_t lead_of(struct make *m, const struct bug *b, size_t own,
		      const size_t *shown, func_t place)
{
	uint32_t least = UINT32_MAX;
	size_t lead = 0;

	for (size_t i = 0; i < own && b[i].confidence == b->confidence; i++) {
		const struct candidate *c = &m->all.v[shown[i]];
		uint32_t cost = chain_cost(m, c);

		if (cost < least && chain_passes(m, c, place)) {
			least = cost;
			lead = i;
		}
	}
	return lead;
}

static void add_member(struct finding *f, const struct finding *one,
		       const char *place)
{
	struct member x = {.kind = one->kind,
			   .fingerprint = one->fingerprint,
			   .at = one->kind == FINDING_DOOR ? one->at
							   : one->origin,
			   .message = one->message};

	keep_below(&x, one, place);
	vec_push(&f->members, x);
}

/* The chain begins where the scope of all of them would. */
static void begin_at_keeper(struct make *m, struct finding *f, func_t keeper)
{
	struct step first = {place_of(m, keeper, 0), f->entry_reason,
			     EDGE_ENTRY, "none"};

	vec_push(&f->chain, first);
	memmove(f->chain.v + 1, f->chain.v,
		(f->chain.n - 1) * sizeof(*f->chain.v));
	f->chain.v[0] = first;
	f->chain.v[1].how = "after this call";
	f->chain.v[1].kind = EDGE_CALL;
	f->entry = first.at.function;
}

/* The first @own bugs are not of guests. The member that the chain leads to
 * comes first. */
static void make_group(struct make *m, const struct bug *b, size_t n,
		       size_t own, func_t place)
{
	size_t count, lead, *shown = mem_zeroed(n, sizeof(*shown));
	struct place at = place_of(m, place, 0);
	struct finding *f;

	for (size_t i = 0; i < n; i++)
		shown[i] = best_candidate(m, b[i].from, b[i].to, place);
	lead = lead_of(m, b, own, shown, place);
	f = make_finding(m, b[lead].from, b[lead].to, shown[lead]);
	add_member(f, f, at.function);
	count = f->count;
	for (size_t i = 0; i < n; i++) {
		struct finding *one;

		if (i == lead)
			continue;
		one = make_finding(m, b[i].from, b[i].to, shown[i]);
		add_member(f, one, at.function);
		count += one->count;
		vec_free(&one->chain);
	}
	free(shown);
	f->at = at;
	if (b->keeper)
		begin_at_keeper(m, f, b->keeper);
	f->rule = arena_printf(&m->out->mem, "%s-scope", f->context);
	f->count = count;
	f->message = group_message(m, f, b, count_entries(b, own), n);
	f->fingerprint = group_fingerprint(m, f);
	vec_push(&m->out->all, f);
}

/* ---- runs of bugs ---- */

static func_t place_of_run(struct make *m, const struct bug *b, size_t n)
{
	if (n >= SEVERAL)
		return common_function(m, b, n);
	return m->all.v[b->from].kind == FINDING_DOOR
		       ? b->chain.v[b->chain.n - 1]
		       : 0;
}

static void find_runs(struct make *m, const bugs *all, runs *out)
{
	size_t from = 0;

	for (size_t i = 1; i <= all->n; i++) {
		size_t n;

		if (i < all->n && same_task(&all->v[i], &all->v[from]))
			continue;
		for (; from < i; from += n) {
			n = i - from >= SEVERAL ? i - from : 1;
			vec_push(out,
				 (struct run){.from = from,
					      .to = from + n,
					      .place = place_of_run(
						      m, &all->v[from], n)});
		}
	}
}

/* Is @place the one that calls whatever fills the slot that began the task? A
 * scope there is a patch to the module that @b is in. */
static int is_called_from(const struct make *m, const struct bug *b,
			  func_t place)
{
	const struct gfunc *at = &m->g->funcs.v[place];
	const rule_syms *callers;

	if (!b->slot_rule ||
	    m->g->funcs.v[b->chain.v[b->chain.n - 1]].home != at->home)
		return 0;
	callers = &b->slot_rule->key[KEY_caller].list;
	for (size_t i = 0; i < callers->n; i++)
		if (callers->v[i] == at->name)
			return 1;
	return 0;
}

static int passes(const struct make *m, const struct bug *b, func_t place)
{
	if (is_called_from(m, b, place))
		return 1;
	for (size_t k = 0; k < b->chain.n; k++)
		if (b->chain.v[k] == place)
			return 1;
	for (size_t k = 0; k < b->below.n; k++)
		if (b->below.v[k] == place)
			return 1;
	return 0;
}

static int all_pass(const struct make *m, const bugs *all, const struct run *r,
		    func_t place)
{
	for (size_t i = r->from; i < r->to; i++)
		if (!passes(m, &all->v[i], place))
			return 0;
	return 1;
}

static int are_alike(const bugs *all, const struct run *x, const struct run *y)
{
	const struct bug *a = &all->v[x->from], *b = &all->v[y->from];

	return x != y && a->ctx == b->ctx && is_shown(a) == is_shown(b);
}

/* Does the scope of run @x mend run @self as well? Of two that mend each other
 * the one that comes first counts. */
static int mends(const struct make *m, const bugs *all, const struct run *x,
		 const struct run *self)
{
	if (!x->place || !are_alike(all, x, self) ||
	    !all_pass(m, all, self, x->place))
		return 0;
	return x < self || !self->place || !all_pass(m, all, x, self->place);
}

/* The last function on the way to the scope of run @x, or to all of its bugs,
 * that all ways to the bugs of run @y pass: 0 = none. */
static func_t shared_place(const struct make *m, const bugs *all,
			   const struct run *x, const struct run *y)
{
	const struct bug *a = &all->v[x->from];
	int above = 0;

	for (size_t k = a->chain.n; k--;) {
		func_t fn = a->chain.v[k];

		above |= !x->place || fn == x->place;
		if ((above || all_pass(m, all, x, fn)) && is_mendable(m, fn) &&
		    all_pass(m, all, y, fn))
			return fn;
	}
	return 0;
}

/* Was one of the run's masks written in the module of @fn? What modules do
 * below a library that they share is each one's own. */
static int wrote_there(const struct make *m, const bugs *all,
		       const struct run *r, func_t fn)
{
	for (size_t i = r->from; i < r->to; i++) {
		func_t by = m->all.v[all->v[i].from].origin.fn;

		if (m->g->funcs.v[by].home == m->g->funcs.v[fn].home)
			return 1;
	}
	return 0;
}

/* A scope may stand elsewhere in its task, further up as a rule: there it can
 * mend another run. The better believed task keeps it. */
static void raise_places(const struct make *m, const bugs *all, runs *r)
{
	for (size_t i = 0; i < r->n; i++) {
		for (size_t k = 0; k < r->n; k++) {
			struct run *x = &r->v[i], *y = &r->v[k];
			func_t place;

			if (!are_alike(all, x, y) || mends(m, all, x, y) ||
			    mends(m, all, y, x) ||
			    all->v[x->from].confidence >
				    all->v[y->from].confidence)
				continue;
			place = shared_place(m, all, x, y);
			if (place && (wrote_there(m, all, x, place) ||
				      wrote_there(m, all, y, place)))
				x->place = place;
		}
	}
}

/* The first run that mends run @at and that none mends, or itself. */
static size_t host_of(const struct make *m, const bugs *all, const runs *r,
		      size_t at)
{
	for (size_t i = 0; i < r->n; i++)
		if (!r->v[i].guest && mends(m, all, &r->v[i], &r->v[at]))
			return i;
	return at;
}

/* All bugs of one host: its own, then those of its guests. */
static void join_runs(const struct make *m, const bugs *all, runs *r)
{
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->n && !r->v[i].guest; k++)
			r->v[i].guest = mends(m, all, &r->v[k], &r->v[i]);
	for (int own = 1; own >= 0; own--) {
		for (size_t i = 0; i < r->n; i++) {
			size_t host = r->v[i].guest ? host_of(m, all, r, i) : i;

			for (size_t k = r->v[i].from;
			     (host == i) == own && k < r->v[i].to; k++)
				vec_push(&r->v[host].joined, all->v[k]);
		}
	}
}

static void make_run(struct make *m, struct run *r)
{
	const struct bug *b = r->joined.v;
	struct finding *f;
	int far = 1;

	if (r->joined.n >= SEVERAL)
		make_group(m, b, r->joined.n, r->to - r->from, r->place);
	else if (r->joined.n)
		vec_push(&m->out->all,
			 make_finding(m, b->from, b->to,
				      best_candidate(m, b->from, b->to, 0)));
	for (size_t i = 0; i < r->joined.n; i++)
		far &= b[i].far;
	f = r->joined.n ? m->out->all.v[m->out->all.n - 1] : NULL;
	if (f && far && f->confidence < POSSIBLE)
		f->confidence = POSSIBLE;
	vec_free(&r->joined);
}

static void group_bugs(struct make *m, bugs *all)
{
	runs r = {0};

	for (size_t i = 0; i < all->n; i++)
		bug_chain(m, &all->v[i]);
	if (all->n)
		qsort(all->v, all->n, sizeof(*all->v), task_cmp);
	drop_few_kept(m, all);
	find_runs(m, all, &r);
	raise_places(m, all, &r);
	join_runs(m, all, &r);
	for (size_t i = 0; i < r.n; i++)
		make_run(m, &r.v[i]);
	vec_free(&r);
	for (size_t i = 0; i < all->n; i++) {
		vec_free(&all->v[i].chain);
		vec_free(&all->v[i].below);
	}
}

/*
 * Static functions of two files may share a name and a bug. The first keeps its
 * key, the others get theirs from their number: whatever the files are called,
 * one bug more is one key more.
 */
static void settle_keys(struct make *m, const bugs *all)
{
	uint64_t last = 0;
	unsigned nth = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct bug *b = &all->v[i];
		uint64_t key = m->all.v[b->from].key;

		nth = i && key == last ? nth + 1 : 0;
		last = key;
		for (size_t k = b->from; nth && k < b->to; k++)
			m->all.v[k].key = key_nth(key, nth);
	}
}

void group_candidates(struct make *m)
{
	size_t from = 0, kept = 0;
	bugs all = {0};

	for (size_t i = 0; i < m->all.n; i++) {
		struct candidate *c = &m->all.v[i];

		if (c->kind == UINT8_MAX)
			continue;
		c->key = candidate_key(m, c);
		m->all.v[kept++] = *c;
	}
	m->all.n = kept;
	if (kept)
		qsort(m->all.v, kept, sizeof(*m->all.v), candidate_cmp);
	for (size_t i = 1; i <= kept; i++) {
		if (i < kept && m->all.v[i].key == m->all.v[from].key &&
		    m->all.v[i].origin.fn == m->all.v[from].origin.fn)
			continue;
		vec_push(&all, (struct bug){.from = from, .to = i});
		from = i;
	}
	settle_keys(m, &all);
	group_bugs(m, &all);
	vec_free(&all);
}
