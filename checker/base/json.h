/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Writing JSON, member after member.
 *
 *	struct json j = {.out = &buf};
 *	json_open(&j, NULL, '{');
 *	json_string(&j, "name", "x");
 *	json_close(&j);
 *
 * @key is the member's name within an object, NULL within an array.
 */
#ifndef GFPCHECK_BASE_JSON_H
#define GFPCHECK_BASE_JSON_H

#include "base/buf.h"

#define JSON_DEPTH 16

/**
 * struct json - zero but for @out.
 * @flat: no newlines: the whole value on one line.
 * @broad: no newlines below this many levels; 0 = everywhere.
 */
struct json {
	struct buf *out;
	int flat, broad;
	int depth;
	char close[JSON_DEPTH];
	char filled[JSON_DEPTH];
};

/** json_open() - begin an object ('{') or an array ('['). */
void json_open(struct json *j, const char *key, char kind);
/** json_close() - end it. */
void json_close(struct json *j);
/** json_string() - NULL gives null; bytes that are no UTF-8 become U+FFFD. */
void json_string(struct json *j, const char *key, const char *s);
/** json_number() - an unsigned number. */
void json_number(struct json *j, const char *key, uint64_t n);
/** json_bool() - true or false. */
void json_bool(struct json *j, const char *key, int yes);

#endif
