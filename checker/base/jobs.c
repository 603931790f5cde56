// SPDX-License-Identifier: GPL-2.0-only
/*
 * A pool of worker processes.
 *
 * Each worker has two pipes: it reads the number of its next job from one and
 * writes the result to the other. The parent hands out a number whenever a
 * worker is free, so long jobs delay nobody. A worker that dies closes its
 * pipe, is reaped, and a new one takes its place while jobs are left. Workers
 * die with the parent (PR_SET_PDEATHSIG).
 */
#include "base/jobs.h"
#include "base/msg.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct worker {
	pid_t pid; /* 0 = none */
	int to, from;
	size_t job, ndone;
};

struct pool {
	const struct jobs *jobs;
	struct worker *workers;
	struct pollfd *polls;
	int n;
	size_t next;
};

static volatile sig_atomic_t stopped;

static void on_signal(int sig)
{
	stopped = sig;
}

/* the whole of @n bytes; Return: 0, or -1 at the end of the pipe */
static int read_whole(int fd, void *p, size_t n)
{
	char *at = p;

	while (n) {
		ssize_t got = read(fd, at, n);

		if (got < 0 && errno == EINTR && !stopped)
			continue;
		if (got <= 0)
			return -1;
		at += got;
		n -= (size_t)got;
	}
	return 0;
}

static int write_whole(int fd, const void *p, size_t n)
{
	const char *at = p;

	while (n) {
		ssize_t put = write(fd, at, n);

		if (put < 0 && errno == EINTR && !stopped)
			continue;
		if (put <= 0)
			return -1;
		at += put;
		n -= (size_t)put;
	}
	return 0;
}

static void work(const struct jobs *jobs, int from, int to)
{
	size_t i;
	int result;

	while (!read_whole(from, &i, sizeof(i))) {
		result = jobs->run(i, jobs->arg);
		fflush(NULL);
		if (write_whole(to, &result, sizeof(result)))
			break;
	}
	_exit(0);
}

/* the pipes of the other workers must not stay open in this one: the end of
 * a pipe is how a death is seen */
static void child(struct pool *pool, pid_t parent, int from, int to)
{
	signal(SIGINT, SIG_IGN); /* the parent decides, for all of us */
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	for (int i = 0; i < pool->n; i++) {
		if (!pool->workers[i].pid)
			continue;
		close(pool->workers[i].to);
		close(pool->workers[i].from);
	}
	work(pool->jobs, from, to);
}

static void start(struct pool *pool, struct worker *w)
{
	int down[2], up[2];
	pid_t parent = getpid();

	if (pipe(down) || pipe(up))
		die("cannot make a pipe: %s", strerror(errno));
	fflush(NULL);
	w->pid = 0;
	w->pid = fork();
	if (w->pid < 0)
		die("cannot start a worker process: %s; try fewer --jobs",
		    strerror(errno));
	if (w->pid == 0) {
		close(down[1]);
		close(up[0]);
		child(pool, parent, down[0], up[1]);
	}
	close(down[0]);
	close(up[1]);
	w->to = down[1];
	w->from = up[0];
	w->ndone = 0;
}

/* Return: the worker's death as a result: -1 - SIGNAL, or its exit code */
static int reap(struct worker *w)
{
	int status = 0;

	close(w->to);
	close(w->from);
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	w->pid = 0;
	if (WIFSIGNALED(status))
		return -1 - WTERMSIG(status);
	/* exit() inside a job, such as die(): no result was written */
	return WEXITSTATUS(status) ? WEXITSTATUS(status) : -1;
}

static void assign(struct pool *pool, struct worker *w)
{
	if (pool->next == pool->jobs->n) {
		reap(w); /* its pipe closes, so it ends */
		return;
	}
	w->job = pool->next++;
	/* if it is dead already, its pipe says so at the next poll */
	write_whole(w->to, &w->job, sizeof(w->job));
}

static void answer(struct pool *pool, struct worker *w)
{
	const struct jobs *jobs = pool->jobs;
	size_t job = w->job;
	int result;

	if (!read_whole(w->from, &result, sizeof(result))) {
		if (++w->ndone == jobs->recycle && pool->next < jobs->n) {
			reap(w);
			start(pool, w);
		}
		assign(pool, w);
	} else if (!stopped) {
		result = reap(w);
		if (pool->next < jobs->n) {
			start(pool, w);
			assign(pool, w);
		}
	} else {
		return;
	}
	if (jobs->done)
		jobs->done(job, result, jobs->arg);
}

static void stop(struct pool *pool)
{
	for (int i = 0; i < pool->n; i++)
		if (pool->workers[i].pid)
			kill(pool->workers[i].pid, SIGKILL);
	for (int i = 0; i < pool->n; i++)
		if (pool->workers[i].pid)
			reap(&pool->workers[i]);
	die("stopped; finished units are kept");
}

static int wait_any(struct pool *pool)
{
	int n = 0;

	for (int i = 0; i < pool->n; i++) {
		const struct worker *w = &pool->workers[i];

		pool->polls[i].fd = w->pid ? w->from : -1;
		pool->polls[i].events = POLLIN;
		pool->polls[i].revents = 0;
		n += w->pid != 0;
	}
	if (!n)
		return 0;
	/* a signal between the test of `stopped` and poll() waits for a second
	 * at most */
	if (poll(pool->polls, (nfds_t)pool->n, 1000) < 0 && errno != EINTR)
		die("cannot wait for the workers: %s", strerror(errno));
	return 1;
}

static void run_pool(struct pool *pool)
{
	for (int i = 0; i < pool->n; i++) {
		start(pool, &pool->workers[i]);
		assign(pool, &pool->workers[i]);
	}
	while (!stopped && wait_any(pool))
		for (int i = 0; i < pool->n && !stopped; i++)
			if (pool->polls[i].revents && pool->workers[i].pid)
				answer(pool, &pool->workers[i]);
	if (stopped)
		stop(pool);
}

void jobs_run(const struct jobs *jobs)
{
	struct sigaction act = {.sa_handler = on_signal}, oldint, oldterm,
			 oldpipe, ignore = {.sa_handler = SIG_IGN};
	struct pool pool = {.jobs = jobs};
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	pool.n = jobs->workers > 0 ? jobs->workers : cores > 0 ? (int)cores : 1;
	if ((size_t)pool.n > jobs->n)
		pool.n = (int)jobs->n;
	if (!pool.n)
		return;
	pool.workers = calloc((size_t)pool.n, sizeof(*pool.workers));
	pool.polls = calloc((size_t)pool.n, sizeof(*pool.polls));
	if (!pool.workers || !pool.polls)
		die("out of memory for %d workers", pool.n);
	stopped = 0;
	sigaction(SIGINT, &act, &oldint);
	sigaction(SIGTERM, &act, &oldterm);
	sigaction(SIGPIPE, &ignore, &oldpipe);
	run_pool(&pool);
	sigaction(SIGINT, &oldint, NULL);
	sigaction(SIGTERM, &oldterm, NULL);
	sigaction(SIGPIPE, &oldpipe, NULL);
	free(pool.workers);
	free(pool.polls);
}
