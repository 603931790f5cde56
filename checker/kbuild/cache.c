// SPDX-License-Identifier: GPL-2.0-only
/*
 * The list of units, kept in WORKDIR/units.
 *
 * Text: a head with the code that made the list and the key of the plan, the
 * watched files (size, mtime, hash, path), the notes, a table of words, and one
 * line of word numbers per unit. Words are shared by thousands of units, which
 * makes reading it a matter of milliseconds. It is valid while the head and all
 * watched files are the same; a file whose mtime alone differs is read again
 * and hashed.
 */
#include "base/msg.h"
#include "kbuild/plan.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <list-id.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <xxhash.h>

#define HEAD "gfpcheck units " LIST_ID "\n"

static uint64_t hash_file(const char *path)
{
	struct buf b = {0};
	uint64_t h = 0;

	if (!file_read(&b, path))
		h = XXH3_64bits(b.v, b.n);
	buf_free(&b);
	return h;
}

static void key_add(uint64_t *key, const char *s)
{
	*key = XXH3_64bits_withSeed(s ? s : "", s ? strlen(s) : 0, *key + 1);
}

uint64_t plan_key(const struct plan *plan)
{
	static const char *const env[] = {"ARCH", "CROSS_COMPILE", "LLVM",
					  "CC",	  "KCFLAGS",	   "KCPPFLAGS"};
	static const char *const files[] = {"storage.config", "make.vars"};
	struct buf path = {0};
	uint64_t key = 0;

	key_add(&key, plan->config);
	for (size_t i = 0; i < sizeof(env) / sizeof(env[0]); i++)
		key_add(&key, getenv(env[i]));
	if (plan->config && plan->config[0] == '/')
		key += hash_file(plan->config);
	for (size_t i = 0; plan->ours && i < 2; i++) {
		path.n = 0;
		buf_printf(&path, "%s/%s", plan->confdir, files[i]);
		key = key * 31 + hash_file(path.v);
	}
	buf_free(&path);
	return key;
}

int is_build_file(const char *path)
{
	static const char *const heads[] = {"Makefile", "Kbuild", "Kconfig"};
	const char *name = strrchr(path, '/');
	size_t n = strlen(path);

	name = name ? name + 1 : path;
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (!strncmp(name, heads[i], strlen(heads[i])))
			return 1;
	return n > 3 && !strcmp(path + n - 3, ".mk");
}

static size_t watch_file(struct buf *b, const char *path)
{
	struct stat st;

	if (stat(path, &st)) {
		buf_printf(b, "-1 0 0 %s\n", path);
		return 1;
	}
	buf_printf(b, "%lld %lld%09ld %016" PRIx64 " %s\n",
		   (long long)st.st_size, (long long)st.st_mtim.tv_sec,
		   st.st_mtim.tv_nsec, hash_file(path), path);
	return 1;
}

static size_t watch_dir(struct buf *b, const struct kbuild *kb, const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	struct buf path = {0};
	size_t n = 0;

	while (d && (e = readdir(d))) {
		path.n = 0;
		buf_printf(&path, "%s/%s", dir, e->d_name);
		if (e->d_type == DT_DIR && e->d_name[0] != '.' &&
		    strcmp(path.v, kb->objtree))
			n += watch_dir(b, kb, path.v);
		else if (e->d_type != DT_DIR && is_build_file(e->d_name))
			n += watch_file(b, path.v);
	}
	if (d)
		closedir(d);
	buf_free(&path);
	return n;
}

static size_t watch_all(struct buf *b, struct kbuild *kb)
{
	static const char *const names[] = {".config", "compile_commands.json"};
	size_t n = watch_dir(b, kb, kb->tree);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		n += watch_file(b, arena_printf(&kb->mem, "%s/%s", kb->objtree,
						names[i]));
	return n;
}

/* writing: words get numbers in order of first use */
struct words {
	VEC(uint32_t) number; /* by sym_t, 0 = not used yet */
	struct buf text;
	uint32_t n;
};

static uint32_t word(struct words *w, const char *s)
{
	sym_t id = sym(s);

	while (w->number.n <= id)
		vec_push(&w->number, 0);
	if (!w->number.v[id]) {
		w->number.v[id] = ++w->n;
		/* a word may hold a newline, never a NUL */
		buf_add(&w->text, s, strlen(s) + 1);
	}
	return w->number.v[id];
}

static void put_unit(struct buf *b, struct words *w, const struct unit *u)
{
	buf_printf(b, "%u %u %u %u %u %d %d", word(w, u->obj), word(w, u->src),
		   word(w, u->path), word(w, u->modname), word(w, u->dir),
		   u->missing, u->argc);
	for (int i = 0; i < u->argc; i++)
		buf_printf(b, " %u", word(w, u->argv[i]));
	buf_add(b, "\n", 1);
}

void cache_store(struct kbuild *kb, const struct plan *plan)
{
	char *path = arena_printf(&kb->mem, "%s/units", kb->workdir);
	struct buf b = {0}, watched = {0}, units = {0};
	struct words w = {0};
	size_t n;

	for (size_t i = 0; i < kb->units.n; i++)
		put_unit(&units, &w, &kb->units.v[i]);
	n = watch_all(&watched, kb);
	buf_printf(&b, HEAD "%" PRIx64 " %zu %zu %u %zu %zu\n", plan_key(plan),
		   n, kb->notes.n, w.n, w.text.n, kb->units.n);
	buf_add(&b, watched.v, watched.n);
	for (size_t i = 0; i < kb->notes.n; i++)
		buf_printf(&b, "%s\n", kb->notes.v[i]);
	buf_add(&b, w.text.v, w.text.n);
	buf_add(&b, units.v, units.n);
	if (file_write(path, b.v, b.n))
		warn("cannot keep the list of units in %s: %s", path,
		     strerror(errno));
	buf_free(&b);
	buf_free(&watched);
	buf_free(&units);
	buf_free(&w.text);
	vec_free(&w.number);
}

