// SPDX-License-Identifier: GPL-2.0-only
/* file: libsas.h */
#include "kernel.h"
struct sas_task {
	void *lldd_task;
};
struct sas_domain_function_template {
	int (*lldd_execute_task)(struct sas_task *task, gfp_t flags);
	int (*lldd_abort_task)(struct sas_task *task);
};
int warn_libsas_abort(const struct sas_domain_function_template *dft,
		      struct sas_task *task);

/* file: libsas.c */
#include "libsas.h"
int warn_libsas_abort(const struct sas_domain_function_template *dft,
		      struct sas_task *task)
{
	return dft->lldd_execute_task(task, GFP_KERNEL);
}

/* file: ignores.c */
#include "libsas.h"
static const struct sas_domain_function_template ignores_ops;

static int good_execute(struct sas_task *task, gfp_t flags)
{
	task->lldd_task = NULL;
	return 0;
}

static int good_abort(struct sas_task *task)
{
	return warn_libsas_abort(&ignores_ops, task);
}

static const struct sas_domain_function_template ignores_ops = {
	.lldd_execute_task = good_execute,
	.lldd_abort_task = good_abort,
};

/* file: uses.c */
#include "libsas.h"
static const struct sas_domain_function_template uses_ops;

static int execute(struct sas_task *task, gfp_t flags)
{
	task->lldd_task = kmalloc(64, flags);
	return 0;
}

static int abort_of_who_uses_it(struct sas_task *task)
{
	return warn_libsas_abort(&uses_ops, task);
}

static const struct sas_domain_function_template uses_ops = {
	.lldd_execute_task = execute,
	.lldd_abort_task = abort_of_who_uses_it,
};

/*
 * check-name: a mask passed to a slot is not for targets that ignore it
 * check-command: gfpcheck check
 * check-modules
 * check-findings: 1
 * check-output-contains: abort_of_who_uses_it\(\).*enters noio
 * check-output-contains: passed to sas_domain_function_template.lldd_execute_task
 * check-output-excludes: good_abort
 */
