// SPDX-License-Identifier: GPL-2.0-only
/* Shared headers of a tree: which are kept, which are built, in what order. */
#include "units/headers.h"
#include "pch/names.h"
#include "base/jobs.h"
#include "base/mem.h"
#include "base/msg.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define LEAST_UNITS 8  /* classes with fewer get no shared header */
#define LEAST_STALE 8  /* fewer are faster parsed plainly */
#define LEAST_ON_TOP 4 /* or with the header below theirs */

char *note_of(struct work *w, const char *product)
{
	return arena_printf(&w->mem, "%s.in", product);
}

int is_sampled(const struct work *w, size_t i)
{
	return w->opts->sample < 2 || i % w->opts->sample == 0;
}

static uint64_t header_command(const struct pch_class *c)
{
	return XXH3_64bits_withSeed(&c->key, sizeof(c->key), extract_tool());
}

const char *header_name(struct work *w, const struct pch_class *c)
{
	return arena_printf(&w->mem, "pch/%016llx", (unsigned long long)c->key);
}

static struct record *header_record(struct work *w, const struct pch_class *c)
{
	const char *name = header_name(w, c);
	struct record *r = store_record(&w->store, name);

	if (!store_is_fresh(&w->store, r, header_command(c)))
		r = store_adopt(&w->store, note_of(w, c->path), name,
				header_command(c));
	if (!store_is_fresh(&w->store, r, header_command(c)))
		return NULL;
	r->live = 1;
	return r;
}

/* an overlaid file is not what the header was made of */
static int header_overlaid(const struct work *w, const struct record *r)
{
	for (size_t i = 0; i < w->opts->noverlays; i++)
		if (store_reads(&w->store, r, w->opts->overlays[i].path))
			return 1;
	return 0;
}

static void note_product(const struct work *w, struct record *r)
{
	r->product = store_dates(&w->store, r);
}

/* what becomes of a class's header */
enum { UNPLANNED, NO_HEADER, KEEP, BUILD, CHOOSE_AND_BUILD };

static int is_kept(struct work *w, const struct pch_class *c)
{
	struct record *r = header_record(w, c);

	if (r && r->product == 0) /* adopted from a note */
		note_product(w, r);
	return r && !header_overlaid(w, r) &&
	       r->product == store_dates(&w->store, r) &&
	       !access(c->path, R_OK) &&
	       !access(names_path(&w->mem, c->path), R_OK);
}

static int is_worth_it(const struct pch_class *c, size_t stale, int on_top)
{
	return c->first && c->below >= LEAST_UNITS &&
	       stale >= (on_top ? LEAST_ON_TOP : LEAST_STALE);
}

/* @stale: of each class and of all on top of it. */
static void plan_header(struct work *w, uint32_t class, const size_t *stale)
{
	const struct pch_class *c = &w->pch.classes.v[class];
	int below = NO_HEADER; /* the most that is done to those around */

	if (w->plan[class] != UNPLANNED)
		return;
	for (uint32_t a = c->around; a; a = w->pch.classes.v[a - 1].around) {
		plan_header(w, a - 1, stale);
		if (w->plan[a - 1] > below)
			below = w->plan[a - 1];
	}
	w->plan[class] = NO_HEADER;
	if (below < BUILD && is_kept(w, c)) {
		w->plan[class] = KEEP;
		w->header[class] = header_name(w, c);
		return;
	}
	if (w->out->scratch)
		return;
	if (below >= BUILD)
		unlink(c->path); /* it is on top of one that is going to go */
	if (!is_worth_it(c, stale[class], below != NO_HEADER))
		return;
	if ((below == KEEP || below == BUILD) && pch_added_little(c))
		return;
	/* made of the same files: the choice of headers holds */
	w->plan[class] = below == CHOOSE_AND_BUILD || !header_record(w, c) ||
					 access(c->header, R_OK)
				 ? CHOOSE_AND_BUILD
				 : BUILD;
	vec_push(&w->build, class);
}

/* The class around this one, or around that, that has a header. */
static const struct pch_class *base_of(const struct work *w,
				       const struct pch_class *c)
{
	for (uint32_t a = c->around; a; a = w->pch.classes.v[a - 1].around)
		if (w->header[a - 1])
			return &w->pch.classes.v[a - 1];
	return NULL;
}

static void add_inputs_of(struct work *w, const struct pch_class *c,
			  struct inputs *in)
{
	const struct record *r = store_record(&w->store, header_name(w, c));

	for (size_t i = 0; r && i < r->files.n; i++)
		vec_push(in, sym_str(w->store.files.v[r->files.v[i]].path));
}

