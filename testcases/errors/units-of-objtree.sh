#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The list of units of a build elsewhere: names are those of the source, and
# rules that name its folders hold. Of a list that lies anywhere it is said that
# they do not.
. "$CASES/errors/lib"

units tree a b
mkdir tree/block obj list
mv tree/a.c tree/block/
touch tree/Kconfig
ln -s ../tree obj/source
sed -E 's/"file":"(.)\.c"(.*)"-I\."/"file":"\1.c"\2"-I.","-D__KERNEL__","-DKBUILD_MODNAME=\1"/
	s/"a\.c"/"block\/a.c"/g' tree/compile_commands.json >obj/compile_commands.json
cp obj/compile_commands.json list/
rm tree/compile_commands.json

expect 1 check obj
has "^block/a\.c:4:.*warn_a"
has "^b\.c:4:.*warn_b"
lacks "no kernel tree"
expect 1 check obj tree/block
lacks warn_b
expect 1 check obj block/a.c
has warn_a
[ ! -e tree/.gfpcheck ] || fail "the source was written to"

# An entry that is one below block/ only.
for name in block/a b; do
	cat >>tree/$name.c <<-END
	struct own {
		void (*go)(void);
	};
	static void go_${name#block/}(void)
	{
		kfree(kmalloc(32, GFP_KERNEL));
	}
	const struct own own_${name#block/} = {.go = go_${name#block/}};
	END
done
mkdir rules
cp -r "$RULES" rules/ours
cat >rules/own.yaml <<'END'
- entry: own
  context: noio
  slots: own.go
  paths: block/
  reason: a test
END
own()
{
	"$GFPCHECK" check --units "$1/compile_commands.json" --rules rules
}
expect 1 own obj
has "warning: go_a"
lacks "warning: go_b"
expect 1 own list
lacks "warning: go_"

expect 1 check list
has "tree/block/a\.c:4:.*warn_a"
has "^note: .*/list is no kernel tree: rules that name its folders"
