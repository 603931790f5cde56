#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Colour and broken lines are for terminals only, and NO_COLOR is honoured.
. "$CASES/errors/lib"

# on_terminal OUT COLUMNS COMMAND... - stdout is a terminal that wide
on_terminal()
{
	python3 - "$@" <<-'END'
	import fcntl, os, pty, struct, sys, termios
	out, columns, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
	pid, fd = pty.fork()
	if not pid:
	    fcntl.ioctl(1, termios.TIOCSWINSZ,
	                struct.pack("HHHH", 24, columns, 0, 0))
	    os.execvp(command[0], command)
	with open(out, "wb") as f:
	    try:
	        while data := os.read(fd, 65536):
	            f.write(data.replace(b"\r\n", b"\n"))
	    except OSError:
	        pass
	os.waitpid(pid, 0)
	END
}

report()
{
	on_terminal "$1" "$2" "$GFPCHECK" check -q --rules "$RULES" \
		--units case/compile_commands.json ${3-}
}

# longest FILE - columns of its longest line that is no first line
longest()
{
	sed "s/$escape\[[0-9;]*m//g" "$1" | grep -v ' warning: ' |
		awk '{ if (length > n) n = length } END { print n }'
}

escape=$(printf '\033')
unset NO_COLOR COLUMNS
export TERM=xterm
tasks case
expect 1 check case
cp stdout file
grep -q "$escape" file && fail "colour in a file"
[ "$(longest file)" -gt 120 ] || fail "lines are broken in a file"

report wide 400
grep -q "$escape" wide || fail "no colour on a terminal"
sed "s/$escape\[[0-9;]*m//g" wide >plain
grep -v 'suggested\|allocation is on' plain >words
grep -v 'suggested\|allocation is on' file | cmp - words ||
	fail "colour changed the words"

report narrow 70
[ "$(longest narrow)" -le 70 ] || fail "lines of $(longest narrow) columns"
sed "s/$escape\[[0-9;]*m//g" narrow | grep -Fxq "$(grep ' warning: ' file | head -n 1)" ||
	fail "a first line was broken"
COLUMNS=60 report columns 200
[ "$(longest columns)" -le 60 ] || fail "COLUMNS is not looked at"
report unknown 0
[ "$(longest unknown)" -le 100 ] || fail "100 columns where none are known"

NO_COLOR=1 report plain 200
grep -q "$escape" plain && fail "NO_COLOR is not honoured"
NO_COLOR='' report empty 200
grep -q "$escape" empty || fail "an empty NO_COLOR says nothing"
TERM=dumb report dumb 200
grep -q "$escape" dumb && fail "a dumb terminal"
for format in json sarif code-scanning gitlab github robot; do
	report programs 70 "--format $format"
	grep -q "$escape" programs && fail "$format in colour"
done
exit 0
