// SPDX-License-Identifier: GPL-2.0-only
/* The words of a file: see text.h. */
#include "pch/text.h"

#include <string.h>

/* ---- tokens ---- */

enum token { END, LINE, NAME, STRING, OTHER };

#define MAX_DEPTH 64

/* Where in a declaration. */
struct braces {
	unsigned depth, parentheses;
	int function;	/* the outermost are those of a function */
	int assigned;	/* a = stands before them */
	int tag;	/* 1: after struct or union, 2: and its name */
	int attributed; /* struct name(...) */
};

struct scan {
	const char *begin, *p, *end;
	const char *token; /* the last one, and its length */
	size_t n;
	struct file_words *out;
	struct hashes seen;    /* names with their kinds */
	unsigned depth, guard; /* conditionals around; those that are a guard */
	uint32_t line;
	char before; /* the character before a name; a = another name */
	int enums;   /* 1: after "enum", 2: in its braces */
	struct braces braces, saved[MAX_DEPTH]; /* saved: before an #if */
	uint64_t unless;			/* of an #ifndef just before */
	uint64_t when;				/* of an #ifdef */
	size_t test;				/* and its word, + 1 */
	size_t alone;	/* the same, while the macro that it is about is all
			   that its block defines, or makes undefined */
	int undone;	/* makes undefined */
	uint64_t last;	/* name of a condition */
	unsigned known; /* WORD_CONFIG, WORD_KNOWN */
	uint64_t block; /* conditionals so far */
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

size_t white_length(const char *p, const char *end)
{
	size_t left = (size_t)(end - p);
	const char *close;

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
				       (size_t)(end - close - 1));
		while (close && close[-1] == '\\');
		return close ? (size_t)(close - p) : left;
	}
	return 0;
}

