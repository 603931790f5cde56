// SPDX-License-Identifier: GPL-2.0-only
/*
 * Opening a kernel tree: what it is, where its object tree is, and whose.
 *
 * plan_make() decides without writing anything; kbuild_open() then takes the
 * lock and does only what the plan says and the workdir does not have yet.
 */
#include "base/msg.h"
#include "kbuild/plan.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

int has_file(const char *path, const char *name)
{
	struct buf b = {0};
	int yes;

	buf_printf(&b, "%s/%s", path, name);
	yes = !access(b.v, F_OK);
	buf_free(&b);
	return yes;
}

void note(struct kbuild *kb, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		die("out of memory");
	va_end(ap);
	vec_push(&kb->notes, arena_strdup(&kb->mem, text));
	free(text);
}

static char *absolute(struct arena *mem, const char *path)
{
	char full[PATH_MAX], cwd[PATH_MAX];

	if (realpath(path, full))
		return arena_strdup(mem, full);
	if (path[0] == '/' || !getcwd(cwd, sizeof(cwd)))
		return arena_strdup(mem, path);
	return arena_printf(mem, "%s/%s", cwd, path);
}

/* "NAME = value" of the top Makefile */
static const char *variable(struct arena *mem, const char *text,
			    const char *name)
{
	size_t n = strlen(name);

	while (text) {
		if (!strncmp(text, name, n)) {
			const char *p = text + n + strspn(text + n, " \t");

			if (*p == '=') {
				p++;
				p += strspn(p, " \t");
				return arena_printf(mem, "%.*s",
						    (int)strcspn(p, " \t\n"),
						    p);
			}
		}
		text = strchr(text, '\n');
		text += text != NULL;
	}
	return NULL;
}

/* Return: "6.1.192-rc1", or NULL: not the Makefile of a kernel */
static const char *release_of(struct arena *mem, const char *tree)
{
	char *path = arena_printf(mem, "%s/Makefile", tree);
	const char *version, *patch, *sub, *extra, *release = NULL;
	struct buf b = {0};

	if (!file_read(&b, path) && b.n) {
		version = variable(mem, b.v, "VERSION");
		patch = variable(mem, b.v, "PATCHLEVEL");
		sub = variable(mem, b.v, "SUBLEVEL");
		extra = variable(mem, b.v, "EXTRAVERSION");
		if (version && patch && sub)
			release = arena_printf(mem, "%s.%s.%s%s", version,
					       patch, sub, extra ? extra : "");
	}
	buf_free(&b);
	return has_file(tree, "Kconfig") && has_file(tree, "Kbuild") ? release
								     : NULL;
}

/* @objtree is set when @opts->tree turned out to be an object tree */
static int find_tree(struct kbuild *kb, const struct kbuild_opts *opts,
		     const char **objtree)
{
	const char *tree = opts->tree;
	struct stat st;

	if (!tree || stat(tree, &st))
		return error("there is no kernel tree %s: name the folder that "
			     "holds the kernel source",
			     tree ? tree : "given");
	kb->tree = absolute(&kb->mem, tree);
	/* `make O=` leaves a link to the source: outputmakefile in Makefile */
	if (!has_file(tree, "Kconfig") && has_file(tree, "source/Kconfig")) {
		if (!*objtree)
			*objtree = kb->tree;
		kb->tree = absolute(&kb->mem,
				    arena_printf(&kb->mem, "%s/source", tree));
	}
	kb->release = release_of(&kb->mem, kb->tree);
	if (!kb->release)
		return error("%s is not a kernel source tree: its top folder "
			     "has Makefile, Kbuild and Kconfig",
			     tree);
	return 0;
}

static int ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

/* a word for make, or an absolute path */
static int find_config(struct kbuild *kb, struct plan *plan, const char *config)
{
	static const char *const targets[] = {"storage", "defconfig",
					      "allmodconfig", "allyesconfig"};
	struct stat st;

	plan->config = NULL;
	if (!config)
		return 0;
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		if (!strcmp(config, targets[i]))
			plan->config = targets[i];
	if (!plan->config && ends_with(config, "_defconfig") &&
	    !strchr(config, '/'))
		plan->config = config;
	if (plan->config)
		return 0;
	if (stat(config, &st) || !S_ISREG(st.st_mode))
		return error("%s is neither a configuration file nor one of "
			     "storage, defconfig, allmodconfig",
			     config);
	plan->config = absolute(&kb->mem, config);
	return 0;
}

