// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of kbuild/: flags, make's output, .cmd files, JSON; and jobs. */
#include "base/buf.h"
#include "base/jobs.h"
#include "kbuild/commands.h"
#include "kbuild/flags.h"
#include "kbuild/plan.h"
#include "tap.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void is(const char *got, const char *want, const char *name)
{
	int same = got && !strcmp(got, want);

	ok(same, name);
	if (!same)
		printf("# got:  %s\n# want: %s\n", got ? got : "(none)", want);
}

/* commands as text: DIR|word|word, one per line */
static void record(void *arg, const char *dir, int argc, char *const *argv)
{
	struct buf *b = arg;

	buf_puts(b, dir ? dir : "");
	for (int i = 0; i < argc; i++)
		buf_printf(b, "|%s", argv[i]);
	buf_puts(b, "\n");
}

static void join(struct buf *b, const struct unit *u)
{
	b->n = 0;
	buf_printf(b, "%s %s %s:", u->src, u->obj, u->modname);
	for (int i = 0; i < u->argc; i++)
		buf_printf(b, " %s", u->argv[i]);
}

static void sanitised(const char *command, const char *want, const char *name)
{
	struct buf text = {0}, got = {0};
	struct arena mem = {0};
	struct unit u;
	char *argv[64], *copy = strdup(command);
	int argc = 0;

	for (char *w = strtok(copy, " "); w; w = strtok(NULL, " "))
		argv[argc++] = w;
	if (flags_sanitise(&mem, &u, argc, argv))
		buf_puts(&got, "none");
	else
		join(&got, &u);
	is(got.v, want, name);
	buf_free(&text);
	buf_free(&got);
	arena_free(&mem);
	free(copy);
}

static void test_flags(void)
{
	sanitised("gcc -Wp,-MMD,a/.b.o.d -nostdinc -I./include -I inc "
		  "-include x.h -D__KERNEL__ -Wall -std=gnu11 -O2 "
		  "-fconserve-stack -mno-sse -mpreferred-stack-boundary=3 "
		  "-DKBUILD_MODNAME=\"b\" -c -o a/b.o /src/a/b.c",
		  "/src/a/b.c a/b.o b: -nostdinc -I./include -I inc "
		  "-include x.h -D__KERNEL__ -std=gnu11 -O2 -mno-sse "
		  "-DKBUILD_MODNAME=\"b\"",
		  "flags: what changes the meaning stays, the rest goes");
	sanitised("gcc -DKBUILD_MODNAME=KBUILD_STR(x_y) -c -o ./x.o x.c",
		  "x.c x.o x_y: -DKBUILD_MODNAME=KBUILD_STR(x_y)",
		  "flags: module name as old kernels write it");
	sanitised("aarch64-linux-gnu-gcc-12 -mgeneral-regs-only "
		  "-mstack-protector-guard=sysreg -c x.c",
		  "x.c x.o : --target=aarch64-linux-gnu -mgeneral-regs-only",
		  "flags: a cross compiler names the target");
	sanitised("gcc -DA -c -o fs/.tmp_x.o fs/x.c", "fs/x.c fs/x.o : -DA",
		  "flags: object of a MODVERSIONS build");
	sanitised("-D__CHECKER__ -Wbitwise -Wno-return-void --arch=x86 -m64 "
		  "-D__KERNEL__ x.c",
		  "x.c x.o : -m64 -D__KERNEL__",
		  "flags: the hook's line without a compiler");
	sanitised("gcc --param min-pagesize=0 -fplugin=p.so "
		  "-fplugin-arg-p-x -MF x.d -x c -c y.c",
		  "y.c y.o :", "flags: dropped with the word they take");
	sanitised("gcc -mno-sse -mno-80387 -mhard-float -msse -c y.c",
		  "y.c y.o : -mno-sse -mno-80387 -msse",
		  "flags: what clang refuses on one machine is dropped");
	sanitised("gcc -c -o x.o x.S", "none", "flags: no C source");
	sanitised("gcc -I", "none", "flags: a flag whose value is missing");
	sanitised("", "none", "flags: an empty command");
}

