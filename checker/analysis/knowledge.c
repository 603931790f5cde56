// SPDX-License-Identifier: GPL-2.0-only
/* Rules resolved against the linked program. */
#include "analysis/knowledge.h"

#include "base/mem.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

#define PROBE_PREFIX "gfpcheck_value_of_"

/* The probe's text, and the names that it has: rules share them. */
struct probe {
	struct buf *out;
	uint8_t *seen;
};

static int is_first(struct probe *p, sym_t name)
{
	if (!name || p->seen[name])
		return 0;
	p->seen[name] = 1;
	return 1;
}

static void probe_headers(struct probe *p, const rule_syms *headers)
{
	for (size_t i = 0; i < headers->n; i++)
		if (is_first(p, headers->v[i]))
			buf_printf(p->out,
				   "#if __has_include(<%s>)\n"
				   "#include <%s>\n#endif\n",
				   sym_str(headers->v[i]),
				   sym_str(headers->v[i]));
}

/* An enumerator cannot be asked for by #ifdef: a tree without it costs an error
 * in the probe, and the value is not there. */
static void probe_enumerator(struct probe *p, sym_t name)
{
	if (is_first(p, name))
		buf_printf(p->out,
			   "unsigned long long " PROBE_PREFIX
			   "%s = (unsigned long long)(%s);\n",
			   sym_str(name), sym_str(name));
}

static void probe_macro(struct probe *p, sym_t macro)
{
	const char *m = sym_str(macro);

	if (is_first(p, macro))
		buf_printf(p->out,
			   "#if defined(%s)\n"
			   "unsigned long long " PROBE_PREFIX
			   "%s = (unsigned long long)(%s);\n#endif\n",
			   m, m, m);
}

void knowledge_probe(const struct rules *rules, struct buf *out)
{
	struct probe p = {out, mem_zeroed(sym_count(), 1)};

	for (size_t i = 0; i < rules->all.n; i++)
		probe_headers(&p, &rules->all.v[i]->key[KEY_header].list);
	for (size_t i = 0; i < rules->all.n; i++) {
		const struct rule *r = rules->all.v[i];

		probe_macro(&p, r->key[KEY_macro].str);
		probe_macro(&p, r->key[KEY_implies].str);
		probe_enumerator(&p, r->key[KEY_flag].str);
	}
	free(p.seen);
}

static int is_probe(const struct func *f)
{
	if (!f || !(f->flags & F_INIT))
		return 0;
	for (size_t i = 0; i < f->exprs.n; i++)
		if (f->exprs.v[i].op == E_GLOBAL &&
		    !strncmp(sym_str(f->exprs.v[i].name), PROBE_PREFIX,
			     strlen(PROBE_PREFIX)))
			return 1;
	return 0;
}

static const struct func *find_probe(const struct graph *g)
{
	for (func_t fn = 1; fn < g->funcs.n; fn++)
		if (is_probe(g->funcs.v[fn].f))
			return g->funcs.v[fn].f;
	return NULL;
}

int macro_value(const struct knowledge *k, sym_t macro, int64_t *value)
{
	const struct func *f = k->probe;
	struct buf name = {0};
	sym_t want;

	buf_printf(&name, PROBE_PREFIX "%s", sym_str(macro));
	want = sym_find(name.v);
	buf_free(&name);
	for (size_t i = 0; want && f && i < f->instrs.n; i++) {
		const struct expr *p = &f->exprs.v[f->instrs.v[i].a];
		const struct expr *v = &f->exprs.v[f->instrs.v[i].b];

		if (p->op == E_GLOBAL && p->name == want && v->op == E_CONST) {
			*value = v->num;
			return 0;
		}
	}
	return -1;
}

static int read_masks(struct knowledge *k, const rule_syms *ids, uint64_t *bits)
{
	*bits = 0;
	for (size_t i = 0; i < ids->n; i++) {
		const struct rule *m = NULL;
		int64_t value;

		while ((m = rule_next(k->rules, RULE_mask, m)))
			if (m->id == ids->v[i])
				break;
		if (!m)
			return error("rules: there is no mask '%s'",
				     sym_str(ids->v[i]));
		if (macro_value(k, m->key[KEY_macro].str, &value))
			return error("the tree does not define %s: is it a "
				     "configured kernel tree?",
				     sym_str(m->key[KEY_macro].str));
		*bits |= (uint64_t)value;
	}
	return 0;
}

