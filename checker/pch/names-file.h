/* SPDX-License-Identifier: GPL-2.0-only */
/* How the description of a shared header begins. */
#ifndef GFPCHECK_PCH_NAMES_FILE_H
#define GFPCHECK_PCH_NAMES_FILE_H

#include <stdint.h>

#define NAMES_MAGIC "GFPNM 2\n"

/** struct names_head - @base: the checksum of that below; numbers as in struct
 * names. */
struct names_head {
	char magic[8];
	uint64_t base;
	uint32_t first, nfiles, nused, ndefs, nbodies, nleaks, nedges, ndirs,
		nincluded, nskipped;
};

#endif
