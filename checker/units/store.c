// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of inputs and the notes of workers.
 *
 *	"GFPDB 1\n" written | files | records | marked files | xxh64
 *	"GFPIN 1\n" note | paths | xxh64
 *
 * A file whose size, dates and inode are as noted is taken to be unchanged,
 * unless it changed within RACY of the moment the table was written: a second
 * change could then have left the same dates. ctime is what cannot be set, so
 * it alone tells whether a file changed while a run was reading it.
 */
#include "units/store.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define DB_MAGIC "GFPDB 1\n"
#define NOTE_MAGIC "GFPIN 1\n"
#define MAGIC_LEN 8
#define SECOND 1000000000ll
#define RACY (2 * SECOND)

/* ---- bytes ---- */

struct reader {
	const uint8_t *at, *end;
	int bad;
};

static uint64_t get(struct reader *r)
{
	uint64_t x = 0;

	for (int shift = 0; shift < 64 && r->at < r->end; shift += 7) {
		x |= (uint64_t)(*r->at & 0x7f) << shift;
		if (!(*r->at++ & 0x80))
			return x;
	}
	r->bad = 1;
	return 0;
}

/* a count of things of at least one byte each */
static size_t get_count(struct reader *r)
{
	uint64_t n = get(r);

	if (n > (uint64_t)(r->end - r->at))
		r->bad = 1;
	return r->bad ? 0 : (size_t)n;
}

static sym_t get_sym(struct reader *r)
{
	size_t n = get_count(r);

	r->at += n;
	return r->bad ? 0 : sym_n((const char *)r->at - n, n);
}

static void put_string(struct buf *b, const char *s)
{
	size_t n = strlen(s);

	buf_varint(b, n);
	buf_add(b, s, n);
}

static void put_sum(struct buf *b)
{
	uint64_t sum = XXH3_64bits(b->v, b->n);

	buf_add(b, &sum, sizeof(sum));
}

/* Return: what is wrong, or NULL */
static const char *open_frame(struct reader *r, const struct buf *b,
			      const char *magic)
{
	uint64_t sum;

	if (b->n < MAGIC_LEN + sizeof(sum) || memcmp(b->v, magic, MAGIC_LEN))
		return "is not one of this gfpcheck";
	memcpy(&sum, b->v + b->n - sizeof(sum), sizeof(sum));
	if (sum != XXH3_64bits(b->v, b->n - sizeof(sum)))
		return "is damaged";
	r->at = (const uint8_t *)b->v + MAGIC_LEN;
	r->end = (const uint8_t *)b->v + b->n - sizeof(sum);
	r->bad = 0;
	return NULL;
}

/* ---- files ---- */

static int64_t clock_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * SECOND + t.tv_nsec;
}

/* A moment that no earlier change is stamped after, and that every later one
 * is: file systems stamp with the coarse clock, which stands still between
 * ticks, or (multigrain, since 6.13) with a finer one ahead of it. */
static int64_t stamp(void)
{
	int64_t now = clock_ns(CLOCK_REALTIME);

	while (clock_ns(CLOCK_REALTIME_COARSE) <= now)
		usleep(1000);
	return now;
}

static void hash_file(const struct store *s, struct file_state *f)
{
	struct buf b = {0};

	f->hash = 0;
	f->marked = 0;
	if (!file_read(&b, sym_str(f->path))) {
		f->hash = XXH3_64bits(b.v ? b.v : "", b.n) | 1;
		f->marked = s->mark && b.n &&
			    memmem(b.v, b.n, s->mark, strlen(s->mark)) != NULL;
	}
	buf_free(&b);
}

static void look_at(struct store *s, struct file_state *f)
{
	struct file_state now = {.path = f->path,
				 .size = -1,
				 .key = f->key,
				 .seen = s->look,
				 .marked = f->marked};
	struct stat st;

	if (!stat(sym_str(f->path), &st)) {
		now.size = st.st_size;
		now.mtime = st.st_mtim.tv_sec * SECOND + st.st_mtim.tv_nsec;
		now.ctime = st.st_ctim.tv_sec * SECOND + st.st_ctim.tv_nsec;
		now.inode = st.st_ino;
		now.hash = f->hash;
	}
	if (now.size >= 0 &&
	    (!f->hash || now.size != f->size || now.mtime != f->mtime ||
	     now.ctime != f->ctime || now.inode != f->inode ||
	     now.ctime + RACY > s->written)) {
		hash_file(s, &now);
		s->changed = 1;
	}
	s->changed |= now.size != f->size;
	*f = now;
}

