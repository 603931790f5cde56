// SPDX-License-Identifier: GPL-2.0-only
/*
 * Candidates become findings: those of one bug are one, and a task that breaks
 * the rule in very many places below one function is one missing scope there.
 */
#include "analysis/make.h"

#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

#define MANY 12 /* as many masks below one function are one bug */
#define MANY_IN_TASK 40
/* Per cent of them that a callee must hold to be the place. */
#define SHARE 70

/* One bug: its candidates, and the functions of its task down to the origin. */
struct bug {
	size_t from, to;
	VEC(func_t) chain;
	int taken;
};

typedef VEC(struct bug) bugs;

static void bug_chain(struct make *m, struct bug *b)
{
	state_t at = m->all.v[b->from].kind == FINDING_DOOR
			     ? m->all.v[b->from].gate
			     : m->all.v[b->from].state;

	while (at) {
		vec_push(&b->chain, m->s->states.v[at]->fn);
		if (!m->paths.pred[at].from ||
		    edge_starts_task(
			    paths_edge(&m->paths, &m->paths.pred[at])->kind))
			break;
		at = m->paths.pred[at].from;
	}
	for (size_t i = 0; i < b->chain.n / 2; i++) {
		func_t t = b->chain.v[i];

		b->chain.v[i] = b->chain.v[b->chain.n - 1 - i];
		b->chain.v[b->chain.n - 1 - i] = t;
	}
}

static size_t below(const bugs *all, const func_t *prefix, size_t depth)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct bug *b = &all->v[i];

		n += !b->taken && b->chain.n > depth &&
		     !memcmp(b->chain.v, prefix, depth * sizeof(*prefix));
	}
	return n;
}

/* The callee at @depth that holds most of the bugs below @prefix. */
static size_t heaviest(const bugs *all, func_t *prefix, size_t depth)
{
	size_t best = 0;
	func_t fn = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct bug *b = &all->v[i];
		size_t n;

		if (b->taken || b->chain.n <= depth + 1 ||
		    memcmp(b->chain.v, prefix, depth * sizeof(*prefix)) ||
		    (fn && b->chain.v[depth] == fn))
			continue;
		prefix[depth] = b->chain.v[depth];
		n = below(all, prefix, depth + 1);
		if (n > best) {
			best = n;
			fn = b->chain.v[depth];
		}
	}
	prefix[depth] = fn;
	return best;
}

static void make_group(struct make *m, bugs *all, const func_t *prefix,
		       size_t depth)
{
	struct finding *f = NULL;
	size_t count = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct bug *b = &all->v[i];

		if (b->taken || b->chain.n <= depth ||
		    memcmp(b->chain.v, prefix, depth * sizeof(*prefix)))
			continue;
		b->taken = 1;
		if (!f) {
			make_finding(m, b->from, b->to);
			f = m->out->all.v[m->out->all.n - 1];
		} else {
			const struct candidate *c = &m->all.v[b->from];

			vec_push(&f->also,
				 place_at(m, c->origin.fn, c->origin.instr,
					  c->origin.line));
		}
		vec_push(&f->members, m->all.v[b->from].key);
		count += count_sites(m, b->from, b->to);
	}
	word_group(m, f, prefix[depth - 1], count);
}

/*
 * A reset that sets a whole adapter up again allocates in a hundred places:
 * that is one missing scope. From the beginning of the task, go down while
 * one callee holds most of the bugs; where that ends is the place of the scope.
 */
static void group_task(struct make *m, bugs *all, func_t root)
{
	func_t prefix[256] = {root};
	size_t depth = 1, n = below(all, prefix, 1);

	while (n >= MANY && depth < 255) {
		size_t most = heaviest(all, prefix, depth);

		if (most < MANY || most * 100 < n * SHARE)
			break;
		n = most;
		depth++;
	}
	/* the task's own function: each mask in it is a bug of its own */
	if (n >= (depth > 1 ? MANY : MANY_IN_TASK))
		make_group(m, all, prefix, depth);
}

static void group_bugs(struct make *m, bugs *all)
{
	for (size_t i = 0; i < all->n; i++)
		bug_chain(m, &all->v[i]);
	for (size_t i = 0; i < all->n; i++) {
		func_t root = all->v[i].chain.v[0];

		while (!all->v[i].taken && below(all, &root, 1) >= MANY) {
			size_t before = m->out->all.n;

			group_task(m, all, root);
			if (m->out->all.n == before)
				break;
		}
	}
	for (size_t i = 0; i < all->n; i++) {
		if (!all->v[i].taken)
			make_finding(m, all->v[i].from, all->v[i].to);
		vec_free(&all->v[i].chain);
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
	group_bugs(m, &all);
	vec_free(&all);
}
