// SPDX-License-Identifier: GPL-2.0-only
/*
 * Read rules/ through libyaml and check every word of it against rule.def.
 *
 * Each file is parsed into a yaml_document_t, which keeps the line and column
 * of every node. A file is a sequence of mappings; each mapping becomes one
 * struct rule, or the errors that say why not. What a rule names in another
 * rule (a context, a mask) is checked when all files have been read, so the
 * order of files means nothing. Reading goes on after an error: all of them
 * are reported in one run.
 */
#include "rule/rule.h"
#include "rule/nearest.h"
#include "base/buf.h"
#include "base/msg.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum shape { SHAPE_str, SHAPE_text, SHAPE_num, SHAPE_list, SHAPE_slots };

static const struct {
	const char *name, *required, *optional;
} kinds[] = {
#define RULE(kind, required, optional) {#kind, required, optional},
#define KEY(name, shape)
#include "rule/rule.def"
#undef RULE
#undef KEY
};

static const struct {
	const char *name;
	enum shape shape;
} keys[] = {
#define RULE(kind, required, optional)
#define KEY(name, shape) {#name, SHAPE_##shape},
#include "rule/rule.def"
#undef RULE
#undef KEY
};

/* Keys whose words are function names; the last character may be a star. */
static const enum rule_key function_keys[] = {
	KEY_functions, KEY_open, KEY_close, KEY_release,
	KEY_must_call, KEY_wait, KEY_try,   KEY_interruptible,
};

/* Keys whose words are ids of rules of another kind. */
static const struct {
	enum rule_key key;
	enum rule_kind kind;
} references[] = {
	{KEY_context, RULE_context},
	{KEY_removes, RULE_mask},
	{KEY_forbids, RULE_mask},
	{KEY_scope, RULE_scope},
};

/* Keys that know these words only. */
static const struct {
	enum rule_key key;
	const char *words;
} choices[] = {
	{KEY_confidence, "likely possible"},
	{KEY_needs, "io io-path"},
	{KEY_tasks, "kthread work"},
	{KEY_task, "irq kthread rcu timer work"},
	{KEY_ends, "path request"},
	{KEY_keeps, "handoffs"},
	{KEY_if, "undefined"},
};

typedef VEC(const char *) paths;

struct reader {
	struct rules *rules;
	const char *file;
	yaml_document_t doc;
	int errors;
};

__attribute__((format(printf, 4, 5))) static void
fail_at(struct reader *r, size_t line, size_t column, const char *fmt, ...)
{
	char sentence[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	r->errors++;
	error("%s:%zu:%zu: %s", r->file, line, column, sentence);
}

/* libyaml counts lines and columns from 0, people from 1. */
#define fail(r, node, ...)                                                     \
	fail_at(r, (node)->start_mark.line + 1, (node)->start_mark.column + 1, \
		__VA_ARGS__)

/* ---- words -------------------------------------------------------------- */

/* Is @word one of @words, which are separated by blanks or bars? */
static int has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	while (*words) {
		size_t len = strcspn(words, " |");

		if (len == n && !memcmp(words, word, n))
			return 1;
		words += len;
		words += strspn(words, " |");
	}
	return 0;
}

static int key_find(const char *name)
{
	for (int k = 0; k < RULE_KEYS; k++)
		if (!strcmp(keys[k].name, name))
			return k;
	return -1;
}

static int key_allowed(enum rule_kind kind, enum rule_key key)
{
	return has_word(kinds[kind].required, keys[key].name) ||
	       has_word(kinds[kind].optional, keys[key].name);
}

static int identifier_length(const char *s)
{
	int n = 0;

	if (!isalpha((unsigned char)s[0]) && s[0] != '_')
		return 0;
	while (isalnum((unsigned char)s[n]) || s[n] == '_')
		n++;
	return n;
}

static int is_function_name(const char *s)
{
	int n = identifier_length(s);

	return n && (!s[n] || !strcmp(s + n, "*"));
}

static int is_function_key(enum rule_key key)
{
	for (size_t i = 0; i < sizeof(function_keys) / sizeof(*function_keys);
	     i++)
		if (function_keys[i] == key)
			return 1;
	return 0;
}

/* ---- values ------------------------------------------------------------- */

/* The words of a non-empty scalar, or NULL. */
static const char *scalar(const yaml_node_t *node)
{
	if (node->type != YAML_SCALAR_NODE || !node->data.scalar.length)
		return NULL;
	return (const char *)node->data.scalar.value;
}

