// SPDX-License-Identifier: GPL-2.0-only
/* The chain of a finding, from its entry to its site, and what is advised
 * there. */
#include "analysis/latch.h"
#include "analysis/runners.h"
#include "findings/make.h"

#define CONDITION 2   /* steps that a condition is worth */
#define MAX_ASKED 100 /* candidates for one place */

state_t candidate_way(struct make *m, const struct candidate *c, way *out)
{
	state_t root = paths_way(&m->paths, 0, c->state, out);

	for (size_t i = 0; i < c->ndown; i++)
		vec_push(out, m->down.v[c->down + i]);
	return root;
}

uint32_t chain_cost(struct make *m, const struct candidate *c)
{
	uint32_t cost = c->cost;
	way all = {0};

	candidate_way(m, c, &all);
	for (size_t i = 0; i < all.n; i++)
		cost += CONDITION *
			conditions_at(&m->conditions,
				      m->s->states.v[all.v[i].from]->fn,
				      paths_edge(&m->paths, &all.v[i])->instr);
	vec_free(&all);
	return cost +
	       CONDITION * conditions_at(&m->conditions,
					 m->s->states.v[c->site_state]->fn,
					 c->site->instr);
}

static int is_same_place(const struct candidate *x, const struct candidate *y)
{
	return x->kind == y->kind && x->gate == y->gate &&
	       x->origin.fn == y->origin.fn &&
	       x->origin.instr == y->origin.instr &&
	       x->origin.line == y->origin.line && x->layer == y->layer;
}

/* Where a candidate's chain begins; 0 if @through is not on it. */
static func_t begins_in(struct make *m, const struct candidate *c,
			func_t through)
{
	way all = {0};
	state_t root = candidate_way(m, c, &all);
	func_t begin = m->s->states.v[root]->fn;
	int passes = !through || begin == through;

	for (size_t i = 0; i < all.n && !passes; i++)
		passes = m->s->states.v[paths_edge(&m->paths, &all.v[i])->to]
				 ->fn == through;
	vec_free(&all);
	return passes ? begin : 0;
}

size_t best_candidate(struct make *m, size_t from, size_t to, func_t through)
{
	const struct candidate *first = &m->all.v[from];
	uint32_t least = chain_cost(m, first);
	enum confidence sure = judge(m, first);
	func_t begin = begins_in(m, first, through);
	size_t best = from;

	if (!begin) { /* another entry than the one with the place */
		through = 0;
		begin = begins_in(m, first, 0);
	}
	for (size_t i = from + 1; i < to && i < from + MAX_ASKED; i++) {
		const struct candidate *c = &m->all.v[i];
		uint32_t cost;

		if (!is_same_place(c, first) || judge(m, c) != sure ||
		    begins_in(m, c, through) != begin)
			continue;
		cost = chain_cost(m, c);
		if (cost < least) {
			least = cost;
			best = i;
		}
	}
	return best;
}

int chain_passes(struct make *m, const struct candidate *c, func_t fn)
{
	return begins_in(m, c, fn) != 0;
}

static void add_step(struct make *m, struct finding *f, state_t id,
		     uint32_t line, const char *how, enum edge_kind kind)
{
	const struct state *st = m->s->states.v[id];

	vec_push(&f->chain,
		 (struct step){place_of(m, st->fn, line), how, kind,
			       scope_words(m, st->scope), masks_given(m, st)});
}

/* The thread that a module gave its work: the work is run in its scope. Return:
 * how the work is called there, NULL if there is no such thread. */
static const char *add_runner(struct make *m, struct finding *f,
			      const struct in_edge *in)
{
	const struct edge_out *e = paths_edge(&m->paths, in);
	const struct runner *r = NULL;
	struct place at;

	if (e->kind == EDGE_HANDOFF && e->seed)
		r = runner_of(m->s, e->rule, m->g->seeds.v[e->seed].home);
	if (!r)
		return NULL;
	at = place_at(m, r->fn, r->instr, 0);
	vec_push(&f->chain, (struct step){at, edge_words(m, in), EDGE_HANDOFF,
					  scope_words(m, r->scope), NULL});
	return arena_printf(&m->out->mem, "run by %s()",
			    callee_words(m, r->fn, r->instr));
}

