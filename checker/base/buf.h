/* SPDX-License-Identifier: GPL-2.0-only */
/* Growing byte buffers, and whole files in and out. */
#ifndef GFPCHECK_BASE_BUF_H
#define GFPCHECK_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

/** struct buf - zero-initialise; v is NUL-terminated after every buf_*(). */
struct buf {
	char *v;
	size_t n, cap;
};

/** buf_add() - append @n bytes. */
void buf_add(struct buf *b, const void *p, size_t n);
/** buf_again() - append the @n bytes that it has at @at. */
void buf_again(struct buf *b, size_t at, size_t n);
/** buf_puts() - append a string. */
void buf_puts(struct buf *b, const char *s);
/** buf_printf() - append formatted text. */
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/** buf_varint() - append an unsigned LEB128 number. */
void buf_varint(struct buf *b, uint64_t x);
/** buf_free() - give the memory back; the buffer may be used again. */
void buf_free(struct buf *b);

/**
 * file_read() - append a whole file to @b.
 * Return: 0, or -1 with errno set and nothing printed.
 */
int file_read(struct buf *b, const char *path);

/**
 * file_write() - put @n bytes in @path through a temporary name and rename(),
 * so that a reader sees the old file or the new one and a killed run leaves no
 * half. Missing folders are made. What is a device or a pipe is written to.
 * Return: 0, or -1 with errno set, nothing printed and the temporary removed.
 */
int file_write(const char *path, const void *p, size_t n);

/** make_dirs() - mkdir -p. Return: 0, or -1 with errno set. */
int make_dirs(const char *path);

#endif
