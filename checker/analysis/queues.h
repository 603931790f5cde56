/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Work queues: one made with a flag that promises progress under memory
 * pressure is evidence that reclaim waits for its work.
 */
#ifndef GFPCHECK_ANALYSIS_QUEUES_H
#define GFPCHECK_ANALYSIS_QUEUES_H

#include "analysis/knowledge.h"
#include "analysis/ruled.h"

struct queue_index;

/** queues_begin() - find where queues are made, and with which flags. */
struct queue_index *queues_begin(const struct knowledge *k,
				 const struct ruled_calls *calls);
/** queues_end() - give everything back; NULL is fine. */
void queues_end(struct queue_index *q);

/** queue_of_call() - the queue that a call is given, or NULL. */
const uint8_t *queue_of_call(const struct queue_index *q, const struct func *f,
			     const struct instr *in);

/** queue_note_works() - queue_work(x->wq, &x->work), whatever the call is
 * named: the address of a member or variable, beside @queue. To be asked for
 * every call that has one, before queue_rescues_work(). */
void queue_note_works(struct queue_index *q, const uint8_t *queue,
		      const struct func *f, const struct instr *in);

/** queue_named() - the queue that is kept in what @e names, whatever its flags;
 * NULL: it is not known to be one. */
const uint8_t *queue_named(const struct queue_index *q, const struct expr *e);

/** queue_note_item() - the function @seed, which @rule's hand-off runs, is in
 * an item that is put on a queue. */
void queue_note_item(struct queue_index *q, const uint8_t *queue, seed_t seed,
		     const struct rule *rule);

/** queue_items() - the functions that are put on a queue, of those kinds that
 * @waits waits for (its slots). Return: their number. */
size_t queue_items(const struct queue_index *q, const uint8_t *queue,
		   const struct rule *waits, seed_set *out);

/** queue_kept_in() - is a queue made with the flag kept in what @e names? */
int queue_kept_in(const struct queue_index *q, const struct expr *e);

/** queue_rescues_work() - is a work item with this owner put on such a queue?
 * The owner is that of the slot that holds the work's function. */
int queue_rescues_work(const struct queue_index *q, const struct owner *o);

#endif
