// SPDX-License-Identifier: GPL-2.0-only
/*
 * The list of units: from commands to units, sorted, each object once.
 */
#include "base/msg.h"
#include "kbuild/commands.h"
#include "kbuild/flags.h"
#include "kbuild/plan.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct collect {
	struct kbuild *kb;
	size_t foreign;	      /* commands that compile no kernel code */
	size_t plugins;	      /* units that gcc plugins would have changed */
	int any;	      /* not a kernel: all code is wanted */
	VEC(struct unit) pic; /* kernel code if init/main.c is among them */
	int kernel_is_pic;
};

#define FIRST_UNIT "init/main.o" /* every kernel has it */

char *path_clean(struct arena *mem, const char *dir, const char *path)
{
	char *s = path[0] == '/' ? arena_strdup(mem, path)
				 : arena_printf(mem, "%s/%s", dir, path);
	char *to = s, *save = NULL;

	for (char *part = strtok_r(s, "/", &save); part;
	     part = strtok_r(NULL, "/", &save)) {
		size_t n = strlen(part);

		if (!strcmp(part, "."))
			continue;
		if (!strcmp(part, "..")) {
			while (to > s && *--to != '/')
				;
			continue;
		}
		/* to <= part - 1: a '/' always stood before the part */
		memmove(to + 1, part, n);
		*to = '/';
		to += n + 1;
	}
	*to = 0;
	return s;
}

const char *path_below(const char *path, const char *top)
{
	size_t n = top ? strlen(top) : 0;

	return n && !strncmp(path, top, n) && path[n] == '/' ? path + n + 1
							     : NULL;
}

void unit_place(struct arena *mem, struct unit *u, const char *tree,
		const char *objtree)
{
	const char *src;

	u->path = path_clean(mem, u->dir, u->src);
	u->missing = access(u->path, F_OK) != 0;
	/* the object tree first: it may lie within the source tree */
	src = path_below(u->path, objtree);
	if (!src)
		src = path_below(u->path, tree);
	u->src = src ? src : u->path;
	if (u->obj[0] == '/') {
		const char *obj = path_below(u->obj, objtree);

		u->obj = obj ? obj : u->obj;
	}
}

int kbuild_unit_of_command(struct arena *mem, struct unit *u, const char *dir,
			   int argc, char *const *argv)
{
	if (flags_sanitise(mem, u, argc, argv))
		return -1;
	u->dir = dir;
	u->path = path_clean(mem, dir, u->src);
	u->missing = access(u->path, F_OK) != 0;
	return 0;
}

static void add_unit(void *arg, const char *dir, int argc, char *const *argv)
{
	struct collect *c = arg;
	struct kbuild *kb = c->kb;
	struct unit u;

	if (!c->any && !flags_kernel_code(argc, argv)) {
		c->foreign++;
		return;
	}
	if (flags_sanitise(&kb->mem, &u, argc, argv))
		return;
	c->plugins += (size_t)flags_plugins(argc, argv);
	u.dir = dir && strcmp(dir, kb->objtree)
			? path_clean(&kb->mem, kb->objtree, dir)
			: kb->objtree;
	unit_place(&kb->mem, &u, kb->tree, kb->objtree);
	if (!c->any && flags_pic(argc, argv)) {
		c->kernel_is_pic |= !strcmp(u.obj, FIRST_UNIT);
		vec_push(&c->pic, u);
	} else {
		vec_push(&kb->units, u);
	}
}

static void see_pic(void *arg, const char *dir, int argc, char *const *argv)
{
	(void)dir;
	*(int *)arg |= flags_pic(argc, argv);
}

int kbuild_is_pic(const char *objtree)
{
	struct buf path = {0}, text = {0};
	int pic = 0;

	buf_printf(&path, "%s/init/.main.o.cmd", objtree);
	if (!file_read(&text, path.v) && text.n)
		commands_of_cmd(text.v, text.n, see_pic, &pic);
	buf_free(&path);
	buf_free(&text);
	return pic;
}

/* what make said comes first: .cmd files may be of an older configuration */
static int by_obj(const void *a, const void *b)
{
	const struct unit *x = a, *y = b;
	int cmp = strcmp(x->obj, y->obj);

	return cmp ? cmp : strcmp(x->src, y->src);
}

