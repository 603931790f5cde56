// SPDX-License-Identifier: GPL-2.0-only
/* Abstract values: interning, and the operators on known bits. */
#include "analysis/value.h"

#include "base/mem.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* A hash table of ids into an array whose elements are compared as bytes. */
struct intern {
	uint32_t *slot;
	size_t nslots;
};

/* Answers given before; two questions may share a place, the last one has it.
 */
struct known {
	uint64_t key;
	uint32_t op; /* 0 = empty */
	val_t v;
};
#define KNOWN (1u << 12)

static struct {
	VEC(struct alts) vals;
	VEC(struct owner) objects;
	VEC(struct origin) origins;
	struct intern val_index, object_index, origin_index;
	struct known consts[KNOWN], joins[KNOWN], operations[KNOWN];
} pool;

static struct known *known_place(struct known *table, uint64_t key, uint32_t op)
{
	uint64_t h = (key ^ (uint64_t)op << 57) * 0x9e3779b97f4a7c15ull;

	return &table[h >> 40 & (KNOWN - 1)];
}

static const void *element(const struct intern *in, size_t i)
{
	if (in == &pool.val_index)
		return &pool.vals.v[i];
	if (in == &pool.object_index)
		return &pool.objects.v[i];
	return &pool.origins.v[i];
}

/* Of alternatives only those that there are: the number comes first. */
static size_t used_size(const struct intern *in, const void *p, size_t size)
{
	const struct alts *a = p;

	return in == &pool.val_index
		       ? offsetof(struct alts, v) + a->n * sizeof(a->v[0])
		       : size;
}

static size_t place(const struct intern *in, const void *p, size_t size)
{
	size_t at;

	size = used_size(in, p, size);
	at = XXH3_64bits(p, size) & (in->nslots - 1);

	while (in->slot[at] && memcmp(element(in, in->slot[at] - 1), p, size))
		at = (at + 1) & (in->nslots - 1);
	return at;
}

static void grow(struct intern *in, size_t n, size_t size)
{
	if (n * 2 < in->nslots)
		return;
	free(in->slot);
	in->nslots = in->nslots ? in->nslots * 2 : 1 << 12;
	in->slot = mem_zeroed(in->nslots, sizeof(*in->slot));
	for (size_t i = 0; i < n; i++)
		in->slot[place(in, element(in, i), size)] = (uint32_t)i + 1;
}

/* The id of *p in @vec, added if it is new. */
#define interned(vec, index, p)                                  \
	({                                                       \
		size_t at_;                                      \
                                                                 \
		grow(index, (vec)->n, sizeof(*(p)));             \
		at_ = place(index, p, sizeof(*(p)));             \
		if (!(index)->slot[at_]) {                       \
			vec_push(vec, *(p));                     \
			(index)->slot[at_] = (uint32_t)(vec)->n; \
		}                                                \
		(index)->slot[at_] - 1;                          \
	})

void values_begin(void)
{
	struct alts top = {.n = 1}, bottom = {.n = 0};
	struct origin none = {0};

	interned(&pool.vals, &pool.val_index, &top);
	interned(&pool.vals, &pool.val_index, &bottom);
	interned(&pool.origins, &pool.origin_index, &none);
}

void values_end(void)
{
	vec_free(&pool.vals);
	vec_free(&pool.objects);
	vec_free(&pool.origins);
	free(pool.val_index.slot);
	free(pool.object_index.slot);
	free(pool.origin_index.slot);
	memset(&pool, 0, sizeof(pool));
}

const struct alts *val_alts(val_t v)
{
	return &pool.vals.v[v];
}

static int alt_cmp(const struct alt *a, const struct alt *b)
{
	return memcmp(a, b, sizeof(*a));
}

val_t val_of(const struct alts *a)
{
	struct alts clean;

	memset(&clean, 0, sizeof(clean)); /* padding is compared too */
	for (size_t i = 0; i < a->n; i++) {
		size_t at = clean.n;
		int same = 0;

		for (size_t k = 0; k < clean.n && !same; k++)
			same = !alt_cmp(&clean.v[k], &a->v[i]);
		if (same)
			continue;
		for (; at && alt_cmp(&clean.v[at - 1], &a->v[i]) > 0; at--)
			memcpy(&clean.v[at], &clean.v[at - 1],
			       sizeof(clean.v[0]));
		memcpy(&clean.v[at], &a->v[i], sizeof(clean.v[0]));
		clean.n++;
	}
	return interned(&pool.vals, &pool.val_index, &clean);
}

