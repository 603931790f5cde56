// SPDX-License-Identifier: GPL-2.0-only
/* Two versions of a unit, place by place. */
#include "graph/moves.h"

#include "base/mem.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

/* ---- comparing ---- */

static void note(struct moves *m, sym_t file, uint32_t line, uint32_t col,
		 uint32_t to_line, uint32_t to_col)
{
	vec_push(&m->all, (struct moved){file, line, col, to_line, to_col});
}

static void note_line(struct moves *m, sym_t file, uint32_t line,
		      uint32_t to_line)
{
	note(m, file, line, 0, to_line, 0);
}

#define SAME(A, B)         \
	((A).n == (B).n && \
	 (!(A).n || !memcmp((A).v, (B).v, (A).n * sizeof(*(A).v))))

/* Their places are followed from the function's file: whoever says where it
 * stands says that file. */
static int add_instrs(struct moves *m, const struct func *was,
		      const struct func *is)
{
	if (was->instrs.n != is->instrs.n)
		return -1;
	for (size_t i = 0; i < was->instrs.n; i++) {
		struct instr a = was->instrs.v[i], b = is->instrs.v[i];

		note_line(m, was->file, a.line, b.line);
		note(m, was->file, a.line, a.col, b.line, b.col);
		a.line = b.line = 0;
		a.col = b.col = 0;
		if (memcmp(&a, &b, sizeof(a)))
			return -1;
	}
	return 0;
}

static int add_blocks(struct moves *m, const struct func *was,
		      const struct func *is)
{
	if (was->blocks.n != is->blocks.n)
		return -1;
	for (size_t i = 0; i < was->blocks.n; i++) {
		struct block a = was->blocks.v[i], b = is->blocks.v[i];

		note_line(m, was->file, a.line, b.line);
		a.line = b.line = 0;
		if (memcmp(&a, &b, sizeof(a)))
			return -1;
	}
	return 0;
}

static int same_head(const struct func *was, const struct func *is)
{
	return was->name == is->name && was->file == is->file &&
	       was->sig == is->sig && was->ret == is->ret &&
	       was->alias == is->alias && was->ncalls == is->ncalls &&
	       was->flags == is->flags;
}

/* ---- numbers of lines ---- */

/* The expressions of two versions of a function, side by side. */
struct pair {
	const struct func *was, *is;
	uint8_t *differs; /* of each: it is another constant */
};

/* Return: 0, or -1: they differ in more than constants */
static int find_constants(struct pair *p)
{
	for (expr_t i = 0; i < p->was->exprs.n; i++) {
		struct expr a = p->was->exprs.v[i], b = p->is->exprs.v[i];

		p->differs[i] = memcmp(&a, &b, sizeof(a)) != 0;
		if (p->differs[i] && (a.op != E_CONST || b.op != E_CONST))
			return -1;
	}
	return 0;
}

static int is_operand(const struct pair *p, const struct expr *e)
{
	switch (expr_shape(e->op)) {
	case SHAPE_ternary:
		return p->differs[e->a] || p->differs[e->b] || p->differs[e->c];
	case SHAPE_binary:
		return p->differs[e->a] || p->differs[e->b];
	case SHAPE_unary:
	case SHAPE_member:
		return p->differs[e->a];
	default:
		return 0;
	}
}

/* Return: 1 if each that differs is what its call's line is, both times */
static int are_lines(const struct pair *p, const struct instr *was,
		     const struct instr *is)
{
	const struct func *f = p->was;

	for (uint32_t k = 0; k < was->nargs; k++) {
		expr_t e = f->args.v[was->args + k];

		if (p->differs[e] && (f->exprs.v[e].num != was->line ||
				      p->is->exprs.v[e].num != is->line))
			return 0;
	}
	return 1;
}

/* Return: 1 if constants differ as arguments only */
static int used_as_lines(const struct pair *p)
{
	const struct func *f = p->was;

	for (expr_t i = 0; i < f->exprs.n; i++)
		if (is_operand(p, &f->exprs.v[i]))
			return 0;
	for (size_t i = 0; i < f->blocks.n; i++)
		if (p->differs[f->blocks.v[i].value])
			return 0;
	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];

		if (p->differs[in->a] ||
		    (in->op == I_STORE
			     ? p->differs[in->b]
			     : !are_lines(p, in, &p->is->instrs.v[i])))
			return 0;
	}
	return 1;
}

/* The functions are the same in everything else. */
static int same_but_lines(const struct func *was, const struct func *is)
{
	struct pair p = {was, is, mem_zeroed(was->exprs.n, 1)};
	int same;

	same = was->exprs.n == is->exprs.n && !(was->flags & F_INIT) &&
	       !find_constants(&p) && used_as_lines(&p);
	free(p.differs);
	return same;
}

/* Copies of a header's function are known by their hash, places and all. */
static int add_func(struct moves *m, const struct func *was,
		    const struct func *is, int lines)
{
	if (!same_head(was, is))
		return -1;
	if (was->flags & F_HEADER)
		return was->hash == is->hash ? 0 : -1;
	note_line(m, was->file, was->line, is->line);
	note_line(m, was->file, was->end, is->end);
	if (!SAME(was->params, is->params) || !SAME(was->locals, is->locals) ||
	    !SAME(was->args, is->args) || !SAME(was->edges, is->edges) ||
	    !SAME(was->ranges, is->ranges) || add_instrs(m, was, is) ||
	    add_blocks(m, was, is))
		return -1;
	return SAME(was->exprs, is->exprs) || (lines && same_but_lines(was, is))
		       ? 0
		       : -1;
}