static void sort_units(struct kbuild *kb)
{
	size_t n = 0;

	if (!kb->units.n)
		return;
	qsort(kb->units.v, kb->units.n, sizeof(*kb->units.v), by_obj);
	for (size_t i = 0; i < kb->units.n; i++)
		if (!n || strcmp(kb->units.v[n - 1].obj, kb->units.v[i].obj))
			kb->units.v[n++] = kb->units.v[i];
	kb->units.n = n;
}

/* All that a source of commands has named: what is kernel code of it, sorted.
 */
static void settle_units(struct collect *c)
{
	for (size_t i = 0; c->kernel_is_pic && i < c->pic.n; i++)
		vec_push(&c->kb->units, c->pic.v[i]);
	if (!c->kernel_is_pic)
		c->foreign += c->pic.n;
	vec_free(&c->pic);
	sort_units(c->kb);
}

static int known_obj(const struct kbuild *kb, size_t sorted, const char *obj)
{
	struct unit key = {.obj = obj};
	size_t lo = 0, hi = sorted;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int cmp = strcmp(kb->units.v[mid].obj, key.obj);

		if (!cmp)
			return 1;
		if (cmp < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return 0;
}

/* DIR/.X.o.cmd of an object that exists and that make did not print */
static void read_cmd(struct collect *c, size_t sorted, const char *dir,
		     const char *name)
{
	struct kbuild *kb = c->kb;
	size_t n = strlen(name);
	struct buf obj = {0}, text = {0};
	const char *rel;

	if (name[0] != '.' || n < 8 || strcmp(name + n - 6, ".o.cmd"))
		return;
	buf_printf(&obj, "%s/%.*s", dir, (int)(n - 5), name + 1);
	rel = path_below(obj.v, kb->objtree);
	if (rel && !known_obj(kb, sorted, rel) && !access(obj.v, F_OK)) {
		buf_printf(&text, "%s/%s", dir, name);
		rel = arena_strdup(&kb->mem, text.v);
		text.n = 0;
		if (!file_read(&text, rel) && text.n)
			commands_of_cmd(text.v, text.n, add_unit, c);
	}
	buf_free(&obj);
	buf_free(&text);
}

static void walk_cmd(struct collect *c, size_t sorted, const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	struct buf sub = {0};

	while (d && (e = readdir(d))) {
		if (e->d_type == DT_DIR && e->d_name[0] != '.') {
			sub.n = 0;
			buf_printf(&sub, "%s/%s", dir, e->d_name);
			walk_cmd(c, sorted, sub.v);
		} else if (e->d_type == DT_REG) {
			read_cmd(c, sorted, dir, e->d_name);
		}
	}
	if (d)
		closedir(d);
	buf_free(&sub);
}

/* Return: 1 when units came from it */
static int from_json(struct collect *c)
{
	struct kbuild *kb = c->kb;
	char *path =
		arena_printf(&kb->mem, "%s/compile_commands.json", kb->objtree);
	char *config = arena_printf(&kb->mem, "%s/.config", kb->objtree);
	struct stat json, conf;
	struct buf b = {0};

	if (stat(path, &json))
		return 0;
	if (!stat(config, &conf) && json.st_mtime < conf.st_mtime) {
		note(kb, "compile_commands.json is older than .config and was "
			 "not used");
		return 0;
	}
	if (file_read(&b, path) || commands_of_json(b.v, b.n, add_unit, c)) {
		note(kb, "compile_commands.json could not be read and was not "
			 "used");
		kb->units.n = c->foreign = c->plugins = c->pic.n = 0;
	}
	settle_units(c);
	buf_free(&b);
	return kb->units.n > 0;
}

/* one process: what several print would be mixed within a line */
static int from_make(struct collect *c, const struct plan *plan)
{
	static const char *const args[] = {"-n",      "-k",	 "V=1",
					   "vmlinux", "modules", NULL};
	struct kbuild *kb = c->kb;
	struct buf b = {0};
	int rc;

	rc = make_run(
		kb, plan,
		&(struct make){
			.stage = "all", .jobs = 1, .out = &b, .args = args});
	if (rc >= 0)
		commands_of_make(b.v, b.n, add_unit, c);
	buf_free(&b);
	return rc < 0 ? -1 : 0;
}

static void add_notes(struct kbuild *kb, const struct collect *c)
{
	const char *example = NULL;
	size_t missing = 0;

	for (size_t i = 0; i < kb->units.n; i++) {
		if (!kb->units.v[i].missing)
			continue;
		example = example ? example : kb->units.v[i].src;
		missing++;
	}
	if (c->foreign)
		note(kb,
		     "%zu compile commands are not of the running kernel "
		     "(host programs, boot code, vDSO) and were left out",
		     c->foreign);
	if (c->plugins)
		note(kb,
		     "%zu units are compiled with gcc plugins, whose "
		     "effect is not seen",
		     c->plugins);
	if (missing)
		note(kb,
		     missing > 1 ? "%zu generated sources do not exist, "
				   "such as %s"
				 : "%zu generated source does not exist: %s",
		     missing, example);
}

static int from_build(struct collect *c, const struct plan *plan)
{
	struct kbuild *kb = c->kb;

	if (from_make(c, plan))
		return -1;
	settle_units(c);
	if (!plan->ours)
		walk_cmd(c, kb->units.n, kb->objtree);
	settle_units(c);
	/* without it, make has stopped before it came to the kernel */
	if (!known_obj(kb, kb->units.n, FIRST_UNIT))
		return error(
			"make listed no kernel to compile in %s%s: no " FIRST_UNIT
			"; see %s/make.log",
			kb->objtree, make_reason(kb), kb->workdir);
	return 0;
}

int list_units(struct kbuild *kb, const struct plan *plan)
{
	struct collect c = {.kb = kb};

	progress(plan, "listing the units of %s", kb->objtree);
	if ((plan->ours || !from_json(&c)) && from_build(&c, plan))
		return -1;
	add_notes(kb, &c);
	return 0;
}

static void see_kernel(void *arg, const char *dir, int argc, char *const *argv)
{
	(void)dir;
	*(int *)arg |= flags_kernel_code(argc, argv);
}

static int read_units(struct kbuild *kb, const char *file)
{
	struct collect c = {.kb = kb};
	struct buf b = {0};
	int kernel = 0, err = 0;

	if (file_read(&b, file))
		err = error("cannot read %s: %s", file, strerror(errno));
	else if (!b.n || commands_of_json(b.v, b.n, see_kernel, &kernel))
		err = error("%s is damaged: it is no JSON list of compile "
			    "commands",
			    file);
	c.any = !kernel;
	if (!err)
		commands_of_json(b.v, b.n, add_unit, &c);
	if (!kb->units.n) /* a module of such a kernel: it is all there is */
		c.kernel_is_pic = 1;
	settle_units(&c);
	buf_free(&b);
	if (err)
		return -1;
	if (!kb->units.n)
		return error("%s names nothing to compile", file);
	add_notes(kb, &c);
	if (kernel && !has_file(kb->tree, "Kconfig"))
		note(kb,
		     "%s is no kernel tree: rules that name its folders, such "
		     "as fs/, do not hold here; --units takes the folder of "
		     "its file for the tree: of a kernel's units, the file "
		     "belongs into its source or object tree",
		     kb->tree);
	return 0;
}

/* The list of a build elsewhere is in its object tree, with a link to the
 * source: outputmakefile in Makefile. */
static const char *source_of(struct kbuild *kb)
{
	char full[PATH_MAX];
	const char *link = arena_printf(&kb->mem, "%s/source", kb->objtree);

	return has_file(link, "Kconfig") && realpath(link, full)
		       ? arena_strdup(&kb->mem, full)
		       : kb->objtree;
}

int kbuild_open_units(struct kbuild *kb, const char *file, int shared)
{
	char full[PATH_MAX], *slash;

	memset(kb, 0, sizeof(*kb));
	kb->lock = -1;
	if (!realpath(file, full))
		return error("cannot read %s: %s", file, strerror(errno));
	slash = strrchr(full, '/');
	kb->objtree =
		arena_printf(&kb->mem, "%.*s",
			     slash == full ? 1 : (int)(slash - full), full);
	kb->tree = source_of(kb);
	kb->workdir = arena_printf(&kb->mem, "%s/.gfpcheck", kb->objtree);
	kb->release = kb->config = "";
	if (workdir_lock(kb, shared))
		return -1;
	return read_units(kb, file);
}
