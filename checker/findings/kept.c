// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings as bytes, so that a later run need not solve again. One description
 * of the layout serves both directions, as in facts/codec.c.
 *
 * Numbers are LEB128. A string is a number: 0 is none, N + 1 the Nth one; the
 * first use of a string brings its bytes, with their NUL. What people say about
 * findings (accepted, compared) is not kept: each run asks anew.
 */
#include "findings/findings.h"
#include "base/msg.h"

#include <string.h>

/* Who adds a member adds it below, or it is lost in a warm run. */
_Static_assert(sizeof(struct finding) == 248 && sizeof(struct member) == 72 &&
		       sizeof(struct step) == 56 &&
		       sizeof(struct coverage) == 176,
	       "what is kept of a finding has changed");

struct codec {
	struct findings *f;
	struct buf *out;	   /* writing; NULL: reading */
	const char *at, *end;	   /* reading */
	const struct moves *moves; /* reading: or NULL */
	int bad;
	VEC(const char *) strings; /* reading */
	VEC(uint32_t) number;	   /* writing: by sym_t, 0 = not used yet */
	uint32_t n;
};

static uint64_t take(struct codec *c)
{
	uint64_t x = 0;

	for (int shift = 0; shift < 64 && c->at < c->end; shift += 7) {
		uint8_t byte = (uint8_t)*c->at++;

		x |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return x;
	}
	c->bad = 1;
	return 0;
}

static uint64_t number(struct codec *c, uint64_t x)
{
	if (!c->out)
		return take(c);
	buf_varint(c->out, x);
	return x;
}

#define x_num(c, N) ((N) = (__typeof__(N))number((c), (uint64_t)(N)))

/* a count of things of at least one byte each */
static size_t count(struct codec *c, size_t n)
{
	x_num(c, n);
	if (!c->out && n > (size_t)(c->end - c->at))
		c->bad = 1;
	return c->bad ? 0 : n;
}

static void put_string(struct codec *c, const char *s)
{
	sym_t id = sym(s);

	while (c->number.n <= id)
		vec_push(&c->number, 0);
	if (c->number.v[id]) {
		buf_varint(c->out, c->number.v[id]);
		return;
	}
	c->number.v[id] = ++c->n;
	buf_varint(c->out, c->n);
	buf_add(c->out, s, strlen(s) + 1);
}

static const char *moved_text(struct codec *c, const char *s)
{
	struct buf b = {0};
	int moved = moves_text(c->moves, s, &b);

	if (moved < 0)
		c->bad = 1;
	else if (moved)
		s = arena_strdup(&c->f->mem, b.v);
	buf_free(&b);
	return s;
}

static const char *take_string(struct codec *c)
{
	uint64_t i = take(c);
	const char *s = c->at, *nul;

	if (!i)
		return NULL;
	if (i <= c->strings.n)
		return c->strings.v[i - 1];
	nul = memchr(s, 0, (size_t)(c->end - s));
	if (i != c->strings.n + 1 || !nul) {
		c->bad = 1;
		return NULL;
	}
	c->at = nul + 1;
	if (c->moves)
		s = moved_text(c, s);
	vec_push(&c->strings, s);
	return s;
}

static void x_str(struct codec *c, const char **s)
{
	if (!c->out)
		*s = take_string(c);
	else if (*s)
		put_string(c, *s);
	else
		buf_varint(c->out, 0);
}

#define x_vec(c, V, each)                                                \
	do {                                                             \
		size_t n_ = count((c), (V)->n);                          \
                                                                         \
		if (!(c)->out) {                                         \
			vec_reserve((V), n_);                            \
			(V)->n = n_;                                     \
			if (n_)                                          \
				memset((V)->v, 0, n_ * sizeof(*(V)->v)); \
		}                                                        \
		for (size_t i_ = 0; i_ < n_ && !(c)->bad; i_++)          \
			each((c), &(V)->v[i_]);                          \
	} while (0)

