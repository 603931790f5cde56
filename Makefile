# SPDX-License-Identifier: GPL-2.0-only
# make            build ./gfpcheck (in build/)
# make check      all tests that need no kernel source; SAN=1: with sanitizers
# make lint       layering, formatting, comments
# make docs       write what is made from --help and the rules
# make install    PREFIX=/usr/local

LLVM   ?= /usr/lib/llvm-19
PREFIX ?= /usr/local
CC     ?= cc
BUILD  ?= build$(if $(SAN),-san)

CFLAGS   ?= -O2 -g
CFLAGS   += -std=gnu11 -Wall -Wextra -Wmissing-prototypes -Wstrict-prototypes \
	    -Wno-missing-field-initializers
CPPFLAGS += -Ichecker -D_GNU_SOURCE
LDLIBS   += -lyaml -lxxhash -Wl,-rpath,$(LLVM)/lib -lm
ifdef SAN
CFLAGS   += -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	    -fno-omit-frame-pointer
LDFLAGS  += -fsanitize=address,undefined
endif

SRCS := $(sort $(wildcard checker/*.c checker/*/*.c))
OBJS := $(SRCS:checker/%.c=$(BUILD)/%.o)
LIBS := $(filter-out $(BUILD)/main.o,$(OBJS))
UNIT := $(sort $(wildcard testcases/unit/*.c))

all: $(BUILD)/gfpcheck

$(BUILD)/gfpcheck: $(OBJS)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: checker/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/extract/%.o $(BUILD)/pch/%.o $(BUILD)/units/%.o: \
	CPPFLAGS += -isystem $(LLVM)/include -I$(BUILD)
$(BUILD)/kbuild/cache.o $(BUILD)/base/late.o: CPPFLAGS += -I$(BUILD)

# libclang is loaded when it is first called: checker/base/late.h.
LIBCLANG = $(LLVM)/lib/$(shell readelf -d $(LLVM)/lib/libclang-19.so | \
	     sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p')
$(BUILD)/base/late.o: CPPFLAGS += -DLIBCLANG='"$(LIBCLANG)"'
$(filter $(addprefix $(BUILD)/,base/late.o extract/% pch/% units/%),$(OBJS)): \
	$(BUILD)/clang-c/Index.h
$(BUILD)/clang-c/Index.h: $(BUILD)/clang-names.h
	@mkdir -p $(@D)
	{ echo "#include_next <clang-c/Index.h>"; echo '#include "base/late.h"'; \
	  sed 's/[",]//g' $< | awk '{ print "#define " $$1 " (*(__typeof__(&" $$1 \
		"))late_function(" NR - 1 "))" }'; } >$@
$(BUILD)/clang-names.h: $(wildcard $(addprefix checker/,extract/* pch/* units/*))
	@mkdir -p $(@D)
	@grep -oh '\<clang_[A-Za-z0-9_]*' $^ | sort -u | sed 's/.*/"&",/' >$@.new
	@cmp -s $@ $@.new || cp $@.new $@

$(BUILD)/program.o: CPPFLAGS += -DPREFIX='"$(PREFIX)"'

$(BUILD)/report/html.o: $(wildcard checker/report/html/*)

# What decides the content of a summary: kept ones are good while it is the same.
# Which shared header a unit is parsed with decides no fact: bench --verify.
EXTRACT := $(sort $(wildcard checker/extract/*.[ch] checker/facts/*))
$(BUILD)/extract-id.h: $(EXTRACT)
$(BUILD)/units/tree.o: $(BUILD)/extract-id.h

# What decides the list of units, and the flags of each.
$(BUILD)/list-id.h: $(sort $(wildcard $(addprefix checker/kbuild/, \
	     flags.* commands.* compdb.* list.* make.*)))
$(BUILD)/kbuild/cache.o: $(BUILD)/list-id.h

$(BUILD)/%-id.h:
	@mkdir -p $(@D)
	echo "#define $(shell echo $* | tr a-z A-Z)_ID \"$$(cat $^ | tr -d " \t\n" | sha1sum | cut -c1-40)\"" >$@

$(BUILD)/unit/%: testcases/unit/%.c $(LIBS) testcases/unit/tap.h
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -Itestcases/unit -o $@ $(filter-out %.h,$^) $(LDLIBS)

check: all $(UNIT:testcases/unit/%.c=$(BUILD)/unit/%)
	scripts/run-tests --build $(BUILD)

lint:
	scripts/lint

install: all
	install -D $(BUILD)/gfpcheck $(DESTDIR)$(PREFIX)/bin/gfpcheck
	mkdir -p $(DESTDIR)$(PREFIX)/share/gfpcheck
	cp docs/report.schema.json $(DESTDIR)$(PREFIX)/share/gfpcheck/
	cp -r rules $(DESTDIR)$(PREFIX)/share/gfpcheck/
	install -D -m 644 man/gfpcheck.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/gfpcheck.1
	install -D -m 644 completion/gfpcheck.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/gfpcheck

# docs/rules.md, the manual page and the completion, from the program itself
docs: all
	scripts/make-docs --build $(BUILD)

clean:
	rm -rf build build-san

.PHONY: all check lint install docs clean
-include $(OBJS:.o=.d)
