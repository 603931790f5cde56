// SPDX-License-Identifier: GPL-2.0-only
/* What the hook leaves behind. */
#include "hook.h"

#include "base/msg.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#define SUFFIX ".o.gfp"

char *hook_summary(struct arena *mem, const char *obj)
{
	const char *base = strrchr(obj, '/');

	base = base ? base + 1 : obj;
	return arena_printf(mem, "%.*s.%s.gfp", (int)(base - obj), obj, base);
}

int hook_is_summary(const char *name)
{
	size_t n = strlen(name), m = strlen(SUFFIX);

	return name[0] == '.' && n > m + 1 && !strcmp(name + n - m, SUFFIX);
}

/* The flags of a unit: words ended by NUL, the folder first. */
static void keep_flags(const char *path, const struct unit *u)
{
	struct buf b = {0};

	buf_add(&b, u->dir, strlen(u->dir) + 1);
	for (int i = 0; i < u->argc; i++)
		buf_add(&b, u->argv[i], strlen(u->argv[i]) + 1);
	if (file_write(path, b.v, b.n))
		warn("cannot write %s: %s", path, strerror(errno));
	buf_free(&b);
}

static int kept_flags(struct arena *mem, const char *path, struct unit *u)
{
	struct buf b = {0};
	size_t words = 0;
	char *text;

	if (file_read(&b, path) || !b.n || b.v[b.n - 1]) {
		buf_free(&b);
		return -1;
	}
	text = arena_dup(mem, b.v, b.n);
	for (size_t i = 0; i < b.n; i++)
		words += !text[i];
	u->dir = text;
	u->argv = arena_alloc(mem, words * sizeof(*u->argv));
	for (char *p = text + strlen(text) + 1; p < text + b.n;
	     p += strlen(p) + 1)
		u->argv[u->argc++] = p;
	buf_free(&b);
	return 0;
}

/* Values may depend on the configuration. */
static uint64_t key_of(const struct buf *probe, const struct hook_place *at)
{
	uint64_t h = XXH3_64bits(probe->v, probe->n);
	struct buf path = {0}, config = {0};

	buf_printf(&path, "%s/include/generated/autoconf.h", at->objtree);
	if (!file_read(&config, path.v) && config.n)
		h = XXH3_64bits_withSeed(config.v, config.n, h);
	buf_free(&path);
	buf_free(&config);
	return h;
}

static int make_probe(struct arena *mem, const struct buf *text,
		      const struct hook_place *at, const struct unit *flags,
		      const char *base)
{
	struct extract_opts opts = {.tree = at->tree, .objtree = at->objtree};
	struct unit u = *flags;
	struct summary s = {0};
	struct buf b = {0};
	char *out = arena_printf(mem, "%s.gfp", base);
	int err;

	u.path = arena_printf(mem, "%s.c", base);
	u.src = "probe.c";
	u.obj = "probe.o";
	u.modname = "probe";
	if (file_write(u.path, text->v, text->n))
		return error("cannot write %s: %s", u.path, strerror(errno));
	extract_unit(&u, &opts, &s);
	summary_write(&s, &b);
	err = file_write(out, b.v, b.n);
	buf_free(&b);
	summary_free(&s);
	return err ? error("cannot write %s: %s", out, strerror(errno)) : 0;
}

const char *hook_probe(struct arena *mem, const struct rules *rules,
		       const struct hook_place *at, const struct unit *u)
{
	char *dir = arena_printf(mem, "%s/.gfpcheck/hook", at->folder);
	char *flags = arena_printf(mem, "%s/flags", dir), *base, *path;
	struct unit kept = {0};
	struct buf text = {0};
	int err = 0;

	knowledge_probe(rules, &text);
	base = arena_printf(
		mem, "%s/probe-%016llx", dir,
		(unsigned long long)(key_of(&text, at) ^ extract_tool()));
	path = arena_printf(mem, "%s.gfp", base);
	if (access(path, R_OK)) {
		if (!u && kept_flags(mem, flags, &kept))
			err = error("no unit was checked in %s: run make C=2 "
				    "CHECK=\"gfpcheck hook\" in it first",
				    at->folder);
		if (u)
			keep_flags(flags, u);
		if (!err)
			err = make_probe(mem, &text, at, u ? u : &kept, base);
	}
	buf_free(&text);
	return err ? NULL : path;
}
