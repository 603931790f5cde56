// SPDX-License-Identifier: GPL-2.0-only
/*
 * Five thousand functions of shared code stand between the allocation and those
 * who enter: all who enter are found.
 */
/* file: lib/table.c */
#include "kernel.h"
static void *table_fill(size_t n)
{
	return kmalloc(n, GFP_KERNEL);
}

#define TEN(f, a) \
	f(a##0) f(a##1) f(a##2) f(a##3) f(a##4) f(a##5) f(a##6) f(a##7) f(a##8) f(a##9)
#define HUNDRED(f, a) \
	TEN(f, a##0) TEN(f, a##1) TEN(f, a##2) TEN(f, a##3) TEN(f, a##4) \
	TEN(f, a##5) TEN(f, a##6) TEN(f, a##7) TEN(f, a##8) TEN(f, a##9)
#define THOUSAND(f, a) \
	HUNDRED(f, a##0) HUNDRED(f, a##1) HUNDRED(f, a##2) HUNDRED(f, a##3) \
	HUNDRED(f, a##4) HUNDRED(f, a##5) HUNDRED(f, a##6) HUNDRED(f, a##7) \
	HUNDRED(f, a##8) HUNDRED(f, a##9)
#define ALL(f) \
	THOUSAND(f, 1) THOUSAND(f, 2) THOUSAND(f, 3) THOUSAND(f, 4) THOUSAND(f, 5)
#define DEFINE(n) \
	static void *fill##n(void) \
	{ \
		return table_fill(n); \
	}
#define CALL(n) \
	case n: \
		return fill##n();

ALL(DEFINE)

void *table_make(size_t n);
void *table_make(size_t n)
{
	switch (n) {
	ALL(CALL)
	}
	return NULL;
}

/* file: drivers/block/disk1.c */
#include "kernel.h"
void *table_make(size_t n);

static void warn_1(struct bio *bio)
{
	bio->bi_private = table_make((size_t)bio->bi_private);
}

static const struct block_device_operations ops1 = {
	.submit_bio = warn_1,
};

/* file: drivers/block/disk2.c */
#include "kernel.h"
void *table_make(size_t n);

static void warn_2(struct bio *bio)
{
	bio->bi_private = table_make((size_t)bio->bi_private);
}

static const struct block_device_operations ops2 = {
	.submit_bio = warn_2,
};

/*
 * check-name: who enters shared code is found, however much of it lies between
 * check-command: gfpcheck check
 * check-modules
 * check-names
 * check-findings: 2
 */