static int read_scopes(struct knowledge *k)
{
	const struct rule *r = NULL;

	while ((r = rule_next(k->rules, RULE_scope, r))) {
		struct scope_flag *s = &k->scopes[k->nscopes];
		int64_t value;

		if (k->nscopes == MAX_SCOPES)
			return error("rules: more than %d scopes", MAX_SCOPES);
		s->rule = r;
		/* an old kernel has fewer scopes: nobody can open this one */
		if (macro_value(k, r->key[KEY_macro].str, &value))
			continue;
		s->flag = (uint64_t)value;
		if (read_masks(k, &r->key[KEY_removes].list, &s->removes))
			return -1;
		k->scope_bits |= s->flag;
		k->nscopes++;
	}
	return 0;
}

static int read_contexts(struct knowledge *k)
{
	const struct rule *r = NULL;

	while ((r = rule_next(k->rules, RULE_context, r))) {
		struct context *c = &k->contexts[k->ncontexts];

		if (k->ncontexts++ == MAX_CONTEXTS)
			return error("rules: more than %d contexts",
				     MAX_CONTEXTS);
		c->rule = r;
		if (read_masks(k, &r->key[KEY_forbids].list, &c->forbids))
			return -1;
	}
	return 0;
}

static struct fn_rules *rules_of_fn(struct knowledge *k, func_t fn)
{
	if (!k->fn_index[fn]) {
		vec_push(&k->fns, (struct fn_rules){0});
		k->fn_index[fn] = (uint32_t)k->fns.n;
	}
	return &k->fns.v[k->fn_index[fn] - 1];
}

int is_pattern(const char *name)
{
	size_t n = strlen(name);

	return n && name[n - 1] == '*';
}

int name_matches(const char *pattern, const char *name)
{
	return is_pattern(pattern)
		       ? !strncmp(pattern, name, strlen(pattern) - 1)
		       : !strcmp(pattern, name);
}

static int in_list(const rule_syms *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (name_matches(sym_str(list->v[i]), name))
			return 1;
	return 0;
}

struct named {
	const struct rule *rule;
	enum {
		NAMED,
		OPENS,
		CLOSES,
		DRAINS,
		RELEASES,
		TRIES,
		ASKS,
		RUNS,
		GIVES
	} how;
};

/* What a header has in its place where the configuration leaves it out. */
static int is_stub(const struct func *f)
{
	return f && f->flags & F_HEADER && !f->ncalls;
}

/* Does what is known of the function's body go before the rule? */
static int is_overruled(const struct rule *r, const struct func *f)
{
	return r->kind == RULE_allocator &&
	       ((r->key[KEY_implies].set && is_stub(f)) ||
		(r->key[KEY_if].set && f));
}

static void apply_name(struct knowledge *k, func_t fn, const struct named *n)
{
	struct fn_rules *r;

	if (n->how == NAMED && is_overruled(n->rule, k->graph->funcs.v[fn].f))
		return;
	r = rules_of_fn(k, fn);
	if (n->how == OPENS)
		r->opens = n->rule;
	else if (n->how == CLOSES)
		r->closes = n->rule;
	else if (n->how == DRAINS)
		r->drains = n->rule;
	else if (n->how == RELEASES)
		r->releases = n->rule;
	else if (n->how == TRIES)
		r->tries = n->rule;
	else if (n->how == ASKS)
		r->asks = n->rule;
	else if (n->how == RUNS)
		r->runs = n->rule;
	else if (n->how == GIVES)
		r->gives = n->rule;
	else if (!r->of[n->rule->kind])
		r->of[n->rule->kind] = n->rule;
}

/* Exact names by symbol, the few patterns one by one. */
struct name_table {
	VEC(struct {
		sym_t name;
		struct named n;
	})
	all;
	uint32_t *first; /* sym -> index + 1 */
	VEC(struct {
		const char *text;
		struct named n;
	})
	patterns;
};

