#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Check what a branch of a kernel tree introduces, in any CI that runs a shell.
#
#   kernel-tree.sh [install] [restore] [diff] [save] [upload]     default: all
#
#   install   build gfpcheck and put it in $PREFIX, unless it is installed
#   restore   unpack the cache that an earlier job has saved
#   diff      report what HEAD has and $BASE has not, into $OUT
#   save      keep the cache for later jobs
#   upload    give the report to $UPLOAD
#
# Variables, with their defaults:
#
#   TREE=.              the kernel, a full clone (git fetch --unshallow), clean
#   BASE=origin/master  what the branch is to be merged into
#   CONFIG=storage      as for `gfpcheck check --config`
#   BASELINE=           the file of accepted findings
#   FORMAT=sarif        of the report in $OUT; what is introduced is printed too
#   OUT=gfpcheck.$FORMAT
#   SOURCE=             gfpcheck's own source, to install it from (default: where
#                       this script lies)
#   PREFIX=/usr/local
#   GFPCHECK_CACHE=~/.cache/gfpcheck
#   ARCHIVE=            a file that outlives the job, for restore and save
#   UPLOAD=             a command that takes $OUT as its last word, such as the
#                       upload-sarif beside this script (FORMAT=code-scanning)
#
# The first job parses everything, some ten minutes on a dozen cores; those after
# it only what has changed, if $TREE and $GFPCHECK_CACHE have the same names.
#
# Exit status: 0 nothing introduced, 1 something was, 2 could not run.
set -eu

TREE=${TREE:-.}
BASE=${BASE:-origin/master}
CONFIG=${CONFIG:-storage}
BASELINE=${BASELINE:-}
FORMAT=${FORMAT:-sarif}
OUT=${OUT:-gfpcheck.$FORMAT}
SOURCE=${SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
PREFIX=${PREFIX:-/usr/local}
GFPCHECK_CACHE=${GFPCHECK_CACHE:-$HOME/.cache/gfpcheck}
ARCHIVE=${ARCHIVE:-}
UPLOAD=${UPLOAD:-}
PATH=$PREFIX/bin:$PATH
export GFPCHECK_CACHE PATH

die()
{
	echo "kernel-tree.sh: $*" >&2
	exit 2
}

do_install()
{
	! command -v gfpcheck >/dev/null || return 0
	[ -f "$SOURCE/Makefile" ] || die "there is no gfpcheck in $SOURCE"
	"$SOURCE/scripts/install-deps" build kernel
	make -s -C "$SOURCE" -j"$(nproc)"
	make -s -C "$SOURCE" install PREFIX="$PREFIX"
}

do_restore()
{
	[ -n "$ARCHIVE" ] && [ -f "$ARCHIVE" ] || return 0
	mkdir -p "$GFPCHECK_CACHE"
	# a damaged archive costs time, not the result
	tar -xf "$ARCHIVE" -C "$GFPCHECK_CACHE" ||
		echo "kernel-tree.sh: $ARCHIVE is damaged: all is parsed" >&2
}

# What the target branch got in the meantime is not this branch's.
do_diff()
{
	from=$(git -C "$TREE" merge-base "$BASE" HEAD 2>/dev/null) || from=$BASE
	status=0
	gfpcheck diff --tree "$TREE" --base "$from" --config "$CONFIG" \
		${BASELINE:+--baseline "$BASELINE"} \
		--format text --format "$FORMAT=$OUT" || status=$?
}

do_save()
{
	[ -n "$ARCHIVE" ] || return 0
	tar -cf "$ARCHIVE.new" -C "$GFPCHECK_CACHE" .
	mv "$ARCHIVE.new" "$ARCHIVE"
}

do_upload()
{
	[ -n "$UPLOAD" ] && [ -f "$OUT" ] || return 0
	$UPLOAD "$OUT"
}

status=0
[ $# -gt 0 ] || set -- install restore diff save upload
for step in "$@"; do
	case $step in
	install | restore | diff | save | upload) "do_$step" ;;
	*) die "there is no step $step" ;;
	esac
done
exit "$status"
