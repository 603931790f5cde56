// SPDX-License-Identifier: GPL-2.0-only
/*
 * Extraction of all units of a tree.
 *
 * Find what is stale, build the shared headers that many stale units want,
 * parse, merge what the workers have noted. Each worker writes a summary and
 * then a note of what it read; the note is what makes the summary count, so a
 * run may be killed between any two of its steps.
 */
#include "units/tree.h"
#include "units/headers.h"
#include "units/workdir.h"
#include "base/jobs.h"
#include "base/mem.h"
#include "base/late.h"
#include "base/msg.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <extract-id.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define HEADERS 50000 /* bytes of source that parsing its headers is worth */
#define RECYCLE 100   /* units per worker: memory stays small */
#define HEAVY 131072  /* KB that a unit may leave to the next */

/* ---- names and hashes ---- */

uint64_t extract_tool(void)
{
	static uint64_t hash;

	if (!hash)
		hash = XXH3_64bits_withSeed(EXTRACT_ID, sizeof(EXTRACT_ID),
					    late_stamp());
	return hash;
}

static void hash_word(uint64_t *h, const char *s)
{
	*h = XXH3_64bits_withSeed(s ? s : "", s ? strlen(s) + 1 : 0, *h);
}

static uint64_t hash_command(uint64_t h, const struct unit *u, const char *tree,
			     const char *objtree)
{
	hash_word(&h, tree);
	hash_word(&h, objtree);
	hash_word(&h, u->dir);
	hash_word(&h, u->path);
	hash_word(&h, u->src);
	hash_word(&h, u->obj);
	hash_word(&h, u->modname);
	for (int i = 0; i < u->argc; i++)
		hash_word(&h, u->argv[i]);
	return h;
}

uint64_t extract_command(const struct unit *u, const char *tree,
			 const char *objtree)
{
	return hash_command(extract_tool(), u, tree, objtree);
}

uint64_t extract_words(const struct unit *u, const char *tree,
		       const char *objtree)
{
	return hash_command(XXH3_64bits(EXTRACT_ID, sizeof(EXTRACT_ID)), u,
			    tree, objtree);
}

static char *path_of(struct work *w, size_t i)
{
	return summary_path(&w->mem, w->summaries, w->units[i].obj);
}

/* ---- units ---- */

static int add_probe(struct work *w, struct unit *out)
{
	const char *dir = w->kb->workdir;
	char *path = arena_printf(&w->mem, "%s/probe.c", dir);

	*out = *pch_ordinary(w->kb->units.v, w->kb->units.n);
	if (w->out->scratch && !file_holds(path, w->opts->probe))
		path = arena_printf(&w->mem, "%s/probe.c", w->out->scratch);
	if (!file_holds(path, w->opts->probe) &&
	    file_write(path, w->opts->probe, strlen(w->opts->probe)))
		return error("cannot write %s: %s", path, strerror(errno));
	out->src = "probe.c";
	out->path = path;
	out->obj = ".gfpcheck/probe.o";
	out->modname = "probe";
	out->missing = 0;
	return 0;
}

static int list_units(struct work *w)
{
	size_t probe = w->opts->probe != NULL;

	w->n = w->kb->units.n + probe;
	w->units = arena_alloc(&w->mem, w->n * sizeof(*w->units));
	w->commands = arena_alloc(&w->mem, w->n * sizeof(*w->commands));
	w->stale = arena_alloc(&w->mem, w->n);
	memcpy(w->units + probe, w->kb->units.v,
	       w->kb->units.n * sizeof(*w->units));
	if (probe && add_probe(w, &w->units[0]))
		return -1;
	for (size_t i = 0; i < w->n; i++)
		w->commands[i] = extract_command(&w->units[i], w->kb->tree,
						 w->kb->objtree);
	return 0;
}

/* ---- what is stale ---- */

