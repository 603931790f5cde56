// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck report: the whole program, out of what the hook has left. */
#include "base/msg.h"
#include "cmd.h"
#include "hook.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct argp_option table[] = {
	{"objtree", OPT_OBJTREE, "DIR", 0,
	 "the folder that was built with the hook", 0},
	{"tree", OPT_TREE, "DIR", 0,
	 "its source (default: what DIR/source points to, or DIR)", 0},
	{"rules", OPT_RULES, "DIR", 0,
	 "rules to use (default: those that come with gfpcheck)", 0},
	{"quiet", OPT_QUIET, NULL, 0, "no progress", 0},
	{"timings", OPT_TIMINGS, NULL, 0, "say what each stage took", 0},
	OPTIONS_REPORT,
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	return options_take(state->input, key, arg, state);
}

static const struct argp argp = {
	table,
	parse,
	"[PATH...]",
	"Check the whole program out of the summaries that the hook has left. "
	"With PATH, report only what lies below it."
	"\vExample:\n"
	"  make C=2 CHECK=\"gfpcheck hook\" && gfpcheck report --objtree .",
	NULL,
	NULL,
	NULL,
};

struct files {
	const char **v;
	size_t n, cap;
};

static void find_summaries(struct arena *mem, struct files *out,
			   const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	struct stat st;

	while (d && (e = readdir(d))) {
		char *path = arena_printf(mem, "%s/%s", dir, e->d_name);

		if (hook_is_summary(e->d_name))
			vec_push(out, path);
		else if (e->d_name[0] != '.' && !lstat(path, &st) &&
			 S_ISDIR(st.st_mode))
			find_summaries(mem, out, path);
	}
	if (d)
		closedir(d);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *folder(struct arena *mem, const char *path)
{
	char full[PATH_MAX];
	struct stat st;

	if (!path || !realpath(path, full) || stat(full, &st) ||
	    !S_ISDIR(st.st_mode))
		return NULL;
	return arena_strdup(mem, full);
}

static int find_place(struct program *p, struct hook_place *at)
{
	const struct options *o = p->opts;

	if (!o->objtree)
		return error("which build? Name its folder with --objtree DIR");
	at->folder = at->objtree = folder(&p->mem, o->objtree);
	if (!at->objtree)
		return error("there is no folder %s", o->objtree);
	at->tree = folder(&p->mem, o->tree);
	if (o->tree && !at->tree)
		return error("there is no folder %s", o->tree);
	if (!at->tree)
		at->tree = folder(&p->mem, arena_printf(&p->mem, "%s/source",
							at->objtree));
	if (!at->tree)
		at->tree = at->objtree;
	p->kb.tree = at->tree;
	p->kb.objtree = at->objtree;
	p->kb.config = arena_printf(&p->mem, "%s/.config", at->objtree);
	return 0;
}

static int link_all(struct program *p, const struct hook_place *at)
{
	struct files files = {0};
	int err;

	vec_push(&files, NULL);
	find_summaries(&p->mem, &files, at->folder);
	if (files.n > 1)
		qsort(files.v + 1, files.n - 1, sizeof(*files.v), by_name);
	files.v[0] = hook_probe(&p->mem, &p->rules, at, NULL);
	err = !files.v[0] || program_link_files(p, files.v, files.n);
	vec_free(&files);
	return err;
}

static int report(struct program *p)
{
	struct hook_place at;

	if (program_rules(p) || find_place(p, &at) || link_all(p, &at) ||
	    program_paths(p, p->opts->args.v, p->opts->args.n) ||
	    program_solve(p))
		return 2;
	program_findings(p);
	return program_report(p);
}

int cmd_report(int argc, char **argv)
{
	return program_main(argc, argv, &argp, report);
}
