// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of extract/store and base/json. */
#include "base/json.h"
#include "units/store.h"
#include "units/workdir.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COMMAND 42

static char dir[] = "/tmp/gfpcheck-store-XXXXXX";

static char *in_dir(const char *name)
{
	static char path[4][4096];
	static int n;

	n = (n + 1) % 4;
	snprintf(path[n], sizeof(path[n]), "%s/%s", dir, name);
	return path[n];
}

static void put(const char *name, const char *text)
{
	if (file_write(in_dir(name), text, strlen(text)))
		perror(name);
}

static void note(const struct store *s, const char *name, const char *header,
		 uint64_t header_inputs, const char *file)
{
	const char *files[] = {file, "b.h"};
	struct inputs in = {.v = files, .n = 2};
	struct note n = {.command = COMMAND,
			 .product = 7,
			 .header = header,
			 .header_inputs = header_inputs,
			 .start = s->start,
			 .dir = dir,
			 .inputs = &in};

	if (note_write(in_dir(name), &n))
		perror(name);
}

static int fresh(const struct store *s, const char *name)
{
	return store_is_fresh(s, store_record(s, name), COMMAND);
}

static void write_first(void)
{
	struct store s;
	struct record *r;

	put("a.c", "a");
	put("b.h", "b");
	put("c.c", "c");
	store_open(&s, dir, "mark");
	ok(s.problem != NULL, "a missing table is said");
	note(&s, "h.in", "", 0, "c.c");
	r = store_adopt(&s, in_dir("h.in"), "h", COMMAND);
	ok(r && fresh(&s, "h"), "a note becomes a fresh record");
	note(&s, "a.in", "h", r->inputs, "a.c");
	ok(!store_adopt(&s, in_dir("a.in"), "a", COMMAND + 1),
	   "a note of another command is refused");
	ok(store_adopt(&s, in_dir("a.in"), "a", COMMAND) && fresh(&s, "a"),
	   "a record that uses a shared header");
	ok(store_reads(&s, store_record(&s, "a"), in_dir("c.c")),
	   "reads what its shared header reads");
	store_record(&s, "h")->live = 0;
	ok(!store_write(&s), "the table is written");
	store_close(&s);
}

static void read_again(void)
{
	struct store s;

	store_open(&s, dir, "mark");
	ok(!s.problem && fresh(&s, "a") && fresh(&s, "h"),
	   "read back; the header lives as long as its unit");
	store_close(&s);
	put("a.c", "changed");
	store_open(&s, dir, "mark");
	ok(!fresh(&s, "a") && fresh(&s, "h"), "a changed file is seen");
	store_close(&s);
	put("a.c", "a");
	store_open(&s, dir, "mark");
	ok(fresh(&s, "a"), "changed back: fresh again");
	store_close(&s);
	put("c.c", "changed");
	store_open(&s, dir, "mark");
	ok(!fresh(&s, "a"), "the shared header's file counts");
	store_close(&s);
	unlink(in_dir("b.h"));
	store_open(&s, dir, "mark");
	ok(!fresh(&s, "h"), "a file that is gone is seen");
	store_close(&s);
}

static void changed_meanwhile(void)
{
	struct store s;
	struct record *r;

	put("b.h", "b");
	store_open(&s, dir, "mark");
	put("a.c", "new");
	store_look(&s);
	note(&s, "a.in", "", 0, "a.c");
	note(&s, "a.in", "", 0, "a.c");
	r = store_adopt(&s, in_dir("a.in"), "a", COMMAND);
	ok(r && !fresh(&s, "a"), "a file that changed during the run");
	store_close(&s);
}

static void damaged(void)
{
	struct buf b = {0};
	struct store s;
	int bad = 0;

	file_read(&b, in_dir("inputs.db"));
	for (size_t i = 0; i < b.n; i++) {
		b.v[i] ^= 0x5a;
		file_write(in_dir("inputs.db"), b.v, b.n);
		store_open(&s, dir, "mark");
		bad += !s.problem || s.records.n;
		store_close(&s);
		b.v[i] ^= 0x5a;
	}
	ok(b.n && !bad, "each flipped byte of the table is noticed");
	for (size_t n = 0; n < b.n; n++) {
		file_write(in_dir("inputs.db"), b.v, n);
		store_open(&s, dir, "mark");
		bad += !s.problem || s.records.n;
		store_close(&s);
	}
	ok(!bad, "each truncation of the table is noticed");
	buf_free(&b);
}

static void paths(void)
{
	struct arena mem = {0};

	ok(!strcmp(summary_path(&mem, "/w", "a/../../b.o"),
		   "/w/a/__/__/b.o.gfp"),
	   "a summary stays in its folder");
	arena_free(&mem);
}

static void json(void)
{
	struct buf b = {0};
	struct json j = {.out = &b, .flat = 1};

	json_open(&j, NULL, '{');
	json_string(&j, "a", "\"\\\n\x01 \xc3\xa9 \xff");
	json_string(&j, "b", NULL);
	json_open(&j, "c", '[');
	json_number(&j, NULL, 18446744073709551615ull);
	json_close(&j);
	json_close(&j);
	ok(!strcmp(b.v, "{\"a\": \"\\\"\\\\\\n\\u0001 \xc3\xa9 \\ufffd\", "
			"\"b\": null, \"c\": [18446744073709551615]}\n"),
	   "JSON escapes");
	buf_free(&b);
}

int main(void)
{
	char command[64];

	if (!mkdtemp(dir))
		return 1;
	write_first();
	read_again();
	changed_meanwhile();
	damaged();
	paths();
	json();
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	if (system(command))
		failures++;
	return tap_end();
}