static uint32_t *index_at(struct ids *v, sym_t id)
{
	while (v->n <= id)
		vec_push(v, 0);
	return &v->v[id];
}

static uint32_t file_index(struct store *s, sym_t path)
{
	uint32_t *at = index_at(&s->file_of, path);

	if (!*at) {
		vec_push(&s->files,
			 (struct file_state){
				 .path = path,
				 .key = XXH3_64bits(sym_str(path),
						    strlen(sym_str(path)))});
		*at = (uint32_t)s->files.n;
	}
	return *at - 1;
}

static struct record *record_new(struct store *s, sym_t name)
{
	uint32_t *at = index_at(&s->record_of, name);

	if (!*at) {
		vec_push(&s->records, (struct record){.name = name});
		*at = (uint32_t)s->records.n;
	}
	return &s->records.v[*at - 1];
}

struct record *store_record(const struct store *s, const char *name)
{
	sym_t id = sym_find(name);

	if (!id || id >= s->record_of.n || !s->record_of.v[id])
		return NULL;
	return &s->records.v[s->record_of.v[id] - 1];
}

/* ---- hashes ---- */

static uint64_t own_inputs(const struct store *s, const struct record *r)
{
	uint64_t sum = 0; /* of any order: numbers of files change */

	for (size_t i = 0; i < r->files.n; i++) {
		const struct file_state *f = &s->files.v[r->files.v[i]];
		uint64_t h = (f->hash ^ f->key) * 0x9e3779b97f4a7c15u;

		sum += (h ^ h >> 29) * 0xbf58476d1ce4e5b9u;
	}
	return XXH3_64bits(&sum, sizeof(sum)) | 1;
}

static uint64_t all_inputs(uint64_t own, uint64_t header)
{
	uint64_t both[2] = {own, header};

	return header ? XXH3_64bits(both, sizeof(both)) | 1 : own;
}

int store_is_fresh(const struct store *s, const struct record *r,
		   uint64_t command)
{
	uint64_t header = 0;

	if (!r || !r->inputs || r->command != command)
		return 0;
	if (r->header) {
		const struct record *h = store_record(s, sym_str(r->header));

		if (!h || h->inputs != own_inputs(s, h))
			return 0;
		header = h->inputs;
	}
	return r->inputs == all_inputs(own_inputs(s, r), header);
}

uint64_t store_dates(const struct store *s, const struct record *r)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < r->files.n; i++) {
		const struct file_state *f = &s->files.v[r->files.v[i]];
		int64_t both[2] = {f->size, f->mtime};

		sum += XXH3_64bits_withSeed(both, sizeof(both), f->key);
	}
	return sum;
}

static int has_input(const struct store *s, const struct record *r, sym_t path)
{
	for (size_t i = 0; i < r->files.n; i++)
		if (s->files.v[r->files.v[i]].path == path)
			return 1;
	return 0;
}

int store_reads(const struct store *s, const struct record *r, const char *path)
{
	sym_t id = sym_find(path);

	if (!r || !id)
		return 0;
	if (r->header) {
		const struct record *h = store_record(s, sym_str(r->header));

		if (h && has_input(s, h, id))
			return 1;
	}
	return has_input(s, r, id);
}

/* ---- notes ---- */

