// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compiler flags: from what gcc was given to what libclang takes.
 *
 * One pass over the words; the table flags.def says what is kept. A flag that
 * is not in the table is dropped, so a flag of a gcc that is not yet written
 * costs nothing.
 */
#include "kbuild/flags.h"

#include <string.h>

enum match { EXACT, PREFIX, ARG };
enum act { DROP, KEEP };

static const struct flag {
	const char *name;
	enum match match;
	enum act act;
} flags[] = {
#define FLAG(name, match, act) {name, match, act},
#include "kbuild/flags.def"
#undef FLAG
};

static const struct flag *flag_find(const char *word)
{
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		const struct flag *f = &flags[i];

		if (f->match == EXACT
			    ? !strcmp(word, f->name)
			    : !strncmp(word, f->name, strlen(f->name)))
			return f;
	}
	return NULL;
}

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

static int starts_with(const char *s, const char *head)
{
	return !strncmp(s, head, strlen(head));
}

/* "eth", or KBUILD_STR(eth) as kernels before 5.1 write it */
static const char *modname_of(struct arena *mem, const char *define)
{
	const char *v = strchr(define, '='), *end;
	const char *wrap = "KBUILD_STR(";
	char *s;

	v = v ? v + 1 : "";
	if (starts_with(v, wrap))
		v += strlen(wrap);
	v += strspn(v, "\\\"");
	end = v + strcspn(v, "\\\")");
	s = arena_dup(mem, v, (size_t)(end - v) + 1);
	s[end - v] = 0;
	return s;
}

/* "aarch64-linux-gnu-gcc-12" gives --target=aarch64-linux-gnu */
static const char *target_of(struct arena *mem, const char *compiler)
{
	const char *base = strrchr(compiler, '/');
	const char *end = NULL;

	base = base ? base + 1 : compiler;
	for (const char *p = base; (p = strstr(p, "-gcc")); p++)
		if (!p[4] || p[4] == '-')
			end = p;
	if (!end || !memchr(base, '-', (size_t)(end - base)))
		return NULL;
	return arena_printf(mem, "--target=%.*s", (int)(end - base), base);
}

/* `-o dir/.tmp_x.o`: what kernels before 5.18 compile to with MODVERSIONS */
static const char *object_name(struct arena *mem, const char *obj)
{
	const char *base = strrchr(obj, '/');

	while (starts_with(obj, "./"))
		obj += 2;
	base = base ? base + 1 : obj;
	if (!starts_with(base, ".tmp_") || !ends_with(base, ".o"))
		return arena_strdup(mem, obj);
	return arena_printf(mem, "%.*s%s", (int)(base - obj), obj,
			    base + strlen(".tmp_"));
}

static void keep(struct arena *mem, struct unit *u, const char *word)
{
	u->argv[u->argc++] = arena_strdup(mem, word);
}

/* one flag, which may take the next word; returns the words it used */
static int take_flag(struct arena *mem, struct unit *u, int left,
		     char *const *argv)
{
	const struct flag *f;
	int used = 1;

	if (starts_with(argv[0], "-o") && !u->obj) {
		int joined = argv[0][2] != 0;

		if (!joined && left < 2)
			return 1;
		u->obj = object_name(mem, joined ? argv[0] + 2 : argv[1]);
		return joined ? 1 : 2;
	}
	f = flag_find(argv[0]);
	if (!f)
		return 1;
	if (f->match == ARG && !strcmp(argv[0], f->name) && left > 1)
		used = 2;
	if (starts_with(argv[0], "-DKBUILD_MODNAME="))
		u->modname = modname_of(mem, argv[0]);
	for (int i = 0; f->act == KEEP && i < used; i++)
		keep(mem, u, argv[i]);
	return used;
}

int flags_sanitise(struct arena *mem, struct unit *u, int argc,
		   char *const *argv)
{
	const char *target;
	int i = 0;

	memset(u, 0, sizeof(*u));
	u->argv = arena_alloc(mem, sizeof(*u->argv) * ((size_t)argc + 2));
	if (argc && argv[0][0] != '-' && !ends_with(argv[0], ".c")) {
		target = target_of(mem, argv[0]);
		if (target)
			keep(mem, u, target);
		i = 1;
	}
	while (i < argc) {
		if (argv[i][0] == '-') {
			i += take_flag(mem, u, argc - i, argv + i);
			continue;
		}
		if (ends_with(argv[i], ".c"))
			u->src = arena_strdup(mem, argv[i]);
		i++;
	}
	u->argv[u->argc] = NULL;
	if (!u->src)
		return -1;
	if (!u->modname)
		u->modname = "";
	if (!u->obj)
		u->obj = arena_printf(mem, "%.*s.o", (int)strlen(u->src) - 2,
				      u->src);
	return 0;
}

int flags_kernel_code(int argc, char *const *argv)
{
	int kernel = 0, modname = 0;

	for (int i = 0; i < argc; i++) {
		if (!strcmp(argv[i], "-D__KERNEL__"))
			kernel = 1;
		else if (starts_with(argv[i], "-DKBUILD_MODNAME="))
			modname = 1;
		else if (starts_with(argv[i], "-DBUILD_VDSO") ||
			 !strcmp(argv[i], "-D__DISABLE_EXPORTS") ||
			 !strcmp(argv[i], "-m16"))
			return 0;
	}
	return kernel && modname;
}

int flags_pic(int argc, char *const *argv)
{
	for (int i = 0; i < argc; i++)
		if (!strcmp(argv[i], "-fPIC") || !strcmp(argv[i], "-fpic"))
			return 1;
	return 0;
}

int flags_plugins(int argc, char *const *argv)
{
	for (int i = 0; i < argc; i++)
		if (starts_with(argv[i], "-fplugin="))
			return 1;
	return 0;
}
