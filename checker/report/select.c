// SPDX-License-Identifier: GPL-2.0-only
/* Which findings belong to a report. */
#include "report/report.h"

#include <string.h>

int report_below(const char *file, const char *path)
{
	size_t n = strlen(path);

	if (!file)
		return 0;
	while (n && path[n - 1] == '/')
		n--;
	return !n || (!strncmp(file, path, n) && (file[n] == '/' || !file[n]));
}

int report_wants(const struct report *r, const char *file)
{
	for (size_t i = 0; i < r->npaths; i++)
		if (report_below(file, r->paths[i]))
			return 1;
	return !r->npaths;
}

int report_has(const struct report *r, const struct finding *f)
{
	return report_wants(r, f->at.file) || report_wants(r, f->origin.file) ||
	       report_wants(r, f->alloc.file);
}

int report_sure(const struct report *r, const struct finding *f)
{
	return f->confidence <=
	       (f->level ? (enum confidence)(f->level - 1) : r->shown);
}

int report_shows(const struct report *r, const struct finding *f)
{
	return report_sure(r, f) && report_has(r, f);
}

int report_open(const struct report *r, const struct finding *f)
{
	return !f->suppressed &&
	       (f->baseline == BASELINE_NONE || f->baseline == BASELINE_NEW) &&
	       report_has(r, f);
}

int report_lists(const struct report *r, const struct finding *f)
{
	return report_sure(r, f) && report_open(r, f);
}

const char *report_baseline(enum baseline_state state)
{
	static const char *const names[] = {
		[BASELINE_NEW] = "new",
		[BASELINE_UNCHANGED] = "unchanged",
		[BASELINE_ABSENT] = "absent",
	};

	return names[state];
}

const struct member *report_fresh(const struct finding *f)
{
	const struct member *fresh = NULL;
	size_t known = 0;

	for (size_t i = 0; i < f->members.n; i++) {
		const struct member *x = &f->members.v[i];

		if (x->baseline != BASELINE_NEW)
			known++;
		else if (!fresh)
			fresh = x;
	}
	return known ? fresh : NULL;
}

static size_t count(const struct report *r, enum confidence c, int sure)
{
	size_t n = 0;

	for (size_t i = 0; i < r->findings->all.n; i++) {
		const struct finding *f = r->findings->all.v[i];

		n += f->confidence == c && report_sure(r, f) == sure &&
		     report_open(r, f);
	}
	return n;
}

int report_names(const struct finding *f, const char *begin)
{
	size_t n = strlen(begin);
	int found = !strncmp(f->fingerprint, begin, n);

	for (size_t i = 0; i < f->members.n && !found; i++)
		found = !strncmp(f->members.v[i].fingerprint, begin, n);
	return found;
}

size_t report_count(const struct report *r, enum confidence c)
{
	return count(r, c, 1);
}

size_t report_hidden(const struct report *r, enum confidence c)
{
	return count(r, c, 0);
}
