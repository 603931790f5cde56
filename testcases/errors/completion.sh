#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# bash completes commands, options, values, stages and rules.
. "$CASES/errors/lib"

command -v bash >/dev/null || skip "no bash"
mkdir -p bin sub/folder
ln -s "$GFPCHECK" bin/gfpcheck
touch sub/file.c

# completes EXPECTED WORD... - the last word is the one being typed
completes()
{
	want=$1
	shift
	bash -c 'set -u; PATH=$PWD/bin:$PATH; . "$1"; shift
		COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gfpcheck
		printf "%s\n" "${COMPREPLY[@]-}"' bash \
		"$CASES/../completion/gfpcheck.bash" "$@" >stdout 2>stderr
	[ ! -s stderr ] || fail "completing $*"
	[ "$(tr '\n' ' ' <stdout)" = "$want " ] ||
		fail "completing '$*' gives not '$want'"
}

completes "check" gfpcheck che
completes "fix" gfpcheck fi
completes "--version" gfpcheck --v
completes "--overlay" gfpcheck check --ov
completes "--catalogue" gfpcheck explain --c
completes "text" gfpcheck check --format t
completes "json" gfpcheck check --format = js
completes "certain" gfpcheck check --confidence = c
completes "never" gfpcheck check --fail-on n
completes "" gfpcheck check --confidence n
completes "defconfig" gfpcheck check --config defc
completes "sub/folder" gfpcheck check --tree sub/
completes "sub/file.c sub/folder" gfpcheck check -o sub/f
completes "facts" gfpcheck dump f
completes "blk-mq-timeout" gfpcheck explain blk-mq-t
completes "sub/file.c" gfpcheck check sub/fi
