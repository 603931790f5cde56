# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Completion of gfpcheck for bash. Made by scripts/make-docs: do not edit.

_gfpcheck_options()
{
	case $1 in
	check) echo "--baseline --confidence --config --fail-on --format --jobs --objtree --overlay --output --quiet --rules --timings --tree --units --help --usage" ;;
	hook) echo "--chain --fail --rules" ;;
	report) echo "--baseline --confidence --fail-on --format --objtree --output --quiet --rules --timings --tree --help --usage" ;;
	fix) echo "--config --jobs --objtree --overlay --output --quiet --rules --scope --timings --tree --units --unproven --help --usage" ;;
	diff) echo "--base --baseline --confidence --config --fail-on --format --head --jobs --objtree --output --quiet --rules --timings --tree --units --help --usage" ;;
	baseline) echo "--confidence --config --jobs --objtree --output --quiet --reason --rules --timings --tree --units --help --usage" ;;
	dump) echo "--config --jobs --objtree --output --quiet --rules --sample --timings --tree --units --help --usage" ;;
	graph) echo "--config --depth --jobs --objtree --overlay --output --quiet --rules --timings --tree --units --help --usage" ;;
	explain) echo "--catalogue --examples --list --rules --help --usage" ;;
	why) echo "--config --jobs --objtree --output --quiet --rules --timings --tree --units --help --usage" ;;
	entries) echo "--config --jobs --objtree --output --quiet --rules --timings --tree --units --help --usage" ;;
	callers) echo "--config --depth --jobs --objtree --output --quiet --rules --timings --tree --units --help --usage" ;;
	callees) echo "--config --depth --jobs --objtree --output --quiet --rules --timings --tree --units --help --usage" ;;
	stats) echo "--calls --config --format --jobs --objtree --output --quiet --rules --timings --tree --units --help --usage" ;;
	esac
}

# What the value of an option is.
_gfpcheck_value()
{
	case $1 in
	--base) echo REV ;;
	--baseline) echo FILE ;;
	--chain) echo CMD ;;
	--confidence) echo LEVEL ;;
	--config) echo NAME ;;
	--depth) echo N ;;
	--fail-on) echo LEVEL ;;
	--format) echo FORMAT ;;
	--head) echo REV ;;
	--jobs) echo N ;;
	--objtree) echo DIR ;;
	--output) echo FILE ;;
	--overlay) echo FILE ;;
	--reason) echo TEXT ;;
	--rules) echo DIR ;;
	--sample) echo N ;;
	--tree) echo DIR ;;
	--units) echo FILE ;;
	-j) echo N ;;
	-o) echo FILE ;;
	esac
}

# Words that a command takes in front of its other arguments.
_gfpcheck_words()
{
	case $1 in
	baseline) echo "write prune" ;;
	dump) echo "facts calls slots graph rules states" ;;
	explain)
		gfpcheck explain --list 2>/dev/null |
			while read -r _ id _; do echo "$id"; done
		;;
	esac
}

_gfpcheck_complete_value()
{
	local words=
	case $1 in
	FORMAT) words="text json html sarif gitlab github robot code-scanning" ;;
	LEVEL) words="certain likely possible"
	       [ "$3" != --fail-on ] || words="$words never" ;;
	NAME) words="storage defconfig allmodconfig" ;;
	DIR)
		mapfile -t COMPREPLY < <(compgen -d -- "$2")
		return
		;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$2")
	case $1 in
	FILE | NAME) mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$2") ;;
	esac
}

_gfpcheck()
{
	local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}
	local command=${COMP_WORDS[1]} kind

	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W "check hook report fix diff baseline dump graph explain why entries callers callees stats --help --version" -- "$cur")
		return
	fi
	# --option=value comes as three words
	if [ "$cur" = = ]; then
		cur=
	elif [ "$option" = = ]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	kind=$(_gfpcheck_value "$option")
	if [ -n "$kind" ]; then
		_gfpcheck_complete_value "$kind" "$cur" "$option"
	elif [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(_gfpcheck_options "$command")" -- "$cur")
	else
		mapfile -t COMPREPLY < <(compgen -W "$(_gfpcheck_words "$command")" -- "$cur")
		[ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$cur")
	fi
}

complete -o filenames -F _gfpcheck gfpcheck