static void skip_white(struct scan *s)
{
	size_t n;

	while (s->p < s->end && (n = white_length(s->p, s->end))) {
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

static unsigned inner(const struct scan *s)
{
	return s->braces.depth && s->braces.function ? WORD_INNER : 0;
}

/* A parenthesis follows, if on another line. */
static int is_called(const struct scan *s)
{
	size_t n = 0, left = (size_t)(s->end - s->p);

	while (n < left && strchr(" \t\r\n", s->p[n]))
		n++;
	return n < left && s->p[n] == '(';
}

static void add_text(struct scan *s)
{
	uint64_t name = name_hash(s->token, s->n);
	unsigned flags;

	s->enums = is_token(s, "enum") ? 1 : s->enums;
	skip_white(s);
	flags = (is_called(s) ? WORD_CALL : 0) | inner(s);
	if (is_declared(s))
		flags |= WORD_DECLARED;
	if (is_new(s, name, 1 + flags))
		add(s, WORD_TEXT, name, flags);
}

static void pass_brace(struct scan *s, char c)
{
	struct braces *b = &s->braces;

	if (c == '{' && !b->depth++)
		b->function = s->before == ')' && !b->parentheses &&
			      !b->assigned && !b->attributed;
	if (c == '}') {
		s->out->unbalanced |= !b->depth;
		b->depth -= b->depth > 0;
	}
	if (!b->depth && (c == '}' || c == ';'))
		b->assigned = b->attributed = b->parentheses = 0;
}

/* "struct name {" and "= {" are no functions, nor is "struct packed(4) {". */
static void pass_declaration(struct scan *s, enum token t, char c)
{
	struct braces *b = &s->braces;
	int tag = b->tag;

	if (strchr("{};", c ? c : ' '))
		pass_brace(s, c);
	b->tag = 0;
	if (b->depth)
		return;
	b->assigned |= c == '=';
	b->parentheses += c == '(';
	b->parentheses -= c == ')' && b->parentheses;
	b->attributed |= c == '(' && tag;
	if (t == NAME && (is_token(s, "struct") || is_token(s, "union") ||
			  is_token(s, "enum")))
		b->tag = 1;
	else if (t == NAME && tag == 1)
		b->tag = 2;
}

/* What the next name will have before it; in the braces of an enum? */
static void pass(struct scan *s, enum token t)
{
	char c = t == OTHER ? *s->token : 0;

	if (t == LINE)
		return;
	pass_declaration(s, t, c);
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

	s->unless = s->when = s->test = s->last = 0;
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
		if (is_new(s, name, 4 + inner(s)))
			add(s, WORD_TEST, name, inner(s));
		if (unless && !s->unless)
			s->unless = name;
		if (first == s->out->words.n && name == s->last)
			s->test = first;
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

/* The body of a macro, as far as it was read. */
struct body {
	size_t macro;	/* its word */
	size_t call;	/* that of the call whose arguments are read, + 1 */
	unsigned depth; /* parentheses around */
	int hash;	/* the last token was a # */
	int bare;	/* a parameter stands for itself */
	int other;	/* it is more than strings */
	parameters_t parameters;
};

static int is_parameter(const struct body *b, uint64_t name)
{
	for (size_t i = 0; i < b->parameters.n; i++)
		if (b->parameters.v[i] == name)
			return 1;
	return 0;
}

static void take_body_name(struct scan *s, struct body *b)
{
	uint64_t name = name_hash(s->token, s->n);
	unsigned flags = b->depth ? WORD_ARGUMENT : 0;

	if (is_parameter(b, name)) {
		b->bare |= !b->hash && !b->depth;
		return;
	}
	b->other |= b->hash;
	skip_white(s);
	if (!b->depth && s->p < s->end && *s->p == '(')
		flags |= WORD_CALL;
	add(s, WORD_BODY, name, flags);
	if (flags & WORD_CALL)
		b->call = s->out->words.n;
}

/* Punctuation and numbers: "# parameter", or what calls another macro. */
static void take_body_other(struct scan *s, struct body *b)
{
	char c = *s->token;

	b->other |= b->hash;
	b->hash = c == '#';
	if (c == '(' && (b->call || b->depth))
		b->depth++;
	else if (c == ')' && b->depth)
		b->depth--;
	else if (!b->depth && c != '#')
		b->other = 1;
	if (b->depth > 1 || (b->depth && !strchr("(),", c)))
		s->out->words.v[b->call - 1].flags |= WORD_ODD;
	if (!b->depth)
		b->call = 0;
}

static unsigned body_flags(const struct scan *s, const struct body *b)
{
	const struct word *macro = &s->out->words.v[b->macro];
	int call = macro->flags & WORD_CALL;

	if (b->other || b->depth || b->hash)
		return 0;
	if (!call && s->out->words.n == b->macro + 2 &&
	    macro[1].name == macro->name)
		return WORD_STRINGS | WORD_SELF;
	return b->bare ? WORD_STRINGS : WORD_STRINGS | WORD_PURE;
}

static void take_body(struct scan *s, size_t macro, int call)
{
	struct body b = {.macro = macro};
	enum token t = OTHER;
	int empty = 1;

	if (call) {
		s->out->words.v[macro].flags |= WORD_CALL;
		t = take_parameters(s, &b.parameters);
	}
	while (t != LINE && t != END && (t = next(s)) != LINE && t != END) {
		empty = 0;
		if (t == OTHER) {
			take_body_other(s, &b);
			continue;
		}
		if (t == NAME)
			take_body_name(s, &b);
		else
			b.other |= b.hash;
		b.hash = 0;
	}
	if (!empty)
		s->out->words.v[macro].flags |= (uint8_t)body_flags(s, &b);
	vec_free(&b.parameters);
}

static void take_define(struct scan *s)
{
	unsigned flags = 0;
	uint64_t name;
	uint32_t at;
	int call;

	if (next(s) != NAME)
		return;
	name = name_hash(s->token, s->n);
	at = (uint32_t)(s->p - s->begin);
	call = s->p < s->end && *s->p == '(';
	skip_white(s);
	if (s->unless == name && s->depth == 1 &&
	    (s->p == s->end || *s->p == '\n')) {
		s->guard = 1;
	} else if (s->unless == name) {
		flags = WORD_DEFAULT;
		if (s->test)
			s->out->words.v[s->test - 1].flags |= WORD_DEFAULT;
		s->alone = s->test;
		s->undone = 0;
	}
	add(s, WORD_DEFINE, name, flags)->at = at;
	take_body(s, s->out->words.n - 1, call);
}

/* <name> or "name" at the cursor; @w has its place. Return: 0 or -1 */
static int take_name(struct scan *s, struct word *w)
{
	char end = s->p == s->end ? 0 : *s->p;
	size_t n;

	w->at = (uint32_t)s->out->strings.n;
	if (end != '<' && end != '"')
		return -1;
	if (end == '<') {
		w->flags |= WORD_ANGLE;
		end = '>';
	}
	for (n = 1; s->p + n < s->end && s->p[n] != '\n' && s->p[n] != end;)
		n++;
	buf_add(&s->out->strings, s->p + 1, n - 1);
	buf_add(&s->out->strings, "", 1);
	s->p += n;
	return 0;
}

static void take_include(struct scan *s, unsigned flags)
{
	struct word *w = add(s, WORD_INCLUDE, 0, flags);
	const char *operand;

	skip_white(s);
	operand = s->p;
	if (take_name(s, w)) {
		w->flags |= WORD_UNKNOWN;
		skip_line(s);
		buf_add(&s->out->strings, operand, (size_t)(s->p - operand));
		buf_add(&s->out->strings, "", 1);
		return;
	}
	skip_line(s);
}

/* "__has_include(name)" and nothing else. */
static int take_found(struct scan *s)
{
	static const char text[] = "__has_include(";
	const char *line = memchr(s->p, '\n', (size_t)(s->end - s->p));
	struct word *w;

	if (!line || (size_t)(line - s->p) < sizeof(text) ||
	    strncmp(s->p, text, sizeof(text) - 1) || line[-1] != ')')
		return 0;
	s->p += sizeof(text) - 1;
	w = add(s, WORD_IFDEF, 0, WORD_FOUND);
	if (take_name(s, w) || s->p + 2 != line) {
		w->flags &= (uint8_t)~WORD_FOUND;
		w->name = 0;
	}
	skip_line(s);
	return 1;
}

/* The condition comes first: it is not within. */
static void take_if(struct scan *s)
{
	int unless = s->n == 6, simple = s->n > 2;
	uint64_t name;

	skip_white(s);
	if (!take_found(s)) {
		take_condition(s, unless);
		name = simple && s->last ? s->last : 0;
		s->when = unless ? 0 : name;
		add(s, unless && name ? WORD_IFNDEF : WORD_IFDEF, name,
		    name ? s->known : 0);
	}
	s->saved[s->depth % MAX_DEPTH] = s->braces;
	s->depth++;
	s->block++;
}

static void take_undef(struct scan *s)
{
	uint64_t name;

	if (next(s) == NAME) {
		name = name_hash(s->token, s->n);
		add(s, WORD_UNDEF, name, 0);
		s->alone = name == s->when ? s->test : 0;
		s->undone = 1;
	}
	skip_line(s);
}

/* Something else in the block of a condition: it is no mere default. Or it ends
 * after an #undef: that changes nothing. */
static void settle(struct scan *s, int ends)
{
	struct word *test;

	if (!s->alone)
		return;
	test = &s->out->words.v[s->alone - 1];
	if (s->undone && ends)
		test->name = 0;
	else if (!s->undone && !ends)
		test->flags &= (uint8_t)~WORD_DEFAULT;
	s->alone = 0;
}

static void take_directive(struct scan *s)
{
	enum token t = next(s);

	if (t == LINE || t == END)
		return;
	settle(s, is_token(s, "endif"));
	if (!is_token(s, "undef"))
		s->when = 0;
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
		s->braces = s->saved[(s->depth - 1) % MAX_DEPTH];
		take_condition(s, 0);
		s->unless = 0;
	} else if (is_token(s, "else")) {
		s->block++;
		add(s, WORD_ELSE, 1, 0);
		s->braces = s->saved[(s->depth - 1) % MAX_DEPTH];
		skip_line(s);
	} else if (is_token(s, "endif")) {
		s->depth -= s->depth > 0;
		s->guard = s->depth ? s->guard : 0;
		s->block++;
		add(s, WORD_ENDIF, 0, 0);
		skip_line(s);
	} else if (is_token(s, "undef")) {
		take_undef(s);
		s->when = 0;
	} else if (is_token(s, "include")) {
		take_include(s, 0);
	} else if (is_token(s, "include_next")) {
		take_include(s, WORD_NEXT);
	} else {
		skip_line(s);
	}
}

void words_scan(struct file_words *out, const char *p, size_t n)
{
	struct scan s = {
		.begin = p, .p = p, .end = p + n, .out = out, .line = 1};
	int first = 1; /* on its line */
	enum token t;

	while ((t = next(&s)) != END) {
		if (first && t == OTHER && *s.token == '#') {
			take_directive(&s);
			continue;
		}
		first = t == LINE;
		if (t == NAME) {
			settle(&s, 0);
			s.unless = s.when = 0;
			add_text(&s);
		}
		pass(&s, t);
	}
	out->unbalanced |= s.braces.depth != 0;
	hashes_free(&s.seen);
}
