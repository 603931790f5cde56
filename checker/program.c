// SPDX-License-Identifier: GPL-2.0-only
/* The stages of a run. */
#include "program.h"

#include "base/msg.h"
#include "base/progress.h"
#include "report/report.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define VERSION "0.1"

const char *program_version(void)
{
	return "gfpcheck " VERSION;
}

void program_begin(struct program *p, const struct options *opts)
{
	memset(p, 0, sizeof(*p));
	p->opts = opts;
	p->kb.lock = -1;
	p->started = seconds();
}

void program_timing(const struct program *p, const char *stage)
{
	struct rusage self;

	if (!p->opts->timings)
		return;
	getrusage(RUSAGE_SELF, &self);
	fprintf(stderr, "gfpcheck: %6.2f s  %6.2f s CPU  %4ld MB  %s\n",
		seconds() - p->started, cpu_seconds(RUSAGE_SELF),
		self.ru_maxrss / 1024, stage);
}

/* ---- rules ---- */

static const char *beside(struct arena *mem, const char *relative)
{
	char exe[PATH_MAX], full[PATH_MAX], *slash;
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	struct stat st;

	if (n <= 0)
		return NULL;
	exe[n] = 0;
	slash = strrchr(exe, '/');
	*slash = 0;
	if (!realpath(arena_printf(mem, "%s/%s", exe, relative), full) ||
	    stat(full, &st) || !S_ISDIR(st.st_mode))
		return NULL;
	return arena_strdup(mem, full);
}

const char *program_rules_dir(struct arena *mem, const char *asked)
{
	const char *dir = asked ? asked : getenv("GFPCHECK_RULES");

	if (!dir || !*dir)
		dir = beside(mem, "../rules");
	if (!dir)
		dir = beside(mem, "../share/gfpcheck/rules");
	return dir ? dir : PREFIX "/share/gfpcheck/rules";
}

int program_rules(struct program *p)
{
	return rules_read(&p->rules,
			  program_rules_dir(&p->mem, p->opts->rules));
}

/* ---- the tree ---- */

static int open_tree(struct program *p)
{
	const struct options *o = p->opts;
	const char *rules = program_rules_dir(&p->mem, o->rules);
	struct stat st;
	struct kbuild_opts ko = {
		.tree = o->tree,
		.objtree = o->objtree,
		.config = o->config,
		.confdir = arena_printf(&p->mem, "%s/config", rules),
		.jobs = o->jobs,
		.quiet = o->quiet,
		.shared = o->overlays.n > 0};

	/* rules for a test need not bring a configuration */
	if (stat(ko.confdir, &st))
		ko.confdir = arena_printf(&p->mem, "%s/config",
					  program_rules_dir(&p->mem, NULL));
	return kbuild_open(&p->kb, &ko);
}

static int add_overlay(struct program *p, const char *arg)
{
	size_t n = strcspn(arg, "=");
	char *name = arena_printf(&p->mem, "%.*s", (int)n, arg);
	char *path = path_clean(&p->mem, p->kb.tree, name), full[PATH_MAX];
	struct buf b = {0};

	if (!path_below(path, p->kb.tree) && realpath(path, full))
		path = arena_strdup(&p->mem, full);
	else if (access(path, F_OK) && realpath(name, full)) /* from here */
		path = arena_strdup(&p->mem, full);
	for (size_t i = 0; i < p->overlays.n; i++)
		if (!strcmp(p->overlays.v[i].path, path))
			return error("two overlays of %s: which one is to be "
				     "read?",
				     name);
	if (file_read(&b, arg + n + 1))
		return error("cannot read %s: %s", arg + n + 1,
			     strerror(errno));
	vec_push(&p->patched, b);
	vec_push(&p->overlays, (struct overlay){path, b.v ? b.v : "", b.n});
	return 0;
}

int program_open(struct program *p)
{
	const struct options *o = p->opts;

	if (options_where(o) ||
	    (o->units ? kbuild_open_units(&p->kb, o->units, o->overlays.n > 0)
		      : open_tree(p)))
		return -1;
	for (size_t i = 0; i < o->overlays.n; i++)
		if (add_overlay(p, o->overlays.v[i]))
			return -1;
	program_timing(p, p->kb.warm ? "units (kept)" : "units");
	return 0;
}

int program_extract(struct program *p)
{
	return program_extract_unless(p, NULL, NULL);
}

