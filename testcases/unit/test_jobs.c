// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of base/jobs and base/jobserver, some below a real make. */
#include "base/buf.h"
#include "base/jobs.h"
#include "base/jobserver.h"
#include "base/msg.h"
#include "tap.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define JOBS 24
#define PATIENCE 3000 /* ms that a job waits for others to run beside it */

static char dir[] = "/tmp/gfpcheck-jobs-XXXXXX", self[4096];

static char *in_dir(const char *name)
{
	static char path[4][4096];
	static int n;

	n = (n + 1) % 4;
	snprintf(path[n], sizeof(path[n]), "%s/%s", dir, name);
	return path[n];
}

/* ---- jobs that see each other ---- */

static struct shared {
	int busy, most, want; /* want: wait until so many are busy */
	int done[JOBS], result[JOBS];
} * shared;

static int crash_at = -1, die_at = -1, hang_at = -1;

static int run(size_t i, void *arg)
{
	int busy = __atomic_add_fetch(&shared->busy, 1, __ATOMIC_SEQ_CST);

	(void)arg;
	for (int ms = 0; shared->most < shared->want && ms < PATIENCE; ms++) {
		busy = __atomic_load_n(&shared->busy, __ATOMIC_SEQ_CST);
		if (busy > shared->most)
			shared->most = busy;
		usleep(1000);
	}
	if (busy > shared->most)
		shared->most = busy;
	if ((int)i == hang_at) {
		fclose(fopen(in_dir("hangs"), "w"));
		sleep(60);
	}
	if ((int)i % 5 == crash_at)
		shared->done[i] = -1;
	usleep(2000);
	__atomic_sub_fetch(&shared->busy, 1, __ATOMIC_SEQ_CST);
	if ((int)i % 5 == crash_at)
		raise(SIGKILL);
	return (int)i;
}

static void done(size_t i, int result, void *arg)
{
	(void)arg;
	shared->done[i]++;
	shared->result[i] = result;
	if ((int)i == die_at)
		die("as if the disk were full");
}

static void run_all(int workers, int want, size_t recycle)
{
	struct jobs jobs = {.n = JOBS,
			    .workers = workers,
			    .run = run,
			    .done = done,
			    .recycle = recycle};

	memset(shared, 0, sizeof(*shared));
	shared->want = want;
	jobs_run(&jobs);
}

/* Every fourth job keeps 64 MB. Return: how many workers there were. */
static int keep(size_t i, void *arg)
{
	(void)arg;
	if (i % 4 == 3 && mmap(NULL, 64 << 20, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1,
			       0) == MAP_FAILED)
		return 1;
	shared->done[i] = (int)getpid();
	return 0;
}

static int count_workers(long heavy)
{
	struct jobs jobs = {
		.n = JOBS, .workers = 1, .run = keep, .heavy = heavy};
	int n = 1;

	memset(shared, 0, sizeof(*shared));
	jobs_run(&jobs);
	for (int i = 1; i < JOBS; i++)
		n += shared->done[i] != shared->done[i - 1];
	return n;
}

/* Beside another process that does the same: both count together. */
static int run_beside(void)
{
	struct jobs jobs = {.n = JOBS, .workers = 6, .run = run, .done = done};
	int fd = open(in_dir("shared"), O_RDWR | O_CREAT, 0600);

	if (fd < 0 || ftruncate(fd, sizeof(*shared)))
		return 1;
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED,
		      fd, 0);
	if (shared == MAP_FAILED)
		return 1;
	jobs_run(&jobs);
	printf("%s", shared->most <= 2 ? "few " : "many ");
	return 0;
}

/* Each job was done once and said its number; crashed ones said the signal. */
static int all_done(void)
{
	int good = 1;

	for (int i = 0; i < JOBS; i++) {
		int crashed = i % 5 == crash_at;

		good &= shared->done[i] == !crashed;
		good &= shared->result[i] == (crashed ? -1 - SIGKILL : i);
	}
	return good;
}

/* ---- tokens ---- */

/* Takes all there are and puts them back; their bytes are added up. */
static int tokens(int *sum)
{
	struct jobserver s;
	int token, taken[64], n = 0;

	*sum = 0;
	jobserver_open(&s, getenv("MAKEFLAGS"));
	while (s.on && n < 64 && (token = jobserver_take(&s)) >= 0)
		*sum += taken[n++] = token;
	for (int i = 0; i < n; i++)
		jobserver_give(&s, taken[i]);
	jobserver_close(&s);
	return n;
}

/* ---- what make runs: this program with arguments ---- */

/* "most tokens-left all-done" */
static int below_make(const char *what, int want)
{
	int sum;

	if (!strcmp(what, "count")) {
		printf("%d\n", tokens(&sum));
		return 0;
	}
	if (!strcmp(what, "beside"))
		return run_beside();
	crash_at = strcmp(what, "crash") ? -1 : 2;
	die_at = strcmp(what, "die") ? -1 : 7;
	hang_at = strcmp(what, "hang") ? -1 : 9;
	run_all(6, want, 4);
	printf("%d %d %d\n", shared->most, tokens(&sum), all_done());
	return 0;
}

/* What `make ARGS` prints for this Makefile; stderr is in the file "said". */
static char *make(const char *args, const char *makefile)
{
	static char out[4096];
	char command[20000];
	size_t n;
	FILE *p;

	if (file_write(in_dir("Makefile"), makefile, strlen(makefile)))
		perror("Makefile");
	snprintf(command, sizeof(command),
		 "cd %s && env -u MAKELEVEL -u MAKEFLAGS make -s SELF='%s %s' "
		 "%s 2>said",
		 dir, self, dir, args);
	p = popen(command, "r");
	n = p ? fread(out, 1, sizeof(out) - 1, p) : 0;
	out[n] = 0;
	if (p)
		pclose(p);
	return out;
}