static void add_names(struct name_table *t, const rule_syms *list,
		      struct named n)
{
	for (size_t i = 0; i < list->n; i++) {
		const char *s = sym_str(list->v[i]);

		if (is_pattern(s)) {
			vec_reserve(&t->patterns, t->patterns.n + 1);
			t->patterns.v[t->patterns.n].text = s;
			t->patterns.v[t->patterns.n++].n = n;
		} else {
			vec_reserve(&t->all, t->all.n + 1);
			t->all.v[t->all.n].name = list->v[i];
			t->all.v[t->all.n++].n = n;
		}
	}
}

static void collect_names(struct knowledge *k, struct name_table *t)
{
	for (size_t i = 0; i < k->rules->all.n; i++) {
		const struct rule *r = k->rules->all.v[i];

		add_names(t, &r->key[KEY_functions].list,
			  (struct named){r, NAMED});
		add_names(t, &r->key[KEY_open].list, (struct named){r, OPENS});
		add_names(t, &r->key[KEY_close].list,
			  (struct named){r, CLOSES});
		if (r->kind == RULE_region)
			add_names(t, &r->key[KEY_except].list,
				  (struct named){r, DRAINS});
		add_names(t, &r->key[KEY_release].list,
			  (struct named){r, RELEASES});
		add_names(t, &r->key[KEY_try].list, (struct named){r, TRIES});
		add_names(t, &r->key[KEY_interruptible].list,
			  (struct named){r, ASKS});
		add_names(t, &r->key[KEY_runner].list, (struct named){r, RUNS});
		add_names(t, &r->key[KEY_given].list, (struct named){r, GIVES});
	}
}

static void match_functions(struct knowledge *k)
{
	struct name_table t = {0};
	VEC(uint32_t) next = {0};

	collect_names(k, &t);
	t.first = mem_zeroed(sym_count(), sizeof(uint32_t));
	for (size_t i = 0; i < t.all.n; i++)
		vec_push(&next, 0);
	for (size_t i = t.all.n; i-- > 0;) { /* chains in rule order */
		next.v[i] = t.first[t.all.v[i].name];
		t.first[t.all.v[i].name] = (uint32_t)i + 1;
	}
	for (func_t fn = 1; fn < k->graph->funcs.n; fn++) {
		sym_t name = k->graph->funcs.v[fn].name;

		for (uint32_t i = t.first[name]; i; i = next.v[i - 1])
			apply_name(k, fn, &t.all.v[i - 1].n);
		for (size_t i = 0; i < t.patterns.n; i++)
			if (name_matches(t.patterns.v[i].text, sym_str(name)))
				apply_name(k, fn, &t.patterns.v[i].n);
	}
	free(t.first);
	vec_free(&t.all);
	vec_free(&t.patterns);
	vec_free(&next);
}

static void match_slot(struct knowledge *k, size_t slot, const struct rule *r)
{
	if (!k->slot_index[slot]) {
		vec_push(&k->slots, (struct fn_rules){0});
		k->slot_index[slot] = (uint32_t)k->slots.n;
	}
	if (!k->slots.v[k->slot_index[slot] - 1].of[r->kind])
		k->slots.v[k->slot_index[slot] - 1].of[r->kind] = r;
}

/* A named field goes before "any field of the struct". */
static void match_slots(struct knowledge *k, int any)
{
	const struct graph *g = k->graph;

	for (size_t i = 0; i < k->rules->all.n; i++) {
		const struct rule *r = k->rules->all.v[i];
		const rule_slots *s = &r->key[KEY_slots].slots;

		for (size_t n = 0; n < s->n; n++) {
			const struct slot *found;

			if ((s->v[n].field == 0) != any)
				continue;
			found = any ? NULL
				    : graph_slot(g, s->v[n].strct,
						 s->v[n].field);
			if (found)
				match_slot(k, (size_t)(found - g->slots.v), r);
			for (size_t x = 0; any && x < g->slots.n; x++)
				if (g->slots.v[x].strct == s->v[n].strct)
					match_slot(k, x, r);
		}
	}
}

