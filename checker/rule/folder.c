// SPDX-License-Identifier: GPL-2.0-only
/* Reading .gfpcheck.yaml, from a file's folder up to the top. */
#include "rule/folder.h"
#include "rule/nearest.h"
#include "base/buf.h"
#include "base/msg.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

struct reader {
	struct folders *all;
	struct folder *to;
	const char *file;
	yaml_document_t doc;
};

__attribute__((format(printf, 3, 4))) static void
fail(struct reader *r, const yaml_mark_t *at, const char *fmt, ...)
{
	char sentence[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	r->all->errors++;
	/* libyaml counts from 0, people from 1 */
	error("%s:%zu:%zu: %s", r->file, at->line + 1, at->column + 1,
	      sentence);
}

static const char *scalar(const yaml_node_t *n)
{
	if (n->type != YAML_SCALAR_NODE || !n->data.scalar.length)
		return NULL;
	return (const char *)n->data.scalar.value;
}

static void read_level(struct reader *r, const yaml_node_t *n,
		       struct folder_key *key)
{
	const char *s = scalar(n);

	key->level = s ? r->all->level(s) : -1;
	if (key->level < 0)
		fail(r, &n->start_mark,
		     "'confidence' is certain, likely, possible or note");
}

static void no_context(struct reader *r, const yaml_node_t *n, const char *name)
{
	struct nearest best = NEAREST_INIT;
	const struct rule *c = NULL;

	while ((c = rule_next(r->all->rules, RULE_context, c)))
		nearest_try(&best, name, sym_str(c->id));
	fail(r, &n->start_mark, "there is no context '%s'%s%s%s", name,
	     best.name ? "; did you mean '" : "", best.name ? best.name : "",
	     best.name ? "'?" : "");
}

static int is_context(const struct rules *rules, const char *name)
{
	const struct rule *c = NULL;

	while ((c = rule_next(rules, RULE_context, c)))
		if (!strcmp(sym_str(c->id), name))
			return 1;
	return 0;
}

static void read_item(struct reader *r, const yaml_node_t *n,
		      struct folder_key *key)
{
	int contexts = key == &r->to->contexts;
	const char *s = scalar(n);

	if (!s)
		fail(r, &n->start_mark, "a name is wanted here");
	else if (contexts && !is_context(r->all->rules, s))
		no_context(r, n, s);
	else if (!contexts && !r->all->is_rule(r->all->rules, s))
		fail(r, &n->start_mark,
		     "no finding is called '%s': use the name in brackets "
		     "at the end of a finding's first line",
		     s);
	else
		vec_push(&key->list, sym(s));
}

/* A list may be written as the one thing it holds. */
static void read_list(struct reader *r, const yaml_node_t *n,
		      struct folder_key *key)
{
	const yaml_node_item_t *i;

	if (n->type != YAML_SEQUENCE_NODE) {
		read_item(r, n, key);
		return;
	}
	for (i = n->data.sequence.items.start; i < n->data.sequence.items.top;
	     i++)
		read_item(r, yaml_document_get_node(&r->doc, *i), key);
}

static void read_pair(struct reader *r, const yaml_node_pair_t *pair)
{
	static const char *const names[] = {"confidence", "disable",
					    "contexts"};
	struct folder_key *keys[] = {&r->to->confidence, &r->to->disable,
				     &r->to->contexts};
	const yaml_node_t *name = yaml_document_get_node(&r->doc, pair->key);
	const yaml_node_t *value = yaml_document_get_node(&r->doc, pair->value);
	const char *s = scalar(name);
	struct nearest best = NEAREST_INIT;

	for (size_t i = 0; s && i < 3; i++) {
		nearest_try(&best, s, names[i]);
		if (strcmp(s, names[i]))
			continue;
		if (keys[i]->file == r->file) {
			fail(r, &name->start_mark,
			     "the key '%s' is written twice", s);
			return;
		}
		*keys[i] = (struct folder_key){
			.file = r->file,
			.line = (int)name->start_mark.line + 1};
		if (i)
			read_list(r, value, keys[i]);
		else
			read_level(r, value, keys[i]);
		return;
	}
	fail(r, &name->start_mark, "there is no key '%s'; %s%s%s", s ? s : "",
	     best.name ? "did you mean '" : "it is confidence, disable or ",
	     best.name ? best.name : "contexts", best.name ? "'?" : "");
}

static void read_text(struct reader *r, const struct buf *text)
{
	const yaml_node_pair_t *p;
	yaml_node_t *root;
	yaml_parser_t y;

	if (!yaml_parser_initialize(&y))
		die("out of memory for the YAML parser");
	yaml_parser_set_input_string(&y, (unsigned char *)text->v, text->n);
	if (!yaml_parser_load(&y, &r->doc)) {
		fail(r, &y.problem_mark, "%s",
		     y.problem ? y.problem : "not readable as YAML");
		yaml_parser_delete(&y);
		return;
	}
	root = yaml_document_get_root_node(&r->doc);
	if (root && root->type != YAML_MAPPING_NODE)
		fail(r, &root->start_mark, "'key: value' lines are wanted");
	else if (root)
		for (p = root->data.mapping.pairs.start;
		     p < root->data.mapping.pairs.top; p++)
			read_pair(r, p);
	yaml_document_delete(&r->doc);
	yaml_parser_delete(&y);
}

/* what a key inherits is shared, not copied */
static struct folder *make(struct folders *f, sym_t path,
			   const struct folder *above)
{
	struct folder *to = arena_alloc(&f->mem, sizeof(*to));
	struct reader r = {.all = f, .to = to};
	const char *s = sym_str(path);
	struct buf text = {0};

	if (above)
		*to = *above;
	to->path = path;
	vec_push(&f->all, to);
	r.file = arena_printf(&f->mem, "%s/%s%s%s", f->top, s, *s ? "/" : "",
			      FOLDER_FILE);
	if (!file_read(&text, r.file)) {
		if (text.n)
			read_text(&r, &text);
	} else if (errno != ENOENT && errno != ENOTDIR) {
		f->errors++;
		error("%s: %s", r.file, strerror(errno));
	}
	buf_free(&text);
	return to;
}

/* The length of the name of the folder around one whose name has @n > 0. */
static size_t length_above(const char *path, size_t n)
{
	while (n && path[--n] != '/')
		;
	return n;
}

static const struct folder *find(struct folders *f, const char *path, size_t n)
{
	sym_t id = sym_n(path, n);
	const struct folder *above = NULL;

	while (f->index.n <= id)
		vec_push(&f->index, 0);
	if (f->index.v[id])
		return f->all.v[f->index.v[id] - 1];
	if (n)
		above = find(f, path, length_above(path, n));
	make(f, id, above);
	f->index.v[id] = (uint32_t)f->all.n;
	return f->all.v[f->all.n - 1];
}

/* The length of the folder's name; that of a file elsewhere is the top. */
static size_t folder_part(const char *file)
{
	const char *slash = file[0] == '/' ? NULL : strrchr(file, '/');

	return slash ? (size_t)(slash - file) : 0;
}

const struct folder *folder_of(struct folders *f, const char *file)
{
	return find(f, file, folder_part(file));
}

uint64_t folder_hash(const char *top, const char *file)
{
	struct buf path = {0}, text = {0};
	uint64_t hash = 0;

	for (size_t n = folder_part(file);;) {
		path.n = text.n = 0;
		buf_printf(&path, "%s/%.*s%s%s", top, (int)n, file,
			   n ? "/" : "", FOLDER_FILE);
		if (!file_read(&text, path.v))
			hash = XXH64(text.v, text.n, hash + n + 1);
		if (!n)
			break;
		n = length_above(file, n);
	}
	buf_free(&path);
	buf_free(&text);
	return hash;
}

int folder_lists(const struct folder_key *key, const char *name)
{
	for (size_t i = 0; i < key->list.n; i++)
		if (!strcmp(sym_str(key->list.v[i]), name))
			return 1;
	return 0;
}

static void free_own(struct folders *f, struct folder_key *key, size_t i)
{
	/* the first that names a file has the list; those below share it */
	for (size_t k = 0; k < i; k++)
		if (f->all.v[k]->disable.list.v == key->list.v ||
		    f->all.v[k]->contexts.list.v == key->list.v)
			return;
	vec_free(&key->list);
}

void folders_end(struct folders *f)
{
	for (size_t i = f->all.n; i-- > 0;) {
		free_own(f, &f->all.v[i]->disable, i);
		free_own(f, &f->all.v[i]->contexts, i);
	}
	vec_free(&f->all);
	vec_free(&f->index);
	arena_free(&f->mem);
}
