// SPDX-License-Identifier: GPL-2.0-only
/*
 * compile_commands.json, as clang's documentation of JSON compilation
 * databases has it: an array of objects with "directory", "file" and either
 * "arguments" (an array) or "command" (one shell line).
 *
 * A tolerant reader of just that: other members are skipped, whatever they
 * hold.
 */
#include "kbuild/commands.h"
#include "base/buf.h"
#include "base/vec.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 64

struct json {
	const char *p, *end;
	int bad;
};

struct entry {
	struct buf dir, command, words;
	VEC(size_t) at;
};

static char peek(struct json *j)
{
	while (j->p < j->end && isspace((unsigned char)*j->p))
		j->p++;
	return j->p < j->end ? *j->p : 0;
}

static int take(struct json *j, char c)
{
	if (peek(j) != c)
		return 0;
	j->p++;
	return 1;
}

static void expect(struct json *j, char c)
{
	if (!take(j, c))
		j->bad = 1;
}

static void add_utf8(struct buf *b, unsigned c)
{
	char s[3];

	if (c < 0x80) {
		s[0] = (char)c;
		buf_add(b, s, 1);
	} else if (c < 0x800) {
		s[0] = (char)(0xc0 | c >> 6);
		s[1] = (char)(0x80 | (c & 0x3f));
		buf_add(b, s, 2);
	} else {
		s[0] = (char)(0xe0 | c >> 12);
		s[1] = (char)(0x80 | (c >> 6 & 0x3f));
		s[2] = (char)(0x80 | (c & 0x3f));
		buf_add(b, s, 3);
	}
}

static void escape(struct json *j, struct buf *b)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	char c = j->p < j->end ? *j->p++ : 0, hex[5] = {0};
	const char *known = c ? strchr(from, c) : NULL;

	if (known) {
		buf_add(b, &to[known - from], 1);
	} else if (c == 'u' && j->end - j->p >= 4) {
		memcpy(hex, j->p, 4);
		j->p += 4;
		add_utf8(b, (unsigned)strtoul(hex, NULL, 16));
	} else if (c) {
		buf_add(b, &c, 1);
	}
}

/* appended to @b when it is not NULL */
static void string(struct json *j, struct buf *b)
{
	struct buf none = {0};

	expect(j, '"');
	if (!b)
		b = &none;
	while (!j->bad && j->p < j->end && *j->p != '"') {
		if (*j->p == '\\') {
			j->p++;
			escape(j, b);
		} else {
			buf_add(b, j->p++, 1);
		}
	}
	if (!j->bad)
		expect(j, '"');
	buf_free(&none);
}

static void skip(struct json *j, int depth)
{
	char c = peek(j), close = c == '{' ? '}' : ']';

	if (depth > DEPTH_MAX) {
		j->bad = 1;
	} else if (c == '"') {
		string(j, NULL);
	} else if (c == '{' || c == '[') {
		j->p++;
		while (!j->bad && peek(j) != close) {
			if (c == '{') {
				string(j, NULL);
				expect(j, ':');
			}
			skip(j, depth + 1);
			if (!take(j, ','))
				break;
		}
		expect(j, close);
	} else if (isalnum((unsigned char)c) || c == '-') {
		while (j->p < j->end &&
		       (isalnum((unsigned char)*j->p) || strchr("+-.", *j->p)))
			j->p++;
	} else {
		j->bad = 1;
	}
}

static void arguments(struct json *j, struct entry *e)
{
	expect(j, '[');
	while (!j->bad && peek(j) != ']') {
		vec_push(&e->at, e->words.n);
		string(j, &e->words);
		buf_add(&e->words, "", 1);
		if (!take(j, ','))
			break;
	}
	expect(j, ']');
}

static void member(struct json *j, struct entry *e)
{
	struct buf key = {0};

	string(j, &key);
	expect(j, ':');
	if (j->bad)
		;
	else if (key.n && !strcmp(key.v, "directory"))
		string(j, &e->dir);
	else if (key.n && !strcmp(key.v, "command"))
		string(j, &e->command);
	else if (key.n && !strcmp(key.v, "arguments"))
		arguments(j, e);
	else
		skip(j, 0);
	buf_free(&key);
}

struct with_dir {
	const char *dir;
	command_fn *fn;
	void *arg;
};

static void add_dir(void *arg, const char *dir, int argc, char *const *argv)
{
	struct with_dir *w = arg;

	(void)dir;
	w->fn(w->arg, w->dir, argc, argv);
}

static void entry_done(struct entry *e, command_fn *fn, void *arg)
{
	struct with_dir w = {e->dir.n ? e->dir.v : NULL, fn, arg};
	char **argv;

	if (e->at.n) {
		argv = calloc(e->at.n + 1, sizeof(*argv));
		for (size_t i = 0; argv && i < e->at.n; i++)
			argv[i] = e->words.v + e->at.v[i];
		if (argv)
			fn(arg, w.dir, (int)e->at.n, argv);
		free(argv);
	} else if (e->command.n) {
		commands_of_make(e->command.v, e->command.n, add_dir, &w);
	}
}

int commands_of_json(const char *text, size_t n, command_fn *fn, void *arg)
{
	struct json j = {.p = text, .end = text + n};
	struct entry e = {0};

	expect(&j, '[');
	while (!j.bad && peek(&j) == '{') {
		e.dir.n = e.command.n = e.words.n = e.at.n = 0;
		expect(&j, '{');
		while (!j.bad && peek(&j) == '"') {
			member(&j, &e);
			if (!take(&j, ','))
				break;
		}
		expect(&j, '}');
		if (!j.bad)
			entry_done(&e, fn, arg);
		if (!take(&j, ','))
			break;
	}
	expect(&j, ']');
	buf_free(&e.dir);
	buf_free(&e.command);
	buf_free(&e.words);
	vec_free(&e.at);
	return j.bad ? -1 : 0;
}
