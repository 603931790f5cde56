// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the running task is found: a function on most architectures, a member
 * of what is at address 0 on s390, a variable in a register on m68k and sparc.
 */
/* file: member.c */
#include "kernel.h"
#undef current

struct lowcore {
	struct task_struct *current_task;
};
struct lowcore *get_lowcore(void);

static void warn_submit(struct bio *bio)
{
	unsigned int old;

	bio->bi_private = kmalloc(64, GFP_KERNEL); /* warn */
	old = get_lowcore()->current_task->flags;
	get_lowcore()->current_task->flags |= PF_MEMALLOC_NOIO;
	kfree(bio->bi_private);
	bio->bi_private = kmalloc(65, GFP_KERNEL);
	get_lowcore()->current_task->flags = old;
}

static const struct block_device_operations member_ops = {
	.submit_bio = warn_submit,
};

/* file: variable.c */
#include "kernel.h"
#undef current

extern struct task_struct *current;

static void good_submit(struct bio *bio)
{
	current->flags |= PF_MEMALLOC_NOIO;
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	current->flags &= ~PF_MEMALLOC_NOIO;
}

static const struct block_device_operations variable_ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: the running task is a member or a variable
 * check-command: gfpcheck check
 * check-output-contains: ^member\.c:19:
 * check-output-excludes: ^(member\.c:23|variable\.c)
 * check-findings: 1
 * check-exit-value: 1
 */