static void read_str(struct reader *r, const yaml_node_t *node,
		     enum rule_key key, struct rule_value *value)
{
	const char *s = scalar(node);

	if (s)
		value->str = sym(s);
	else
		fail(r, node, "'%s' must be one word", keys[key].name);
}

static void read_text(struct reader *r, const yaml_node_t *node,
		      enum rule_key key, struct rule_value *value)
{
	const char *s = scalar(node);
	char *copy;
	size_t n;

	if (!s) {
		fail(r, node, "'%s' must be a text", keys[key].name);
		return;
	}
	copy = arena_strdup(&r->rules->mem, s);
	for (n = strlen(copy); n && isspace((unsigned char)copy[n - 1]); n--)
		copy[n - 1] = '\0';
	value->text = copy;
}

static void read_num(struct reader *r, const yaml_node_t *node,
		     enum rule_key key, struct rule_value *value)
{
	const char *s = scalar(node);
	char *end = NULL;

	errno = 0;
	if (s && isdigit((unsigned char)*s))
		value->num = strtol(s, &end, 10);
	if (!end || *end || errno)
		fail(r, node, "'%s' must be a number from 0", keys[key].name);
}

static void read_name(struct reader *r, const yaml_node_t *node,
		      enum rule_key key, struct rule_value *value)
{
	const char *s = scalar(node);

	if (!s)
		fail(r, node, "'%s' must be a name or a list of names",
		     keys[key].name);
	else if (is_function_key(key) && !is_function_name(s))
		fail(r, node,
		     "'%s' is no function name (a star may only end one)", s);
	else
		vec_push(&value->list, sym(s));
}

static void read_slot(struct reader *r, const yaml_node_t *node,
		      enum rule_key key, struct rule_value *value)
{
	const char *s = scalar(node), *field;
	struct rule_slot slot = {0};
	int n, nfield;

	if (!s) {
		fail(r, node, "'%s' must be struct.field or a list of them",
		     keys[key].name);
		return;
	}
	n = identifier_length(s);
	field = s + n + (s[n] == '.');
	nfield = identifier_length(field);
	if (!n || s[n] != '.' || (field[nfield] && strcmp(field, "*")) ||
	    !*field) {
		fail(r, node, "'%s' is not of the form struct.field", s);
		return;
	}
	slot.strct = sym_n(s, (size_t)n);
	slot.field = sym_n(field, (size_t)nfield);
	vec_push(&value->slots, slot);
}

typedef void read_item(struct reader *r, const yaml_node_t *node,
		       enum rule_key key, struct rule_value *value);

/* A list may be written as the one thing it holds. */
static void read_items(struct reader *r, const yaml_node_t *node,
		       enum rule_key key, struct rule_value *value,
		       read_item *item)
{
	yaml_node_item_t *i;

	if (node->type != YAML_SEQUENCE_NODE) {
		item(r, node, key, value);
		return;
	}
	i = node->data.sequence.items.start;
	if (i == node->data.sequence.items.top)
		fail(r, node, "the list '%s' is empty", keys[key].name);
	for (; i < node->data.sequence.items.top; i++)
		item(r, yaml_document_get_node(&r->doc, *i), key, value);
}

static void read_value(struct reader *r, const yaml_node_t *node,
		       enum rule_key key, struct rule_value *value)
{
	value->set = 1;
	value->line = (int)node->start_mark.line + 1;
	value->column = (int)node->start_mark.column + 1;
	switch (keys[key].shape) {
	case SHAPE_str:
		read_str(r, node, key, value);
		break;
	case SHAPE_text:
		read_text(r, node, key, value);
		break;
	case SHAPE_num:
		read_num(r, node, key, value);
		break;
	case SHAPE_list:
		read_items(r, node, key, value, read_name);
		break;
	case SHAPE_slots:
		read_items(r, node, key, value, read_slot);
		break;
	}
}

/* ---- rules -------------------------------------------------------------- */

static const char *article(const char *word)
{
	return strchr("aeio", word[0]) ? "an" : "a";
}

static void unknown_kind(struct reader *r, const yaml_node_t *node,
			 const char *name)
{
	struct nearest best = NEAREST_INIT;

	for (int k = 0; k < RULE_KINDS; k++)
		nearest_try(&best, name, kinds[k].name);
	if (best.name)
		fail(r, node, "unknown kind of rule '%s'; did you mean '%s'?",
		     name, best.name);
	else
		fail(r, node, "unknown kind of rule '%s'", name);
}

