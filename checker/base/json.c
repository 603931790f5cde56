// SPDX-License-Identifier: GPL-2.0-only
/* A streaming JSON writer. */
#include "base/json.h"
#include "base/msg.h"

#include <inttypes.h>
#include <string.h>

/* Return: bytes of the UTF-8 sequence at @s, 0 if it is none */
static size_t utf8_length(const unsigned char *s)
{
	size_t n = s[0] < 0x80			 ? 1
		   : s[0] >= 0xc2 && s[0] < 0xe0 ? 2
		   : s[0] >= 0xe0 && s[0] < 0xf0 ? 3
		   : s[0] >= 0xf0 && s[0] < 0xf5 ? 4
						 : 0;

	for (size_t i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

static void quote(struct buf *b, const char *text)
{
	static const char from[] = "\"\\\n\t\r\b\f", to[] = "\"\\ntrbf";
	const unsigned char *s = (const unsigned char *)text;

	buf_puts(b, "\"");
	while (*s) {
		const char *known = strchr(from, *s);
		size_t n = utf8_length(s);

		if (known)
			buf_printf(b, "\\%c", to[known - from]);
		else if (*s < 0x20)
			buf_printf(b, "\\u%04x", *s);
		else if (n)
			buf_add(b, s, n);
		else
			buf_puts(b, "\\ufffd");
		s += n ? n : 1;
	}
	buf_puts(b, "\"");
}

static int on_one_line(const struct json *j)
{
	return j->flat || (j->broad && j->depth > j->broad);
}

static void newline(struct json *j)
{
	buf_puts(j->out, "\n");
	for (int i = 0; i < j->depth; i++)
		buf_puts(j->out, " ");
}

static void member(struct json *j, const char *key)
{
	if (j->depth) {
		if (j->filled[j->depth - 1])
			buf_puts(j->out, on_one_line(j) ? ", " : ",");
		j->filled[j->depth - 1] = 1;
		if (!on_one_line(j))
			newline(j);
	}
	if (key) {
		quote(j->out, key);
		buf_puts(j->out, ": ");
	}
}

void json_open(struct json *j, const char *key, char kind)
{
	if (j->depth == JSON_DEPTH)
		BUG("JSON deeper than %d", JSON_DEPTH);
	member(j, key);
	buf_add(j->out, &kind, 1);
	j->filled[j->depth] = 0;
	j->close[j->depth++] = kind == '{' ? '}' : ']';
}

void json_close(struct json *j)
{
	int broken = j->filled[j->depth - 1] && !on_one_line(j);

	j->depth--;
	if (broken)
		newline(j);
	buf_add(j->out, &j->close[j->depth], 1);
	if (!j->depth)
		buf_puts(j->out, "\n");
}

void json_string(struct json *j, const char *key, const char *s)
{
	member(j, key);
	if (s)
		quote(j->out, s);
	else
		buf_puts(j->out, "null");
}

void json_number(struct json *j, const char *key, uint64_t n)
{
	member(j, key);
	buf_printf(j->out, "%" PRIu64, n);
}

void json_bool(struct json *j, const char *key, int yes)
{
	member(j, key);
	buf_puts(j->out, yes ? "true" : "false");
}
