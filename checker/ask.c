// SPDX-License-Identifier: GPL-2.0-only
/* The file of answers: WORKDIR/answers. */
#include "ask.h"

#include "base/msg.h"
#include "edited.h"
#include "units/workdir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static const char *file_of(struct program *p)
{
	return arena_printf(&p->mem, "%s/answers", p->kb.workdir);
}

/* Of all that the answers follow from: this program, rules, summaries. */
static struct ans_key key_of(const struct program *p, uint64_t summaries)
{
	uint64_t of[3] = {0, p->rules.hash, summaries};
	struct buf exe = {0};

	if (!file_read(&exe, "/proc/self/exe"))
		of[0] = XXH3_64bits(exe.v, exe.n);
	buf_free(&exe);
	return (struct ans_key){XXH3_64bits(of, 2 * sizeof(of[0])),
				XXH3_64bits(of, sizeof(of)) | 1};
}

static void write_answers(const char *path, const struct buf *b)
{
	if (file_write(path, b->v, b->n))
		warn("cannot write %s: %s: the next question takes as long as "
		     "a check",
		     path, strerror(errno));
}

static void unmap(struct ask *q)
{
	if (q->map)
		munmap(q->map, q->n);
	q->map = NULL;
}

/* Return: NULL, or the end of a sentence. */
static const char *map(struct ask *q, const char *path, struct ans_key key)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const char *why = "are missing";
	struct stat st;

	unmap(q);
	if (fd < 0)
		return why;
	why = "are damaged";
	if (!fstat(fd, &st) && st.st_size > 0) {
		q->n = (size_t)st.st_size;
		q->map = mmap(NULL, q->n, PROT_READ, MAP_PRIVATE | MAP_POPULATE,
			      fd, 0);
		if (q->map == MAP_FAILED)
			q->map = NULL;
		else
			why = answers_open(&q->answers, q->map, q->n, key);
	}
	close(fd);
	return why;
}

/* @moves: NULL = nothing moved. Return: 0, or -1 */
static int take(struct ask *q, const struct moves *moves)
{
	struct program *p = q->p;

	if (q->only_findings) {
		p->found = !findings_read(&p->findings, q->answers.findings,
					  q->answers.nfindings, moves);
		return p->found ? 0 : -1;
	}
	if (!moves)
		return 0;
	return mprotect(q->map, q->n, PROT_READ | PROT_WRITE) ||
			       answers_move(&q->answers, moves)
		       ? -1
		       : 0;
}

/* Units were edited: do they say the same? Return: 0, or -1 */
static int follow_edits(struct ask *q)
{
	struct moves moves = {0};
	int err;

	q->edited = edited_follow(&moves, &q->answers, &q->p->tree,
				  q->p->kb.workdir);
	err = q->edited < 0 || take(q, &moves);
	moves_free(&moves);
	return err ? -1 : 0;
}

static int serve(void *arg, uint64_t summaries)
{
	struct ask *q = arg;
	struct ans_key key = key_of(q->p, summaries), any = {key.made_by, 0};
	const char *path = file_of(q->p);

	q->edited = 0;
	q->why = map(q, path, any);
	if (q->why)
		return 0;
	if (q->answers.key.all == key.all)
		q->why = take(q, NULL) ? "are damaged" : NULL;
	else if (follow_edits(q)) /* it says why */
		q->why = map(q, path, key);
	return !q->why;
}

/* Return: 0, with @q->why NULL if the answers are good, or -1 */
static int look(struct ask *q, struct program *p)
{
	q->p = p;
	q->why = "are missing";
	if (program_extract_unless(p, serve, q))
		return -1;
	if (q->why) /* perhaps a unit was parsed, and its facts are the same */
		serve(q, p->tree.key);
	if (q->why) /* what is made instead needs the memory */
		unmap(q);
	program_timing(p, arena_printf(&p->mem,
				       q->why	   ? "answers"
				       : q->edited ? "answers (kept; %d edited "
						     "units say the same)"
						   : "answers (kept)",
				       q->edited));
	return 0;
}

static int find(struct program *p)
{
	if (program_link(p) || program_solve(p))
		return -1;
	program_findings(p);
	findings_write(&p->findings, &p->bytes);
	return 0;
}