static void unknown_key(struct reader *r, const yaml_node_t *node,
			enum rule_kind kind, const char *name)
{
	const char *of = kinds[kind].name;
	struct nearest best = NEAREST_INIT;

	for (int k = 0; k < RULE_KEYS; k++)
		if (key_allowed(kind, k))
			nearest_try(&best, name, keys[k].name);
	if (best.name)
		fail(r, node, "%s %s rule has no key '%s'; did you mean '%s'?",
		     article(of), of, name, best.name);
	else
		fail(r, node, "%s %s rule has no key '%s'", article(of), of,
		     name);
}

static void read_pair(struct reader *r, const yaml_node_pair_t *pair,
		      struct rule *rule)
{
	const yaml_node_t *name = yaml_document_get_node(&r->doc, pair->key);
	const char *s = scalar(name);
	int key;

	if (!s) {
		fail(r, name, "a key must be one word");
		return;
	}
	key = key_find(s);
	if (key < 0 || !key_allowed(rule->kind, key))
		unknown_key(r, name, rule->kind, s);
	else if (rule->key[key].set)
		fail(r, name, "the key '%s' is written twice", s);
	else
		read_value(r, yaml_document_get_node(&r->doc, pair->value), key,
			   &rule->key[key]);
}

/* @alternatives: one word of a required list, "functions" or "a|b". */
static int any_set(const struct rule *rule, const char *alternatives)
{
	for (int k = 0; k < RULE_KEYS; k++)
		if (rule->key[k].set && has_word(alternatives, keys[k].name))
			return 1;
	return 0;
}

static void check_required(struct reader *r, const yaml_node_t *node,
			   const struct rule *rule)
{
	const char *at = kinds[rule->kind].required;

	while (*at) {
		size_t n = strcspn(at, " ");
		char *word = arena_printf(&r->rules->mem, "%.*s", (int)n, at);

		if (!any_set(rule, word))
			fail(r, node, "%s '%s' needs the key '%s'",
			     kinds[rule->kind].name, sym_str(rule->id), word);
		at += n;
		at += strspn(at, " ");
	}
}

static int read_kind(struct reader *r, const yaml_node_pair_t *pair,
		     struct rule *rule)
{
	const yaml_node_t *kind = yaml_document_get_node(&r->doc, pair->key);
	const yaml_node_t *id = yaml_document_get_node(&r->doc, pair->value);
	const char *s = scalar(kind);

	rule->kind = 0;
	while (s && rule->kind < RULE_KINDS &&
	       strcmp(kinds[rule->kind].name, s))
		rule->kind++;
	if (!s || rule->kind == RULE_KINDS) {
		unknown_kind(r, kind, s ? s : "");
		return -1;
	}
	s = scalar(id);
	if (!s || s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_")]) {
		fail(r, id,
		     "the id of %s %s rule must be one word of a-z, "
		     "0-9, '-' and '_'",
		     article(kinds[rule->kind].name), kinds[rule->kind].name);
		return -1;
	}
	rule->id = sym(s);
	return 0;
}

static void read_rule(struct reader *r, const yaml_node_t *node)
{
	const yaml_node_pair_t *pair;
	struct rule *rule;

	if (node->type != YAML_MAPPING_NODE ||
	    node->data.mapping.pairs.start == node->data.mapping.pairs.top) {
		fail(r, node,
		     "a rule must be a mapping that starts "
		     "with 'kind: id'");
		return;
	}
	rule = arena_alloc(&r->rules->mem, sizeof(*rule));
	rule->file = r->file;
	rule->line = (int)node->start_mark.line + 1;
	rule->column = (int)node->start_mark.column + 1;
	pair = node->data.mapping.pairs.start;
	if (read_kind(r, pair, rule))
		return;
	rule->number = r->rules->all.n;
	vec_push(&r->rules->all, rule);
	while (++pair < node->data.mapping.pairs.top)
		read_pair(r, pair, rule);
	check_required(r, node, rule);
}

