// SPDX-License-Identifier: GPL-2.0-only
/* Progress of long work on stderr. */
#include "base/progress.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { SILENT, TERMINAL, LINES };

#define TERMINAL_SECONDS 0.2
#define LINES_SECONDS 60.0

double cpu_seconds(int who)
{
	struct rusage r;

	getrusage(who, &r);
	return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
	       (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_begin(struct progress *p, const char *what, size_t total,
		    double all, int quiet)
{
	*p = (struct progress){
		.what = what, .total = total, .all = all, .clock = seconds};
	p->last = p->start = p->clock();
	p->mode = quiet ? SILENT : isatty(2) ? TERMINAL : LINES;
}

static void print(const struct progress *p, double now)
{
	double took = now - p->start;
	unsigned left = (unsigned)(took * (p->all - p->weight) / p->weight);

	fprintf(stderr, "%sgfpcheck: %s: %zu/%zu, %.1f/s, %u:%02u left%s",
		p->mode == TERMINAL ? "\r" : "", p->what, p->done, p->total,
		(double)p->done / took, left / 60, left % 60,
		p->mode == TERMINAL ? "\033[K" : "\n");
	fflush(stderr);
}

void progress_step(struct progress *p, double weight)
{
	double now;

	p->done++;
	p->weight += weight;
	if (p->mode == SILENT)
		return;
	now = p->clock();
	if (now - p->last <
	    (p->mode == TERMINAL ? TERMINAL_SECONDS : LINES_SECONDS))
		return;
	p->last = now;
	print(p, now);
}

void progress_end(struct progress *p)
{
	if (p->mode == TERMINAL && p->last > p->start)
		fputs("\r\033[K", stderr);
}
