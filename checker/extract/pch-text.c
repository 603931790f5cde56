// SPDX-License-Identifier: GPL-2.0-only
/* Words of files; where includes are found. */
#include "extract/pch-text.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MANY_WORDS 400000 /* 10 MB */

uint64_t name_hash(const char *s, size_t n)
{
	return XXH3_64bits(s, n);
}

int hashes_add(struct hashes *s, uint64_t key)
{
	size_t at;

	key |= !key;
	if (s->n * 2 >= s->size) {
		struct hashes old = *s;

		s->size = s->size ? s->size * 2 : 256;
		s->n = 0;
		s->v = calloc(s->size, sizeof(*s->v));
		if (!s->v)
			die("out of memory");
		for (size_t i = 0; i < old.size; i++)
			if (old.v[i])
				hashes_add(s, old.v[i]);
		free(old.v);
	}
	for (at = key & (s->size - 1); s->v[at] && s->v[at] != key;)
		at = (at + 1) & (s->size - 1);
	if (s->v[at])
		return 0;
	s->v[at] = key;
	s->n++;
	return 1;
}

int hashes_has(const struct hashes *s, uint64_t key)
{
	key |= !key;
	for (size_t at = key; s->size && s->v[at & (s->size - 1)]; at++)
		if (s->v[at & (s->size - 1)] == key)
			return 1;
	return 0;
}

void hashes_free(struct hashes *s)
{
	free(s->v);
	memset(s, 0, sizeof(*s));
}

/* ---- tokens ---- */

enum token { END, LINE, NAME, STRING, OTHER };

struct scan {
	const char *p, *end;
	const char *token; /* the last one, and its length */
	size_t n;
	struct file_words *out;
	struct hashes seen;    /* names with their kinds */
	unsigned depth, guard; /* conditionals around; those that are a guard */
	uint32_t line;
	char before;	 /* the character before a name; a = another name */
	int enums;	 /* 1: after "enum", 2: in its braces */
	uint64_t unless; /* of an #ifndef just before */
	size_t test;	 /* and its word, + 1 */
	uint64_t last;	 /* name of a condition */
	unsigned known;	 /* WORD_CONFIG, WORD_KNOWN */
	uint64_t block;	 /* conditionals so far */
};

static int is_name(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '$';
}

static int is_digit(int c)
{
	return c >= '0' && c <= '9';
}

/* The length of what is white at the cursor; a comment is, the end of a line
 * is not. */