static int is_fresh(struct work *w, size_t i)
{
	const struct unit *u = &w->units[i];
	struct record *r = store_record(&w->store, u->obj);

	if (!store_is_fresh(&w->store, r, w->commands[i]))
		r = store_adopt(&w->store, note_of(w, path_of(w, i)), u->obj,
				w->commands[i]);
	if (!store_is_fresh(&w->store, r, w->commands[i]))
		return 0;
	r->live = 1;
	return 1;
}

static int is_overlaid(struct work *w, size_t i)
{
	const struct record *r = store_record(&w->store, w->units[i].obj);

	for (size_t k = 0; k < w->opts->noverlays; k++)
		if (store_reads(&w->store, r, w->opts->overlays[k].path))
			return 1;
	return 0;
}

static int by_size(const void *a, const void *b)
{
	const struct todo *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? 1 : -1;
	return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static void add_todo(struct work *w, size_t i)
{
	struct stat st = {0};

	w->stale[i] = 1;
	stat(w->units[i].path, &st);
	vec_push(&w->todo, (struct todo){(uint32_t)i, st.st_size});
}

static void find_stale(struct work *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (is_sampled(w, i) && (!is_fresh(w, i) || is_overlaid(w, i)))
			add_todo(w, i);
}

static void find_damaged(struct work *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (is_sampled(w, i) && !w->stale[i] &&
		    !summary_is_intact(
			    path_of(w, i),
			    store_record(&w->store, w->units[i].obj)->product))
			add_todo(w, i);
}

/* ---- parsing ---- */

static char *output_of(struct work *w, size_t i)
{
	return summary_path(&w->mem, w->output, w->units[i].obj);
}

/* The summary, then the note that makes it count. Return: 0 or RESULT_FULL */
static int put_summary(struct work *w, size_t i, struct summary *s,
		       const struct inputs *in, const char *header)
{
	const struct record *h =
		header ? store_record(&w->store, header) : NULL;
	struct note n = {.command = w->commands[i],
			 .header = h ? header : "",
			 .header_inputs = h ? h->inputs : 0,
			 .start = w->store.start,
			 .dir = w->units[i].dir,
			 .inputs = in};
	char *path = output_of(w, i);
	struct buf b = {0};
	int err;

	s->command = w->commands[i];
	summary_write(s, &b);
	memcpy(&n.product, b.v + b.n - sizeof(n.product), sizeof(n.product));
	if (!w->out->scratch)
		summary_retire(w->kb->workdir, w->units[i].obj, path);
	err = file_write(path, b.v, b.n) || note_write(note_of(w, path), &n);
	buf_free(&b);
	return err ? RESULT_FULL : 0;
}

static void fail_summary(struct summary *s, const struct unit *u,
			 const char *reason)
{
	s->src = sym(u->src);
	s->obj = sym(u->obj);
	s->modname = sym(u->modname);
	s->status = UNIT_FAILED;
	s->reason = sym(reason);
}

static int parse_unit(size_t i, void *arg)
{
	struct work *w = arg;
	uint32_t unit = w->todo.v[i].unit;
	const struct unit *u = &w->units[unit];
	struct pch_doubts doubts = {0};
	const struct pch_class *header = fitting_header(w, unit, &doubts);
	struct summary s = {0};
	struct arena mem = {0};
	struct inputs in = {0};
	struct extract_opts opts = {.tree = w->kb->tree,
				    .objtree = w->kb->objtree,
				    .pch = header ? header->path : NULL,
				    .overlays = w->opts->overlays,
				    .noverlays = w->opts->noverlays,
				    .inputs = &in,
				    .mem = &mem};
	int result;

	mem_many();
	if (access(u->path, F_OK)) {
		fail_summary(&s, u, "its source does not exist");
		vec_push(&in, u->path);
	} else {
		pch_extract(u, &opts, &doubts, &s);
	}
	result = put_summary(w, unit, &s, &in,
			     in.pch ? header_name(w, header) : NULL);
	summary_free(&s);
	vec_free(&in);
	pch_doubts_free(&doubts);
	arena_free(&mem);
	sources_rest(&w->sources);
	return result;
}

/* The worker is gone: the parent says why. */
static int bury(struct work *w, uint32_t unit, int result)
{
	const struct unit *u = &w->units[unit];
	const char *self[] = {u->path};
	struct inputs in = {.v = self, .n = 1};
	struct summary s = {0};
	char *why = result < -1
			    ? arena_printf(&w->mem,
					   "the parser crashed (signal %d)",
					   -1 - result)
			    : arena_strdup(&w->mem, "the parser gave up on it");
	int err;

	fail_summary(&s, u, why);
	err = put_summary(w, unit, &s, &in, NULL);
	summary_free(&s);
	/* killed from outside, perhaps for its memory: try again next time */
	if (result == -1 - 9)
		unlink(note_of(w, output_of(w, unit)));
	return err;
}

static void unit_parsed(size_t i, int result, void *arg)
{
	struct work *w = arg;

	progress_step(&w->progress, HEADERS + (double)w->todo.v[i].size);
	if (result && result != RESULT_FULL)
		result = bury(w, w->todo.v[i].unit, result);
	if (result)
		die("cannot write the summaries in %s: %s", w->output,
		    strerror(ENOSPC));
}

static void parse(struct work *w)
{
	struct jobs jobs = {.n = w->todo.n,
			    .workers = w->opts->jobs,
			    .run = parse_unit,
			    .done = unit_parsed,
			    .arg = w,
			    .recycle = RECYCLE,
			    .heavy = HEAVY,
			    .largest = &w->out->parser_kb};
	double all = 0;

	for (size_t i = 0; i < w->todo.n; i++)
		all += HEADERS + (double)w->todo.v[i].size;
	progress_begin(&w->progress, "parsing", w->todo.n, all, w->opts->quiet);
	jobs_run(&jobs);
	progress_end(&w->progress);
}

/* ---- afterwards ---- */

static void adopt_units(struct work *w)
{
	for (size_t i = 0; i < w->todo.n; i++) {
		uint32_t unit = w->todo.v[i].unit;

		store_adopt(&w->store, note_of(w, output_of(w, unit)),
			    w->units[unit].obj, w->commands[unit]);
	}
}

static int write_store(struct work *w)
{
	if (store_write(&w->store))
		return error("cannot write %s: %s", w->store.path,
			     strerror(errno));
	return 0;
}

static int keep(struct work *w)
{
	store_look(&w->store);
	adopt_units(w);
	if (write_store(w))
		return -1;
	w->store.changed = 0;
	for (size_t i = 0; i < w->todo.n; i++)
		unlink(note_of(w, path_of(w, w->todo.v[i].unit)));
	for (size_t i = 0; i < w->build.n; i++)
		unlink(note_of(w, w->pch.classes.v[w->build.v[i]].path));
	return 0;
}

static int is_read(struct work *w, const char *path)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->stale[i] &&
		    store_reads(&w->store,
				store_record(&w->store, w->units[i].obj), path))
			return 1;
	return 0;
}

