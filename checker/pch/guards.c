// SPDX-License-Identifier: GPL-2.0-only
/* Which headers have no guard. */
#include "pch/guards.h"
#include "pch/pch.h"

#include <string.h>
#include <unistd.h>

int guards_itself(const char *text, unsigned line)
{
	const char *p = text;
	int depth = 0, guarded = 0;

	for (unsigned at = 1; p && *p && (!line || at < line); at++) {
		const char *d = directive(p);

		if (d && !strncmp(d, "if", 2) && !depth++ && !guarded) {
			guarded = !strncmp(d, "if !defined", 11) &&
				  memmem(d, strcspn(d, "\n"), "||", 2);
			if (!guarded)
				return 0;
		} else if (d && !strncmp(d, "endif", 5)) {
			depth--;
		}
		p = strchr(p, '\n');
		p += p != NULL;
	}
	return guarded && (!line || !depth);
}

/* What comes first: #ifndef, #if !defined()? */
static int begins_with_guard(const char *p, const char *end)
{
	const char *d;
	size_t n;

	while (p < end && (n = *p == '\n' ? 1 : white_length(p, end)))
		p += n;
	d = p < end ? directive(p) : NULL;
	return d &&
	       (!strncmp(d, "ifndef", 6) ||
		(!strncmp(d, "if", 2) && memchr(d, '!', strcspn(d, "\n"))));
}

static int lacks_guard(const char *path)
{
	struct buf text = {0};
	int lacks = !file_read(&text, path) && text.n &&
		    !memmem(text.v, text.n, "pragma", 6) &&
		    !begins_with_guard(text.v, text.v + text.n) &&
		    !guards_itself(text.v, 0);

	buf_free(&text);
	return lacks;
}

/* Return: 1: it lacks one, 2: not so; 0: there is no such file */
static uint32_t look_at(const char *path, void *arg)
{
	struct guards *g = arg;
	uint64_t key = name_hash(path, strlen(path));

	if (!hashes_has(&g->known, key)) {
		if (access(path, R_OK))
			return 0;
		hashes_add(&g->known, key);
		if (lacks_guard(path))
			hashes_add(&g->without, key);
	}
	return hashes_has(&g->without, key) ? 1 : 2;
}

int guards_lack(struct guards *g, const struct search *s, const char *include)
{
	struct buf name = {0};
	int lacks;

	buf_add(&name, include + 1, strlen(include) - 2);
	lacks = search_find(s, NULL, name.v, WORD_ANGLE, look_at, g) == 1;
	buf_free(&name);
	return lacks;
}

void guards_free(struct guards *g)
{
	hashes_free(&g->known);
	hashes_free(&g->without);
}