/* Bits that no context in use forbids need not be told apart. */
static void note_used_bits(struct knowledge *k)
{
	k->scope_bits = 0;
	for (size_t i = 0; i < k->rules->all.n; i++) {
		int n = context_index(k,
				      k->rules->all.v[i]->key[KEY_context].str);

		if (n >= 0)
			k->mask_bits |= k->contexts[n].forbids;
	}
	for (size_t i = 0; i < k->nscopes; i++)
		if (k->scopes[i].removes & k->mask_bits)
			k->scope_bits |= k->scopes[i].flag;
}

static int read_regions(struct knowledge *k)
{
	const struct rule *r = NULL;

	while ((r = rule_next(k->rules, RULE_region, r))) {
		int n = context_index(k, r->key[KEY_context].str);

		if (n < 0)
			continue;
		if (k->nregions == MAX_REGIONS) {
			warn("more than %d regions: leave some out of the rules",
			     MAX_REGIONS);
			return -1;
		}
		k->regions[k->nregions++] = (struct region){r, n};
	}
	return 0;
}

/* Every expression is asked whether it is one. */
static void note_task_fields(struct knowledge *k)
{
	const struct graph *g = k->graph;

	k->task_fields = mem_zeroed(k->nsyms, 1);
	for (size_t i = 0; i < g->slots.n; i++)
		if (k->slot_index[i] &&
		    k->slots.v[k->slot_index[i] - 1].of[RULE_task])
			k->task_fields[g->slots.v[i].field] = 1;
}

int knowledge_begin(struct knowledge *k, const struct rules *rules,
		    const struct graph *graph)
{
	memset(k, 0, sizeof(*k));
	k->rules = rules;
	k->graph = graph;
	k->probe = find_probe(graph);
	if (read_scopes(k) || read_contexts(k) || read_regions(k))
		return -1;
	note_used_bits(k);
	k->fn_index = mem_zeroed(graph->funcs.n, sizeof(uint32_t));
	k->slot_index = mem_zeroed(graph->slots.n, sizeof(uint32_t));
	k->nsyms = sym_count() + 1;
	k->path_rules = mem_zeroed(k->nsyms, sizeof(*k->path_rules));
	k->file_rules = mem_zeroed(graph->funcs.n, sizeof(*k->file_rules));
	match_functions(k);
	match_slots(k, 0);
	match_slots(k, 1);
	k->task = rule_next(rules, RULE_task, NULL);
	note_task_fields(k);
	return 0;
}

void knowledge_end(struct knowledge *k)
{
	for (size_t i = 0; i < k->nsyms; i++)
		free(k->path_rules[i]);
	free(k->path_rules);
	free(k->file_rules);
	free(k->task_fields);
	free(k->fn_index);
	free(k->slot_index);
	vec_free(&k->fns);
	vec_free(&k->slots);
	memset(k, 0, sizeof(*k));
}

int is_task_flags(const struct knowledge *k, const struct expr *e)
{
	const struct rule_slot *s;

	if (!k->task || e->op != E_FIELD)
		return 0;
	s = &k->task->key[KEY_slot].slots.v[0];
	return e->name == s->strct && e->field == s->field;
}

int names_task(const struct knowledge *k, const struct expr *e)
{
	if (e->op == E_GLOBAL)
		return k->task && e->name == k->task->key[KEY_variable].str;
	return e->op == E_FIELD && k->task_fields[e->field] &&
	       slot_rule(k, e->name, e->field, RULE_task);
}

const struct fn_rules *fn_all_rules(const struct knowledge *k, func_t fn)
{
	return k->fn_index[fn] ? &k->fns.v[k->fn_index[fn] - 1] : NULL;
}

const struct rule *fn_rule(const struct knowledge *k, func_t fn,
			   enum rule_kind kind)
{
	const struct fn_rules *r = fn_all_rules(k, fn);

	return r ? r->of[kind] : NULL;
}