/* each overlaid file must have been read by somebody */
static int overlays_used(struct work *w)
{
	struct buf unread = {0};

	for (size_t i = 0; i < w->opts->noverlays; i++) {
		const char *path = w->opts->overlays[i].path;

		if (!w->opts->lenient && !is_read(w, path))
			buf_printf(&unread, "%s%s", unread.n ? ", " : "", path);
	}
	if (!unread.n)
		return 0;
	error("no unit of this configuration reads %s", unread.v);
	buf_free(&unread);
	return -1;
}

/* What is not kept (see bury()) has no record that could be believed. */
static void list_summary(struct work *w, size_t i)
{
	struct tree_summary s = {
		.obj = arena_strdup(&w->out->mem, w->units[i].obj)};

	s.path = summary_path(&w->out->mem,
			      w->stale[i] ? w->output : w->summaries, s.obj);
	s.sum = w->stale[i] ? summary_sum(s.path)
			    : store_record(&w->store, s.obj)->product;
	vec_push(&w->out->summaries, s);
	hash_word(&w->out->key, s.obj);
	w->out->key = XXH3_64bits_withSeed(&s.sum, sizeof(s.sum), w->out->key);
}

static void list_summaries(struct work *w)
{
	vec_clear(&w->out->summaries);
	w->out->key = 0;
	for (size_t i = 0; i < w->n; i++)
		if (is_sampled(w, i))
			list_summary(w, i);
}

