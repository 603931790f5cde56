// SPDX-License-Identifier: GPL-2.0-only
/* A library that is loaded when it is first called. */
#include "base/late.h"
#include "base/msg.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

static const char *const names[] = {
#include <clang-names.h>
};

#define NAMES (sizeof(names) / sizeof(*names))

void *late_functions[NAMES];
static const char *file;

void *late_load(unsigned i)
{
	void *library = dlopen(LIBCLANG, RTLD_LAZY);
	struct link_map *map;

	if (!library || dlinfo(library, RTLD_DI_LINKMAP, &map))
		die("cannot load %s: %s", LIBCLANG, dlerror());
	file = map->l_name;
	for (size_t k = 0; k < NAMES; k++) {
		late_functions[k] = dlsym(library, names[k]);
		if (!late_functions[k])
			die("%s has no %s()", file, names[k]);
	}
	return late_functions[i];
}

uint64_t late_stamp(void)
{
	struct stat st;

	if (stat(LIBCLANG, &st))
		die("cannot load %s: %s", LIBCLANG, strerror(errno));
	return (uint64_t)st.st_mtim.tv_sec << 32 ^ (uint64_t)st.st_size;
}

const char *late_file(void)
{
	return file;
}