int note_write(const char *path, const struct note *n)
{
	struct buf b = {0};
	int err;

	buf_add(&b, NOTE_MAGIC, MAGIC_LEN);
	buf_varint(&b, n->command);
	buf_varint(&b, n->product);
	put_string(&b, n->header);
	buf_varint(&b, n->header_inputs);
	buf_varint(&b, (uint64_t)n->start);
	put_string(&b, n->dir);
	buf_varint(&b, n->inputs->n);
	for (size_t i = 0; i < n->inputs->n; i++)
		put_string(&b, n->inputs->v[i]);
	put_sum(&b);
	err = file_write(path, b.v, b.n);
	buf_free(&b);
	return err;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Return: 0, or -1 when a file changed after the run @start began */
static int adopt_files(struct store *s, struct reader *r, struct record *rec,
		       const char *dir, int64_t start)
{
	size_t n = get_count(r), kept = 0;
	struct arena mem = {0};
	int err = 0;

	rec->files.n = 0;
	for (size_t i = 0; i < n && !r->bad; i++) {
		const char *name = sym_str(get_sym(r));
		uint32_t f = file_index(s, sym(path_clean(&mem, dir, name)));

		if (s->files.v[f].seen != s->look)
			look_at(s, &s->files.v[f]);
		if (s->files.v[f].ctime > start)
			err = -1;
		vec_push(&rec->files, f);
	}
	arena_free(&mem);
	if (rec->files.n)
		qsort(rec->files.v, rec->files.n, sizeof(*rec->files.v),
		      by_number);
	for (size_t i = 0; i < rec->files.n; i++)
		if (!kept || rec->files.v[kept - 1] != rec->files.v[i])
			rec->files.v[kept++] = rec->files.v[i];
	rec->files.n = kept;
	return r->bad ? -1 : err;
}

static struct record *adopt(struct store *s, struct reader *r, const char *name,
			    uint64_t command)
{
	uint64_t product, header_inputs;
	struct record *rec;
	const char *dir;
	sym_t header;
	int64_t start;

	if (get(r) != command)
		return NULL;
	product = get(r);
	header = get_sym(r);
	header_inputs = get(r);
	start = (int64_t)get(r);
	dir = sym_str(get_sym(r));
	if (r->bad)
		return NULL;
	rec = record_new(s, sym(name));
	rec->command = command;
	rec->product = product;
	rec->header = header;
	rec->inputs = 0;
	rec->live = 1;
	s->changed = 1;
	if (!adopt_files(s, r, rec, dir, start))
		rec->inputs = all_inputs(own_inputs(s, rec), header_inputs);
	return rec;
}

struct record *store_adopt(struct store *s, const char *path, const char *name,
			   uint64_t command)
{
	struct record *rec = NULL;
	struct buf b = {0};
	struct reader r;

	if (!file_read(&b, path) && !open_frame(&r, &b, NOTE_MAGIC))
		rec = adopt(s, &r, name, command);
	buf_free(&b);
	return rec;
}

/* ---- the table ---- */

static void read_files(struct store *s, struct reader *r)
{
	size_t n = get_count(r);

	for (size_t i = 0; i < n && !r->bad; i++) {
		uint32_t at = file_index(s, get_sym(r));
		struct file_state *f = &s->files.v[at];

		f->size = (int64_t)get(r) - 1;
		f->mtime = (int64_t)get(r);
		f->ctime = (int64_t)get(r);
		f->inode = get(r);
		f->hash = get(r);
	}
	r->bad |= s->files.n != n;
}

static void read_record(struct store *s, struct reader *r)
{
	struct record *rec = record_new(s, get_sym(r));
	uint64_t file = 0;
	size_t n;

	rec->command = get(r);
	rec->product = get(r);
	rec->inputs = get(r);
	rec->header = get_sym(r);
	n = get_count(r);
	vec_reserve(&rec->files, n);
	for (size_t i = 0; i < n && !r->bad; i++) {
		file += get(r);
		r->bad |= file >= s->files.n;
		vec_push(&rec->files, (uint32_t)file);
	}
}

/* A table of an older gfpcheck ends before: all files are read again. */
static void read_marks(struct store *s, struct reader *r)
{
	int known = r->at < r->end;
	size_t n = known ? get_count(r) : 0;

	for (size_t i = 0; i < n && !r->bad; i++) {
		uint64_t file = get(r);

		if (file < s->files.n)
			s->files.v[file].marked = 1;
		else
			r->bad = 1;
	}
	for (size_t i = 0; !known && s->mark && i < s->files.n; i++)
		s->files.v[i].hash = 0;
}

static const char *read_all(struct store *s)
{
	struct buf b = {0};
	struct reader r;
	const char *why;
	size_t n;

	if (file_read(&b, s->path)) {
		why = "does not exist";
	} else if (!(why = open_frame(&r, &b, DB_MAGIC))) {
		s->written = (int64_t)get(&r);
		read_files(s, &r);
		n = get_count(&r);
		for (size_t i = 0; i < n && !r.bad; i++)
			read_record(s, &r);
		if (!r.bad)
			read_marks(s, &r);
		why = r.bad ? "is damaged" : NULL;
	}
	buf_free(&b);
	return why;
}

static void forget(struct store *s)
{
	for (size_t i = 0; i < s->records.n; i++)
		vec_free(&s->records.v[i].files);
	vec_free(&s->records);
	vec_free(&s->record_of);
	vec_free(&s->files);
	vec_free(&s->file_of);
	s->written = 0;
}

void store_open(struct store *s, const char *workdir, const char *mark)
{
	memset(s, 0, sizeof(*s));
	s->mark = mark;
	s->path = arena_printf(&s->mem, "%s/inputs.db", workdir);
	s->start = stamp();
	s->problem = read_all(s);
	if (s->problem)
		forget(s);
	s->look++;
	for (size_t i = 0; i < s->files.n; i++)
		look_at(s, &s->files.v[i]);
}

void store_look(struct store *s)
{
	s->look++;
	for (size_t i = 0; i < s->files.n; i++)
		if (s->files.v[i].ctime + RACY > s->start)
			look_at(s, &s->files.v[i]);
}

/* a shared header lives as long as a unit that was parsed with it */
static void keep_headers(struct store *s)
{
	for (size_t i = 0; i < s->records.n; i++) {
		struct record *r = &s->records.v[i], *h;

		if (!r->live || !r->header)
			continue;
		h = store_record(s, sym_str(r->header));
		if (h)
			h->live = 1;
	}
}

/* files that live records use, renumbered in the order of their first use */
static size_t number_files(const struct store *s, uint32_t *number,
			   struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s->records.n; i++) {
		const struct record *r = &s->records.v[i];

		for (size_t k = 0; r->live && k < r->files.n; k++) {
			const struct file_state *f = &s->files.v[r->files.v[k]];

			if (number[r->files.v[k]])
				continue;
			number[r->files.v[k]] = (uint32_t)++n;
			put_string(out, sym_str(f->path));
			buf_varint(out, (uint64_t)(f->size + 1));
			buf_varint(out, (uint64_t)f->mtime);
			buf_varint(out, (uint64_t)f->ctime);
			buf_varint(out, f->inode);
			buf_varint(out, f->hash);
		}
	}
	return n;
}

