// SPDX-License-Identifier: GPL-2.0-only
/* How sure a finding is: what its chain is made of. */
#include "findings/make.h"

#include <string.h>

/* What a task does in the end, so many calls away, it may do for others. */
#define MAX_SERVING_STEPS 4
#define MAX_SURE_STEPS 24 /* a longer chain is hardly ever all feasible */
#define MAX_TASK_STEPS 4  /* of another task: each may turn off */

/* What a chain is made of. */
struct worth {
	const struct rule *entry, *doubtful; /* doubtful: a hand-off's rule */
	unsigned handoffs, wakes, many, steps, serving, tested;
};

/* Calls from a task to where it serves I/O. */
static unsigned max_steps(struct make *m, const struct edge_out *e,
			  unsigned most)
{
	const func_t *towards = m->s->rel.serving.towards;
	func_t fn = m->s->states.v[e->to]->fn;
	unsigned steps = 0;

	for (; towards[fn] && towards[fn] != fn; fn = towards[fn])
		steps++;
	return steps > most ? steps : most;
}

/* Does a function open a scope itself, not by what it calls? */
static int opens_scope(const struct make *m, func_t fn)
{
	const struct func *f = m->g->funcs.v[fn].f;

	for (size_t i = 0; i < m->s->ruled.savers.n; i++)
		if (m->s->ruled.savers.v[i] == fn)
			return 1;
	for (size_t i = 0; i < f->instrs.n; i++)
		if (f->instrs.v[i].op == I_STORE &&
		    is_task_flags(m->s->k, &f->exprs.v[f->instrs.v[i].a]))
			return 1;
	return 0;
}

static int is_within(const struct solver *s, state_t id, uint64_t forbids)
{
	return (solver_taken(s, s->states.v[id]->scope) & forbids) != 0;
}

/*
 * The function of a hand-off makes the same call within a scope as well that it
 * opens on another way: it has a test that tells when its task needs the scope,
 * and whether it holds on this path is not known. Deeper in the task, and in an
 * entry, a scope that only some ways open says nothing of that kind.
 */
static int is_tested(struct make *m, const struct candidate *c,
		     const struct in_edge *in)
{
	const struct solver *s = m->s;
	uint64_t forbids = solver_forbidden(s, c->ctx);
	const struct state *st = s->states.v[in->from];
	const struct edge_out *e = paths_edge(&m->paths, in);
	func_t fn = s->states.v[e->to]->fn;

	if (edge_starts_task(e->kind) || is_within(s, e->to, forbids) ||
	    !paths_begins_task(&m->paths, in->from) ||
	    !m->paths.pred[in->from].from || !opens_scope(m, st->fn))
		return 0;
	for (uint32_t i = 0; i < st->out.n; i++)
		if (st->out.v[i].instr == e->instr &&
		    s->states.v[st->out.v[i].to]->fn == fn &&
		    is_within(s, st->out.v[i].to, forbids))
			return 1;
	return 0;
}

static struct worth weigh(struct make *m, const struct candidate *c)
{
	struct worth w = {0};
	way all = {0};
	state_t root = candidate_way(m, c, &all);

	w.entry = root_rule(&m->paths, root);
	for (size_t i = 0; i < all.n; i++) {
		const struct edge_out *e = paths_edge(&m->paths, &all.v[i]);

		w.handoffs +=
			e->kind == EDGE_HANDOFF || e->kind == EDGE_CALLBACK;
		w.wakes += e->kind == EDGE_WAKE;
		w.many += e->many != 0;
		w.tested += (unsigned)is_tested(m, c, &all.v[i]);
		if (e->rule && e->rule->key[KEY_confidence].set)
			w.doubtful = e->rule;
		if (e->kind == EDGE_HANDOFF && !e->sure)
			w.serving = max_steps(m, e, w.serving);
		w.steps++;
	}
	vec_free(&all);
	return w;
}

/* Some entries are on the I/O path only at times, and who cancels a work item
 * seldom waits for it: the rule says so. */
static enum confidence cap(const struct rule *rule, enum confidence c)
{
	const char *most = rule ? sym_str(rule->key[KEY_confidence].str) : "";

	for (enum confidence i = POSSIBLE; i > c; i--)
		if (!strcmp(most, confidence_name(i)))
			return i;
	return c;
}

enum confidence judge(struct make *m, const struct candidate *c)
{
	struct worth w = weigh(m, c);

	if (!c->surely || w.tested || w.handoffs + w.wakes > 3 || w.many > 3 ||
	    w.steps > MAX_SURE_STEPS || w.serving > MAX_SERVING_STEPS)
		return POSSIBLE;
	return cap(w.entry,
		   cap(w.doubtful,
		       w.handoffs || w.wakes || w.many ? LIKELY : CERTAIN));
}

/* Is the task nothing but the rest of what handed it off? */
static int is_continued(const struct edge_out *e)
{
	return e->rule &&
	       !strcmp(sym_str(e->rule->key[KEY_serves].str), "parent");
}

int is_far(struct make *m, const struct candidate *c)
{
	unsigned steps = 0; /* from where the task begins */
	int other = 0;	    /* is that one with more to do? */
	way all = {0};

	candidate_way(m, c, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct edge_out *e = paths_edge(&m->paths, &all.v[i]);

		steps = edge_starts_task(e->kind) ? 0 : steps + 1;
		if (e->kind == EDGE_HANDOFF || e->kind == EDGE_WAKE)
			other = !is_continued(e);
	}
	vec_free(&all);
	return other && steps > MAX_TASK_STEPS;
}