static void test_kernel_code(void)
{
	char *kernel[] = {"gcc", "-D__KERNEL__", "-DKBUILD_MODNAME=\"x\""};
	char *host[] = {"gcc", "-O2", "-c", "x.c"};
	char *vdso[] = {"gcc", "-D__KERNEL__", "-DKBUILD_MODNAME=\"x\"",
			"-DBUILD_VDSO"};
	char *x86_vdso[] = {"gcc", "-D__KERNEL__", "-DKBUILD_MODNAME=\"x\"",
			    "-fPIC"};

	ok(flags_kernel_code(3, kernel), "kernel code is told by its macros");
	ok(!flags_kernel_code(4, host), "a host program is not kernel code");
	ok(!flags_kernel_code(4, vdso), "the vDSO is not kernel code");
	ok(flags_pic(4, x86_vdso) && !flags_pic(4, vdso),
	   "code that may be loaded anywhere is told apart");
}

static void made(const char *text, const char *want, const char *name)
{
	struct buf got = {0};

	commands_of_make(text, strlen(text), record, &got);
	is(got.v ? got.v : "", want, name);
	buf_free(&got);
}

static void test_make(void)
{
	made("set -e;  echo '  gcc -DM='\\''\"x\"'\\'' -c -o x.o x.c'; "
	     "trap 'rm -f x.o; kill -s HUP $$' HUP; "
	     "gcc -DM='\"x\"' -c -o x.o x.c ; ./objtool x.o; "
	     "fixdep .x.o.d x.o 'gcc -c -o x.o x.c' > .x.o.cmd\n",
	     "|gcc|-DM=\"x\"|-c|-o|x.o|x.c\n",
	     "make: the command within kbuild's wrapping, once");
	made("gcc -DA \\\n  -c -o x.o \\\n\tx.c\ngcc -c -o y.o y.c\n",
	     "|gcc|-DA|-c|-o|x.o|x.c\n|gcc|-c|-o|y.o|y.c\n",
	     "make: continued lines are one");
	made("if gcc -c -o x.o x.c 2>&1 >log; then :; fi\n",
	     "|gcc|-c|-o|x.o|x.c\n",
	     "make: reserved words and redirections are not words");
	made("A=b ccache gcc -D\"N=S(x y)\" -c x.c && (cc -c y.c)\n",
	     "|gcc|-DN=S(x y)|-c|x.c\n|cc|-c|y.c\n",
	     "make: assignments, wrappers, quotes, groups");
	made("awk '{ print -c x\ngcc -c -o x.o x.c\n", "|gcc|-c|-o|x.o|x.c\n",
	     "make: an open quote ends with its line");
	made("sh -c 'echo x.c'\ngcc -c x.S\nld -o x -c y\n", "",
	     "make: not a compilation of C");
	made("gcc -c x.c \\", "|gcc|-c|x.c\n", "make: ends in a backslash");
	made("", "", "make: nothing");
}

static void test_cmd(void)
{
	static const char saved[] =
		"savedcmd_a/x.o := gcc -DS=\\#s -DP='$(pound)$$1' -c -o a/x.o "
		"a/x.c ; ./objtool a/x.o\n\nsource_a/x.o := a/x.c\n";
	static const char old[] = "cmd_x.o := gcc -c -o x.o x.c\n"
				  "deps_x.o := a -c b.c\n";
	struct buf got = {0};

	commands_of_cmd(saved, strlen(saved), record, &got);
	is(got.v, "|gcc|-DS=#s|-DP=#$1|-c|-o|a/x.o|a/x.c\n",
	   "cmd: savedcmd_, with make's escapes");
	got.n = 0;
	commands_of_cmd(old, strlen(old), record, &got);
	is(got.v, "|gcc|-c|-o|x.o|x.c\n", "cmd: cmd_, and the command only");
	buf_free(&got);
}