static void read_document(struct reader *r)
{
	yaml_node_t *root = yaml_document_get_root_node(&r->doc);
	yaml_node_item_t *i;

	if (root->type != YAML_SEQUENCE_NODE) {
		fail(r, root,
		     "a rule file must be a list of rules, "
		     "each '- kind: id'");
		return;
	}
	for (i = root->data.sequence.items.start;
	     i < root->data.sequence.items.top; i++)
		read_rule(r, yaml_document_get_node(&r->doc, *i));
}

/* ---- files -------------------------------------------------------------- */

static void syntax_error(struct reader *r, const yaml_parser_t *p)
{
	const char *problem = p->problem ? p->problem : "not readable as YAML";

	fail_at(r, p->problem_mark.line + 1, p->problem_mark.column + 1,
		"%s%s%s", p->context ? p->context : "", p->context ? ", " : "",
		problem);
}

/* Documents up to the end of the stream; one file usually holds one. */
static void read_stream(struct reader *r, yaml_parser_t *p)
{
	int more = 1;

	while (more) {
		if (!yaml_parser_load(p, &r->doc)) {
			syntax_error(r, p);
			return;
		}
		more = yaml_document_get_root_node(&r->doc) != NULL;
		if (more)
			read_document(r);
		yaml_document_delete(&r->doc);
	}
}

/* each file's hash is the seed of the next: order matters, names not */
static void hash_file(uint64_t *hash, const struct buf *text)
{
	*hash = XXH64(text->v, text->n, *hash);
}

static void read_file(struct reader *r)
{
	struct buf text = {0};
	yaml_parser_t parser;

	if (file_read(&text, r->file)) {
		r->errors++;
		error("%s: %s", r->file, strerror(errno));
		return;
	}
	hash_file(&r->rules->hash, &text);
	if (!yaml_parser_initialize(&parser))
		die("out of memory for the YAML parser");
	yaml_parser_set_input_string(&parser, (unsigned char *)text.v, text.n);
	read_stream(r, &parser);
	yaml_parser_delete(&parser);
	buf_free(&text);
}

static int is_rule_file(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && !strcmp(name + n - 5, ".yaml");
}

/* Names that start with a dot are left out: editors keep copies there. */
static int find_files(struct arena *mem, paths *found, const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	struct stat st;

	if (!d)
		return error("%s: %s", dir, strerror(errno));
	while ((e = readdir(d))) {
		const char *path;

		if (e->d_name[0] == '.')
			continue;
		path = arena_printf(mem, "%s/%s", dir, e->d_name);
		if (is_rule_file(e->d_name))
			vec_push(found, path);
		else if (!lstat(path, &st) && S_ISDIR(st.st_mode) &&
			 find_files(mem, found, path))
			break;
	}
	closedir(d);
	return e ? -1 : 0;
}

static int path_cmp(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Return: 0, or -1 after one sentence. */
static int list_files(struct arena *mem, paths *found, const char *dir)
{
	int err = find_files(mem, found, dir);

	if (!err && found->n)
		qsort(found->v, found->n, sizeof(*found->v), path_cmp);
	return err;
}

/* ---- between rules ------------------------------------------------------ */

static const struct rule *find_kind(const struct rules *rules,
				    enum rule_kind kind, sym_t id)
{
	for (size_t i = 0; i < rules->all.n; i++)
		if (rules->all.v[i]->kind == kind && rules->all.v[i]->id == id)
			return rules->all.v[i];
	return NULL;
}

static void check_unique(struct reader *r, const struct rule *rule)
{
	const struct rule *first = find_kind(r->rules, rule->kind, rule->id);

	if (first != rule)
		fail_at(r, (size_t)rule->line, (size_t)rule->column,
			"there is already %s %s rule '%s' at %s:%d",
			article(kinds[rule->kind].name), kinds[rule->kind].name,
			sym_str(rule->id), first->file, first->line);
}

static void check_reference(struct reader *r, const struct rule_value *value,
			    enum rule_kind kind, sym_t id)
{
	if (id && !find_kind(r->rules, kind, id))
		fail_at(r, (size_t)value->line, (size_t)value->column,
			"there is no %s rule '%s'", kinds[kind].name,
			sym_str(id));
}

static void check_references(struct reader *r, const struct rule *rule)
{
	for (size_t i = 0; i < sizeof(references) / sizeof(*references); i++) {
		const struct rule_value *v = &rule->key[references[i].key];

		check_reference(r, v, references[i].kind, v->str);
		for (size_t j = 0; j < v->list.n; j++)
			check_reference(r, v, references[i].kind, v->list.v[j]);
	}
}

static void check_choice(struct reader *r, const struct rule_value *v,
			 const char *words, sym_t word)
{
	if (word && !has_word(words, sym_str(word)))
		fail_at(r, (size_t)v->line, (size_t)v->column,
			"'%s' is none of: %s", sym_str(word), words);
}

static void check_choices(struct reader *r, const struct rule *rule)
{
	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++) {
		const struct rule_value *v = &rule->key[choices[i].key];

		check_choice(r, v, choices[i].words, v->str);
		for (size_t k = 0; k < v->list.n; k++)
			check_choice(r, v, choices[i].words, v->list.v[k]);
	}
}