static int add_global(struct moves *m, const struct global *was,
		      const struct global *is)
{
	note_line(m, was->file, was->line, is->line);
	return was->name == is->name && was->type == is->type &&
			       was->file == is->file &&
			       was->is_static == is->is_static
		       ? 0
		       : -1;
}

static int same_unit(const struct summary *was, const struct summary *is)
{
	return was->src == is->src && was->obj == is->obj &&
	       was->modname == is->modname && was->status == is->status &&
	       was->reason == is->reason && was->funcs.n == is->funcs.n &&
	       was->globals.n == is->globals.n;
}

int moves_add(struct moves *m, const struct summary *was,
	      const struct summary *is, int lines)
{
	if (!same_unit(was, is))
		return -1;
	for (size_t i = 0; i < was->globals.n; i++)
		if (add_global(m, &was->globals.v[i], &is->globals.v[i]))
			return -1;
	for (size_t i = 0; i < was->funcs.n; i++)
		if (add_func(m, was->funcs.v[i], is->funcs.v[i], lines))
			return -1;
	return 0;
}

/* ---- order ---- */

static int by_place(const void *a, const void *b)
{
	const struct moved *x = a, *y = b;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x->col < y->col ? -1 : x->col > y->col;
}

/* Columns up to 1, and line 0, stand for no place in particular. */
static int keeps_its_kind(const struct moved *x)
{
	return !x->line == !x->to_line &&
	       (x->col <= 1 || x->to_col <= 1 ? x->col == x->to_col : 1);
}

static int in_order(const struct moved *x, const struct moved *y)
{
	if (x->file != y->file)
		return 1;
	if (x->line != y->line)
		return x->to_line < y->to_line;
	if (x->to_line != y->to_line)
		return 0;
	return x->col == y->col ? x->to_col == y->to_col
				: x->to_col < y->to_col;
}

static int has_moved(const struct moved *x)
{
	return x->line != x->to_line || x->col != x->to_col;
}

/* of a sorted list, each once, and only of files in which anything moved */
static void keep_moved(struct moves *m)
{
	size_t kept = 0;

	for (size_t i = 0, end; i < m->all.n; i = end) {
		sym_t file = m->all.v[i].file;
		int moved = 0;

		for (end = i; end < m->all.n && m->all.v[end].file == file;
		     end++)
			moved |= has_moved(&m->all.v[end]);
		if (!moved)
			continue;
		vec_push(&m->files, file);
		for (size_t k = i; k < end; k++)
			if (k == i || by_place(&m->all.v[k - 1], &m->all.v[k]))
				m->all.v[kept++] = m->all.v[k];
	}
	m->all.n = kept;
}

int moves_close(struct moves *m)
{
	if (m->all.n)
		qsort(m->all.v, m->all.n, sizeof(*m->all.v), by_place);
	for (size_t i = 0; i < m->all.n; i++)
		if (!keeps_its_kind(&m->all.v[i]) ||
		    (i && !in_order(&m->all.v[i - 1], &m->all.v[i])))
			return -1;
	keep_moved(m);
	return 0;
}

/* ---- following ---- */

sym_t moves_in(const struct moves *m, const char *name)
{
	for (size_t i = 0; i < m->files.n; i++)
		if (!strcmp(sym_str(m->files.v[i]), name))
			return m->files.v[i];
	return 0;
}

static const struct moved *find(const struct moves *m, sym_t file,
				uint32_t line, uint32_t col)
{
	const struct moved key = {.file = file, .line = line, .col = col};

	return m->all.n ? bsearch(&key, m->all.v, m->all.n, sizeof(key),
				  by_place)
			: NULL;
}

int moves_place(const struct moves *m, sym_t file, uint32_t *line,
		uint32_t *col)
{
	const struct moved *x = find(m, file, *line, *col > 1 ? *col : 0);

	if (!*line)
		return 0;
	if (!x)
		return -1;
	*line = x->to_line;
	if (*col > 1)
		*col = x->to_col;
	return 0;
}

static int in_path(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("/._-+,", c));
}

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Return: the line of the next FILE:LINE from @from on, or NULL */
static const char *next_line(const char *text, const char *from,
			     const char *file)
{
	size_t n = strlen(file);

	for (const char *p = from; (p = strstr(p, file)); p++)
		if ((p == text || !in_path(p[-1])) && p[n] == ':' &&
		    is_digit(p[n + 1]))
			return p + n + 1;
	return NULL;
}

static int follow_file(const struct moves *m, sym_t file, const char *text,
		       struct buf *out)
{
	const char *from = text, *at;
	uint32_t line, col;
	char *end;

	while ((at = next_line(text, from, sym_str(file)))) {
		line = (uint32_t)strtoul(at, &end, 10);
		col = 0;
		if (moves_place(m, file, &line, &col))
			return -1;
		buf_add(out, from, (size_t)(at - from));
		buf_printf(out, "%u", line);
		from = end;
	}
	buf_puts(out, from);
	return strcmp(out->v, text) != 0;
}

int moves_text(const struct moves *m, const char *text, struct buf *out)
{
	struct buf before = {0};
	int changed = 0, now = 0;

	buf_puts(out, text);
	for (size_t i = 0; i < m->files.n && now >= 0; i++) {
		if (!strstr(text, sym_str(m->files.v[i])))
			continue;
		before.n = 0;
		buf_puts(&before, out->v);
		out->n = 0;
		now = follow_file(m, m->files.v[i], before.v, out);
		changed |= now;
	}
	buf_free(&before);
	return now < 0 ? -1 : changed;
}

void moves_free(struct moves *m)
{
	vec_free(&m->all);
	vec_free(&m->files);
}
