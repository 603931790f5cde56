#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# fix changes a mask where it is written, and nothing else.
. "$CASES/errors/lib"

units case
cat >case/a.c <<'END'
#include "kernel.h"

static void *warn_plain(void)
{
	return kmalloc(64, GFP_KERNEL | __GFP_ZERO);
}

static void *warn_lines(void)
{
	/* kmalloc(8, GFP_KERNEL) in a comment is no call */
	return kcalloc(sizeof("GFP_KERNEL"), (8 + 8),
		       GFP_KERNEL /* all */ | __GFP_NOWARN);
}

static void *warn_account(void)
{
	return kmalloc(64, GFP_KERNEL_ACCOUNT & ~__GFP_ZERO);
}

static void *warn_variable(int big)
{
	gfp_t mask = big ? GFP_KERNEL : GFP_ATOMIC, other = 0;

	other = GFP_KERNEL;
	return kmalloc(other ? 64 : 32, mask);
}

static void *helper(size_t size, gfp_t mask)
{
	return kmalloc(size, mask | __GFP_ZERO);
}

static void *warn_origin(void)
{
	return helper(64, GFP_KERNEL);
}

static void *warn_macro(void)
{
	return alloc_page(GFP_KERNEL);
}

/* each in a path of its own, or one scope would mend them all */
#define DISK(name, argument)                                         \
	static void submit_##name(struct bio *bio)                   \
	{                                                            \
		warn_##name(argument);                               \
	}                                                            \
	const struct block_device_operations ops_##name = {          \
		.submit_bio = submit_##name,                         \
	};

DISK(plain, )
DISK(lines, )
DISK(account, )
DISK(variable, bio->bi_status)
DISK(origin, )
DISK(macro, )
END
mends case warn_plain
patched '^\+	return kmalloc\(64, GFP_NOIO \| __GFP_ZERO\);$'
[ "$(grep -c '^[-+][^-+]' patch)" -eq 2 ] || fail "more than one line changed"
mends case warn_lines
patched '^\+		       GFP_NOIO /\* all \*/ \| __GFP_NOWARN\);$'
mends case warn_account
patched '^\+.*\(GFP_NOIO \| __GFP_ACCOUNT\) & ~__GFP_ZERO'
mends case warn_variable
patched '^\+	gfp_t mask = big \? GFP_NOIO : GFP_ATOMIC, other = 0;$'
[ "$(grep -c '^+[^+]' patch)" -eq 1 ] || fail "other variables changed too"
mends case warn_origin
patched '^\+	return helper\(64, GFP_NOIO\);$'
mends case warn_macro
expect 0 check case

# A mask in a header belongs to all who include it: a scope instead.
units shared
cat >shared/own.h <<'END'
static inline void *warn_shared(void)
{
	return kmalloc(64, GFP_KERNEL);
}
END
cat >shared/a.c <<'END'
#include "kernel.h"
#include "own.h"

static void submit(struct bio *bio)
{
	bio->bi_private = warn_shared();
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
END
mends shared warn_shared
patched '^\+	unsigned int noio_flags = memalloc_noio_save\(\);$'
! grep -q '^--- a/own' patch || fail "the header was changed"

# A mask in another file, read through an overlay; both patches in one.
units two a b
sed s/64/128/ two/a.c >other.c
a=$(fingerprint two warn_a) b=$(fingerprint two warn_b)
expect 0 fix two --overlay a.c=other.c "$a" "$b"
grep -q '^-.*kmalloc(128, GFP_KERNEL)' stdout || fail "the overlay is not read"
[ "$(grep -c '^+++ b/' stdout)" -eq 2 ] || fail "not both files"
short=$(echo "$a" | cut -c1-8)
expect 0 fix two "$short"
if command -v patch >/dev/null; then
	(cd two && patch -s -p1 <../stdout) || fail "patch -p1 refuses"
	expect 1 check two
	grep -q warn_a stdout && fail "still there"
fi

# A module outside of the tree: the patch applies in its folder, or at the root.
units module a
mkdir list
cp module/compile_commands.json module/kernel.h list/
cd module
expect 0 fix ../list "$(fingerprint ../list warn_a)"
grep -qx -- '--- a/a.c' stdout || fail "not from here"
GIT_CEILING_DIRECTORIES="$PWD/.." git apply --check stdout ||
	fail "git apply refuses the patch"
cd ../list
expect 0 fix . "$(fingerprint . warn_a)"
grep -qx -- "--- a${PWD%/list}/module/a.c" stdout || fail "not from the root"
exit 0
