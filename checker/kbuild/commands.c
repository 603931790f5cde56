// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compile commands out of make's output and .cmd files.
 *
 * A small reader of shell: words with their quotes removed, commands ended by
 * operators. Nothing is expanded, since make has done that. A quote that is
 * still open at the end of a line ends there, so a line of awk or sed that this
 * reader does not understand costs that line and no more.
 */
#include "kbuild/commands.h"
#include "base/buf.h"
#include "base/vec.h"

#include <ctype.h>
#include <string.h>

struct shell {
	const char *p, *end;
	struct buf text; /* words, each ended by NUL */
	VEC(size_t) at;	 /* where each begins */
	VEC(char *) argv;
	command_fn *fn;
	void *arg;
};

static void shell_free(struct shell *sh)
{
	buf_free(&sh->text);
	vec_free(&sh->at);
	vec_free(&sh->argv);
}

/* after a backslash outside quotes; a backslash-newline is nothing */
static void escaped(struct shell *sh)
{
	if (sh->p == sh->end)
		return;
	if (*sh->p != '\n')
		buf_add(&sh->text, sh->p, 1);
	sh->p++;
}

static void single_quoted(struct shell *sh)
{
	const char *close = memchr(sh->p, '\'', (size_t)(sh->end - sh->p));

	if (!close)
		close = sh->end;
	buf_add(&sh->text, sh->p, (size_t)(close - sh->p));
	sh->p = close < sh->end ? close + 1 : close;
}

static void double_quoted(struct shell *sh)
{
	while (sh->p < sh->end && *sh->p != '"') {
		if (*sh->p == '\\' && sh->p + 1 < sh->end) {
			sh->p++;
			if (!strchr("$`\"\\\n", *sh->p))
				buf_add(&sh->text, "\\", 1);
			escaped(sh);
			continue;
		}
		buf_add(&sh->text, sh->p++, 1);
	}
	if (sh->p < sh->end)
		sh->p++;
}

static int is_operator(char c)
{
	return c && strchr(";&|()<>\n", c) != NULL;
}

static void read_word(struct shell *sh)
{
	vec_push(&sh->at, sh->text.n);
	while (sh->p < sh->end && !isspace((unsigned char)*sh->p) &&
	       !is_operator(*sh->p)) {
		char c = *sh->p++;

		if (c == '\\')
			escaped(sh);
		else if (c == '\'')
			single_quoted(sh);
		else if (c == '"')
			double_quoted(sh);
		else
			buf_add(&sh->text, &c, 1);
	}
	buf_add(&sh->text, "", 1);
}

static int is_source(const char *word)
{
	size_t n = strlen(word);

	/* kbuild allows no blank in a path; `sh -c 'cmp x.c'` has one */
	return n > 2 && word[0] != '-' && !strcmp(word + n - 2, ".c") &&
	       !strpbrk(word, " \t");
}

/* `if`, `{`, and `A=b` come before the command itself */
static int is_prefix(const char *word)
{
	static const char *const reserved[] = {"if",	"then", "else", "elif",
					       "while", "do",	"!",	"{"};
	size_t name = strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "abcdefghijklmnopqrstuvwxyz0123456789_");

	if (name && word[name] == '=')
		return 1;
	for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
		if (!strcmp(word, reserved[i]))
			return 1;
	return 0;
}

/* ccache, distcc and the like: a compiler follows before any flag */
static size_t skip_wrappers(char *const *argv, size_t n)
{
	size_t i = 0;

	while (i < n && is_prefix(argv[i]))
		i++;
	while (i + 1 < n && argv[i + 1][0] != '-' && !is_source(argv[i + 1]))
		i++;
	return i;
}

static void end_command(struct shell *sh)
{
	int compiles = 0, source = 0;
	size_t first;

	vec_clear(&sh->argv);
	for (size_t i = 0; i < sh->at.n; i++) {
		char *word = sh->text.v + sh->at.v[i];

		compiles |= !strcmp(word, "-c");
		source |= is_source(word);
		vec_push(&sh->argv, word);
	}
	if (compiles && source) {
		first = skip_wrappers(sh->argv.v, sh->argv.n);
		sh->fn(sh->arg, NULL, (int)(sh->argv.n - first),
		       sh->argv.v + first);
	}
	vec_clear(&sh->at);
	sh->text.n = 0;
}

/* `2>&1 >file`: the number before and the name after are not words */
static void redirect(struct shell *sh)
{
	const char *p = sh->p;

	while (sh->at.n && isdigit((unsigned char)p[-1]))
		p--;
	if (p < sh->p && isblank((unsigned char)p[-1]))
		sh->at.n--;
	while (sh->p < sh->end && strchr("<>&|", *sh->p))
		sh->p++;
	while (sh->p < sh->end && isblank((unsigned char)*sh->p))
		sh->p++;
	if (sh->p < sh->end && !is_operator(*sh->p)) {
		read_word(sh);
		sh->at.n--;
	}
}

static void shell_line(struct shell *sh, const char *p, const char *end)
{
	sh->p = p;
	sh->end = end;
	while (sh->p < sh->end) {
		char c = *sh->p;

		if (c == '<' || c == '>') {
			redirect(sh);
		} else if (is_operator(c)) {
			end_command(sh);
			sh->p++;
		} else if (isspace((unsigned char)c)) {
			sh->p++;
		} else if (c == '\\' && sh->end - sh->p < 2) {
			break;
		} else if (c == '\\' && sh->p[1] == '\n') {
			sh->p += 2;
		} else {
			read_word(sh);
		}
	}
	end_command(sh);
}

/* the end of the line at @p: a newline without a backslash before it */
static const char *line_end(const char *p, const char *end)
{
	for (;;) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		if (!nl)
			return end;
		if (nl == p || nl[-1] != '\\')
			return nl;
		p = nl + 1;
	}
}

void commands_of_make(const char *text, size_t n, command_fn *fn, void *arg)
{
	struct shell sh = {.fn = fn, .arg = arg};
	const char *p = text, *end = n ? text + n : text;

	while (p < end) {
		const char *nl = line_end(p, end);

		if (memmem(p, (size_t)(nl - p), " -c ", 4))
			shell_line(&sh, p, nl);
		p = nl + 1;
	}
	shell_free(&sh);
}

/* fixdep and make escape `$` as `$$` and `#` as `\#` or $(pound) */
static void unescape_make(struct buf *b, const char *p, const char *end)
{
	static const char pound[] = "$(pound)";

	while (p < end) {
		if (*p == '$' && p + 1 < end && p[1] == '$') {
			p++;
		} else if (*p == '\\' && p + 1 < end && p[1] == '#') {
			p++;
		} else if ((size_t)(end - p) >= sizeof(pound) - 1 &&
			   !memcmp(p, pound, sizeof(pound) - 1)) {
			buf_add(b, "#", 1);
			p += sizeof(pound) - 1;
			continue;
		}
		buf_add(b, p++, 1);
	}
}

void commands_of_cmd(const char *text, size_t n, command_fn *fn, void *arg)
{
	struct shell sh = {.fn = fn, .arg = arg};
	const char *p = text, *end = text + n;

	while (p < end) {
		const char *nl = line_end(p, end);
		const char *eq = memmem(p, (size_t)(nl - p), " := ", 4);
		struct buf b = {0};

		if (eq &&
		    (!strncmp(p, "cmd_", 4) || !strncmp(p, "savedcmd_", 9))) {
			unescape_make(&b, eq + 4, nl);
			shell_line(&sh, b.v, b.v + b.n);
			buf_free(&b);
			break;
		}
		p = nl + 1;
	}
	shell_free(&sh);
}
