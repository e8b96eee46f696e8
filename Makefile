# SPDX-License-Identifier: Apache-2.0
# Makefile -- builds joist, its test builds, and runs everything there is to run.
#
#   make                  build/joist (clang 19)          make test             units and cases, one last line
#   make flavour-NAME     build/NAME/joist                make test AREA=x      only what belongs to x
#   make flavours         all of them                     make test-gcc         the gcc back end
#   make demo             a lesson, told by processes     make test-stress      the four test builds
#   make check            layers, sizes, names, format    make test-all         all of it, 1 and N schedulers
#   make format           let clang-format rewrite        make install PREFIX=  bin/joist
#   make fuzz-diff N=1000 generated programs, on stock and here: SEED=, FIRST=, VM="build/joist +S 1"
#   make fuzz-files N= SEED=  broken files and terms, through the asan build
#   make audit I=NAME     what is generated for one instruction
#   make profile BENCH=x  where the time goes: instructions, C functions, Erlang functions (needs perf)
#   make bench            joist against stock, or BASE=REVISION; FAMILY=, BENCH=a,b, N=rounds (beam_tests/bench)
#   make bench-calls      which single calls of built-in functions are slower than on stock?
#   make test-releases    RELEASES=27: the cases with the files of another release of OTP, downloaded
#   make test-selfcompile stdlib, kernel and an Elixir project compiled on joist and on stock: same bytes
#
# The idea: this file describes ONE flavour, chosen by FLAVOUR; targets for several call make again.
# Sources and tests are found by walking the folders, nothing is registered here. Before objects are
# compiled a separate make has finished build/gen (so header dates are read only after generation).
# Nothing is executed while this file is read but wildcard searches: a machine with only git, make and
# gcc can read it, and tools/install_deps.sh brings the rest.

FLAVOUR ?= release
PREFIX ?= /usr/local
AREA ?=

# ---- flavours: compiler and what differs -------------------------------------------------------
CLANG ?= clang-19
GCC ?= gcc
NAMES = release gcc gcstress redstress heapcheck asan tsan debug
STRESS = gcstress redstress heapcheck asan

CC_release = $(CLANG)
CC_gcc = $(GCC)
CC_gcstress = $(CLANG)
CC_redstress = $(CLANG)
CC_heapcheck = $(CLANG)
CC_asan = $(CLANG)
CC_tsan = $(CLANG)
CC_debug = $(CLANG)

SANITIZE = -fsanitize=address,undefined -fno-sanitize=function -fno-sanitize-recover=undefined
FLAGS_release = -O2
FLAGS_gcc = -O2
FLAGS_gcstress = -O2 -DGC_STRESS=1
FLAGS_redstress = -O2 -DREDUCTION_STRESS=1
FLAGS_heapcheck = -O2 -DHEAP_CHECK=1
FLAGS_asan = -O1 $(SANITIZE) -fno-omit-frame-pointer -DDEBUG_CHECKS=1
FLAGS_tsan = -O1 -fsanitize=thread -DDEBUG_CHECKS=1
FLAGS_debug = -O0 -DDEBUG_CHECKS=1

LINK_asan = -fsanitize=address,undefined
LINK_tsan = -fsanitize=thread

ifeq ($(filter $(FLAVOUR),$(NAMES)),)
$(error FLAVOUR=$(FLAVOUR) is none of: $(NAMES))
endif

# ---- flags -------------------------------------------------------------------------------------
# -fno-strict-aliasing: a heap word is a term, a header, a limb or a double, whatever its tag says.
# -fwrapv: overflow tests on tagged words need wrapping arithmetic (and it compiles to `dec; js`).
# -no-pie: threaded code holds 32-bit addresses of handlers, so they must lie below 4 GB.
# --export-dynamic: NIF libraries find enif_* in the executable, as they do in beam.smp.
CC = $(CC_$(FLAVOUR))
CFLAGS ?=
ALL_CFLAGS = -std=gnu17 -g -Wall -Wextra -fno-strict-aliasing -fwrapv -fno-pie -pthread -I. -Ibuild/gen \
	$(FLAGS_$(FLAVOUR)) $(CFLAGS)
ALL_LDFLAGS = -no-pie -rdynamic $(LINK_$(FLAVOUR)) $(if $(filter clang%,$(CC)),-fuse-ld=lld) $(LDFLAGS)
# GMP: big integers (mpn_ only). PCRE2: re. zlib: chunks, zlib NIF, compressed terms. libffi: calls of C.
LIBS = -lgmp -lpcre2-8 -lz -lffi -lpthread -lm -ldl

