// SPDX-License-Identifier: Apache-2.0
// perf_map.c -- writes /tmp/perf-<pid>.map: for each loaded function one line, its address, its size in
// bytes (both hexadecimal) and `$module:function/arity`.
//
// The idea: perf and its like read this file for code that is in no executable. An interpreter's
// program counter is always in a handler, though; what lies at the addresses written here is
// threaded code. Its reader is whoever knows the register I, the interpreter's own program counter
// (r12 in both back ends): beam_tests/bench/profile.py lets perf record it with every sample.
//
// Invariants: 1. A block's lines are written in one piece, so that a machine that is stopped leaves
// whole blocks. Exceptions: a purged block keeps its lines; where new code takes its place, the
// later line counts.
// Elsewhere: the same question asked from inside, code_range.h.
#include "vm/code/perf_map.h"

#include "vm/base/alloc.h"
#include "vm/base/sync.h"
#include "vm/term/atom.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static Mutex lock = MUTEX_INITIAL;
static FILE *map;

bool perf_map_open(void)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/perf-%ld.map", (long)getpid());
    // Another user's file or link of that name is not followed.
    unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    map = fd >= 0 ? fdopen(fd, "w") : NULL;
    return map != NULL;
}

static void write_atom(Term atom)
{
    const AtomName *name = atom_name(atom);
    fwrite(name->text, 1, name->size, map);
}

static void write_function(const CodeBlock *block, const FunctionInfo *function)
{
    const Cell *start = block->cells + function[0].start;
    fprintf(map, "%lx %zx $", (unsigned long)(uintptr_t)start,
            (function[1].start - function[0].start) * sizeof(Cell));
    write_atom(block->name);
    fputc(':', map);
    write_atom(function->name);
    fprintf(map, "/%u\n", function->arity);
}

void perf_map_add(const CodeBlock *block)
{
    if (map == NULL) {
        return;
    }
    mutex_lock(&lock);
    for (uint32_t i = 0; i < block->function_count; i++) {
        write_function(block, &block->functions[i]);
    }
    fflush(map);
    mutex_unlock(&lock);
}
