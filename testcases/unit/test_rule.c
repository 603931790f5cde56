// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of rule/: what is read, and what is said about mistakes. TAP. */
#include "rule/rule.h"
#include "base/buf.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- a folder of rules in /tmp ------------------------------------------ */

static char dir[64];

static void put(const char *name, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if (file_write(path, text, strlen(text))) {
		perror(path);
		exit(2);
	}
}

static void new_dir(void)
{
	strcpy(dir, "/tmp/gfpcheck-test-rule-XXXXXX");
	if (!mkdtemp(dir)) {
		perror(dir);
		exit(2);
	}
}

/* The folder again, with every file that a test may have put there. */
static void drop_dir(void)
{
	static const char *const names[] = {
		"a.yaml",	"b.yaml",     "c.yaml", "notes.txt",
		".hidden.yaml", "sub/b.yaml", "sub",	"",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		remove(path);
	}
}

/* ---- reading with the messages kept ------------------------------------- */

static struct buf said;

static int read_quietly(struct rules *rules)
{
	char path[] = "/tmp/gfpcheck-test-said-XXXXXX";
	int file = mkstemp(path), saved = dup(2), result;

	fflush(stderr);
	dup2(file, 2);
	result = rules_read(rules, dir);
	fflush(stderr);
	dup2(saved, 2);
	close(saved);
	close(file);
	buf_free(&said);
	if (file_read(&said, path))
		perror(path);
	unlink(path);
	return result;
}

static int says(const char *sentence)
{
	int found = said.v && strstr(said.v, sentence);

	if (!found)
		printf("# wanted: %s\n# got: %s\n", sentence,
		       said.v ? said.v : "");
	return found;
}

/* @text alone in a folder must be refused with @sentence. */
static void refused(const char *what, const char *text, const char *sentence)
{
	struct rules rules = {0};

	new_dir();
	put("a.yaml", text);
	ok(read_quietly(&rules) == -1 && says(sentence), what);
	rules_free(&rules);
	drop_dir();
}

/* ---- the tests ---------------------------------------------------------- */

static const char good[] = "# a comment\n"
			   "- mask: io\n"
			   "  macro: __GFP_IO\n"
			   "- context: noio\n"
			   "  forbids: [io]\n"
			   "  explain: x\n"
			   "  fix: y\n"
			   "- allocator: slab\n"
			   "  functions: [kmalloc, __kmalloc*]\n"
			   "  arg: 1\n"
			   "  reason: >\n"
			   "    Two\n"
			   "    lines.\n"
			   "- entry: queue-rq\n"
			   "  context: noio\n"
			   "  slots: [blk_mq_ops.queue_rq, target_type.*]\n"
			   "  reason: r\n"
			   "  bad: |\n"
			   "    void f(void)\n"
			   "    {\n"
			   "    }\n";

static void test_values(void)
{
	const struct rule *slab, *entry;
	struct rules rules = {0};

	new_dir();
	put("a.yaml", good);
	ok(!rules_read(&rules, dir), "a good file is read");
	ok(rules.all.n == 4, "four rules");
	slab = rules_find(&rules, "slab");
	entry = rules_find(&rules, "queue-rq");
	ok(slab && slab->kind == RULE_allocator, "rules_find() by id");
	ok(!rules_find(&rules, "no-such-rule"), "rules_find() of nothing");
	ok(slab->line == 8 && slab->column == 3, "line and column of a rule");
	ok(slab->key[KEY_arg].set && slab->key[KEY_arg].num == 1, "a number");
	ok(!slab->key[KEY_implies].set, "a key that was not written");
	ok(slab->key[KEY_functions].list.n == 2 &&
		   slab->key[KEY_functions].list.v[1] == sym("__kmalloc*"),
	   "a list of names");
	ok(!strcmp(slab->key[KEY_reason].text, "Two lines."), "a folded text");
	ok(entry->key[KEY_context].str == sym("noio"), "a word");
	ok(entry->key[KEY_slots].slots.n == 2 &&
		   entry->key[KEY_slots].slots.v[0].strct ==
			   sym("blk_mq_ops") &&
		   entry->key[KEY_slots].slots.v[0].field == sym("queue_rq"),
	   "a slot");
	ok(entry->key[KEY_slots].slots.v[1].field == 0,
	   "any field of a struct");
	ok(!strcmp(entry->key[KEY_bad].text, "void f(void)\n{\n}"),
	   "an example keeps its lines");
	rules_free(&rules);
	ok(rules.all.n == 0, "rules_free()");
	drop_dir();
}

static void test_iteration(void)
{
	struct rules rules = {0};
	const struct rule *r;
	int n = 0;

	new_dir();
	put("sub/b.yaml", "- mask: fs\n  macro: __GFP_FS\n");
	put("a.yaml", good);
	put("notes.txt", "not: [a rule\n");
	put(".hidden.yaml", "not: [a rule\n");
	ok(!rules_read(&rules, dir), "sub-folders in, other files out");
	for (r = rule_next(&rules, RULE_mask, NULL); r;
	     r = rule_next(&rules, RULE_mask, r))
		ok(r->id == sym(n++ ? "fs" : "io"), "masks in order of file");
	ok(n == 2, "rule_next() visits every rule of a kind");
	ok(!rule_next(&rules, RULE_region, NULL), "and none of no kind");
	ok(!strcmp(rule_kind_name(RULE_handoff), "handoff"), "kind names");
	rules_free(&rules);
	drop_dir();
}

