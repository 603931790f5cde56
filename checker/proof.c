// SPDX-License-Identifier: GPL-2.0-only
/* The whole program once more, with the text of some files replaced. */
#include "proof.h"

#include <string.h>

static void put_overlay(struct program *p, const struct overlay *o)
{
	for (size_t i = 0; i < p->overlays.n; i++)
		if (!strcmp(p->overlays.v[i].path, o->path)) {
			p->overlays.v[i] = *o;
			return;
		}
	vec_push(&p->overlays, *o);
}

static void keep_print(struct proof *p, const char *print)
{
	vec_push(&p->prints, arena_strdup(&p->mem, print));
}

static void keep(struct proof *p, const struct findings *all)
{
	for (size_t i = 0; i < all->all.n; i++) {
		const struct finding *f = all->all.v[i];

		if (!f->members.n)
			keep_print(p, f->fingerprint);
		for (size_t k = 0; k < f->members.n; k++)
			keep_print(p, f->members.v[k].fingerprint);
	}
	for (size_t i = 0; i < all->coverage.problems.n; i++)
		vec_push(&p->broken,
			 arena_strdup(&p->mem,
				      all->coverage.problems.v[i].unit));
}

int proof_make(struct proof *p, const struct options *opts,
	       const struct overlay *texts, size_t n)
{
	struct program again;
	int err;

	program_begin(&again, opts);
	err = program_rules(&again) || program_open(&again);
	for (size_t i = 0; i < n && !err; i++)
		put_overlay(&again, &texts[i]);
	/* a file that is only included is read by some unit, or by none */
	again.lenient = 1;
	err = err || program_extract(&again) || program_link(&again) ||
	      program_solve(&again);
	if (!err) {
		program_findings(&again);
		keep(p, &again.findings);
	}
	program_end(&again);
	return err ? -1 : 0;
}

int proof_has(const struct proof *p, const char *print)
{
	for (size_t i = 0; i < p->prints.n; i++)
		if (!strcmp(p->prints.v[i], print))
			return 1;
	return 0;
}

int proof_breaks(const struct proof *p, const char *unit)
{
	for (size_t i = 0; i < p->broken.n; i++)
		if (!strcmp(p->broken.v[i], unit))
			return 1;
	return 0;
}

void proof_free(struct proof *p)
{
	vec_free(&p->prints);
	vec_free(&p->broken);
	arena_free(&p->mem);
}
