// SPDX-License-Identifier: GPL-2.0-only
/* What all advice has in common. */
#include "findings/make.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static const char *print_of(struct make *m, const struct finding *f,
			    unsigned nth)
{
	struct buf t = {0};
	const char *out;

	buf_printf(&t, "%s %s %u", f->rule, f->entry, nth);
	out = arena_printf(&m->out->mem, "%016llx",
			   (unsigned long long)XXH3_64bits(t.v, t.n));
	buf_free(&t);
	return out;
}

struct finding *make_note(struct make *m, const struct note *n)
{
	struct finding *f = arena_alloc(&m->out->mem, sizeof(*f));
	struct arena *mem = &m->out->mem;

	f->kind = FINDING_DUTY;
	f->confidence = NOTE;
	f->context = sym_str(n->context->id);
	f->rule = arena_printf(mem, "%s-%s", f->context, n->kind);
	f->at = f->origin = place_at(m, n->fn, n->at, 0);
	f->alloc = place_at(m, n->fn, n->alloc, 0);
	f->entry = func_name(m->g, n->fn);
	f->entry_reason = n->reason;
	f->scope = sym_str(n->context->key[KEY_scope].str);
	f->fingerprint = print_of(m, f, n->nth);
	f->count = 1;
	vec_push(&f->chain,
		 (struct step){f->at, f->entry_reason, EDGE_ENTRY, f->scope});
	vec_push(&m->out->all, f);
	return f;
}
