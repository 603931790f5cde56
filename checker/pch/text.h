/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the preprocessor would see of a file: its words, before anything is
 * expanded and whatever is conditional. Names are hashes: they are compared,
 * never printed.
 */
#ifndef GFPCHECK_PCH_TEXT_H
#define GFPCHECK_PCH_TEXT_H

#include "extract/extract.h"

enum word_kind {
	WORD_TEXT,   /* a name outside of directives */
	WORD_TEST,   /* in the condition of an #if */
	WORD_DEFINE, /* the name of a macro */
	WORD_BODY,   /* in the body of the one before, parameters left out */
	WORD_UNDEF,
	WORD_IFDEF, /* a conditional begins; 0: any other than #ifdef */
	WORD_IFNDEF,
	WORD_ELSE, /* or #elif */
	WORD_ENDIF,
	WORD_INCLUDE, /* name: 0; at: see source_include() */
};

enum word_flag {
	WORD_SURE = 1,	  /* no conditional but the file's guard around it */
	WORD_CALL = 2,	  /* a "(" follows; of a macro: it has parameters */
	WORD_DEFAULT = 4, /* of a macro that is defined if it was not */
	WORD_CONFIG = 4,  /* of a conditional: the name is one of Kconfig's */
	WORD_KNOWN = 8,	  /* the same: and none of the compiler's own */
	WORD_FOUND = 32,  /* the same: asks for a file, as an include does */
	WORD_STRINGS = 8, /* of a macro: strings, parameters, names and calls of
			     such macros only */
	WORD_ANGLE = 16,  /* of an include: <...> */
	WORD_SELF = 16,	  /* of a macro: it is its own name */
	WORD_NEXT = 32,	  /* of an include: #include_next */
	WORD_PURE = 32,	  /* of a macro of strings: whatever its parameters are,
			     which only stand behind a # */
	WORD_ARGUMENT = 4, /* of a body: in the arguments of a call */
	WORD_ODD = 8,	   /* of a body's call: with more than names and strings
			      for arguments */
	WORD_UNKNOWN = 64, /* of an include: a macro says what */
	WORD_INNER = 32, /* of text or a condition: in the body of a function */
	WORD_DECLARED = 128, /* of text: by what stands around it, it is the
				name of something */
};

struct word {
	uint64_t name;
	uint32_t line;
	uint32_t at; /* of a macro: where in the file its name ends */
	uint8_t kind, flags;
};

struct file_words {
	const char *path, *dir;	 /* absolute; dir: the folder around it */
	int missing, unbalanced; /* some braces are not closed */
	size_t size;		 /* of the text, in bytes */
	VEC(struct word)
	words; /* of TEXT and TEST the first of a name, within
		  one conditional */
	struct buf strings;
};

#define NAME_CHARACTERS \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

/** struct sources - the files read so far. */
struct sources {
	struct arena mem;
	struct file_words **slots; /* by path; open addressing */
	size_t nslots, n, words;
	const struct overlay *overlays;
	size_t noverlays;
};

/** struct search - where a unit looks for headers. */
struct search {
	const char **dirs; /* absolute */
	size_t n;
};

/** struct hashes - a set of hashes. */
struct hashes {
	uint64_t *v;
	size_t n, size;
};

/** hashes_add() - Return: 1 if it is new. */
int hashes_add(struct hashes *s, uint64_t key);

/** hashes_has() - is it there? */
int hashes_has(const struct hashes *s, uint64_t key);

/** hashes_free() - give the memory back. */
void hashes_free(struct hashes *s);

/** word_is_name() - one that a macro may change. */
static inline int word_is_name(const struct word *w)
{
	return w->kind == WORD_TEXT || w->kind == WORD_TEST ||
	       w->kind == WORD_BODY;
}

/** name_hash() - of a name of @n characters. */
uint64_t name_hash(const char *s, size_t n);

/** white_length() - of what is white at @p; a comment is, and a line that goes
 * on; the end of a line is not. @end: of the text, behind @p. */
size_t white_length(const char *p, const char *end);

/** words_scan() - the words of a text of @n characters. */
void words_scan(struct file_words *out, const char *p, size_t n);

/** sources_read() - the words of the file at @path, absolute and clean. */
const struct file_words *sources_read(struct sources *t, const char *path);

/** sources_text() - the text of a file as the parser sees it. Return: 0 or -1
 */
int sources_text(const struct sources *t, const char *path, struct buf *out);

/** sources_free() - forget all files. */
void sources_free(struct sources *t);

/** sources_rest() - the same, if they have become many. */
void sources_rest(struct sources *t);

/** source_include() - what an include names; what stands behind it, if that is
 * unknown. */
const char *source_include(const struct file_words *t, const struct word *w);

/** search_of() - the folders of a unit's flags, in @mem. */
struct search search_of(struct arena *mem, const struct unit *u);

/**
 * search_find() - the first place of an include that @is_there.
 * @s: where to look, after the folder of @t.
 * @t: the file that includes.
 * @name: what it includes.
 * @flags: WORD_ANGLE, WORD_NEXT.
 * @is_there: asked about a path, absolute and clean.
 * Return: how @is_there answered, or 0.
 */
uint32_t search_find(const struct search *s, const struct file_words *t,
		     const char *name, unsigned flags,
		     uint32_t (*is_there)(const char *path, void *arg),
		     void *arg);

#endif