static struct alt make_alt(enum alt_kind kind)
{
	struct alt a;

	memset(&a, 0, sizeof(a));
	a.kind = kind;
	return a;
}

static val_t single(struct alt a)
{
	struct alts s;

	memset(&s, 0, sizeof(s));
	s.n = 1;
	memcpy(&s.v[0], &a, sizeof(a));
	return val_of(&s);
}

val_t val_bits(uint64_t zeros, uint64_t ones)
{
	struct alt a = make_alt(ALT_BITS);

	a.zeros = zeros;
	a.ones = ones;
	return single(a);
}

val_t val_const(int64_t n)
{
	struct known *k = known_place(pool.consts, (uint64_t)n, 1);

	if (!k->op || k->key != (uint64_t)n)
		*k = (struct known){(uint64_t)n, 1,
				    val_bits(~(uint64_t)n, (uint64_t)n)};
	return k->v;
}

val_t val_func(func_t fn, seed_t seed)
{
	struct alt a = make_alt(ALT_FUNC);

	a.id = fn;
	a.seed = seed;
	return single(a);
}

val_t val_task(void)
{
	return single(make_alt(ALT_TASK));
}

val_t val_not(int64_t n)
{
	struct alt a = make_alt(ALT_NOT);

	a.ones = (uint64_t)n;
	return single(a);
}

val_t val_queue(void)
{
	return single(make_alt(ALT_QUEUE));
}

val_t val_ref(val_t v)
{
	const struct alts *all = val_alts(v);
	struct alt a = make_alt(ALT_REF);

	if (v == VAL_BOTTOM || val_truth(v) < 0)
		return VAL_TOP;
	a.ones = a.zeros = ~(uint64_t)0;
	for (size_t i = 0; i < all->n; i++) {
		uint32_t kind = all->v[i].kind;

		a.ones &= kind == ALT_BITS  ? all->v[i].ones
			  : kind == ALT_NOT ? 0
					    : NOT_NULL;
		a.zeros &= kind == ALT_BITS ? all->v[i].zeros : 0;
	}
	return a.ones || !~a.zeros ? single(a) : VAL_TOP;
}

val_t val_deref(val_t v)
{
	const struct alts *a = val_alts(v);

	if (a->n != 1 || a->v[0].kind != ALT_REF)
		return VAL_TOP;
	return val_bits(a->v[0].zeros, a->v[0].ones);
}

int val_has(val_t v, enum alt_kind kind)
{
	const struct alts *a = val_alts(v);

	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].kind == kind)
			return 1;
	return 0;
}

val_t val_object(const struct owner *o)
{
	struct alt a = make_alt(ALT_OBJECT);

	if (!o->strct && !o->global)
		return VAL_TOP;
	a.id = interned(&pool.objects, &pool.object_index, o);
	return single(a);
}

const struct owner *object_owner(uint32_t id)
{
	return &pool.objects.v[id];
}

uint32_t origin_place(struct origin o)
{
	return interned(&pool.origins, &pool.origin_index, &o);
}

const struct origin *origin_get(uint32_t id)
{
	return &pool.origins.v[id];
}

static val_t join_alts(val_t a, val_t b)
{
	const struct alts *y;
	struct alts out;

	out = *val_alts(a);
	y = val_alts(b);
	for (size_t i = 0; i < y->n; i++) {
		int same = 0;

		for (size_t k = 0; k < out.n && !same; k++)
			same = !alt_cmp(&out.v[k], &y->v[i]);
		if (same)
			continue;
		if (out.n == VALUE_ALTS)
			return VAL_TOP;
		out.v[out.n++] = y->v[i];
	}
	return val_of(&out);
}

val_t val_join(val_t a, val_t b)
{
	uint64_t key = (uint64_t)a << 32 | b;
	struct known *k;

	if (a == b || b == VAL_BOTTOM)
		return a;
	if (a == VAL_BOTTOM)
		return b;
	if (a == VAL_TOP || b == VAL_TOP)
		return VAL_TOP;
	k = known_place(pool.joins, key, 1);
	if (!k->op || k->key != key)
		*k = (struct known){key, 1, join_alts(a, b)};
	return k->v;
}

