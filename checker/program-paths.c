// SPDX-License-Identifier: GPL-2.0-only
/*
 * PATH arguments: what is named is found below the tree, or from the current
 * folder, however it is written. A report on nothing must not look like one
 * without findings.
 */
#include "base/msg.h"
#include "program.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int exists(const char *path)
{
	struct stat st;

	return !stat(path, &st);
}

/* Return: @path as findings name it, NULL if it lies in neither tree */
static const char *as_named(const struct kbuild *kb, const char *path)
{
	const char *below;

	if (!strcmp(path, kb->tree) || !strcmp(path, kb->objtree))
		return "";
	below = path_below(path, kb->objtree); /* it may lie within the tree */
	return below ? below : path_below(path, kb->tree);
}

static int has_unit(const struct program *p, const char *path)
{
	for (size_t i = 0; i < p->kb.units.n; i++)
		if (report_below(p->kb.units.v[i].src, path))
			return 1;
	for (size_t i = 0; p->linked && i < p->graph.units.n; i++)
		if (report_below(sym_str(p->graph.units.v[i].src), path))
			return 1;
	return 0;
}

/* Return: the name of what is there, NULL if nothing is */
static const char *find(struct program *p, const char *arg)
{
	const char *const tops[] = {p->kb.tree, p->kb.objtree};
	char full[PATH_MAX], *path;
	const char *name, *here;

	here = realpath(arg, full) ? arena_strdup(&p->mem, full) : NULL;
	/* a module that is built outside of the tree */
	if (here && has_unit(p, here))
		return here;
	name = here ? as_named(&p->kb, here) : NULL;
	for (size_t i = 0; i < 2 && !name; i++) {
		path = path_clean(&p->mem, tops[i], arg);
		name = exists(path) ? as_named(&p->kb, path) : NULL;
	}
	return name ? name : here;
}

int program_paths(struct program *p, const char *const *args, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *path = find(p, args[i]), *name;

		if (path) {
			vec_push(&p->paths, path);
			continue;
		}
		/* a generated source that was not made, a file that only the
		 * other revision has */
		path = path_clean(&p->mem, p->kb.tree, args[i]);
		name = as_named(&p->kb, path);
		name = name ? name : path;
		if (!p->any_paths && !has_unit(p, name))
			return error("there is no %s, neither here nor in %s",
				     args[i], p->kb.tree);
		vec_push(&p->paths, name);
	}
	return 0;
}

static int has_finding(const struct program *p, const char *path)
{
	struct report r = {.paths = &path, .npaths = 1};

	for (size_t i = 0; i < p->findings.all.n; i++)
		if (report_has(&r, p->findings.all.v[i]))
			return 1;
	return 0;
}

void program_unseen_paths(const struct program *p)
{
	for (size_t i = 0; i < p->paths.n; i++) {
		const char *path = p->paths.v[i];
		size_t n = strlen(path);

		if (n > 2 && !strcmp(path + n - 2, ".h"))
			continue;
		if (!has_unit(p, path) && !has_finding(p, path))
			warn("nothing that is checked lies below %s: this "
			     "configuration does not build it, or only as a "
			     "part of another file",
			     path);
	}
}
