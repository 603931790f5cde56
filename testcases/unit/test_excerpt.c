// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of report/excerpt: which lines of source a report keeps. TAP. */
#include "report/excerpt.h"
#include "base/buf.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char dir[64];

static void put(const char *name, const char *text)
{
	struct buf path = {0};

	buf_printf(&path, "%s/%s", dir, name);
	if (file_write(path.v, text, strlen(text))) {
		perror(path.v);
		exit(2);
	}
	buf_free(&path);
}

static void remove_files(void)
{
	static const char *const names[] = {"long", "open", "empty", ""};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct buf path = {0};

		buf_printf(&path, "%s/%s", dir, names[i]);
		remove(path.v);
		buf_free(&path);
	}
}

/* what is written of one file when these lines are wanted; 0 ends them */
static void expect(const char *what, const char *file, const uint32_t *lines,
		   const char *expected)
{
	struct report r = {.tree = dir};
	struct excerpts e = {.r = &r};
	struct buf out = {0};
	struct json j = {.out = &out, .flat = 1};
	int good;

	for (; *lines; lines++)
		excerpts_want(&e, file, *lines);
	json_open(&j, NULL, '{');
	excerpts_put(&e, &j, "sources");
	json_close(&j);
	good = strstr(out.v, expected) != NULL;
	ok(good, what);
	if (!good)
		printf("# got %s# expected %s\n", out.v, expected);
	buf_free(&out);
	excerpts_free(&e);
}

static void numbered(const char *name, int lines, const char *end)
{
	struct buf b = {0};

	for (int i = 1; i <= lines; i++)
		buf_printf(&b, "l%d%s", i, i < lines ? "\n" : end);
	put(name, b.v);
	buf_free(&b);
}

#define LINES(...)             \
	(const uint32_t[])     \
	{                      \
		__VA_ARGS__, 0 \
	}

int main(void)
{
	strcpy(dir, "/tmp/gfpcheck-test-excerpt-XXXXXX");
	if (!mkdtemp(dir))
		return 2;
	numbered("long", 30, "\n");
	numbered("open", 3, "");
	put("empty", "");

	expect("four lines before and after", "long", LINES(10),
	       "[[6, \"l6\\nl7\\nl8\\nl9\\nl10\\nl11\\nl12\\nl13\\nl14\"]]");
	expect("the file's beginning and end", "open", LINES(2),
	       "[[1, \"l1\\nl2\\nl3\"]]");
	expect("windows that touch are one, a line wanted twice is there once",
	       "long", LINES(14, 5, 5),
	       "[[1, \"l1\\nl2\\nl3\\nl4\\nl5\\nl6\\nl7\\nl8\\nl9\\nl10\\nl11\\n"
	       "l12\\nl13\\nl14\\nl15\\nl16\\nl17\\nl18\"]]");
	expect("windows that do not are two, in order", "long", LINES(30, 5),
	       "[[1, \"l1\\nl2\\nl3\\nl4\\nl5\\nl6\\nl7\\nl8\\nl9\"], "
	       "[26, \"l26\\nl27\\nl28\\nl29\\nl30\"]]");
	expect("a line behind the end", "open", LINES(4),
	       "\"missing\": null, \"parts\": []");
	expect("an empty file", "empty", LINES(1), "\"parts\": []");
	expect("no file", "none", LINES(1),
	       "\"file\": \"none\", \"overlay\": 0, "
	       "\"missing\": \"No such file or directory\", \"parts\": []");
	remove_files();
	return tap_end();
}