static void move_place(struct codec *c, struct place *p)
{
	sym_t file = moves_in(c->moves, p->file);

	if (file && moves_place(c->moves, file, &p->line, &p->col))
		c->bad = 1;
}

static void x_place(struct codec *c, struct place *p)
{
	x_str(c, &p->file);
	x_str(c, &p->function);
	x_num(c, p->line);
	x_num(c, p->col);
	if (c->moves && p->file)
		move_place(c, p);
}

static void x_step(struct codec *c, struct step *s)
{
	x_place(c, &s->at);
	x_str(c, &s->how);
	x_num(c, s->kind);
	x_str(c, &s->scope);
	x_str(c, &s->mask);
}

static void x_member(struct codec *c, struct member *m)
{
	x_num(c, m->kind);
	x_str(c, &m->fingerprint);
	x_place(c, &m->at);
	x_str(c, &m->message);
	x_vec(c, &m->chain, x_step);
}

static void x_finding(struct codec *c, struct finding **at)
{
	struct finding *f = *at;

	if (!c->out)
		f = *at = arena_alloc(&c->f->mem, sizeof(*f));
	x_num(c, f->kind);
	x_str(c, &f->fingerprint);
	x_str(c, &f->rule);
	x_str(c, &f->context);
	x_num(c, f->confidence);
	x_place(c, &f->at);
	x_place(c, &f->origin);
	x_place(c, &f->alloc);
	x_str(c, &f->entry);
	x_str(c, &f->entry_reason);
	x_str(c, &f->message);
	x_str(c, &f->advice);
	x_str(c, &f->stricter);
	x_str(c, &f->mask);
	x_str(c, &f->scope);
	x_str(c, &f->layer);
	x_vec(c, &f->chain, x_step);
	x_vec(c, &f->members, x_member);
	x_num(c, f->count);
}

static void x_coverage(struct codec *c, struct coverage *v)
{
	size_t *const numbers[] = {
		&v->units,	   &v->degraded,      &v->failed,
		&v->functions,	   &v->reached,	      &v->states,
		&v->runs,	   &v->pointer_calls, &v->unresolved,
		&v->impossible,	   &v->partly,	      &v->undefined,
		&v->cut,	   &v->handoffs_lost, &v->announcements,
		&v->ways_left_out, &v->widened,	      &v->given_up};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		x_num(c, *numbers[i]);
	v->problems.n = count(c, v->problems.n);
	if (!c->out) {
		v->problems.v = NULL;
		v->problems.cap = 0;
		vec_reserve(&v->problems, v->problems.n);
	}
	for (size_t i = 0; i < v->problems.n && !c->bad; i++) {
		x_str(c, &v->problems.v[i].unit);
		x_str(c, &v->problems.v[i].reason);
		x_num(c, v->problems.v[i].failed);
	}
}

static void x_findings(struct codec *c, struct findings *f)
{
	x_coverage(c, &f->coverage);
	x_vec(c, &f->files, x_str);
	x_vec(c, &f->all, x_finding);
}

void findings_write(const struct findings *f, struct buf *out)
{
	/* writing changes nothing of it */
	struct codec c = {.f = (struct findings *)f, .out = out};

	x_findings(&c, c.f);
	vec_free(&c.number);
}

int findings_read(struct findings *f, const void *p, size_t n,
		  const struct moves *moves)
{
	struct codec c = {.f = f, .moves = moves};

	memset(f, 0, sizeof(*f));
	c.at = arena_dup(&f->mem, p, n);
	c.end = c.at + n;
	x_findings(&c, f);
	vec_free(&c.strings);
	if (!c.bad && c.at == c.end)
		return 0;
	/* what was not reached is nothing yet */
	while (f->all.n && !f->all.v[f->all.n - 1])
		f->all.n--;
	findings_free(f);
	memset(f, 0, sizeof(*f));
	return -1;
}