static int build_header(size_t i, void *arg)
{
	struct work *w = arg;
	const struct pch_class *c = &w->pch.classes.v[w->level.v[i]];
	const struct pch_class *base = base_of(w, c);
	struct inputs in = {0};
	struct note n = {.command = header_command(c),
			 .header = "",
			 .start = w->store.start,
			 .dir = c->first->dir,
			 .inputs = &in};
	int err;

	mem_many();
	unlink(note_of(w, c->path));
	if (base && !pch_adds_enough(c, base->path, &w->sources)) {
		unlink(c->path);
		return 1;
	}
	for (;;) {
		vec_clear(&in);
		if (base)
			add_inputs_of(w, base, &in);
		err = pch_build(c, base, &in, &w->mem, &w->sources);
		if (!err || !base)
			break;
		base = base_of(w, base);
	}
	if (!err && note_write(note_of(w, c->path), &n))
		return RESULT_FULL;
	vec_free(&in);
	return err ? 1 : 0;
}

static void header_built(size_t i, int result, void *arg)
{
	struct work *w = arg;
	uint32_t class = w->level.v[i];
	const struct pch_class *c = &w->pch.classes.v[class];
	struct record *r;

	progress_step(&w->progress, 1);
	if (result == RESULT_FULL)
		die("cannot write in %s: %s", w->pchdir, strerror(ENOSPC));
	if (result)
		return;
	r = store_adopt(&w->store, note_of(w, c->path), header_name(w, c),
			header_command(c));
	if (!r || !r->inputs)
		return;
	note_product(w, r);
	w->header[class] = sym_str(r->name);
	w->out->headers++;
}

static void read_bases(struct work *w)
{
	for (size_t i = 0; i < w->level.n; i++) {
		const struct pch_class *base =
			base_of(w, &w->pch.classes.v[w->level.v[i]]);

		if (base)
			names_read_files(base->path, &w->sources);
	}
}

/* All of one depth at once: those on top of them need them. */
static void build_headers(struct work *w)
{
	struct jobs jobs = {.workers = w->opts->jobs,
			    .run = build_header,
			    .done = header_built,
			    .arg = w,
			    .recycle = 1, /* each takes much memory */
			    .largest = &w->out->header_kb};

	progress_begin(&w->progress, "building shared headers", w->build.n,
		       (double)w->build.n, w->opts->quiet);
	for (uint32_t depth = 0, left = (uint32_t)w->build.n; left; depth++) {
		vec_clear(&w->level);
		for (size_t i = 0; i < w->build.n; i++)
			if (w->pch.classes.v[w->build.v[i]].depth == depth)
				vec_push(&w->level, w->build.v[i]);
		read_bases(w);
		jobs.n = w->level.n;
		jobs_run(&jobs);
		left -= (uint32_t)w->level.n;
	}
	sources_free(&w->sources); /* not what units read */
	progress_end(&w->progress);
}

static int choose_headers(struct work *w)
{
	uint8_t *wanted = arena_alloc(&w->mem, w->pch.classes.n);
	size_t n = 0;

	for (uint32_t c = 0; c < w->pch.classes.n; c++) {
		wanted[c] = w->plan[c] == CHOOSE_AND_BUILD;
		n += wanted[c];
	}
	if (n && pch_choose(&w->pch, wanted, w->units))
		return error("cannot write in %s: %s", w->pchdir,
			     strerror(errno));
	return 0;
}

int shared_headers(struct work *w)
{
	double before = cpu_seconds(RUSAGE_CHILDREN);
	size_t *stale, n;

	if (!w->pch.nunits)
		pch_plan(&w->pch, w->units, w->n, w->pchdir);
	n = w->pch.classes.n;
	w->header = arena_alloc(&w->mem, n * sizeof(*w->header));
	w->plan = arena_alloc(&w->mem, n);
	stale = arena_alloc(&w->mem, n * sizeof(*stale));
	for (size_t i = 0; i < w->n; i++) {
		if (!w->stale[i] && is_sampled(w, i))
			continue;
		for (uint32_t c = w->pch.class_of[i] + 1; c;
		     c = w->pch.classes.v[c - 1].around)
			stale[c - 1]++;
	}
	for (uint32_t c = 0; c < n; c++)
		if (stale[c])
			plan_header(w, c, stale);
	if (choose_headers(w))
		return -1;
	build_headers(w);
	w->out->headers_cpu += cpu_seconds(RUSAGE_CHILDREN) - before;
	return 0;
}

/* The class whose header a unit is parsed with, or NULL. */
const struct pch_class *header_class(const struct work *w, uint32_t unit)
{
	const struct pch_class *c = &w->pch.classes.v[w->pch.class_of[unit]];

	return w->header[w->pch.class_of[unit]] ? c : base_of(w, c);
}

const struct pch_class *fitting_header(struct work *w, uint32_t unit,
				       struct pch_doubts *d)
{
	const struct pch_class *c = header_class(w, unit);

	while (c && !pch_fits(c->path, &w->units[unit], &w->sources, d))
		c = base_of(w, c);
	return c;
}