int program_extract_unless(struct program *p,
			   int (*served)(void *arg, uint64_t key), void *arg)
{
	struct buf probe = {0};
	struct tree_opts o = {.jobs = p->opts->jobs,
			      .quiet = p->opts->quiet,
			      .overlays = p->overlays.v,
			      .noverlays = p->overlays.n,
			      .lenient = p->lenient,
			      .sample = p->sample,
			      .mark = COMMENTS_MARK,
			      .served = served,
			      .arg = arg};
	int err;

	knowledge_probe(&p->rules, &probe);
	o.probe = probe.v;
	err = tree_extract(&p->tree, &p->kb, &o);
	buf_free(&probe);
	if (err)
		return -1;
	kbuild_share(&p->kb);
	if (p->tree.note && p->opts->timings)
		fprintf(stderr, "gfpcheck: all units are parsed: %s\n",
			p->tree.note);
	program_timing(
		p,
		arena_printf(&p->mem,
			     "extract: %zu of %zu units parsed, %zu shared "
			     "headers built (%.1f s CPU, up to %ld MB); "
			     "workers up to %ld MB; %zu units without a "
			     "header, %zu that do not get on with theirs",
			     p->tree.parsed, p->tree.summaries.n,
			     p->tree.headers, p->tree.headers_cpu,
			     p->tree.header_kb / 1024, p->tree.parser_kb / 1024,
			     p->tree.alone - p->tree.unfit, p->tree.unfit));
	return 0;
}

/* ---- the whole program ---- */

static void begin_graph(struct program *p)
{
	const struct rule *r = NULL;

	graph_begin(&p->graph, p->kb.workdir);
	p->linked = 1;
	while ((r = rule_next(&p->rules, RULE_type, r)))
		for (size_t i = 0; i < r->key[KEY_name].list.n; i++)
			vec_push(&p->graph.mask_types,
				 r->key[KEY_name].list.v[i]);
}

/* Return: 0, or -1 with the end of a sentence in @why */
static int add_file(struct program *p, const char *path, const char **why)
{
	struct buf b = {0};
	int err;

	*why = "cannot be read";
	err = file_read(&b, path) || graph_add(&p->graph, b.v, b.n, why);
	buf_free(&b);
	return err;
}

static int check_probe(const struct program *p)
{
	const struct gunit *u = &p->graph.units.v[0];

	if (u->status != UNIT_FAILED)
		return 0;
	return error("the values of the masks cannot be read from this tree: "
		     "%s",
		     sym_str(u->reason));
}

int program_link(struct program *p)
{
	const char *why;

	begin_graph(p);
	for (size_t i = 0; i < p->tree.summaries.n; i++) {
		const char *path = p->tree.summaries.v[i].path;

		if (add_file(p, path, &why))
			return error("%s %s: remove it and try again", path,
				     why);
	}
	kbuild_release(&p->kb);
	if (check_probe(p))
		return -1;
	graph_link(&p->graph);
	program_timing(p, "link");
	return 0;
}

int program_link_files(struct program *p, const char *const *paths, size_t n)
{
	const char *why;

	begin_graph(p);
	for (size_t i = 0; i < n; i++) {
		if (!add_file(p, paths[i], &why))
			continue;
		if (!i)
			return error("%s %s: check a unit again", paths[i],
				     why);
		warn("%s %s: left out", paths[i], why);
	}
	if (check_probe(p))
		return -1;
	graph_link(&p->graph);
	program_timing(p, "link");
	return 0;
}

int program_solve(struct program *p)
{
	if (knowledge_begin(&p->knowledge, &p->rules, &p->graph))
		return -1;
	p->known = 1;
	solve(&p->solver, &p->knowledge);
	p->solved = 1;
	program_timing(p, "solve");
	return 0;
}

/* The probe is ours, not a unit of the tree. */
static void uncount_probe(struct program *p)
{
	struct coverage *c = &p->findings.coverage;

	c->units--;
	if (p->graph.units.v[0].status == UNIT_OK)
		return;
	c->degraded--;
	memmove(c->problems.v, c->problems.v + 1,
		--c->problems.n * sizeof(*c->problems.v));
}

void program_findings(struct program *p)
{
	findings_make(&p->findings, &p->solver);
	p->found = 1;
	uncount_probe(p);
	program_timing(p, "findings");
}

/* ---- reports ---- */

/* a report does not make folders: the name may be misspelt */
static int has_folder(struct buf *mem, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat st;

	buf_printf(mem, "%.*s", slash ? (int)(slash - path) : 0, path);
	return !mem->n || (!stat(mem->v, &st) && S_ISDIR(st.st_mode));
}