static uint64_t hash_of(const char *text)
{
	struct rules rules = {0};
	uint64_t hash;

	new_dir();
	put("a.yaml", text);
	rules_read(&rules, dir);
	hash = rules.hash;
	rules_free(&rules);
	drop_dir();
	return hash;
}

static void test_hash(void)
{
	uint64_t a = hash_of("- mask: io\n  macro: A\n");

	ok(a == hash_of("- mask: io\n  macro: A\n"), "same content, same hash");
	ok(a != hash_of("- mask: io\n  macro: B\n"),
	   "another content, another");
}

static void test_mistakes(void)
{
	refused("syntax", "- mask: io\n  macro: [a\n", "a.yaml:3:1: ");
	refused("not UTF-8", "- mask: \xff\n", "a.yaml:1:1: ");
	refused("unknown kind", "- alocator: x\n",
		"a.yaml:1:3: unknown kind of rule 'alocator'; did you mean "
		"'allocator'?");
	refused("a kind unlike any other", "- zzzzzzzz: x\n",
		"unknown kind of rule 'zzzzzzzz'\n");
	refused("unknown key", "- mask: io\n  macro: A\n  heder: x\n",
		"a.yaml:3:3: a mask rule has no key 'heder'; did you mean "
		"'header'?");
	refused("a key of another kind",
		"- mask: io\n  macro: A\n  slots: a.b\n",
		"a.yaml:3:3: a mask rule has no key 'slots'");
	refused("missing key", "- mask: io\n",
		"a.yaml:1:3: mask 'io' needs the key 'macro'");
	refused("missing alternatives", "- boundary: b\n  reason: r\n",
		"boundary 'b' needs the key 'functions|slots|paths'");
	refused("not a list", "mask: io\n",
		"a.yaml:1:1: a rule file must be a list of rules");
	refused("not a mapping", "- mask\n",
		"a.yaml:1:3: a rule must be a mapping");
	refused("no id", "- mask:\n  macro: A\n", "a.yaml:1:8: the id of");
	refused("a list for a word", "- mask: io\n  macro: [A, B]\n",
		"a.yaml:2:10: 'macro' must be one word");
	refused("a mapping for a text",
		"- serves: s\n  functions: f\n  reason: {a: b}\n",
		"a.yaml:3:11: 'reason' must be a text");
	refused("not a number",
		"- wake: w\n  functions: f\n  arg: x\n  reason: r\n",
		"a.yaml:3:8: 'arg' must be a number from 0");
	refused("a negative number",
		"- wake: w\n  functions: f\n  arg: -1\n  reason: r\n",
		"a.yaml:3:8: 'arg' must be a number from 0");
	refused("an empty list", "- serves: s\n  functions: []\n  reason: r\n",
		"a.yaml:2:14: the list 'functions' is empty");
	refused("a list of lists",
		"- serves: s\n  functions: [[f]]\n  reason: r\n",
		"a.yaml:2:15: 'functions' must be a name or a list of names");
	refused("not a function name",
		"- serves: s\n  functions: [f, 'g()']\n  reason: r\n",
		"a.yaml:2:18: 'g()' is no function name");
	refused("a star in the middle",
		"- serves: s\n  functions: 'a*b'\n  reason: r\n",
		"'a*b' is no function name");
	refused("a star alone", "- serves: s\n  functions: '*'\n  reason: r\n",
		"'*' is no function name");
	refused("a slot without a field",
		"- serves: s\n  slots: bio\n  reason: r\n",
		"a.yaml:2:10: 'bio' is not of the form struct.field");
	refused("a slot with two dots",
		"- serves: s\n  slots: a.b.c\n  reason: r\n",
		"'a.b.c' is not of the form struct.field");
	refused("a key twice", "- mask: io\n  macro: A\n  macro: B\n",
		"a.yaml:3:3: the key 'macro' is written twice");
}

static void test_mistakes_between(void)
{
	struct rules rules = {0};

	refused("an id twice",
		"- mask: io\n  macro: A\n- mask: io\n  macro: B\n",
		"a.yaml:3:3: there is already a mask rule 'io' at");
	refused("unknown context",
		"- entry: e\n  context: nio\n  functions: f\n  reason: r\n",
		"a.yaml:2:12: there is no context rule 'nio'");
	refused("unknown mask", "- scope: s\n  macro: A\n  removes: [x]\n",
		"a.yaml:3:12: there is no mask rule 'x'");
	new_dir();
	put("a.yaml", "- mask: io\n");
	put("b.yaml", "- [\n");
	put("c.yaml", "- msk: io\n- task: t\n");
	ok(read_quietly(&rules) == -1 && says("a.yaml:1:3: ") &&
		   says("b.yaml:2:1: ") && says("c.yaml:1:3: ") &&
		   says("c.yaml:2:3: "),
	   "all mistakes of all files in one run");
	rules_free(&rules);
	drop_dir();
}

static void test_folders(void)
{
	struct rules rules = {0};

	new_dir();
	ok(read_quietly(&rules) == -1 && says("holds no rule"),
	   "a folder without rules");
	rules_free(&rules);
	drop_dir();
	ok(read_quietly(&rules) == -1 && says("No such file"), "no folder");
	rules_free(&rules);
}

int main(void)
{
	test_values();
	test_iteration();
	test_hash();
	test_mistakes();
	test_mistakes_between();
	test_folders();
	buf_free(&said);
	return tap_end();
}
