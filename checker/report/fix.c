// SPDX-License-Identifier: GPL-2.0-only
/*
 * What mends a finding. A mask that somebody wrote is replaced there. Where
 * the mask is implied, or the way into shared code is what is wrong, every
 * task that comes by gets a scope from its beginning to its end: a scope
 * around the one call would say nothing of what it protects.
 */
#include "report/fix.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MAX_TASKS 3 /* more than that is no boundary */

int fix_why(struct fix *x, const char *fmt, ...)
{
	char sentence[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	x->why = arena_strdup(&x->patch->mem, sentence);
	return -1;
}

const struct rule *fix_context(const struct fix *x, const struct finding *f)
{
	const struct knowledge *k = x->solver->k;

	for (size_t i = 0; i < k->ncontexts; i++)
		if (!strcmp(sym_str(k->contexts[i].rule->id), f->context))
			return k->contexts[i].rule;
	return NULL;
}

func_t fix_function(const struct fix *x, const struct place *p)
{
	const struct graph *g = x->solver->g;

	for (func_t i = 1; i < g->funcs.n; i++)
		if (g->funcs.v[i].f && !strcmp(func_name(g, i), p->function) &&
		    !strcmp(func_file(g, i), p->file))
			return i;
	return 0;
}

/* ---- the tasks that come by ---- */

/* What is found so far is not passed: a scope there covers what comes by. */
struct walk {
	const struct fix *x;
	uint8_t context; /* its bit */
	VEC(state_t) todo;
	VEC(uint8_t) seen;
	struct task_fn found[MAX_TASKS];
	size_t nfound;
	const struct rule *interrupt; /* a hand-off into no task at all */
};

static int breaks(const struct walk *w, const struct state *st)
{
	const struct solver *s = w->x->solver;

	return (CTX_FORBIDDEN(st->ctx) & w->context) &&
	       !(solver_forbidden(s, w->context) & solver_taken(s, st->scope));
}

static int is_found(const struct walk *w, func_t fn)
{
	for (size_t i = 0; i < w->nfound && i < MAX_TASKS; i++)
		if (w->found[i].fn == fn)
			return 1;
	return 0;
}

static void add_task(struct walk *w, func_t fn, func_t from)
{
	if (is_found(w, fn))
		return;
	if (w->nfound < MAX_TASKS)
		w->found[w->nfound] = (struct task_fn){fn, from};
	w->nfound++;
}

/* A header's inline function hands over for its caller. */
static func_t hands_over(const struct fix *x, state_t id)
{
	const struct solver *s = x->solver;
	const struct in_edge *in;

	for (int hops = 0; hops < 8; hops++) {
		func_t fn = s->states.v[id]->fn;

		if (!(s->g->funcs.v[fn].f->flags & F_HEADER) ||
		    !paths_in(x->paths, id, &in))
			break;
		id = in[0].from;
	}
	return s->states.v[id]->fn;
}

/* An interrupt runs on top of some task: a scope would be that one's. */
static int is_interrupt(const struct edge_out *e)
{
	const char *task = e->rule ? sym_str(e->rule->key[KEY_task].str) : NULL;

	return e->kind == EDGE_HANDOFF && task && strcmp(task, "work") &&
	       strcmp(task, "kthread");
}

/* Note it if a task, or the context, begins with this state. */
static void starts_task(struct walk *w, state_t id)
{
	const struct solver *s = w->x->solver;
	const struct in_edge *in;
	size_t n = paths_in(w->x->paths, id, &in);

	if (s->states.v[id]->root)
		add_task(w, s->states.v[id]->fn, 0);
	for (size_t i = 0; i < n; i++) {
		const struct edge_out *e = paths_edge(w->x->paths, &in[i]);

		if (is_interrupt(e))
			w->interrupt = e->rule;
		if (edge_starts_task(e->kind))
			add_task(w, s->states.v[id]->fn,
				 hands_over(w->x, in[i].from));
	}
}

static void go_along(struct walk *w, const struct in_edge *in)
{
	const struct solver *s = w->x->solver;
	const struct edge_out *e = paths_edge(w->x->paths, in);
	const struct state *c = s->states.v[in->from];

	if (edge_starts_task(e->kind))
		return;
	if (!(CTX_FORBIDDEN(c->ctx) & w->context))
		add_task(w, c->fn, 0); /* opens a region */
	else if (breaks(w, c) && !w->seen.v[in->from]++)
		vec_push(&w->todo, in->from);
}

static void go_up(struct walk *w, state_t id)
{
	const struct in_edge *in;
	size_t n = paths_in(w->x->paths, id, &in);

	starts_task(w, id);
	for (size_t i = 0; i < n; i++)
		if (!is_found(w, w->x->solver->states.v[id]->fn))
			go_along(w, &in[i]);
}

static void find_tasks(struct walk *w, func_t fn)
{
	const struct solver *s = w->x->solver;

	vec_reserve(&w->seen, s->states.n);
	memset(w->seen.v, 0, s->states.n);
	for (state_t i = 1; i < s->states.n; i++)
		if (s->states.v[i]->fn == fn && breaks(w, s->states.v[i]) &&
		    !w->seen.v[i]++)
			vec_push(&w->todo, i);
	while (w->todo.n && w->nfound <= MAX_TASKS)
		go_up(w, w->todo.v[--w->todo.n]);
	vec_free(&w->todo);
	vec_free(&w->seen);
}

static uint8_t context_bit(const struct fix *x, const struct rule *rule)
{
	const struct knowledge *k = x->solver->k;

	for (size_t i = 0; i < k->ncontexts; i++)
		if (k->contexts[i].rule == rule)
			return (uint8_t)(1u << i);
	return 0;
}

static int fix_interrupt(struct fix *x, const struct place *p,
			 const struct rule *rule)
{
	return fix_why(x,
		       "%s() is reached from an interrupt (%s), where no scope "
		       "can be opened: allocate elsewhere",
		       p->function, sym_str(rule->id));
}

/* Add each task that reaches @p past those found. Return: 0, or -1 and @why. */
static int tasks_of(struct walk *w, struct fix *x, const struct place *p)
{
	func_t fn = fix_function(x, p);

	if (!fn)
		return fix_why(x, "%s() is not known by that name",
			       p->function);
	find_tasks(w, fn);
	if (w->interrupt)
		return fix_interrupt(x, p, w->interrupt);
	if (w->nfound > MAX_TASKS)
		return fix_why(x,
			       "more than %d tasks reach %s(): allocate where "
			       "the context does not hold, or give the "
			       "function a mask",
			       MAX_TASKS, p->function);
	return 0;
}

static struct walk walk_for(struct fix *x, const struct finding *f)
{
	return (struct walk){.x = x,
			     .context = context_bit(x, fix_context(x, f))};
}

/* A scope where each task begins that reaches @p. */
static int scope_at_tasks(struct fix *x, const struct finding *f,
			  const struct place *p)
{
	struct walk w = walk_for(x, f);

	if (tasks_of(&w, x, p))
		return -1;
	return fix_scope(x, f, w.found, w.nfound);
}

/* ---- the choice ---- */

static int is_group(const struct finding *f)
{
	size_t n = strlen(f->context);

	return !strncmp(f->rule, f->context, n) &&
	       !strcmp(f->rule + n, "-scope");
}

/* Who hands over to the task that the finding stands at, or 0. */
static func_t hands_to(const struct fix *x, const struct finding *f)
{
	func_t last = 0;

	for (size_t i = 0; i + 1 < f->chain.n; i++) {
		const struct step *next = &f->chain.v[i + 1];
		func_t fn = fix_function(x, &f->chain.v[i].at);

		if (fn && !(x->solver->g->funcs.v[fn].f->flags & F_HEADER))
			last = fn;
		if (edge_starts_task(next->kind) &&
		    !strcmp(next->at.function, f->at.function))
			return last;
	}
	return 0;
}

#define THIN 2 /* calls in a function that only passes on */

/* A scope in a helper that only passes on would be one around a single call,
 * unless its task begins there. */
static int is_thin(const struct fix *x, func_t fn)
{
	const struct func *f = x->solver->g->funcs.v[fn].f;
	struct walk w = {.x = x};
	size_t calls = 0;

	for (size_t i = 0; i < f->instrs.n; i++)
		calls += f->instrs.v[i].op == I_CALL;
	if (calls > THIN)
		return 0;
	for (state_t i = 1; i < x->solver->states.n; i++)
		if (x->solver->states.v[i]->fn == fn)
			starts_task(&w, i);
	return !w.nfound;
}

/* A mask in a header is not one allocation: all who include it share it. */
static int is_shared(const struct fix *x, const struct place *p)
{
	func_t fn = fix_function(x, p);

	return fn && (x->solver->g->funcs.v[fn].f->flags & F_HEADER);
}

/* The finding stands where the scope goes; a function that only passes on
 * leaves it to the tasks. Return: 0, or -1 and @why. */
static int begin_at(struct walk *w, struct fix *x, const struct finding *f)
{
	func_t fn = fix_function(x, &f->at);
	struct walk up = *w;

	if (!fn)
		return fix_why(x, "%s() is not known by that name",
			       f->at.function);
	if (is_thin(x, fn))
		return tasks_of(w, x, &f->at);
	find_tasks(&up, fn);
	if (up.interrupt)
		return fix_interrupt(x, &f->at, up.interrupt);
	add_task(w, fn, hands_to(x, f));
	return 0;
}

static int scope_here(struct fix *x, const struct finding *f)
{
	struct walk w = walk_for(x, f);

	if (begin_at(&w, x, f))
		return -1;
	return fix_scope(x, f, w.found, w.nfound);
}

/* ---- groups ---- */

/* One member by its mask alone. */
static int member_mask(struct fix *x, const struct finding *f,
		       const struct member *m)
{
	struct finding one = *f;

	if (m->kind == FINDING_DOOR)
		return -1; /* no mask: @why is known */
	if (is_shared(x, &m->at))
		return fix_why(x,
			       "the mask in %s(), %s, is shared by all who "
			       "include that header",
			       m->at.function, m->at.file);
	one.origin = m->at;
	return fix_mask(x, &one);
}

static int all_masks(struct fix *x, const struct finding *f)
{
	for (size_t i = 0; i < f->members.n; i++)
		if (member_mask(x, f, &f->members.v[i]))
			return -1;
	return 0;
}

/*
 * The place of a group is on the best way to each member. Other ways may pass
 * it by: the tasks that they begin with get a scope as well. A member that too
 * many tasks reach, or an interrupt, gets another mask instead.
 */
static int fix_group(struct fix *x, const struct finding *f)
{
	struct walk w = walk_for(x, f);

	if (begin_at(&w, x, f))
		return all_masks(x, f);
	for (size_t i = 0; i < f->members.n; i++) {
		const struct member *m = &f->members.v[i];
		struct walk before = w;

		if (!tasks_of(&w, x, &m->at))
			continue;
		w = before;
		if (member_mask(x, f, m))
			return -1;
	}
	return fix_scope(x, f, w.found, w.nfound);
}

/* Where nothing may sleep a scope is of no use. */
static int fix_stricter(struct fix *x, const struct finding *f)
{
	int err = -1;

	if (is_group(f))
		err = all_masks(x, f);
	else if (f->kind != FINDING_DOOR && !x->prefer_scope &&
		 !is_shared(x, &f->origin))
		err = fix_mask(x, f);
	return err ? fix_why(x, "a scope would let it sleep, and %s", f->advice)
		   : 0;
}

static int fix_first(struct fix *x, const struct finding *f)
{
	if (f->stricter)
		return fix_stricter(x, f);
	if (is_group(f))
		return fix_group(x, f);
	if (f->kind == FINDING_DOOR)
		return scope_here(x, f);
	if (!x->prefer_scope && !is_shared(x, &f->origin) && !fix_mask(x, f))
		return 0;
	return scope_at_tasks(x, f, &f->origin);
}

/* What is left when that was tried and does not mend it. */
static int fix_second(struct fix *x, const struct finding *f)
{
	if (f->stricter)
		return fix_stricter(x, f);
	if (is_group(f))
		return all_masks(x, f);
	if (f->kind == FINDING_DOOR)
		return scope_at_tasks(x, f, &f->at);
	return x->prefer_scope ? fix_mask(x, f)
			       : scope_at_tasks(x, f, &f->origin);
}

struct finding fix_alone(const struct finding *f, const char *begin)
{
	struct finding one = *f;
	size_t n = strlen(begin);

	if (!strncmp(f->fingerprint, begin, n))
		return one;
	for (size_t i = 0; i < f->members.n; i++) {
		const struct member *m = &f->members.v[i];

		if (strncmp(m->fingerprint, begin, n))
			continue;
		one.kind = m->kind;
		one.rule = ""; /* no group */
		one.fingerprint = m->fingerprint;
		one.at = one.origin = m->at;
		one.members.n = 0;
		break;
	}
	return one;
}

int fix_finding(struct fix *x, const struct finding *f)
{
	int err;

	x->why = NULL;
	if (f->confidence == NOTE)
		return fix_why(x, "it is advice and no bug: %s", f->advice);
	if (f->kind == FINDING_DUTY)
		return fix_why(x,
			       "what %s() must call, and where, is no "
			       "matter of a mask or a scope: %s",
			       f->at.function,
			       f->advice ? f->advice : "see its rule");
	patch_keep(x->patch);
	err = x->second ? fix_second(x, f) : fix_first(x, f);
	if (err)
		patch_undo(x->patch);
	return err;
}