static void list_plain(struct work *w)
{
	for (size_t i = 0; w->opts->mark && i < w->store.files.n; i++)
		if (!w->store.files.v[i].marked)
			vec_push(&w->out->plain,
				 sym_str(w->store.files.v[i].path));
}

static void count_alone(struct work *w)
{
	for (size_t i = 0; i < w->todo.n; i++) {
		uint32_t unit = w->todo.v[i].unit;
		const struct record *r =
			store_record(&w->store, w->units[unit].obj);
		const struct pch_class *c = header_class(w, unit);

		if (!r)
			continue;
		if (c && r->header == sym(header_name(w, c)))
			continue;
		w->out->alone++;
		w->out->unfit += c != NULL;
	}
}

/* What is in todo is parsed now. */
static int extract(struct work *w)
{
	qsort(w->todo.v, w->todo.n, sizeof(*w->todo.v), by_size);
	if (shared_headers(w))
		return -1;
	parse(w);
	if (w->out->scratch)
		adopt_units(w);
	else if (keep(w))
		return -1;
	count_alone(w);
	w->out->parsed += w->todo.n;
	vec_clear(&w->todo);
	vec_clear(&w->build);
	return 0;
}

/* Somebody is going to read all summaries. */
static int prove(struct work *w)
{
	if (!w->out->scratch)
		summaries_clean(w->kb->workdir);
	find_damaged(w);
	if (!w->todo.n)
		return 0;
	if (extract(w))
		return -1;
	list_summaries(w);
	return 0;
}

static int is_served(struct work *w)
{
	list_summaries(w);
	return w->opts->served && w->opts->served(w->opts->arg, w->out->key);
}

static int run(struct work *w)
{
	if (list_units(w))
		return -1;
	store_open(&w->store, w->kb->workdir, w->opts->mark);
	if (w->store.problem)
		w->out->note = arena_printf(&w->out->mem, "%s %s",
					    w->store.path, w->store.problem);
	find_stale(w);
	if ((w->todo.n && extract(w)) ||
	    (w->opts->noverlays && overlays_used(w)) ||
	    (!is_served(w) && prove(w)))
		return -1;
	/* dates that changed are looked at once, not by each run from now on */
	if (w->store.changed && !w->out->scratch && write_store(w))
		return -1;
	list_plain(w);
	return 0;
}

int tree_extract(struct tree *t, const struct kbuild *kb,
		 const struct tree_opts *opts)
{
	struct work w = {.kb = kb,
			 .opts = opts,
			 .out = t,
			 .sources = {.overlays = opts->overlays,
				     .noverlays = opts->noverlays}};
	int err;

	memset(t, 0, sizeof(*t));
	w.summaries = arena_printf(&t->mem, "%s/summaries", kb->workdir);
	w.pchdir = arena_printf(&t->mem, "%s/pch", kb->workdir);
	w.output = w.summaries;
	if (opts->noverlays)
		w.output = t->scratch = scratch_make(&t->mem, kb->workdir);
	else
		workdir_clean(kb->workdir);
	err = run(&w);
	store_close(&w.store);
	pch_free(&w.pch);
	sources_free(&w.sources);
	vec_free(&w.todo);
	vec_free(&w.build);
	vec_free(&w.level);
	arena_free(&w.mem);
	return err;
}

void tree_close(struct tree *t)
{
	if (t->scratch)
		scratch_remove();
	vec_free(&t->summaries);
	vec_free(&t->plain);
	arena_free(&t->mem);
}