const char *kbuild_cache(struct arena *mem)
{
	const char *dir = getenv("GFPCHECK_CACHE");

	if (dir && *dir)
		return absolute(mem, dir);
	dir = getenv("XDG_CACHE_HOME");
	if (dir && *dir)
		return arena_printf(mem, "%s/gfpcheck", dir);
	dir = getenv("HOME");
	return arena_printf(mem, "%s/.cache/gfpcheck",
			    dir && *dir ? dir : "/tmp");
}

/* CACHE/NAME-HASH: the hash is of the tree, the config and the machine */
static const char *cache_for(struct kbuild *kb, const char *config)
{
	const char *arch = getenv("ARCH"), *base = strrchr(kb->tree, '/');
	char *key = arena_printf(&kb->mem, "%s %s %s", kb->tree, config,
				 arch ? arch : "");

	return arena_printf(&kb->mem, "%s/%s-%016" PRIx64,
			    kbuild_cache(&kb->mem), base ? base + 1 : "tree",
			    XXH3_64bits(key, strlen(key)));
}

/* kbuild refuses O= when one of these is in the source: outputmakefile in
 * Makefile (its third, arch/.../include/generated, comes with the second) */
static int is_dirty(const char *tree)
{
	return has_file(tree, ".config") || has_file(tree, "include/config");
}

static int is_in_place(const char *tree)
{
	return has_file(tree, ".config") &&
	       has_file(tree, "include/generated/autoconf.h");
}

static void set_in_place(struct kbuild *kb, struct plan *plan, int asked)
{
	plan->in_place = 1;
	plan->asked = asked;
	kb->objtree = kb->tree;
	kb->workdir =
		arena_printf(&kb->mem, "%s/.gfpcheck",
			     asked ? kb->tree : cache_for(kb, "in-place"));
}

static int dirty_error(const struct kbuild *kb)
{
	return error("%s is configured in place, so kbuild refuses to build it "
		     "elsewhere: run `make mrproper` in it%s",
		     kb->tree,
		     is_in_place(kb->tree) ? ", or leave out --config and "
					     "--objtree to check it as it is"
					   : "");
}

/* the object tree that was asked for */
static int given_objtree(struct kbuild *kb, struct plan *plan,
			 const char *objtree)
{
	const char *stamp;

	kb->objtree = absolute(&kb->mem, objtree);
	if (!strcmp(kb->objtree, kb->tree)) {
		set_in_place(kb, plan, 1);
		return 0;
	}
	if (is_dirty(kb->tree))
		return dirty_error(kb);
	kb->workdir = arena_printf(&kb->mem, "%s/.gfpcheck", kb->objtree);
	stamp = plan_stamp(kb);
	plan->ours = stamp || !has_file(kb->objtree, ".config");
	if (!plan->config && plan->ours)
		plan->config = stamp ? stamp : "storage";
	return 0;
}

static void own_objtree(struct kbuild *kb, struct plan *plan)
{
	if (!plan->config)
		plan->config = "storage";
	plan->ours = 1;
	kb->objtree = cache_for(kb, plan->config);
	kb->workdir = arena_printf(&kb->mem, "%s/.gfpcheck", kb->objtree);
}

static int choose_objtree(struct kbuild *kb, struct plan *plan,
			  const char *objtree)
{
	if (objtree) {
		if (given_objtree(kb, plan, objtree))
			return -1;
	} else if (!plan->config && is_in_place(kb->tree)) {
		set_in_place(kb, plan, 0);
	} else if (is_dirty(kb->tree)) {
		return dirty_error(kb);
	} else {
		own_objtree(kb, plan);
	}
	if (plan->ours)
		return 0;
	if (plan->config)
		return error("%s is configured already, and not by gfpcheck: "
			     "leave out --config, or name an empty folder",
			     kb->objtree);
	if (!has_file(kb->objtree, ".config"))
		return error("%s has no .config: run `make defconfig` in it, "
			     "or leave out --objtree",
			     kb->objtree);
	return 0;
}