/* Of keys that are set together, if one is, all have to be. */
static void check_all_set(struct reader *r, const struct rule *rule,
			  const enum rule_key *together, size_t n)
{
	const struct rule_value *some = NULL;

	for (size_t i = 0; i < n; i++)
		if (rule->key[together[i]].set)
			some = &rule->key[together[i]];
	for (size_t i = 0; i < n && some; i++)
		if (!rule->key[together[i]].set)
			fail_at(r, (size_t)some->line, (size_t)some->column,
				"%s '%s' needs the key '%s' too",
				kinds[rule->kind].name, sym_str(rule->id),
				keys[together[i]].name);
}

/* What writes a scope needs all the words of it; what opens a region is closed
 * by something. */
static void check_together(struct reader *r, const struct rule *rule)
{
	static const enum rule_key scope[] = {
		KEY_save, KEY_restore, KEY_include, KEY_holds, KEY_variable};
	static const enum rule_key region[] = {KEY_open, KEY_close};

	if (rule->kind == RULE_scope)
		check_all_set(r, rule, scope, sizeof(scope) / sizeof(*scope));
	check_all_set(r, rule, region, sizeof(region) / sizeof(*region));
}

static void check_between(struct reader *r)
{
	for (size_t i = 0; i < r->rules->all.n; i++) {
		const struct rule *rule = r->rules->all.v[i];

		r->file = rule->file;
		check_unique(r, rule);
		check_references(r, rule);
		check_choices(r, rule);
		check_together(r, rule);
	}
}

/* ---- the face ----------------------------------------------------------- */

int rules_read(struct rules *rules, const char *dir)
{
	struct reader r = {.rules = rules};
	paths found = {0};

	if (list_files(&rules->mem, &found, dir)) {
		vec_free(&found);
		return -1;
	}
	for (size_t i = 0; i < found.n; i++) {
		r.file = found.v[i];
		read_file(&r);
	}
	vec_free(&found);
	check_between(&r);
	if (!r.errors && !rules->all.n)
		return error("%s: holds no rule (*.yaml)", dir);
	return r.errors ? -1 : 0;
}

uint64_t rules_hash(const char *dir)
{
	struct arena mem = {0};
	struct buf text = {0};
	paths found = {0};
	uint64_t hash = 0;

	if (!access(dir, R_OK) && !list_files(&mem, &found, dir))
		for (size_t i = 0; i < found.n; i++) {
			text.n = 0;
			if (!file_read(&text, found.v[i]))
				hash_file(&hash, &text);
		}
	buf_free(&text);
	vec_free(&found);
	arena_free(&mem);
	return hash;
}

void rules_free(struct rules *rules)
{
	for (size_t i = 0; i < rules->all.n; i++) {
		for (int k = 0; k < RULE_KEYS; k++) {
			vec_free(&rules->all.v[i]->key[k].list);
			vec_free(&rules->all.v[i]->key[k].slots);
		}
	}
	vec_free(&rules->all);
	arena_free(&rules->mem);
	rules->hash = 0;
}

const char *rule_kind_name(enum rule_kind kind)
{
	return kinds[kind].name;
}

const struct rule *rules_find(const struct rules *rules, const char *id)
{
	sym_t want = sym_find(id);

	for (size_t i = 0; want && i < rules->all.n; i++)
		if (rules->all.v[i]->id == want)
			return rules->all.v[i];
	return NULL;
}

const struct rule *rule_next(const struct rules *rules, enum rule_kind kind,
			     const struct rule *after)
{
	for (size_t i = after ? after->number + 1 : 0; i < rules->all.n; i++)
		if (rules->all.v[i]->kind == kind)
			return rules->all.v[i];
	return NULL;
}
