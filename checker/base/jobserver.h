/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * GNU make's jobserver, the client's side: "POSIX Jobserver Interaction" in the
 * manual of GNU make.
 *
 * Who is run by make may do one thing at a time for nothing. For each other it
 * takes a token, a byte, from the pipe or FIFO that MAKEFLAGS names, and puts
 * the same byte back.
 */
#ifndef GFPCHECK_BASE_JOBSERVER_H
#define GFPCHECK_BASE_JOBSERVER_H

/** struct jobserver - zero-initialise it. */
struct jobserver {
	int in, out; /* both valid if @on */
	int on;	     /* one is there */
	int closed;  /* make has one, and did not let us have it */
};

/**
 * jobserver_open() - find the jobserver.
 * @s: filled.
 * @flags: MAKEFLAGS, or NULL. Of several the last counts.
 *
 * The pipe is opened anew: reading must not block, and who shares the pipe may
 * rely on that it does.
 */
void jobserver_open(struct jobserver *s, const char *flags);

/** jobserver_take() - Return: a token, or -1: there is none now. */
int jobserver_take(struct jobserver *s);

/** jobserver_give() - put a token back. */
void jobserver_give(struct jobserver *s, int token);

/** jobserver_close() - all tokens were given back. */
void jobserver_close(struct jobserver *s);

#endif