/* reading: a cursor over the file; bad is set for good */
struct reader {
	char *p, *end;
	int bad;
};

static uint64_t number(struct reader *r, int base)
{
	char *end = r->p;
	uint64_t x = r->bad ? 0 : strtoull(r->p, &end, base);

	if (end == r->p || end > r->end)
		r->bad = 1;
	r->p = end + (end < r->end && *end == ' ');
	return x;
}

/* decimal, as fast as it gets: a quarter of a million of them are read */
static size_t small(struct reader *r)
{
	size_t x = 0;

	if (r->p >= r->end || *r->p < '0' || *r->p > '9')
		r->bad = 1;
	while (r->p < r->end && *r->p >= '0' && *r->p <= '9' && x < 1u << 28)
		x = x * 10 + (size_t)(*r->p++ - '0');
	if (r->p < r->end && (*r->p == ' ' || *r->p == '\n'))
		r->p++;
	return x;
}

static char *line(struct reader *r)
{
	char *s = r->p, *nl;

	nl = r->bad ? NULL : memchr(s, '\n', (size_t)(r->end - s));
	if (!nl) {
		r->bad = 1;
		return "";
	}
	*nl = 0;
	r->p = nl + 1;
	return s;
}

/* Return: 1 unchanged, 0 changed; @touched: only its mtime differs */
static int unchanged(struct reader *r, int *touched)
{
	int64_t size = (int64_t)number(r, 10);
	uint64_t mtime = number(r, 10), hash = number(r, 16);
	const char *path = line(r);
	struct stat st;

	if (r->bad)
		return 0;
	if (stat(path, &st))
		return size == -1;
	if (st.st_size != size)
		return 0;
	if ((uint64_t)st.st_mtim.tv_sec * 1000000000u +
		    (uint64_t)st.st_mtim.tv_nsec ==
	    mtime)
		return 1;
	*touched = 1;
	return hash_file(path) == hash;
}

struct table {
	const char **v;
	size_t n;
};

static const char *entry(struct reader *r, const struct table *t)
{
	size_t i = small(r);

	if (!i || i > t->n) {
		r->bad = 1;
		return "";
	}
	return t->v[i - 1];
}

static void read_words(struct kbuild *kb, struct reader *r, struct table *t,
		       size_t size)
{
	char *p, *end;

	if (r->bad || size > (size_t)(r->end - r->p) || t->n > size) {
		r->bad = 1;
		return;
	}
	p = arena_dup(&kb->mem, r->p, size + 1);
	end = p + size;
	*end = 0;
	r->p += size;
	t->v = arena_alloc(&kb->mem, t->n * sizeof(*t->v));
	for (size_t i = 0; i < t->n; i++) {
		if (p >= end) {
			r->bad = 1;
			return;
		}
		t->v[i] = p;
		p += strlen(p) + 1;
	}
}

static void read_unit(struct kbuild *kb, struct reader *r,
		      const struct table *t)
{
	struct unit u = {0};
	size_t argc;

	u.obj = entry(r, t);
	u.src = entry(r, t);
	u.path = entry(r, t);
	u.modname = entry(r, t);
	u.dir = entry(r, t);
	u.missing = (int)small(r);
	argc = small(r);
	if (r->bad || argc > (size_t)(r->end - r->p)) {
		r->bad = 1;
		return;
	}
	u.argv = arena_alloc(&kb->mem, (argc + 1) * sizeof(*u.argv));
	for (size_t i = 0; i < argc && !r->bad; i++)
		u.argv[i] = entry(r, t);
	u.argc = (int)argc;
	vec_push(&kb->units, u);
}

static int read_all(struct kbuild *kb, const struct plan *plan,
		    struct reader *r, int *touched)
{
	size_t watched, notes, size, units;
	struct table t = {0};

	if (strncmp(r->p, HEAD, sizeof(HEAD) - 1))
		return -1;
	r->p += sizeof(HEAD) - 1;
	if (number(r, 16) != plan_key(plan))
		return -1;
	watched = small(r);
	notes = small(r);
	t.n = small(r);
	size = small(r);
	units = small(r);
	for (size_t i = 0; i < watched; i++)
		if (!unchanged(r, touched))
			return -1;
	for (size_t i = 0; i < notes && !r->bad; i++)
		vec_push(&kb->notes, arena_strdup(&kb->mem, line(r)));
	read_words(kb, r, &t, size);
	for (size_t i = 0; i < units && !r->bad; i++)
		read_unit(kb, r, &t);
	return r->bad ? -1 : 0;
}

int cache_load(struct kbuild *kb, const struct plan *plan)
{
	char *path = arena_printf(&kb->mem, "%s/units", kb->workdir);
	struct buf b = {0};
	struct reader r;
	int touched = 0, err = -1;

	if (!file_read(&b, path) && b.n) {
		r = (struct reader){b.v, b.v + b.n, 0};
		err = read_all(kb, plan, &r, &touched);
	}
	buf_free(&b);
	if (err) {
		kb->units.n = kb->notes.n = 0;
		return -1;
	}
	if (touched)
		cache_store(kb, plan);
	return 0;
}