static int alt_is_const(const struct alt *a)
{
	return a->kind == ALT_BITS && a->zeros == ~a->ones;
}

/* Functions, objects and the task are addresses: never NULL. */
static int alt_truth(const struct alt *a)
{
	if (a->kind == ALT_QUEUE) /* of a field: or none was made */
		return -1;
	if (a->kind == ALT_NOT)
		return a->ones ? -1 : 1;
	if (a->kind != ALT_BITS || a->ones)
		return 1;
	return a->zeros == ~(uint64_t)0 ? 0 : -1;
}

static struct alt alt_number(int64_t n)
{
	struct alt a = make_alt(ALT_BITS);

	a.ones = (uint64_t)n;
	a.zeros = ~a.ones;
	return a;
}

static struct alt alt_bool(int truth)
{
	struct alt a = make_alt(ALT_BITS);

	if (truth >= 0)
		return alt_number(truth);
	a.zeros = ~(uint64_t)1;
	return a;
}

static int same_address(const struct alt *a, const struct alt *b)
{
	return a->kind == b->kind && a->kind == ALT_FUNC && a->id == b->id;
}

static int excludes(const struct alt *a, const struct alt *b)
{
	return a->kind == ALT_NOT && alt_is_const(b) && a->ones == b->ones;
}

static int alt_equal(const struct alt *a, const struct alt *b)
{
	if (excludes(a, b) || excludes(b, a))
		return 0;
	if (same_address(a, b) || (alt_is_const(a) && alt_is_const(b)))
		return same_address(a, b) || a->ones == b->ones;
	if (a->kind == ALT_BITS && b->kind == ALT_BITS)
		return (a->zeros & b->ones) || (a->ones & b->zeros) ? 0 : -1;
	if (alt_truth(a) >= 0 && alt_truth(b) >= 0 &&
	    alt_truth(a) != alt_truth(b))
		return 0;
	return -1;
}

static int compare(enum expr_op op, const struct alt *a, const struct alt *b)
{
	int64_t n;
	int eq;

	if (op == E_EQ || op == E_NE) {
		eq = alt_equal(a, b);
		return eq < 0 ? -1 : op == E_EQ ? eq : !eq;
	}
	if (!alt_is_const(a) || !alt_is_const(b) ||
	    !expr_number(op, (int64_t)a->ones, (int64_t)b->ones, &n))
		return -1;
	return (int)n;
}

static int logical(enum expr_op op, int a, int b)
{
	int decides = op == E_LOR;

	if (a == decides || b == decides)
		return decides;
	return a < 0 || b < 0 ? -1 : !decides;
}

/* What is divided may have no sign, which is not told apart. */
static struct alt arithmetic(enum expr_op op, const struct alt *a,
			     const struct alt *b)
{
	int64_t n;

	if (!alt_is_const(a) || !alt_is_const(b) || op == E_DIV ||
	    op == E_REM ||
	    !expr_number(op, (int64_t)a->ones, (int64_t)b->ones, &n))
		return make_alt(ALT_BITS);
	return alt_number(n);
}

/* Who wrote a mask made of two: the one that says more. */
static uint32_t joint_origin(const struct alt *a, const struct alt *b)
{
	if (a->origin && b->origin && (b->origin & ORIGIN_PARAM))
		return b->origin;
	return a->origin ? a->origin : b->origin;
}

static struct alt bitwise(enum expr_op op, const struct alt *a,
			  const struct alt *b)
{
	struct alt r = make_alt(ALT_BITS);

	if (a->kind != ALT_BITS || b->kind != ALT_BITS)
		return r;
	switch (op) {
	case E_AND:
		r.ones = a->ones & b->ones;
		r.zeros = a->zeros | b->zeros;
		break;
	case E_OR:
		r.ones = a->ones | b->ones;
		r.zeros = a->zeros & b->zeros;
		break;
	default:
		r.ones = (a->ones & b->zeros) | (a->zeros & b->ones);
		r.zeros = (a->zeros & b->zeros) | (a->ones & b->ones);
		break;
	}
	r.origin = joint_origin(a, b);
	return r;
}

