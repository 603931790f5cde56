// SPDX-License-Identifier: GPL-2.0-only
/*
 * Configure an object tree and make what must exist before a unit can be
 * parsed.
 *
 * Three steps, each one call of make: the configuration; `prepare`, which
 * makes the generated headers and host tools; and for an object tree of our
 * own the generated sources, by a build whose rules for objects do nothing
 * (rules/config/make.vars). A host tool that does not build on this machine
 * costs the files it would have made and becomes a note.
 */
#include "base/msg.h"
#include "kbuild/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define AUTOCONF "include/generated/autoconf.h"
/* `make prepare` makes it in every kernel (Kbuild); the one above comes with
 * `make olddefconfig` already */
#define PREPARED "include/generated/asm-offsets.h"

static int must(struct kbuild *kb, const struct plan *plan, const char *target)
{
	const char *args[] = {"-s", target, NULL};
	int rc = make_run(kb, plan,
			  &(struct make){.stage = "all",
					 .jobs = plan->jobs,
					 .args = args});

	if (rc > 0)
		return error("`make %s` failed in %s%s: see %s/make.log",
			     target, kb->objtree, make_reason(kb), kb->workdir);
	return rc;
}

/* -k: what one host tool cannot make does not stop the others */
static int try(struct kbuild *kb, const struct plan *plan, const char *stage,
	       const char *const *targets)
{
	const char *args[8] = {"-s", "-k"};

	for (int i = 0; targets[i] && i < 4; i++)
		args[i + 2] = targets[i];
	return make_run(kb, plan,
			&(struct make){.stage = stage,
				       .jobs = plan->jobs,
				       .args = args});
}

/* what scripts/kconfig/merge_config.sh does: the last word on an option wins,
 * and olddefconfig drops what this tree cannot have */
static int append_fragment(struct kbuild *kb, const struct plan *plan)
{
	char *from = arena_printf(&kb->mem, "%s/storage.config", plan->confdir);
	char *to = arena_printf(&kb->mem, "%s/.config", kb->objtree);
	struct buf b = {0};
	int err;

	if (file_read(&b, to))
		return error("cannot read %s: %s", to, strerror(errno));
	if (file_read(&b, from)) {
		buf_free(&b);
		return error("cannot read %s: %s; is gfpcheck installed whole?",
			     from, strerror(errno));
	}
	err = file_write(to, b.v, b.n);
	buf_free(&b);
	return err ? error("cannot write %s: %s", to, strerror(errno)) : 0;
}

static int copy_config(struct kbuild *kb, const char *from)
{
	char *to = arena_printf(&kb->mem, "%s/.config", kb->objtree);
	struct buf b = {0};
	int err;

	if (file_read(&b, from))
		return error("cannot read the configuration %s: %s", from,
			     strerror(errno));
	err = file_write(to, b.v ? b.v : "", b.n);
	buf_free(&b);
	return err ? error("cannot write %s: %s", to, strerror(errno)) : 0;
}

static int choose(struct kbuild *kb, const struct plan *plan)
{
	int storage = !strcmp(plan->config, "storage");

	if (plan->config[0] == '/')
		return copy_config(kb, plan->config) ||
		       must(kb, plan, "olddefconfig");
	if (must(kb, plan, storage ? "defconfig" : plan->config))
		return -1;
	return storage &&
	       (append_fragment(kb, plan) || must(kb, plan, "olddefconfig"));
}

/* @key 0: begun; an object tree that was left half made is still ours */
static int write_stamp(struct kbuild *kb, const struct plan *plan, uint64_t key)
{
	char *path = arena_printf(&kb->mem, "%s/configured", kb->workdir);
	char *text = arena_printf(&kb->mem, "%s\n%016llx\n", plan->config,
				  (unsigned long long)key);

	if (file_write(path, text, strlen(text)))
		return error("cannot write %s: %s", path, strerror(errno));
	return 0;
}

const char *plan_stamp(struct kbuild *kb)
{
	char *path = arena_printf(&kb->mem, "%s/configured", kb->workdir);
	struct buf b = {0};
	char *config = NULL;

	if (!file_read(&b, path) && b.n) {
		b.v[strcspn(b.v, "\n")] = 0;
		config = arena_strdup(&kb->mem, b.v);
	}
	buf_free(&b);
	return config;
}

/* the wanted configuration is the one this object tree was made with */
static int is_configured(struct kbuild *kb, const struct plan *plan)
{
	char *path = arena_printf(&kb->mem, "%s/configured", kb->workdir);
	char *want = arena_printf(&kb->mem, "%s\n%016llx\n", plan->config,
				  (unsigned long long)plan_key(plan));
	struct buf b = {0};
	int same = !file_read(&b, path) && b.n && !strcmp(b.v, want);

	buf_free(&b);
	return same && has_file(kb->objtree, ".config");
}

static int prepare(struct kbuild *kb, const struct plan *plan)
{
	static const char *const targets[] = {"prepare", "modules_prepare",
					      NULL};
	const char *log = arena_printf(&kb->mem, "%s/make.log", kb->workdir);
	int rc = try(kb, plan, "all", targets);

	if (rc < 0)
		return -1;
	if (!has_file(kb->objtree, AUTOCONF))
		return error("`make prepare` made no %s in %s%s: see %s",
			     AUTOCONF, kb->objtree, make_reason(kb), log);
	if (rc)
		note(kb,
		     "`make prepare` did not finish, so generated headers "
		     "may be missing: see %s",
		     log);
	return 0;
}

static int generate(struct kbuild *kb, const struct plan *plan)
{
	static const char *const targets[] = {"vmlinux", "modules", NULL};

	if (!has_file(plan->confdir, "make.vars")) {
		note(kb,
		     "%s/make.vars is missing, so sources and headers that "
		     "the build generates are missing too",
		     plan->confdir);
		return 0;
	}
	/* it always fails in the end: there are no objects to link */
	return try(kb, plan, "generate", targets) < 0 ? -1 : 0;
}

int configure(struct kbuild *kb, const struct plan *plan)
{
	char *log = arena_printf(&kb->mem, "%s/make.log", kb->workdir);

	unlink(log);
	if (!plan->ours) {
		if (has_file(kb->objtree, PREPARED))
			return 0;
		if (plan->in_place && !plan->asked)
			return error("%s is configured but not prepared: run "
				     "`make prepare modules_prepare` in it",
				     kb->tree);
		progress(plan, "preparing %s", kb->objtree);
		return prepare(kb, plan);
	}
	progress(plan, "configuring %s for %s in %s", kb->release, plan->config,
		 kb->objtree);
	if (is_configured(kb, plan)) {
		if (must(kb, plan, "olddefconfig"))
			return -1;
	} else if (write_stamp(kb, plan, 0) || choose(kb, plan)) {
		return -1;
	}
	if (prepare(kb, plan) || generate(kb, plan))
		return -1;
	return write_stamp(kb, plan, plan_key(plan));
}