static int write_file(const char *path, const struct buf *b)
{
	struct buf folder = {0};
	int found = has_folder(&folder, path);

	buf_free(&folder);
	if (!found)
		return error("cannot write %s: its folder does not exist",
			     path);
	if (file_write(path, b->v ? b->v : "", b->n))
		return error("cannot write %s: %s", path, strerror(errno));
	return 0;
}

int write_out(const char *path, const struct buf *b)
{
	if (path)
		return write_file(path, b);
	errno = 0;
	if (b->n)
		fwrite(b->v, 1, b->n, stdout);
	if (fflush(stdout) || ferror(stdout))
		return error("cannot write the report: %s", strerror(errno));
	return 0;
}

/* Return: columns of the terminal that stdout is, 0 if it is none */
static size_t terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long n = columns ? strtol(columns, NULL, 10) : 0;

	if (!isatty(1))
		return 0;
	if (n <= 0 && !ioctl(1, TIOCGWINSZ, &size))
		n = size.ws_col;
	return n > 0 ? (size_t)n : 100;
}

/* NO_COLOR counts unless it is empty: no-color.org */
static int wants_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return !(no && *no) && !(term && !strcmp(term, "dumb"));
}

static int write_report(const struct program *p, struct report *r,
			const struct output *f)
{
	const char *path = f->path ? f->path : p->opts->output;
	struct buf out = {0};
	int err;

	r->width = path ? 0 : terminal_width();
	r->colour = r->width && wants_colour();
	f->writer->write(r, &out);
	err = write_out(path, &out);
	buf_free(&out);
	return err;
}

static int exit_status(const struct options *o, const struct report *r)
{
	for (size_t i = 0; i < r->findings->all.n; i++) {
		const struct finding *f = r->findings->all.v[i];

		if (o->fail_on == -2 ? report_lists(r, f)
				     : (int)f->confidence <= o->fail_on &&
					       report_open(r, f))
			return 1;
	}
	return 0;
}

int program_begin_report(struct program *p, struct report *r)
{
	*r = (struct report){.tool = program_version(),
			     .tree = p->kb.tree ? p->kb.tree : "",
			     .release = p->kb.release ? p->kb.release : "",
			     .config = p->kb.config ? p->kb.config : "",
			     .findings = &p->findings,
			     .rules = &p->rules,
			     .overlays = p->overlays.v,
			     .noverlays = p->overlays.n,
			     .shown = p->opts->confidence,
			     .notes = p->kb.notes.v,
			     .nnotes = p->kb.notes.n,
			     .paths = p->paths.v,
			     .npaths = p->paths.n};
	program_unseen_paths(p);
	if (program_accept(p, r))
		return -1;
	program_timing(p, "comments, baseline");
	return 0;
}

int program_report(struct program *p)
{
	const struct output text = {.writer = report_writer("text", 4)};
	const struct options *o = p->opts;
	struct buf command = {0};
	struct report r;
	int err = 0;

	if (program_begin_report(p, &r))
		return 2;
	options_words(o, &command);
	r.command = command.v;
	for (size_t i = 0; i < o->formats.n && !err; i++)
		err = write_report(p, &r, &o->formats.v[i]);
	if (!o->formats.n)
		err = write_report(p, &r, &text);
	program_timing(p, "report");
	buf_free(&command);
	return err ? 2 : exit_status(o, &r);
}

void program_end(struct program *p)
{
	if (p->found)
		findings_free(&p->findings);
	buf_free(&p->bytes);
	if (p->solved)
		solver_free(&p->solver);
	if (p->known)
		knowledge_end(&p->knowledge);
	if (p->linked)
		graph_free(&p->graph);
	tree_close(&p->tree);
	kbuild_close(&p->kb);
	rules_free(&p->rules);
	for (size_t i = 0; i < p->patched.n; i++)
		buf_free(&p->patched.v[i]);
	vec_free(&p->patched);
	vec_free(&p->overlays);
	vec_free(&p->notes);
	vec_free(&p->paths);
	comments_end(&p->comments);
	folders_end(&p->folders);
	baseline_free(&p->accepted);
	arena_free(&p->mem);
}

const char *program_command(char **argv)
{
	const char *command = strrchr(argv[0], ' ');

	return command ? command + 1 : argv[0];
}

int program_main(int argc, char **argv, const struct argp *argp,
		 int (*run)(struct program *p))
{
	struct options opts;
	struct program program;
	int status;

	options_init(&opts, program_command(argv));
	argp_parse(argp, argc, argv, 0, NULL, &opts);
	program_begin(&program, &opts);
	status = run(&program);
	program_end(&program);
	options_free(&opts);
	return status;
}
