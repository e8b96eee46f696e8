// SPDX-License-Identifier: Apache-2.0
// perf_map.c -- writes /tmp/perf-<pid>.map: one line for each function, its address, its size in bytes
// (both hexadecimal) and `$module:function/arity`.
//
// The idea: perf and its like read this file for code that is in no executable, such as our machine
// code (where `[instruction]` may follow the name). An interpreter's program counter, though, is always
// in a handler; what lies at the other addresses written here is threaded code. Its reader is
// whoever knows the register I, the interpreter's own program counter (r12 in both back ends):
// beam_tests/bench/profile.py lets perf record it with every sample.
//
// Invariants: 1. A block's lines leave in one piece, so that a machine that is stopped leaves whole
// blocks. Exceptions: a purged block keeps its lines; where new code takes its place, the later line
// counts.
// Elsewhere: the same question asked from inside, code_range.h.
#include "vm/code/perf_map.h"

#include "vm/base/sync.h"
#include "vm/term/atom.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

PerfMapDetail perf_map_detail;

static Mutex lock = MUTEX_INITIAL;
static FILE *map;

bool perf_map_open(PerfMapDetail detail)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/perf-%ld.map", (long)getpid());
    // Another user's file or link of that name is not followed.
    unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    map = fd >= 0 ? fdopen(fd, "w") : NULL;
    perf_map_detail = map != NULL ? detail : PERF_MAP_NONE;
    return map != NULL;
}

static void write_atom(Term atom)
{
    const AtomName *name = atom_name(atom);
    fwrite(name->text, 1, name->size, map);
}

static void write_line(const CodeBlock *block, const FunctionInfo *function, const void *start,
                       size_t size_bytes)
{
    fprintf(map, "%lx %zx $", (unsigned long)(uintptr_t)start, size_bytes);
    write_atom(block->name);
    fputc(':', map);
    write_atom(function->name);
    fprintf(map, "/%u", function->arity);
}

void perf_map_add(const CodeBlock *block)
{
    if (perf_map_detail == PERF_MAP_NONE) {
        return;
    }
    mutex_lock(&lock);
    for (const FunctionInfo *f = block->functions; f < block->functions + block->function_count;
         f++) {
        write_line(block, f, block->cells + f->start, (f[1].start - f->start) * sizeof(Cell));
        fputc('\n', map);
    }
    fflush(map);
    mutex_unlock(&lock);
}

void perf_map_add_machine_code(const CodeBlock *block, const FunctionInfo *function,
                               const void *start, size_t size_bytes, const char *instruction)
{
    if (perf_map_detail == PERF_MAP_NONE) {
        return;
    }
    mutex_lock(&lock);
    write_line(block, function, start, size_bytes);
    fprintf(map, instruction ? " [%s]\n" : "\n", instruction);
    mutex_unlock(&lock);
}

void perf_map_flush(void)
{
    if (perf_map_detail != PERF_MAP_NONE) {
        mutex_lock(&lock);
        fflush(map);
        mutex_unlock(&lock);
    }
}
