/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory from malloc() or die; what is large lies in large pages where the
 * system has them for who asks (madvise(2), MADV_HUGEPAGE): tables are walked
 * in no order, and most of that time goes into finding the page.
 */
#ifndef GFPCHECK_BASE_MEM_H
#define GFPCHECK_BASE_MEM_H

#include <stddef.h>

/** mem_begin() - once per process, before anything large is allocated. */
void mem_begin(void);

/** mem_many() - in this process very many small things are going to be
 * allocated and freed, by any thread: their pages are large, and are kept. */
void mem_many(void);

/** mem_zeroed() - @n zeroed elements of @size bytes and one more, or die;
 * free() them. */
void *mem_zeroed(size_t n, size_t size);

/** mem_resize() - realloc() to @n elements of @size bytes, or die. */
void *mem_resize(void *p, size_t n, size_t size);

/** mem_pages() - @n zeroed bytes, a multiple of MEM_LARGE, at a multiple of it;
 * NULL if there are none. Give them back with munmap(). */
void *mem_pages(size_t n);

#define MEM_LARGE ((size_t)2 << 20)

#endif