static uint32_t edge_line(struct make *m, const struct in_edge *in)
{
	const struct state *st = m->s->states.v[in->from];

	return m->g->funcs.v[st->fn]
		.f->instrs.v[paths_edge(&m->paths, in)->instr]
		.line;
}

/* Does an instruction of the module set the flag that an entry asks for? */
static int sets_flag(const struct make *m, const struct rule *r,
		     const struct func *f, const struct instr *in)
{
	const rule_slots *unless = &r->key[KEY_unless].slots;
	const struct expr *member =
		in->op == I_STORE ? member_of(f, in->a) : NULL;
	int64_t bits = (int64_t)WHOLE_FLAG;

	for (size_t i = 0; member && i < unless->n; i++)
		if (unless->v[i].strct == member->name &&
		    unless->v[i].field == member->field &&
		    (!r->key[KEY_flag].set ||
		     !macro_value(m->s->k, r->key[KEY_flag].str, &bits)))
			return has_bits(known_ones(f, member, in->b, 0),
					(uint64_t)bits);
	return 0;
}

static int module_sets_flag(const struct make *m, const struct rule *r,
			    sym_t home)
{
	for (func_t fn = 1; fn < m->g->funcs.n; fn++) {
		const struct gfunc *gf = &m->g->funcs.v[fn];

		for (size_t i = 0;
		     gf->home == home && gf->f && i < gf->f->instrs.n; i++)
			if (sets_flag(m, r, gf->f, &gf->f->instrs.v[i]))
				return 1;
	}
	return 0;
}

/* Where an entry may not sleep at all, and no other task goes on, weaker masks
 * are asked for than the context needs: the rule of the entry says so. */
static void own_advice(const struct make *m, struct finding *f, state_t root,
		       const way *all)
{
	const struct state *st = m->s->states.v[root];
	const struct rule *r = st->entry;
	sym_t home = st->entry_seed ? m->g->seeds.v[st->entry_seed].home
				    : m->g->funcs.v[st->fn].home;

	for (size_t i = 0; i < all->n; i++)
		if (edge_starts_task(paths_edge(&m->paths, &all->v[i])->kind))
			return;
	if (!r || !r->key[KEY_advice].set ||
	    (r->key[KEY_unless].set && module_sets_flag(m, r, home)))
		return;
	f->advice = r->key[KEY_advice].text;
	if (r->key[KEY_stricter].set)
		f->stricter = sym_str(r->key[KEY_stricter].str);
}

static uint32_t step_line(struct make *m, const struct candidate *c,
			  const way *all, size_t i)
{
	func_t fn = m->s->states.v[c->site_state]->fn;

	return i < all->n ? edge_line(m, &all->v[i])
			  : m->g->funcs.v[fn].f->instrs.v[c->site->instr].line;
}

void make_chain(struct make *m, struct finding *f, const struct candidate *c)
{
	way all = {0};
	state_t root = candidate_way(m, c, &all);

	f->entry = func_name(m->g, m->s->states.v[root]->fn);
	f->entry_reason = entry_words(m, root);
	add_step(m, f, all.n ? root : c->site_state, step_line(m, c, &all, 0),
		 f->entry_reason, EDGE_ENTRY);
	for (size_t i = 0; i < all.n; i++) {
		const struct in_edge *in = &all.v[i];
		const struct edge_out *e = paths_edge(&m->paths, in);
		uint32_t line = step_line(m, c, &all, i + 1);
		const char *run = add_runner(m, f, in);

		add_step(m, f, e->to, line, run ? run : edge_words(m, in),
			 run ? EDGE_SLOT : e->kind);
	}
	own_advice(m, f, root, &all);
	vec_free(&all);
}