void rule_seeds(const struct knowledge *k, const struct rule *r, seed_set *out)
{
	const rule_slots *slots = &r->key[KEY_slots].slots;

	for (size_t i = 0; i < slots->n; i++) {
		const struct slot *s = graph_slot(k->graph, slots->v[i].strct,
						  slots->v[i].field);
		const seed_set *all = s ? graph_slot_seeds(k->graph, s) : NULL;

		for (size_t n = 0; all && n < all->n; n++)
			vec_push(out, all->v[n]);
	}
}

const struct fn_rules *slot_all_rules(const struct knowledge *k, sym_t strct,
				      sym_t field)
{
	const struct slot *s = graph_slot(k->graph, strct, field);
	uint32_t i = s ? k->slot_index[s - k->graph->slots.v] : 0;

	return i ? &k->slots.v[i - 1] : NULL;
}

const struct rule *slot_rule(const struct knowledge *k, sym_t strct,
			     sym_t field, enum rule_kind kind)
{
	const struct fn_rules *r = slot_all_rules(k, strct, field);

	return r ? r->of[kind] : NULL;
}

static const struct rule *path_rule(const struct knowledge *k,
				    enum rule_kind kind, const char *path)
{
	const struct rule *r = NULL, *best = NULL;
	size_t longest = 0;

	while ((r = rule_next(k->rules, kind, r))) {
		const rule_syms *paths = &r->key[KEY_paths].list;
		int excepted = 0;

		for (size_t i = 0; i < r->key[KEY_except].list.n; i++) {
			const char *p = sym_str(r->key[KEY_except].list.v[i]);

			excepted |= !strncmp(p, path, strlen(p));
		}
		for (size_t i = 0; i < paths->n && !excepted; i++) {
			const char *p = sym_str(paths->v[i]);
			size_t n = strlen(p);

			if (!strncmp(p, path, n) && n >= longest) {
				longest = n;
				best = r;
			}
		}
	}
	return best;
}

static const struct rule **rules_of_file(const struct knowledge *k, sym_t file)
{
	const struct rule **all = k->path_rules[file];

	if (!all) {
		all = mem_zeroed(3, sizeof(*all));
		all[0] = path_rule(k, RULE_boundary, sym_str(file));
		all[1] = path_rule(k, RULE_layer, sym_str(file));
		all[2] = path_rule(k, RULE_common, sym_str(file));
		k->path_rules[file] = all;
	}
	return all;
}

static const struct rule *file_rule(const struct knowledge *k, func_t fn,
				    int which)
{
	const struct func *f;

	if (k->file_rules[fn]) /* asked very often, functions lie anywhere */
		return k->file_rules[fn][which];
	f = k->graph->funcs.v[fn].f;
	if (!f)
		return NULL;
	k->file_rules[fn] = rules_of_file(k, f->file);
	return k->file_rules[fn][which];
}

const struct rule *fn_boundary(const struct knowledge *k, func_t fn)
{
	const struct rule *r = fn_rule(k, fn, RULE_boundary);

	if (!r)
		r = file_rule(k, fn, 0);
	if (r && in_list(&r->key[KEY_except].list,
			 sym_str(k->graph->funcs.v[fn].name)))
		return NULL;
	return r;
}

const struct rule *fn_layer(const struct knowledge *k, func_t fn)
{
	const struct rule *r = fn_rule(k, fn, RULE_layer);

	return r ? r : file_rule(k, fn, 1);
}

const struct rule *fn_common(const struct knowledge *k, func_t fn)
{
	return file_rule(k, fn, 2);
}

int context_index(const struct knowledge *k, sym_t name)
{
	for (size_t i = 0; i < k->ncontexts; i++)
		if (k->contexts[i].rule->id == name)
			return (int)i;
	return -1;
}

uint64_t scope_removes(const struct knowledge *k, uint64_t flags)
{
	uint64_t out = 0;

	for (size_t i = 0; i < k->nscopes; i++)
		if (flags & k->scopes[i].flag)
			out |= k->scopes[i].removes;
	return out;
}

const struct rule *context_scope(const struct knowledge *k,
				 const struct rule *context)
{
	sym_t id = context->key[KEY_scope].str;
	const struct rule *r = NULL;

	while ((r = rule_next(k->rules, RULE_scope, r)))
		if (id && r->id == id && r->key[KEY_save].set)
			return r;
	return NULL;
}