static void put_record(struct buf *b, const struct record *r,
		       const uint32_t *number)
{
	VEC(uint32_t) files = {0};
	uint32_t last = 0;

	for (size_t i = 0; i < r->files.n; i++)
		vec_push(&files, number[r->files.v[i]] - 1);
	if (files.n)
		qsort(files.v, files.n, sizeof(*files.v), by_number);
	put_string(b, sym_str(r->name));
	buf_varint(b, r->command);
	buf_varint(b, r->product);
	buf_varint(b, r->inputs);
	put_string(b, sym_str(r->header));
	buf_varint(b, files.n);
	for (size_t i = 0; i < files.n; i++) {
		buf_varint(b, files.v[i] - last);
		last = files.v[i];
	}
	vec_free(&files);
}

static void put_marks(struct buf *b, const struct store *s,
		      const uint32_t *number)
{
	size_t n = 0;

	for (size_t i = 0; i < s->files.n; i++)
		n += s->files.v[i].marked && number[i];
	buf_varint(b, n);
	for (size_t i = 0; i < s->files.n; i++)
		if (s->files.v[i].marked && number[i])
			buf_varint(b, number[i] - 1);
}

int store_write(struct store *s)
{
	uint32_t *number = mem_zeroed(s->files.n, sizeof(*number));
	struct buf b = {0}, files = {0}, records = {0};
	size_t n, nrecords = 0;
	int err;

	keep_headers(s);
	n = number_files(s, number, &files);
	for (size_t i = 0; i < s->records.n; i++) {
		if (!s->records.v[i].live)
			continue;
		put_record(&records, &s->records.v[i], number);
		nrecords++;
	}
	buf_add(&b, DB_MAGIC, MAGIC_LEN);
	buf_varint(&b, (uint64_t)clock_ns(CLOCK_REALTIME));
	buf_varint(&b, n);
	buf_add(&b, files.v, files.n);
	buf_varint(&b, nrecords);
	buf_add(&b, records.v, records.n);
	if (s->mark)
		put_marks(&b, s, number);
	put_sum(&b);
	err = file_write(s->path, b.v, b.n);
	buf_free(&b);
	buf_free(&files);
	buf_free(&records);
	free(number);
	return err;
}

void store_close(struct store *s)
{
	forget(s);
	arena_free(&s->mem);
}