# ---- files -------------------------------------------------------------------------------------
DIRS = $1 $(wildcard $1/*/) $(wildcard $1/*/*/)
FIND = $(sort $(patsubst ./%,%,$(subst //,/,$(foreach d,$(call DIRS,$1),$(wildcard $d/$2)))))
# Compiled to text only, for the table of stencils.
STENCILS = vm/interp/stencils.c
SOURCES := $(filter-out $(STENCILS),$(call FIND,vm,*.c) $(call FIND,loader,*.c))
TESTS := $(call FIND,beam_tests/unit,test_*.c)
TAB_FILES := $(call FIND,vm,*.tab) $(call FIND,loader,*.tab)
INSTR_TABS := $(sort $(wildcard vm/interp/instrs/*.tab))

OUT = build/$(FLAVOUR)
BINARY = $(if $(filter release,$(FLAVOUR)),build/joist,$(OUT)/joist)
# The interpreter takes longest to compile, so it comes first; the tables of build/gen are sources too.
INTERPRETER := $(wildcard vm/interp/interp_*.c)
OBJECTS := $(patsubst %.c,$(OUT)/obj/%.o,$(INTERPRETER) $(filter-out $(INTERPRETER),$(SOURCES)) \
	$(sort $(wildcard build/gen/*.c))) $(OUT)/obj/stencils.o
TEST_BINARIES := $(TESTS:beam_tests/unit/%.c=$(OUT)/unit/%)
GENERATED = build/gen/.done

JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(or $(shell nproc 2>/dev/null),2))
AGAIN = $(MAKE) --no-print-directory
BUILD = $(AGAIN) $(JOBS)

# ---- what people type --------------------------------------------------------------------------
.PHONY: all flavours deps gen binary units fuzz-diff fuzz-files fuzzers test test-gcc test-stress \
	test-all test-tsan test-selfcompile bench bench-loading bench-calls profile check demo \
	clean install format audit $(NAMES:%=flavour-%)
.DEFAULT_GOAL := all

all: flavour-release

flavours: $(NAMES:%=flavour-%)

$(NAMES:%=flavour-%): flavour-%: gen
	@+$(BUILD) FLAVOUR=$* binary

gen: | tools-present
	@+$(AGAIN) -s $(GENERATED)

.PHONY: tools-present
tools-present:
	@for tool in python3 $(CC); do command -v $$tool >/dev/null || { \
	    echo "make: $$tool is missing. tools/install_deps.sh installs what is needed." >&2; exit 1; }; done

deps:
	@tools/install_deps.sh

# A test run of one flavour: build it and its unit tests, then let one program run and sum up all.
RUN_TESTS = python3 tools/run_tests.py $(if $(AREA),--area $(AREA))
TEST_FLAVOUR = $(BUILD) FLAVOUR=$1 binary units

# Releases of OTP whose files are downloaded and tested beside the installed ones: make test RELEASES=27
COMMA = ,
RELEASES ?=

test: deps
	@+$(AGAIN) gen
	@+$(call TEST_FLAVOUR,release)
	@python3 tools/check_handlers.py
	@$(RUN_TESTS) $(if $(RELEASES),--releases $(RELEASES)) release

test-releases: deps
	@+$(AGAIN) all
	@for r in $(subst $(COMMA), ,$(RELEASES)); do tools/fetch_release.sh $$r && \
	    python3 beam_tests/run.py --release $$r $(if $(AREA),--area $(AREA)) || exit 1; done

test-gcc: deps
	@+$(AGAIN) gen
	@+$(call TEST_FLAVOUR,gcc)
	@$(RUN_TESTS) gcc

test-stress: deps
	@+$(AGAIN) gen
	@+for f in $(STRESS); do $(call TEST_FLAVOUR,$$f) || exit 1; done
	@$(RUN_TESTS) $(STRESS)

test-tsan: deps
	@+$(AGAIN) gen
	@+$(call TEST_FLAVOUR,tsan)
	@$(RUN_TESTS) tsan

test-all: deps
	@+$(AGAIN) check
	@+$(AGAIN) gen
	@+for f in release gcc $(STRESS) tsan; do $(call TEST_FLAVOUR,$$f) || exit 1; done
	@$(RUN_TESTS) --schedulers 1,N release gcc $(STRESS) tsan

# APPS=a,b: other applications of OTP. ELIXIR_SRC=DIR: Elixir's own source tree instead of the cases.
test-selfcompile: deps
	@+$(AGAIN) all
	@python3 beam_tests/selfcompile.py $(if $(APPS),--apps $(APPS)) \
	    $(if $(ELIXIR_SRC),--elixir $(ELIXIR_SRC))

# S=n: schedulers. Another revision is built with the same compiler.
bench: deps
	@+$(AGAIN) all
	@python3 beam_tests/bench/bench.py $(if $(FAMILY),--family $(FAMILY)) $(if $(BENCH),--bench $(BENCH)) \
	    $(if $(N),-n $(N)) $(if $(S),-s $(S)) $(if $(BASE),--base $(BASE) --make-options 'CLANG="$(CLANG)"')

# Is the time to load a module proportional to its size?
bench-loading: deps
	@+$(AGAIN) all
	@python3 beam_tests/bench/loading.py

# Which single calls of built-in functions are slower than on stock?
bench-calls: deps
	@+$(AGAIN) all
	@python3 beam_tests/bench/calls.py

# ARGS='+S 2': more flags for joist.
profile: deps
	@+$(AGAIN) all
	@python3 beam_tests/bench/profile.py --bench '$(BENCH)' --flags '$(ARGS)' $(if $(ROWS),--rows $(ROWS))

# Broken files and terms: N of each, made from SEED, with FLAGS of joist (+J load); see beam_tests/fuzz/fuzz_files.py.
SEED ?= 1
fuzz-files: deps
	@+$(AGAIN) gen
	@+$(BUILD) FLAVOUR=asan binary fuzzers
	@python3 beam_tests/fuzz/fuzz_files.py --count $(or $(N),10000) --seed $(SEED) --flags "$(FLAGS)"

check:
	@+$(AGAIN) gen
	@python3 tools/check_all.py

# Random programs (beam_tests/gen_programs/), what they print here and on stock BEAM.
fuzz-diff: all
	@mkdir -p build/gen_programs
	@erlc -o build/gen_programs beam_tests/gen_programs/*.erl
	@erl -noshell -pa build/gen_programs -run gen_programs main $(or $(N),1000) $(or $(SEED),new) $(or $(FIRST),1) \
	    "$(or $(VM),build/joist)" $(or $(SECONDS),10) $(or $(SMALL),yes)

demo: deps
	@+$(AGAIN) all
	@mkdir -p build/demo
	@for source in beam_tests/demo/*.ex; do \
	    compiled=build/demo/.$$(basename $$source).done; \
	    [ $$compiled -nt $$source ] || { elixirc --ignore-module-conflict -o build/demo $$source && \
	        touch $$compiled; } || exit 1; done
	@build/joist run build/demo/Elixir.Lesson.beam

install: all
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 build/joist $(DESTDIR)$(PREFIX)/bin/joist

format:
	@python3 tools/check_format.py --write
	@python3 tools/check_atoms.py --write

# What tools/gen_instrs.py makes of one instruction, and the machine code of its first variant if built.
audit: gen
	@python3 tools/audit_instr.py $(I)

clean:
	rm -rf build

# ---- one flavour -------------------------------------------------------------------------------
$(GENERATED): $(wildcard tools/gen*.py) tools/instr_file.py $(TAB_FILES) vm/interp/variants.tsv
	@mkdir -p build/gen
	@echo "  GEN  build/gen"
	@python3 tools/gen_instrs.py --out build/gen $(INSTR_TABS)
	@touch $@

binary: $(BINARY)

units: $(TEST_BINARIES)

# The list of objects is a prerequisite by content: a deleted source must relink.
$(OUT)/objects.txt: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(LIBS) $(OBJECTS)' | cmp -s - $@ || \
	    echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(LIBS) $(OBJECTS)' >$@
.PHONY: FORCE

$(BINARY): $(OBJECTS) $(OUT)/objects.txt
	@echo "  LINK $@"
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(OBJECTS) $(LIBS)

$(OUT)/obj/%.o: %.c $(OUT)/flags.txt
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(CC) $(ALL_CFLAGS) $(FILE_FLAGS) -MMD -MP -c -o $@ $<

# Thousands of handlers: full debug information and the undefined-behaviour checks would take minutes,
# and clang cannot realign a handler's stack, so address checks leave the (empty) C frames alone.
HANDLER_FLAGS_asan = -fno-sanitize=all -fsanitize=address -fsanitize-address-use-after-return=never \
	-mllvm -asan-stack=0
# Loops in handlers stay loops: a vector loop or a call of memcpy would cost every execution a stack frame.
# Behind -O, which turns vectors on again.
HANDLER_LOOPS = $(if $(filter clang%,$(CC)),-fno-vectorize -fno-slp-vectorize -fno-unroll-loops -mllvm -disable-loop-idiom-all -mllvm -disable-lsr,-fno-tree-vectorize -fno-unroll-loops -fno-tree-loop-distribute-patterns -fomit-frame-pointer)
# Arguments may be whatever a register holds (NO_VALUE).
NO_VALUES = $(if $(filter clang%,$(CC)),-Xclang -no-enable-noundef-analysis)
$(INTERPRETER:%.c=$(OUT)/obj/%.o): FILE_FLAGS = -g1 $(HANDLER_LOOPS) $(NO_VALUES) $(HANDLER_FLAGS_$(FLAVOUR))

# Stencils: machine code without calls of C, whatever else a flavour checks. The gcc back end holds its
# registers elsewhere, and thread checks would see nothing in them: those flavours have none.
STENCIL_FLAGS = $(filter-out -fsanitize% -fno-sanitize% -DDEBUG_CHECKS% -O%,$(FLAGS_$(FLAVOUR))) -O2 -fno-pic \
	-mcmodel=small -ffunction-sections -fno-asynchronous-unwind-tables -fno-jump-tables -w $(NO_VALUES)
GEN_STENCILS = python3 tools/gen_stencils.py --variants build/gen/instr_tables.c --out $(OUT)/stencils.c
$(OUT)/stencils.c: $(STENCILS) tools/gen_stencils.py build/gen/instr_tables.c $(OUT)/flags.txt
	@mkdir -p $(@D)
	@echo "  GEN  $@"
ifneq ($(filter gcc tsan,$(FLAVOUR)),)
	@$(GEN_STENCILS)
else
	@$(CC) -std=gnu17 -fno-strict-aliasing -fwrapv -I. -Ibuild/gen $(STENCIL_FLAGS) $(HANDLER_LOOPS) \
	    -MMD -MP -MF $(OUT)/stencils.d -MT $@ -S -o $(OUT)/stencils.s $<
	@$(GEN_STENCILS) --cc $(lastword $(CC)) --report $(OUT)/stencils.refused $(OUT)/stencils.s
endif

$(OUT)/obj/stencils.o: $(OUT)/stencils.c
	@echo "  CC   $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Generated tables give ranges a default first.
$(OUT)/obj/build/gen/%.o: FILE_FLAGS = -Wno-override-init

# Objects depend on the command line that made them.
$(OUT)/flags.txt: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS)' >$@

# Unit tests see everything but main(), from an archive: each takes only what it uses.
UNIT_ARCHIVE = $(OUT)/joist.a
$(UNIT_ARCHIVE): $(filter-out $(OUT)/obj/vm/main.o,$(OBJECTS)) $(OUT)/objects.txt
	@rm -f $@
	@ar rcs $@ $(filter-out $(OUT)/obj/vm/main.o,$(OBJECTS))

$(OUT)/unit/%: beam_tests/unit/%.c $(UNIT_ARCHIVE) $(OUT)/flags.txt
	@mkdir -p $(@D)
	@echo "  TEST $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d $(ALL_LDFLAGS) -o $@ $< $(UNIT_ARCHIVE) -lcmocka $(LIBS)

# libFuzzer's main around the entry points that read bytes; the memory checks are those of the flavour asan.
FUZZERS := $(patsubst beam_tests/fuzz/%.c,$(OUT)/fuzz/%,$(wildcard beam_tests/fuzz/fuzz_*.c))
fuzzers: $(FUZZERS)
$(OUT)/fuzz/%: beam_tests/fuzz/%.c $(UNIT_ARCHIVE) $(OUT)/flags.txt
	@mkdir -p $(@D)
	@echo "  FUZZ $<"
	@$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -MMD -MP -MF $@.d $(ALL_LDFLAGS) -o $@ $< $(UNIT_ARCHIVE) $(LIBS)

-include $(OUT)/stencils.d $(FUZZERS:=.d) $(OBJECTS:.o=.d) $(TEST_BINARIES:=.d)