static void test_json(void)
{
	static const char good[] =
		"[ {\"directory\":\"/d\", \"extra\":[1,{\"a\":[]},true,-1e3], "
		"\"arguments\":[\"gcc\",\"-DA=\\\"b\\u0041\\\"\",\"-c\","
		"\"x.c\"], \"file\":\"x.c\"},\n"
		"{\"command\":\"gcc -DN='\\\"y\\\"' -c y.c\", "
		"\"directory\":\"/e\",\"file\":\"y.c\"} ]";
	static const char *const bad[] = {"",
					  "[",
					  "[{\"a\"",
					  "{}",
					  "[{\"arguments\":[\"x\"",
					  "[{\"directory\":\"/d\" \"x\"}]",
					  "[{\"a\":}]",
					  "[{\"a\":\"\\"};
	struct buf got = {0};

	ok(!commands_of_json(good, strlen(good), record, &got),
	   "json: both forms are read");
	is(got.v, "/d|gcc|-DA=\"bA\"|-c|x.c\n/e|gcc|-DN=\"y\"|-c|y.c\n",
	   "json: words and folders");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ok(commands_of_json(bad[i], strlen(bad[i]), record, &got) == -1,
		   "json: a broken file is refused");
	buf_free(&got);
}

static void placed(const char *dir, const char *src, const char *want)
{
	struct arena mem = {0};
	struct unit u = {.src = src, .obj = "x.o", .dir = dir};

	unit_place(&mem, &u, "/src", "/src/build");
	is(u.src, want, "place: relative to the tree it lies in");
	arena_free(&mem);
}

static void test_place(void)
{
	placed("/src/build", "../block/./bio.c", "block/bio.c");
	placed("/src/build", "lib/gen.c", "lib/gen.c");
	placed("/src", "a/../b/c.c", "b/c.c");
	placed("/src", "/elsewhere/c.c", "/elsewhere/c.c");
}

/* a list of one unit, kept and read again; @head: another first line */
static int kept_list(const char *head)
{
	char dir[] = "/tmp/gfpcheck-list-XXXXXX", path[64];
	struct kbuild kb = {0}, again = {0};
	struct unit u = {.obj = "x.o", .src = "x.c", .path = "x.c", .modname = "",
			 .dir = "/src"};
	struct plan plan = {0};
	struct buf b = {0};
	int err;

	kb.workdir = again.workdir = mkdtemp(dir);
	kb.tree = kb.objtree = again.tree = again.objtree = dir;
	vec_push(&kb.units, u);
	cache_store(&kb, &plan);
	snprintf(path, sizeof(path), "%s/units", dir);
	if (head && !file_read(&b, path)) {
		char *rest = memchr(b.v, '\n', b.n);
		struct buf other = {0};

		buf_puts(&other, head);
		buf_add(&other, rest, b.n - (size_t)(rest - b.v));
		file_write(path, other.v, other.n);
		buf_free(&other);
	}
	err = cache_load(&again, &plan);
	if (!err && (again.units.n != 1 || strcmp(again.units.v[0].obj, "x.o")))
		err = -2;
	buf_free(&b);
	unlink(path);
	rmdir(dir);
	arena_free(&kb.mem);
	arena_free(&again.mem);
	vec_free(&kb.units);
	vec_free(&again.units);
	return err;
}

static void test_kept_list(void)
{
	ok(!kept_list(NULL), "kept list: what was stored is read");
	ok(kept_list("gfpcheck units 1") == -1,
	   "kept list: one that other code made is not taken");
}

#define JOBS 200

static int results[JOBS], calls[JOBS];

static int run(size_t i, void *arg)
{
	(void)arg;
	if (i % 50 == 7)
		raise(SIGKILL);
	if (i % 50 == 9)
		_exit(3);
	return (int)(i % 100);
}

static void done(size_t i, int result, void *arg)
{
	(void)arg;
	results[i] = result;
	calls[i]++;
}

static void test_jobs(void)
{
	struct jobs jobs = {.n = JOBS, .workers = 4, .run = run, .done = done};
	int good = 1, once = 1;

	jobs_run(&jobs);
	for (int i = 0; i < JOBS; i++) {
		int want = i % 50 == 7	 ? -1 - SIGKILL
			   : i % 50 == 9 ? 3
					 : i % 100;

		good &= results[i] == want;
		once &= calls[i] == 1;
	}
	ok(good, "jobs: every result, and the signal of those that died");
	ok(once, "jobs: each is done once");
	jobs.n = 0;
	jobs_run(&jobs);
	ok(1, "jobs: none is no problem");
}

int main(void)
{
	test_flags();
	test_kernel_code();
	test_make();
	test_cmd();
	test_json();
	test_place();
	test_kept_list();
	test_jobs();
	return tap_end();
}