/* A run with overlays leaves nothing. */
static void make(struct program *p, struct buf *made)
{
	VEC(uint64_t) sums = {0};

	graph_keep_none(&p->graph);
	for (size_t i = 0; i < p->tree.summaries.n; i++)
		vec_push(&sums, p->tree.summaries.v[i].sum);
	answers_make(&p->solver, &p->bytes, key_of(p, p->tree.key), sums.v,
		     made);
	if (!p->opts->overlays.n) {
		write_answers(file_of(p), made);
		retired_clean(p->kb.workdir);
	}
	vec_free(&sums);
	program_timing(p, "answers");
}

int ask_begin(struct ask *q, struct program *p)
{
	if (program_rules(p) || program_open(p) || look(q, p))
		return -1;
	if (!q->why)
		return 0;
	if (!p->opts->quiet)
		warn("the answers %s: checking first", q->why);
	if (find(p))
		return -1;
	make(p, &q->made);
	q->why = answers_open(&q->answers, q->made.v, q->made.n,
			      key_of(p, p->tree.key));
	if (q->why)
		BUG("the answers %s", q->why);
	return 0;
}

int ask_findings(struct program *p)
{
	struct ask q = {.only_findings = 1};
	int err = look(&q, p);

	if (!err && p->found) {
		kbuild_release(&p->kb);
		program_timing(p, "findings (kept)");
	} else if (!err) {
		err = find(p);
	}
	ask_end(&q);
	return err;
}

void ask_keep(struct program *p)
{
	struct buf made = {0};

	if (p->bytes.n && !p->opts->overlays.n)
		make(p, &made);
	buf_free(&made);
}

void ask_end(struct ask *q)
{
	unmap(q);
	buf_free(&q->made);
	memset(q, 0, sizeof(*q));
}

/* ---- commands ---- */

enum { OPT_WALK = OPT_OWN, OPT_CALLS };

struct command {
	struct options opts;
	struct asking asking;
};

#define OPTIONS_ASK                                        \
	OPTIONS_TREE, OPTIONS_COMMON,                      \
	{                                                  \
		"output", OPT_OUTPUT, "FILE", 0,           \
			"write there (default: stdout)", 0 \
	}

const struct argp_option ask_table[] = {OPTIONS_ASK, {0}};

const struct argp_option ask_walk_table[] = {
	OPTIONS_ASK,
	{"depth", OPT_WALK, "N", 0, "go on so many calls (default: 1)", 0},
	{0},
};

const struct argp_option ask_stats_table[] = {
	OPTIONS_ASK,
	{"format", OPT_FORMAT, "FORMAT", 0, "text or json (default: text)", 0},
	{"calls", OPT_CALLS, NULL, 0,
	 "JSON only: list every pointer call with its targets", 0},
	{0},
};

error_t ask_parse(int key, char *arg, struct argp_state *state)
{
	struct command *c = state->input;
	char *end;

	switch (key) {
	case OPT_WALK:
		c->asking.depth = (int)strtol(arg, &end, 10);
		if (!*arg || *end || c->asking.depth < 1 ||
		    c->asking.depth > 100)
			argp_error(state, "`%s' is no depth from 1 to 100",
				   arg);
		return 0;
	case OPT_CALLS:
		c->asking.calls = 1;
		return 0;
	case OPT_FORMAT:
		c->asking.json = !strcmp(arg, "json");
		if (!c->asking.json && strcmp(arg, "text"))
			argp_error(state, "unknown format `%s': text or json",
				   arg);
		return 0;
	default:
		return options_take(&c->opts, key, arg, state);
	}
}

int ask_run(const struct argp *argp, int argc, char **argv,
	    int (*answer)(const struct asking *q, const struct options *o))
{
	struct command c = {.asking = {.depth = 1}};
	struct program program;
	struct ask ask = {0};
	struct buf out = {0};
	int err;

	options_init(&c.opts, program_command(argv));
	argp_parse(argp, argc, argv, 0, NULL, &c);
	program_begin(&program, &c.opts);
	err = ask_begin(&ask, &program);
	c.asking.a = &ask.answers;
	c.asking.out = &out;
	err = err || answer(&c.asking, &c.opts) ||
	      write_out(c.opts.output, &out);
	program_timing(&program, "answer");
	buf_free(&out);
	ask_end(&ask);
	program_end(&program);
	options_free(&c.opts);
	return err ? 2 : 0;
}
