/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Headers that whoever includes them reads, whether they were read before or
 * not. A shared header cannot have them: units would see them twice.
 */
#ifndef GFPCHECK_PCH_GUARDS_H
#define GFPCHECK_PCH_GUARDS_H

#include "pch/text.h"

/** struct guards - headers that were looked at, and those that have no guard
 * (hashes of their paths). */
struct guards {
	struct hashes known, without;
};

/**
 * guards_lack() - is it certain that a header is read again?
 * @g: all zero at first; grows.
 * @s: where it is looked for.
 * @include: what stands behind #include: <name> or "/full/path".
 * Return: 1, or 0: its text begins like one that is read once. The parser knows
 *	whether the guard goes to the end.
 */
int guards_lack(struct guards *g, const struct search *s, const char *include);

/**
 * guards_itself() - "#if !defined(THIS) || defined(READ_AGAIN)": is it a header
 * of trace points, which is read once but for those who ask for more
 * (include/trace/define_trace.h)?
 * @text: of the header.
 * @line: if not 0, only what stands outside of that conditional is asked for.
 */
int guards_itself(const char *text, unsigned line);

/** guards_free() - give the memory back. */
void guards_free(struct guards *g);

#endif
