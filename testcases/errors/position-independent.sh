#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What is compiled to be loaded anywhere is a vDSO or a boot loader, unless the
# kernel as a whole is: init/main.c tells.
. "$CASES/errors/lib"

units tree a b
mkdir tree/init
echo 'int main_unit;' >tree/init/main.c
cp tree/compile_commands.json all.json
kernel='"-D__KERNEL__","-DKBUILD_MODNAME=x"'

sed "s/\"-I\.\"/\"-I.\",$kernel/; /\"a\.c\"/s/\"-I\.\"/\"-I.\",\"-fPIC\"/" \
	all.json >tree/compile_commands.json
expect 1 check tree
lacks warn_a
has warn_b
has "1 compile command.* not of the running kernel"

sed "s/\"-I\.\"/\"-I.\",\"-fPIC\",$kernel/" all.json >tree/compile_commands.json
# of a list that names nothing else, such as that of a module, it is all there is
expect 1 check tree
has warn_a
has warn_b

sed -i "\$s/]\$//" tree/compile_commands.json
sed -n '/"a\.c"/{s/^\[//;s/a\.c/init\/main.c/g;s/a\.o/init\/main.o/g;p;q}' \
	tree/compile_commands.json >main.json
sed -i 's/[],]*$//' main.json
{ echo ","; cat main.json; echo "]"; } >>tree/compile_commands.json
expect 1 check tree
has warn_a
has warn_b