static size_t white(const struct scan *s)
{
	const char *p = s->p, *close;
	size_t left = (size_t)(s->end - p);

	if (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\f' || *p == '\v')
		return 1;
	if (left > 1 && p[0] == '\\' && p[1] == '\n')
		return 2;
	if (left > 2 && p[0] == '\\' && p[1] == '\r' && p[2] == '\n')
		return 3;
	if (left > 1 && p[0] == '/' && p[1] == '*') {
		close = memmem(p + 2, left - 2, "*/", 2);
		return close ? (size_t)(close + 2 - p) : left;
	}
	if (left > 1 && p[0] == '/' && p[1] == '/') {
		close = p;
		do
			close = memchr(close + 1, '\n',
				       (size_t)(s->end - close - 1));
		while (close && close[-1] == '\\');
		return close ? (size_t)(close - p) : left;
	}
	return 0;
}

static void skip_white(struct scan *s)
{
	size_t n;

	while (s->p < s->end && (n = white(s))) {
		for (const char *end = s->p + n; s->p < end; s->p++)
			s->line += *s->p == '\n';
	}
}

static void skip_quoted(struct scan *s)
{
	char quote = *s->p++;

	while (s->p < s->end && *s->p != quote && *s->p != '\n')
		s->p += *s->p == '\\' && s->p + 1 < s->end ? 2 : 1;
	s->p += s->p < s->end && *s->p == quote;
}

static enum token next(struct scan *s)
{
	enum token kind = OTHER;

	skip_white(s);
	s->token = s->p;
	if (s->p == s->end)
		return END;
	if (*s->p == '\n') {
		kind = LINE;
		s->line++;
		s->p++;
	} else if (*s->p == '"' || *s->p == '\'') {
		kind = *s->p == '"' ? STRING : OTHER;
		skip_quoted(s);
	} else if (is_digit(*s->p)) {
		while (s->p < s->end && (is_name(*s->p) || *s->p == '.'))
			s->p++;
	} else if (is_name(*s->p)) {
		kind = NAME;
		while (s->p < s->end && is_name(*s->p))
			s->p++;
	} else {
		s->p++;
	}
	s->n = (size_t)(s->p - s->token);
	return kind;
}

static int is_token(const struct scan *s, const char *text)
{
	return s->n == strlen(text) && !memcmp(s->token, text, s->n);
}

/* ---- words ---- */

static struct word *add(struct scan *s, enum word_kind kind, uint64_t name,
			unsigned flags)
{
	struct word w = {.name = name, .line = s->line, .kind = (uint8_t)kind};

	w.flags = (uint8_t)(flags | (s->depth <= s->guard ? WORD_SURE : 0));
	vec_push(&s->out->words, w);
	return &s->out->words.v[s->out->words.n - 1];
}

/* The first of its kind? */
static int is_new(struct scan *s, uint64_t name, unsigned kind)
{
	uint64_t block = s->depth > s->guard ? s->block : 0;

	return hashes_add(&s->seen,
			  name ^ (kind + block * 256) * 0x9e3779b97f4a7c15u);
}

/* Words of expressions: what follows them is no new name. */
static int is_operator(const struct scan *s)
{
	static const char *const all[] = {"return", "case",	 "goto",
					  "else",   "sizeof",	 "typeof",
					  "do",	    "__typeof__"};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (is_token(s, all[i]))
			return 1;
	return 0;
}

/* "int NAME(", "*NAME;", "} NAME[", ", NAME =", or in the braces of an enum */
static int is_declared(const struct scan *s)
{
	char c = s->p < s->end ? *s->p : ';';

	if (s->enums > 1)
		return 1;
	if (s->before == ',')
		return strchr(";=[", c) != NULL;
	return s->before && strchr("a*}", s->before) && strchr("(;,=[:)", c);
}

static void add_text(struct scan *s)
{
	uint64_t name = name_hash(s->token, s->n);
	unsigned flags;

	s->enums = is_token(s, "enum") ? 1 : s->enums;
	skip_white(s);
	flags = s->p < s->end && *s->p == '(' ? WORD_CALL : 0;
	if (is_declared(s))
		flags |= WORD_DECLARED;
	if (is_new(s, name, 1 + flags))
		add(s, WORD_TEXT, name, flags);
}

/* What the next name will have before it; in the braces of an enum? */
static void pass(struct scan *s, enum token t)
{
	char c = t == OTHER ? *s->token : 0;

	if (t == LINE)
		return;
	s->before = t != NAME ? c : is_operator(s) ? 0 : 'a';
	if (c == '{' && s->enums == 1)
		s->enums = 2;
	else if (c == '}' || (s->enums == 1 && c))
		s->enums = 0;
}

static void skip_line(struct scan *s)
{
	enum token t;

	do
		t = next(s);
	while (t != LINE && t != END);
}

/* @unless: an #ifndef. */
static void take_condition(struct scan *s, int unless)
{
	size_t first = s->out->words.n + 1;
	enum token t;

	s->unless = s->test = s->last = 0;
	while ((t = next(s)) != LINE && t != END) {
		uint64_t name;

		unless |= is_token(s, "!") && !s->unless;
		if (t != NAME || is_token(s, "defined"))
			continue;
		name = s->last = name_hash(s->token, s->n);
		s->known =
			*s->token >= 'A' && *s->token <= 'Z' ? WORD_KNOWN : 0;
		if (s->n > 7 && !memcmp(s->token, "CONFIG_", 7))
			s->known |= WORD_CONFIG;
		if (is_new(s, name, 4))
			add(s, WORD_TEST, name, 0);
		if (unless && !s->unless) {
			s->unless = name;
			s->test = first == s->out->words.n ? first : 0;
		}
	}
}

typedef VEC(uint64_t) parameters_t;

static enum token take_parameters(struct scan *s, parameters_t *all)
{
	enum token t;

	while ((t = next(s)) != LINE && t != END && !is_token(s, ")"))
		if (t == NAME)
			vec_push(all, name_hash(s->token, s->n));
	return t;
}

static void take_body(struct scan *s, size_t macro, int call)
{
	parameters_t parameters = {0};
	uint64_t self = s->out->words.v[macro].name;
	unsigned strings = 0;
	enum token t = OTHER;
	int other = 0;

	if (call) {
		s->out->words.v[macro].flags |= WORD_CALL;
		t = take_parameters(s, &parameters);
	}
	while (t != LINE && t != END && (t = next(s)) != LINE && t != END) {
		uint64_t name;
		int known = 0;

		strings = WORD_STRINGS;
		if (t != NAME) {
			other |= t != STRING;
			continue;
		}
		name = name_hash(s->token, s->n);
		for (size_t i = 0; i < parameters.n; i++)
			known |= parameters.v[i] == name;
		if (!known)
			add(s, WORD_BODY, name, 0);
	}
	if (!other)
		s->out->words.v[macro].flags |= (uint8_t)strings;
	if (!other && !call && s->out->words.n == macro + 2 &&
	    s->out->words.v[macro + 1].name == self)
		s->out->words.v[macro].flags |= WORD_SELF;
	vec_free(&parameters);
}

static void take_define(struct scan *s)
{
	unsigned flags = 0;
	uint64_t name;
	int call;

	if (next(s) != NAME)
		return;
	name = name_hash(s->token, s->n);
	call = s->p < s->end && *s->p == '(';
	skip_white(s);
	if (s->unless == name && s->depth == 1 &&
	    (s->p == s->end || *s->p == '\n')) {
		s->guard = 1;
	} else if (s->unless == name) {
		flags = WORD_DEFAULT;
		if (s->test)
			s->out->words.v[s->test - 1].flags |= WORD_DEFAULT;
	}
	add(s, WORD_DEFINE, name, flags);
	take_body(s, s->out->words.n - 1, call);
}

static void take_include(struct scan *s, unsigned flags)
{
	struct word *w = add(s, WORD_INCLUDE, 0, flags);
	size_t n;

	skip_white(s);
	if (s->p == s->end || (*s->p != '<' && *s->p != '"')) {
		w->flags |= WORD_UNKNOWN;
		return skip_line(s);
	}
	if (*s->p == '<')
		w->flags |= WORD_ANGLE;
	for (n = 1; s->p + n < s->end && s->p[n] != '\n' &&
		    s->p[n] != (*s->p == '<' ? '>' : '"');
	     n++)
		;
	w->at = (uint32_t)s->out->strings.n;
	buf_add(&s->out->strings, s->p + 1, n - 1);
	buf_add(&s->out->strings, "", 1);
	s->p += n;
	skip_line(s);
}

/* The condition comes first: it is not within. */
static void take_if(struct scan *s)
{
	int unless = s->n == 6, simple = s->n > 2;
	uint64_t name;

	take_condition(s, unless);
	name = simple && s->last ? s->last : 0;
	add(s, unless && name ? WORD_IFNDEF : WORD_IFDEF, name,
	    name ? s->known : 0);
	s->depth++;
	s->block++;
}

static void take_directive(struct scan *s)
{
	enum token t = next(s);

	if (t == LINE || t == END)
		return;
	if (is_token(s, "define")) {
		take_define(s);
		s->unless = 0;
		return;
	}
	s->unless = 0;
	if (is_token(s, "if") || is_token(s, "ifdef") ||
	    is_token(s, "ifndef")) {
		take_if(s);
	} else if (is_token(s, "elif")) {
		s->block++;
		add(s, WORD_ELSE, 0, 0);
		take_condition(s, 0);
		s->unless = 0;
	} else if (is_token(s, "else")) {
		s->block++;
		add(s, WORD_ELSE, 1, 0);
		skip_line(s);
	} else if (is_token(s, "endif")) {
		s->depth -= s->depth > 0;
		s->guard = s->depth ? s->guard : 0;
		s->block++;
		add(s, WORD_ENDIF, 0, 0);
		skip_line(s);
	} else if (is_token(s, "undef")) {
		if (next(s) == NAME)
			add(s, WORD_UNDEF, name_hash(s->token, s->n), 0);
		skip_line(s);
	} else if (is_token(s, "include")) {
		take_include(s, 0);
	} else if (is_token(s, "include_next")) {
		take_include(s, WORD_NEXT);
	} else {
		skip_line(s);
	}
}

static void scan(struct file_words *out, const char *p, size_t n)
{
	struct scan s = {.p = p, .end = p + n, .out = out, .line = 1};
	int first = 1; /* on its line */
	enum token t;

	while ((t = next(&s)) != END) {
		if (first && t == OTHER && *s.token == '#') {
			take_directive(&s);
			continue;
		}
		first = t == LINE;
		if (t == NAME)
			add_text(&s);
		pass(&s, t);
	}
	hashes_free(&s.seen);
}

/* ---- files ---- */

static void read_source(struct sources *t, struct file_words *out)
{
	struct buf b = {0};

	for (size_t i = 0; i < t->noverlays; i++)
		if (!strcmp(t->overlays[i].path, out->path)) {
			scan(out, t->overlays[i].text, t->overlays[i].size);
			return;
		}
	out->missing = file_read(&b, out->path) != 0;
	if (!out->missing)
		scan(out, b.v ? b.v : "", b.n);
	buf_free(&b);
}

static struct file_words **slot(struct sources *t, const char *path)
{
	size_t at = XXH3_64bits(path, strlen(path)) & (t->nslots - 1);

	while (t->slots[at] && strcmp(t->slots[at]->path, path))
		at = (at + 1) & (t->nslots - 1);
	return &t->slots[at];
}

static void make_room(struct sources *t)
{
	struct sources old = *t;

	if (t->n * 2 < t->nslots)
		return;
	t->nslots = t->nslots ? t->nslots * 2 : 1024;
	t->slots = calloc(t->nslots, sizeof(*t->slots));
	if (!t->slots)
		die("out of memory");
	for (size_t i = 0; i < old.nslots; i++)
		if (old.slots[i])
			*slot(t, old.slots[i]->path) = old.slots[i];
	free(old.slots);
}

const struct file_words *sources_read(struct sources *t, const char *path)
{
	struct file_words **at, *new;

	make_room(t);
	at = slot(t, path);
	if (*at)
		return *at;
	new = arena_alloc(&t->mem, sizeof(*new));
	new->path = arena_strdup(&t->mem, path);
	new->dir = arena_printf(&t->mem, "%.*s",
				(int)(strrchr(path, '/') - path), path);
	*at = new;
	t->n++;
	read_source(t, new);
	t->words += new->words.n;
	return new;
}

void sources_free(struct sources *t)
{
	for (size_t i = 0; i < t->nslots; i++) {
		if (!t->slots[i])
			continue;
		vec_free(&t->slots[i]->words);
		buf_free(&t->slots[i]->strings);
	}
	free(t->slots);
	arena_free(&t->mem);
	t->slots = NULL;
	t->nslots = t->n = t->words = 0;
}

void sources_rest(struct sources *t)
{
	if (t->words > MANY_WORDS)
		sources_free(t);
}

/* ---- includes ---- */

const char *source_include(const struct file_words *t, const struct word *w)
{
	return w->flags & WORD_UNKNOWN ? "" : t->strings.v + w->at;
}

struct search search_of(struct arena *mem, const struct unit *u)
{
	struct search s = {arena_alloc(mem, (size_t)u->argc * sizeof(char *)),
			   0};

	for (int i = 0; i < u->argc; i++) {
		const char *a = u->argv[i];
		size_t n = !strncmp(a, "-I", 2)		? 2
			   : !strncmp(a, "-isystem", 8) ? 8
							: 0;

		if (!n)
			continue;
		if (!a[n] && i + 1 < u->argc)
			s.dirs[s.n++] = path_clean(mem, u->dir, u->argv[++i]);
		else
			s.dirs[s.n++] = path_clean(mem, u->dir, a + n);
	}
	return s;
}

static uint32_t try(struct buf *path, const char *dir, const char *name,
		    uint32_t (*is_there)(const char *path, void *arg),
		    void *arg)
{
	struct arena mem = {0};
	uint32_t found;

	path->n = 0;
	buf_printf(path, "%s/%s", dir, name);
	if (!strstr(name, "./"))
		return is_there(path->v, arg);
	found = is_there(path_clean(&mem, "/", path->v), arg);
	arena_free(&mem);
	return found;
}

uint32_t search_find(const struct search *s, const struct file_words *t,
		     const struct word *w,
		     uint32_t (*is_there)(const char *path, void *arg),
		     void *arg)
{
	const char *name = source_include(t, w);
	struct buf path = {0};
	uint32_t found = 0;

	if (!*name)
		return 0;
	if (*name == '/')
		return is_there(name, arg);
	if (!(w->flags & (WORD_ANGLE | WORD_NEXT)))
		found = try(&path, t->dir, name, is_there, arg);
	for (size_t i = 0; i < s->n && !found; i++) {
		if (w->flags & WORD_NEXT && !strcmp(s->dirs[i], t->dir))
			continue;
		found = try(&path, s->dirs[i], name, is_there, arg);
	}
	buf_free(&path);
	return found;
}
