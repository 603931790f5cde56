// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

extern void *__kmalloc_noprof(size_t size, gfp_t flags);
struct alloc_tag {
	int dummy;
};
extern struct alloc_tag *alloc_tag_save(struct alloc_tag *tag);
extern void alloc_tag_restore(struct alloc_tag *tag, struct alloc_tag *old);

static __always_inline void *kmalloc_noprof(size_t size, gfp_t flags)
{
	return __kmalloc_noprof(size, flags);
}

#define DEFINE_ALLOC_TAG(_alloc_tag) static struct alloc_tag _alloc_tag
#define alloc_hooks_tag(_tag, _do_alloc)                                \
	({                                                              \
		struct alloc_tag *__maybe_unused _old =                 \
			alloc_tag_save(_tag);                           \
		typeof(_do_alloc) _res = _do_alloc;                     \
		alloc_tag_restore(_tag, _old);                          \
		_res;                                                   \
	})
#define alloc_hooks(_do_alloc)                          \
	({                                              \
		DEFINE_ALLOC_TAG(_alloc_tag);           \
		alloc_hooks_tag(&_alloc_tag, _do_alloc); \
	})
#define kmalloc(...) alloc_hooks(kmalloc_noprof(__VA_ARGS__))

static void warn_hooked(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void good_hooked(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static const struct block_device_operations warn_hooked_ops = {
	.submit_bio = warn_hooked,
};
static const struct block_device_operations good_hooked_ops = {
	.submit_bio = good_hooked,
};

/*
 * check-name: alloc_hooks() and _noprof functions of 6.12
 * check-command: gfpcheck check
 * check-names
 */