static struct alt binary(enum expr_op op, const struct alt *a,
			 const struct alt *b)
{
	switch (op) {
	case E_AND:
	case E_OR:
	case E_XOR:
		return bitwise(op, a, b);
	case E_LAND:
	case E_LOR:
		return alt_bool(logical(op, alt_truth(a), alt_truth(b)));
	default:
		return expr_compares(op) ? alt_bool(compare(op, a, b))
					 : arithmetic(op, a, b);
	}
}

static void add_alt(struct alts *out, struct alt a, int *full)
{
	for (size_t i = 0; i < out->n; i++)
		if (!alt_cmp(&out->v[i], &a))
			return;
	if (out->n == VALUE_ALTS)
		*full = 1;
	else
		memcpy(&out->v[out->n++], &a, sizeof(a));
}

static val_t binary_alts(enum expr_op op, val_t a, val_t b)
{
	const struct alts x = *val_alts(a), y = *val_alts(b);
	struct alts out;
	int full = 0;

	memset(&out, 0, sizeof(out));
	for (size_t i = 0; i < x.n; i++)
		for (size_t k = 0; k < y.n; k++)
			add_alt(&out, binary(op, &x.v[i], &y.v[k]), &full);
	return full ? VAL_TOP : val_of(&out);
}

val_t val_binary(enum expr_op op, val_t a, val_t b)
{
	uint64_t key = (uint64_t)a << 32 | b;
	struct known *k = known_place(pool.operations, key, op);

	if (k->op != op || k->key != key)
		*k = (struct known){key, op, binary_alts(op, a, b)};
	return k->v;
}

static struct alt unary(enum expr_op op, const struct alt *a)
{
	struct alt r = make_alt(ALT_BITS);
	int truth;

	switch (op) {
	case E_NOT:
		if (a->kind == ALT_BITS) {
			r.ones = a->zeros;
			r.zeros = a->ones;
			r.origin = a->origin;
		}
		return r;
	case E_LNOT:
		truth = alt_truth(a);
		return alt_bool(truth < 0 ? -1 : !truth);
	case E_NEG:
		return alt_is_const(a) ? alt_number(-(int64_t)a->ones) : r;
	default:
		return r;
	}
}

static val_t unary_alts(enum expr_op op, val_t a)
{
	const struct alts x = *val_alts(a);
	struct alts out;
	int full = 0;

	memset(&out, 0, sizeof(out));
	for (size_t i = 0; i < x.n; i++)
		add_alt(&out, unary(op, &x.v[i]), &full);
	return val_of(&out);
}

val_t val_unary(enum expr_op op, val_t a)
{
	struct known *k = known_place(pool.operations, a, op);

	if (k->op != op || k->key != a)
		*k = (struct known){a, op, unary_alts(op, a)};
	return k->v;
}

int val_truth(val_t v)
{
	const struct alts *a = val_alts(v);
	int truth = a->n ? alt_truth(&a->v[0]) : -1;

	for (size_t i = 1; i < a->n; i++)
		if (alt_truth(&a->v[i]) != truth)
			return -1;
	return truth;
}

int val_is_const(val_t v, int64_t *n)
{
	const struct alts *a = val_alts(v);

	if (a->n != 1 || !alt_is_const(&a->v[0]))
		return 0;
	*n = (int64_t)a->v[0].ones;
	return 1;
}

val_t val_with_origin(val_t v, uint32_t origin)
{
	struct alts a = *val_alts(v);
	int changed = 0;

	for (size_t i = 0; i < a.n; i++) {
		if (a.v[i].kind == ALT_BITS && !a.v[i].origin &&
		    (a.v[i].ones || a.v[i].zeros)) {
			a.v[i].origin = origin;
			changed = 1;
		}
	}
	return changed ? val_of(&a) : v;
}

val_t val_keep_bits(val_t v, uint64_t bits)
{
	struct alts a = *val_alts(v);

	for (size_t k = 0; k < a.n; k++) {
		a.v[k].ones &= bits;
		a.v[k].zeros &= bits;
	}
	return val_of(&a);
}

val_t val_as_param(val_t v, unsigned i)
{
	struct alts a = *val_alts(v);

	for (size_t k = 0; k < a.n; k++)
		if (a.v[k].kind == ALT_BITS && (a.v[k].ones || a.v[k].zeros))
			a.v[k].origin = ORIGIN_PARAM | i;
	return val_of(&a);
}
