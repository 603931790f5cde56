// SPDX-License-Identifier: GPL-2.0-only
/* The files of a workdir. */
#include "units/workdir.h"
#include "base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

char *summary_path(struct arena *mem, const char *dir, const char *obj)
{
	char *path = arena_printf(mem, "%s/%s.gfp", dir, obj);

	/* an object outside of the tree must stay below @dir */
	for (char *p = path + strlen(dir); (p = strstr(p, "/../")); p++)
		p[1] = p[2] = '_';
	return path;
}

int summary_is_intact(const char *path, uint64_t product)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), same = 0;
	struct stat st;
	uint64_t sum;
	size_t n;
	char *p;

	if (fd < 0)
		return 0;
	if (!fstat(fd, &st) && st.st_size > (off_t)sizeof(sum)) {
		n = (size_t)st.st_size - sizeof(sum);
		p = mmap(NULL, (size_t)st.st_size, PROT_READ,
			 MAP_PRIVATE | MAP_POPULATE, fd, 0);
		if (p != MAP_FAILED) {
			memcpy(&sum, p + n, sizeof(sum));
			same = sum == product && XXH3_64bits(p, n) == sum;
			munmap(p, (size_t)st.st_size);
		}
	}
	close(fd);
	return same;
}

uint64_t summary_sum(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	uint64_t sum = 0;
	struct stat st;

	if (fd < 0)
		return 0;
	if (!fstat(fd, &st) && st.st_size > (off_t)sizeof(sum) &&
	    pread(fd, &sum, sizeof(sum), st.st_size - (off_t)sizeof(sum)) !=
		    sizeof(sum))
		sum = 0;
	close(fd);
	return sum;
}

char *retired_path(struct arena *mem, const char *workdir, const char *obj)
{
	return arena_printf(mem, "%s/retired/%016llx.gfp", workdir,
			    (unsigned long long)XXH3_64bits(obj, strlen(obj)));
}

/* Not being able to costs the next run some time, and nothing else. */
void summary_retire(const char *workdir, const char *obj, const char *path)
{
	struct arena mem = {0};
	char *to = retired_path(&mem, workdir, obj);

	if (link(path, to) && errno == ENOENT &&
	    !mkdir(arena_printf(&mem, "%s/retired", workdir), 0777))
		(void)!link(path, to);
	arena_free(&mem);
}

/* all of it, or only files whose name contains @only */
static void remove_tree(const char *path, const char *only)
{
	DIR *d = opendir(path);
	struct dirent *e;
	struct buf sub = {0};

	while (d && (e = readdir(d))) {
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		sub.n = 0;
		buf_printf(&sub, "%s/%s", path, e->d_name);
		if (e->d_type == DT_DIR)
			remove_tree(sub.v, only);
		else if (!only || strstr(e->d_name, only))
			unlink(sub.v);
	}
	if (d)
		closedir(d);
	if (!only)
		rmdir(path);
	buf_free(&sub);
}

/* what killed runs have left: nobody else has the lock */
void workdir_clean(const char *workdir)
{
	DIR *d = opendir(workdir);
	struct dirent *e;
	struct buf sub = {0};

	while (d && (e = readdir(d))) {
		sub.n = 0;
		buf_printf(&sub, "%s/%s", workdir, e->d_name);
		if (!strncmp(e->d_name, "overlay-", 8))
			remove_tree(sub.v, NULL);
		else if (strstr(e->d_name, ".tmp"))
			unlink(sub.v);
	}
	if (d)
		closedir(d);
	sub.n = 0;
	buf_printf(&sub, "%s/pch", workdir);
	remove_tree(sub.v, ".tmp");
	buf_free(&sub);
}

void summaries_clean(const char *workdir)
{
	struct buf sub = {0};

	buf_printf(&sub, "%s/summaries", workdir);
	remove_tree(sub.v, ".tmp");
	buf_free(&sub);
}

/* an overlay run that ends by die() removes its folder as well */
static char *scratch_dir;
static pid_t scratch_owner;

void scratch_remove(void)
{
	if (scratch_dir && getpid() == scratch_owner)
		remove_tree(scratch_dir, NULL);
	free(scratch_dir);
	scratch_dir = NULL;
}

char *scratch_make(struct arena *mem, const char *workdir)
{
	char *dir = arena_printf(mem, "%s/overlay-%d", workdir, (int)getpid());

	scratch_dir = strdup(dir);
	scratch_owner = getpid();
	atexit(scratch_remove);
	return dir;
}

void retired_clean(const char *workdir)
{
	struct buf sub = {0};

	buf_printf(&sub, "%s/retired", workdir);
	remove_tree(sub.v, NULL);
	buf_free(&sub);
}

int file_holds(const char *path, const char *text)
{
	struct buf old = {0};
	int same = !file_read(&old, path) && old.n == strlen(text) &&
		   !memcmp(old.v, text, old.n);

	buf_free(&old);
	return same;
}