int plan_make(struct kbuild *kb, struct plan *plan,
	      const struct kbuild_opts *opts)
{
	const char *objtree = opts->objtree;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	memset(plan, 0, sizeof(*plan));
	plan->jobs = opts->jobs > 0 ? opts->jobs : cores > 0 ? (int)cores : 1;
	plan->quiet = opts->quiet;
	plan->confdir = absolute(&kb->mem, opts->confdir ? opts->confdir
							 : "rules/config");
	if (find_tree(kb, opts, &objtree) ||
	    find_config(kb, plan, opts->config) ||
	    choose_objtree(kb, plan, objtree))
		return -1;
	kb->config = plan->config ? plan->config
				  : arena_printf(&kb->mem, "%s/.config",
						 kb->objtree);
	return 0;
}

#define LOCK_TRIES 100 /* 5 seconds: a warm run is that short */
#define LOCK_WAIT_US 50000

static int lock_file(int fd, int how)
{
	for (int i = 0; flock(fd, how | LOCK_NB); i++) {
		if (i == LOCK_TRIES)
			return -1;
		usleep(LOCK_WAIT_US);
	}
	return 0;
}

static int busy_error(struct kbuild *kb)
{
	char pid[32] = "";
	ssize_t n = pread(kb->lock, pid, sizeof(pid) - 1, 0);

	pid[n > 0 ? strcspn(pid, "\n") : 0] = 0;
	return error("another gfpcheck (process %s) works in %s: wait for it, "
		     "or name another --objtree",
		     *pid ? pid : "unknown", kb->workdir);
}

int workdir_lock(struct kbuild *kb, int shared)
{
	char *path = arena_printf(&kb->mem, "%s/lock", kb->workdir);
	char pid[32];
	ssize_t n;

	if (make_dirs(kb->workdir))
		return error("cannot make the folder %s: %s", kb->workdir,
			     strerror(errno));
	kb->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (kb->lock < 0)
		return error("cannot write in %s: %s", kb->workdir,
			     strerror(errno));
	if (lock_file(kb->lock, shared ? LOCK_SH : LOCK_EX))
		return busy_error(kb);
	n = snprintf(pid, sizeof(pid), "%d\n", (int)getpid());
	if (ftruncate(kb->lock, 0) || pwrite(kb->lock, pid, (size_t)n, 0) != n)
		return error("cannot write %s: %s", path, strerror(errno));
	return 0;
}

static int make_list(struct kbuild *kb, const struct plan *plan)
{
	if (configure(kb, plan) || list_units(kb, plan))
		return -1;
	cache_store(kb, plan);
	return 0;
}

int kbuild_open(struct kbuild *kb, const struct kbuild_opts *opts)
{
	struct plan plan;

	memset(kb, 0, sizeof(*kb));
	kb->lock = -1;
	if (plan_make(kb, &plan, opts) || workdir_lock(kb, opts->shared))
		return -1;
	if (!cache_load(kb, &plan)) {
		kb->warm = 1;
		return 0;
	}
	if (!opts->shared)
		return make_list(kb, &plan);
	/* the first of those who share makes the list */
	if (lock_file(kb->lock, LOCK_EX))
		return busy_error(kb);
	if (cache_load(kb, &plan) && make_list(kb, &plan))
		return -1;
	return flock(kb->lock, LOCK_SH);
}

void kbuild_share(struct kbuild *kb)
{
	if (kb->lock >= 0)
		flock(kb->lock, LOCK_SH);
}

void kbuild_release(struct kbuild *kb)
{
	if (kb->lock >= 0)
		close(kb->lock);
	kb->lock = -1;
}

void kbuild_close(struct kbuild *kb)
{
	if (kb->lock >= 0)
		close(kb->lock);
	vec_free(&kb->units);
	vec_free(&kb->notes);
	arena_free(&kb->mem);
	memset(kb, 0, sizeof(*kb));
	kb->lock = -1;
}
