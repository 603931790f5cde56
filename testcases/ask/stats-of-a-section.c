// SPDX-License-Identifier: GPL-2.0-only
/* An array that nobody defines: its functions are unknown, not impossible. */
#include "kernel.h"

typedef void (*step_fn)(struct bio *bio);

extern step_fn __start_steps[], __stop_steps[];

static void a_submit(struct bio *bio)
{
	step_fn *p;

	for (p = __start_steps; p < __stop_steps; p++)
		(*p)(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = a_submit,
};

/*
 * check-name: stats: functions in a section of the linker are unresolved
 * check-command: gfpcheck stats
 * check-output-contains: unresolved 1 \(100.0 %\)
 * check-output-contains: a variable whose value is not followed
 */
