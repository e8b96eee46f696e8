// SPDX-License-Identifier: Apache-2.0
// system_memory.c -- how much memory is used for what, in the form in which erlang:memory/0 asks
// for it.
//
// ERTS has a dozen allocators, whose block sizes the Erlang code sums up by allocator, and areas
// that it measures itself. Here one counter per kind is kept (vm/base/alloc.h), shown under the
// name of the allocator that has this kind in ERTS:
//
//     eheap_alloc   heaps of processes         ets_alloc   tables
//     binary_alloc  binaries outside heaps     std_alloc   everything else that was allocated
//
// The areas (atoms, code) are part of std_alloc. Each scheduler is expected to answer; the asker
// answers itself for all of them, since the counters are global.
//
// Read before: vm/base/alloc.h
#include "vm/bif/system_memory.h"

#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/bif/bif_system.h"
#include "vm/code/module.h"
#include "vm/ets/ets.h"
#include "vm/proc/message.h"
#include "vm/proc/pid_table.h"

enum { ALLOCATORS = 4 };

static Term allocator_name(int i)
{
    const Term names[ALLOCATORS] = {ATOM_EHEAP_ALLOC, ATOM_ETS_ALLOC, ATOM_BINARY_ALLOC,
                                    ATOM_STD_ALLOC};
    return names[i];
}

static size_t allocator_bytes(int i)
{
    const size_t heaps = vm_memory_bytes(MEMORY_HEAPS), tables = ets_memory_bytes();
    const size_t binaries = vm_memory_bytes(MEMORY_BINARIES), all = vm_allocated_bytes();
    const size_t told = heaps + tables + binaries;
    const size_t sizes[ALLOCATORS] = {heaps, tables, binaries, all > told ? all - told : 0};
    return sizes[i];
}

Term system_memory_allocators(Space *s)
{
    Term list = TERM_NIL;
    for (int i = ALLOCATORS - 1; i >= 0; i--) {
        list = space_cons(s, allocator_name(i), list);
    }
    return list;
}

// [{mbcs, [{blocks, [{Name, [{size, Bytes, Bytes, Bytes}]}]}]}]
static Term describe(Space *s, Term name, size_t bytes)
{
    const Term n = space_unsigned(s, bytes);
    const Term size = space_cons(s, space_tuple4(s, ATOM_SIZE, n, n, n), TERM_NIL);
    const Term blocks = space_cons(s, space_tuple2(s, name, size), TERM_NIL);
    const Term carriers = space_cons(s, space_tuple2(s, ATOM_BLOCKS, blocks), TERM_NIL);
    return space_cons(s, space_tuple2(s, ATOM_MBCS, carriers), TERM_NIL);
}

// {Allocator, 0, Info}, or {Allocator, false} for one that there is not.
static Term answer_for(Space *s, Term name)
{
    for (int i = 0; i < ALLOCATORS; i++) {
        if (allocator_name(i) == name) {
            return space_tuple3(s, name, SMALL(0), describe(s, name, allocator_bytes(i)));
        }
    }
    return space_tuple2(s, name, ATOM_FALSE);
}

Term system_memory_request(Process *p, Term item, Term ref, Term allocators)
{
    enum { NAMES = 64 };
    Space *s = process_space(p);
    Term answers[NAMES], name;
    size_t count = 0;
    (void)item;
    while (argument_next(&allocators, &name)) {
        if (!term_is_atom(name) || count == NAMES) {
            return bif_badarg(p);
        }
        answers[count++] = answer_for(s, name);
    }
    if (!term_is_nil(allocators) || !term_is_reference(ref)) {
        return bif_badarg(p);
    }
    Term info = space_list(s, answers, count, TERM_NIL);
    for (uint32_t id = 1; id <= system_args->schedulers; id++) {
        message_send_process(p, p, space_tuple3(s, ref, small_make(id), info));
        info = TERM_NIL;
    }
    return ATOM_TRUE;
}

static size_t code_bytes(const CodeBlock *b)
{
    return b == NULL
               ? 0
               : sizeof *b + b->cell_count * sizeof(Cell) +
                     b->function_count * sizeof(FunctionInfo) + b->line_count * sizeof(LineEntry) +
                     b->export_count * sizeof *b->exports + b->string_size;
}

static void add_code(Module *m, void *data)
{
    size_t *bytes = data;
    *bytes += code_bytes(m->current) + code_bytes(m->old);
}

Term system_memory_areas(Space *s)
{
    size_t code = 0;
    module_each(add_code, &code);
    const Term atoms = space_unsigned(s, atom_bytes());
    const Term areas[] = {
        space_tuple3(s, ATOM_ATOM_SPACE, atoms, atoms),
        space_tuple2(s, ATOM_LOADED_CODE, space_unsigned(s, code)),
        space_tuple2(s, ATOM_PROCESS_TABLE,
                     space_unsigned(s, (uint64_t)pid_table_limit() * sizeof(void *))),
    };
    return space_list(s, areas, sizeof areas / sizeof areas[0], TERM_NIL);
}
