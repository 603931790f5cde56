// SPDX-License-Identifier: GPL-2.0-only
/* Which findings belong to a report. */
#include "report/report.h"

#include <string.h>

static int is_below(const char *file, const char *path)
{
	size_t n = strlen(path);

	if (!file)
		return 0;

	while (n && path[n - 1] == '/')
		n--;
	return !n || (!strncmp(file, path, n) && (file[n] == '/' || !file[n]));
}

int report_has(const struct report *r, const struct finding *f)
{
	if (!r->npaths)
		return 1;
	for (size_t i = 0; i < r->npaths; i++)
		if (is_below(f->at.file, r->paths[i]) ||
		    is_below(f->origin.file, r->paths[i]) ||
		    is_below(f->alloc.file, r->paths[i]))
			return 1;
	return 0;
}

int report_shows(const struct report *r, const struct finding *f)
{
	return f->confidence <= r->shown && report_has(r, f);
}

static int is_open(const struct finding *f)
{
	return !f->suppressed && f->baseline != BASELINE_ABSENT;
}

int report_lists(const struct report *r, const struct finding *f)
{
	return is_open(f) && report_shows(r, f);
}

const char *report_baseline(const struct finding *f)
{
	static const char *const names[] = {
		[BASELINE_NEW] = "new",
		[BASELINE_UNCHANGED] = "unchanged",
		[BASELINE_ABSENT] = "absent",
	};

	return names[f->baseline];
}

size_t report_count(const struct report *r, enum confidence c)
{
	size_t n = 0;

	for (size_t i = 0; i < r->findings->all.n; i++)
		n += r->findings->all.v[i]->confidence == c &&
		     is_open(r->findings->all.v[i]) &&
		     report_has(r, r->findings->all.v[i]);
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
