// SPDX-License-Identifier: GPL-2.0-only
/*
 * A pool of worker processes.
 *
 * Each worker has two pipes: it reads the number of its next job from one and
 * writes the result to the other. The parent hands out a number whenever a
 * worker is free, so long jobs delay nobody. A worker that dies closes its
 * pipe, is reaped, and a new one takes its place while jobs are left. Workers
 * die with the parent (PR_SET_PDEATHSIG).
 *
 * Under make a worker but the first needs a token of the jobserver for each
 * job. The parent holds the tokens, always one less than workers are busy, so a
 * worker that dies takes none with it.
 */
#include "base/jobs.h"
#include "base/jobserver.h"
#include "base/msg.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct worker {
	pid_t pid; /* 0 = none */
	int to, from, busy;
	size_t job, ndone;
};

struct pool {
	const struct jobs *jobs;
	struct worker *workers;
	struct pollfd *polls; /* the last one: the jobserver's */
	int n, nbusy;
	size_t next;
	struct jobserver server;
	int limited; /* make decides how many are busy */
	int *tokens, ntokens;
};

/* whose tokens are given back when the program ends by die() */
static struct pool *holder;
static pid_t holder_pid;

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
static int reap(const struct pool *pool, struct worker *w)
{
	long *largest = pool->jobs->largest;
	struct rusage used = {0};
	int status = 0;

	close(w->to);
	close(w->from);
	while (wait4(w->pid, &status, 0, &used) < 0 && errno == EINTR)
		;
	if (largest && used.ru_maxrss > *largest)
		*largest = used.ru_maxrss;
	w->pid = 0;
	if (WIFSIGNALED(status))
		return -1 - WTERMSIG(status);
	/* exit() inside a job, such as die(): no result was written */
	return WEXITSTATUS(status) ? WEXITSTATUS(status) : -1;
}

/* ---- tokens ---- */

static void give_back(struct pool *pool, int keep)
{
	while (pool->ntokens > keep)
		jobserver_give(&pool->server, pool->tokens[--pool->ntokens]);
}

static void give_back_all(void)
{
	if (holder && getpid() == holder_pid)
		give_back(holder, 0);
}

/* Return: 1 if one more worker may be busy */
static int may_work(struct pool *pool)
{
	int token;

	if (!pool->nbusy || !pool->limited)
		return 1;
	token = pool->server.on ? jobserver_take(&pool->server) : -1;
	if (token < 0)
		return 0;
	pool->tokens[pool->ntokens++] = token;
	return 1;
}

static void open_server(struct pool *pool)
{
	static int registered;

	if (pool->n < 2)
		return;
	jobserver_open(&pool->server, getenv("MAKEFLAGS"));
	pool->limited = pool->server.on || pool->server.closed;
	if (pool->server.closed)
		warn("make does not share its jobs with this command, so there "
		     "is one worker: put + before the command in the Makefile");
	if (!registered)
		atexit(give_back_all);
	registered = 1;
	holder_pid = getpid();
	holder = pool;
}

static void close_server(struct pool *pool)
{
	give_back(pool, 0);
	holder = NULL;
	jobserver_close(&pool->server);
}

/* ---- jobs ---- */

static void assign(struct pool *pool, struct worker *w)
{
	if (!w->pid)
		start(pool, w);
	w->busy = 1;
	pool->nbusy++;
	w->job = pool->next++;
	/* if it is dead already, its pipe says so at the next poll */
	write_whole(w->to, &w->job, sizeof(w->job));
}

/* As many as may work, work. Who has nothing more to do ends. */
static void hand_out(struct pool *pool)
{
	for (int i = 0; i < pool->n; i++) {
		struct worker *w = &pool->workers[i];

		if (w->busy)
			continue;
		if (pool->next == pool->jobs->n) {
			if (w->pid)
				reap(pool, w); /* its pipe closes, so it ends */
			continue;
		}
		if (!may_work(pool))
			return;
		assign(pool, w);
	}
}

/* What the worker shares with others (a mapped file) is not its own. */
static int is_heavy(const struct worker *w, long most)
{
	long pages = sysconf(_SC_PAGESIZE) / 1024, all = 0, shared = 0;
	char path[64];
	FILE *f;

	if (!most)
		return 0;
	snprintf(path, sizeof(path), "/proc/%ld/statm", (long)w->pid);
	f = fopen(path, "r");
	if (!f)
		return 0;
	if (fscanf(f, "%*d %ld %ld", &all, &shared) != 2)
		all = shared = 0;
	fclose(f);
	return (all - shared) * pages > most;
}

static void answer(struct pool *pool, struct worker *w)
{
	const struct jobs *jobs = pool->jobs;
	int result;

	if (!read_whole(w->from, &result, sizeof(result))) {
		if (++w->ndone == jobs->recycle || is_heavy(w, jobs->heavy))
			reap(pool, w);
	} else if (!stopped) {
		result = reap(pool, w);
	} else {
		return;
	}
	w->busy = 0;
	pool->nbusy--;
	give_back(pool, pool->nbusy ? pool->nbusy - 1 : 0);
	if (jobs->done)
		jobs->done(w->job, result, jobs->arg);
}

static void stop(struct pool *pool)
{
	for (int i = 0; i < pool->n; i++)
		if (pool->workers[i].pid)
			kill(pool->workers[i].pid, SIGKILL);
	for (int i = 0; i < pool->n; i++)
		if (pool->workers[i].pid)
			reap(pool, &pool->workers[i]);
	die("stopped; finished units are kept");
}

static void wait_any(struct pool *pool)
{
	struct pollfd *server = &pool->polls[pool->n];

	for (int i = 0; i < pool->n; i++) {
		const struct worker *w = &pool->workers[i];

		pool->polls[i] =
			(struct pollfd){w->busy ? w->from : -1, POLLIN, 0};
	}
	*server = (struct pollfd){-1, POLLIN, 0};
	if (pool->server.on && pool->next < pool->jobs->n &&
	    pool->nbusy < pool->n)
		server->fd = pool->server.in;
	/* a signal between the test of `stopped` and poll() waits for a second
	 * at most */
	if (poll(pool->polls, (nfds_t)pool->n + 1, 1000) < 0 && errno != EINTR)
		die("cannot wait for the workers: %s", strerror(errno));
}

static void run_pool(struct pool *pool)
{
	for (hand_out(pool); !stopped && pool->nbusy; hand_out(pool)) {
		wait_any(pool);
		for (int i = 0; i < pool->n && !stopped; i++)
			if (pool->polls[i].revents && pool->workers[i].busy)
				answer(pool, &pool->workers[i]);
	}
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
	pool.polls = calloc((size_t)pool.n + 1, sizeof(*pool.polls));
	pool.tokens = calloc((size_t)pool.n, sizeof(*pool.tokens));
	if (!pool.workers || !pool.polls || !pool.tokens)
		die("out of memory for %d workers", pool.n);
	stopped = 0;
	sigaction(SIGINT, &act, &oldint);
	sigaction(SIGTERM, &act, &oldterm);
	sigaction(SIGPIPE, &ignore, &oldpipe);
	open_server(&pool);
	run_pool(&pool);
	close_server(&pool);
	sigaction(SIGINT, &oldint, NULL);
	sigaction(SIGTERM, &oldterm, NULL);
	sigaction(SIGPIPE, &oldpipe, NULL);
	free(pool.workers);
	free(pool.polls);
	free(pool.tokens);
}