static int said(const char *word)
{
	struct buf b = {0};
	int found = !file_read(&b, in_dir("said")) && b.n && strstr(b.v, word);

	buf_free(&b);
	return found;
}

static void test_make(void)
{
	ok(!strcmp(make("-j3", "all:\n\t+$(SELF) run 3\n"), "3 2 1\n"),
	   "make -j3: three at once, two tokens afterwards");
	ok(!strcmp(make("-j3", "all:\n\t+$(SELF) crash 3\n"), "3 2 1\n"),
	   "make -j3: workers that are killed take no token with them");
	ok(!strcmp(make("-j3", "all:\n\t-+$(SELF) die 3\n\t+$(SELF) count\n"),
		   "2\n"),
	   "make -j3: dying gives the tokens back");
	ok(!strcmp(make("-j3", "all:\n"
			       "\t+$(SELF) hang 3 & pid=$$!; "
			       "while [ ! -e hangs ]; do sleep 0.01; done; "
			       "kill $$pid; wait $$pid; $(SELF) count\n"),
		   "2\n") &&
		   said("stopped"),
	   "make -j3: being stopped gives the tokens back");
	ok(!strcmp(make("-j2", "all: a b\na b:\n\t+$(SELF) beside\n"),
		   "few few "),
	   "make -j2: two commands share what there is");
	ok(!strncmp(make("-j3", "all:\n\t$(SELF) run 1\n"), "1 0 1\n", 6) &&
		   said("put + before"),
	   "make -j3 that does not share: one worker, and a hint");
	ok(!strcmp(make("-j1", "all:\n\t$(SELF) run 6\n"), "6 0 1\n"),
	   "make without -j has nothing to share: as many as asked for");
}

/* ---- FIFOs, as make 4.4 has them ---- */

static int fifo_with(const char *bytes)
{
	char *path = in_dir("fifo"), flags[5000];
	int fd;

	unlink(path);
	if (mkfifo(path, 0600))
		perror(path);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (write(fd, bytes, strlen(bytes)) != (ssize_t)strlen(bytes))
		perror(path);
	snprintf(flags, sizeof(flags),
		 " -j9 --jobserver-auth=7,8 --jobserver-auth=fifo:%s -- "
		 "--jobserver-auth=0,0",
		 path);
	setenv("MAKEFLAGS", flags, 1);
	return fd;
}

static void test_fifo(void)
{
	int fd = fifo_with("abc"), sum, n;

	run_all(6, 4, 0);
	n = tokens(&sum);
	ok(shared->most == 4 && all_done(), "three tokens: four at once");
	ok(n == 3 && sum == 'a' + 'b' + 'c', "the same bytes are put back");
	run_all(2, 2, 0);
	ok(shared->most == 2 && all_done(), "no more than --jobs");
	close(fd);
	fd = fifo_with("");
	run_all(6, 1, 0);
	ok(shared->most == 1 && all_done(), "no token: one at a time");
	if (!fork()) {
		usleep(50000);
		_exit(write(fd, "x", 1) != 1);
	}
	run_all(6, 2, 0);
	wait(NULL);
	ok(shared->most == 2 && all_done() && tokens(&sum) == 1,
	   "a token that comes later is used");
	close(fd);
	unlink(in_dir("fifo"));
}

static void test_flags(void)
{
	struct jobserver s;

	jobserver_open(&s, NULL);
	ok(!s.on && !s.closed, "no MAKEFLAGS, no jobserver");
	jobserver_open(&s, "ks -j1 -- --jobserver-auth=0,1");
	ok(!s.on && !s.closed, "a variable is no option");
	jobserver_open(&s, " -j --jobserver-auth=-2,-2");
	ok(!s.on && s.closed, "descriptors that make has closed");
	jobserver_open(&s, " -j --jobserver-auth=fifo:/nowhere/at/all");
	ok(!s.on && s.closed, "a FIFO that is not there");
	jobserver_open(&s, " -j --jobserver-auth=fifo:/dev/null");
	ok(!s.on && s.closed, "what is no FIFO");
	jobserver_open(&s, " --jobserver-fds=950,951 -j");
	ok(!s.on && s.closed, "descriptors that are not open");
}

static void test_alone(void)
{
	unsetenv("MAKEFLAGS");
	run_all(3, 3, 0);
	ok(shared->most == 3 && all_done(), "three workers, each job once");
	crash_at = 1;
	run_all(3, 3, 2);
	ok(all_done(), "a worker that dies costs its job only");
	crash_at = -1;
	ok(count_workers(0) == 1, "a worker that keeps memory goes on");
	ok(count_workers(32 << 10) == JOBS / 4,
	   "unless that is more than it may: then the next one starts small");
}

int main(int argc, char **argv)
{
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED || !realpath(argv[0], self))
		return 1;
	if (argc > 2) {
		snprintf(dir, sizeof(dir), "%s", argv[1]);
		return below_make(argv[2], argc > 3 ? atoi(argv[3]) : 0);
	}
	if (!mkdtemp(dir))
		return 1;
	test_alone();
	test_flags();
	test_fifo();
	unsetenv("MAKEFLAGS");
	test_make();
	for (const char *const *f =
		     (const char *const[]){"Makefile", "said", "hangs",
					   "shared", NULL};
	     *f; f++)
		unlink(in_dir(*f));
	rmdir(dir);
	return tap_end();
}
