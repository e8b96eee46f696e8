// SPDX-License-Identifier: Apache-2.0
// bif_list_subtract.c -- the operator --: the left list without the first occurrence of each
// element of the right one.
//
// Done naively this takes length(Left) * length(Right) comparisons. Only how often an element
// stands on the right matters, so the right list becomes a table of counts, and one walk over the
// left list keeps what the table does not want:
//
//     [a,b,a,c] -- [a,c,x]      counts {a: 1, c: 1, x: 1}
//      a: wanted, count 0;  b: kept;  a: count is 0, kept;  c: wanted     -> [b,a]
//
// The table is open addressing over term_hash_internal, which is equal for terms that are =:=. A
// few elements on the right are compared directly: cheaper than hashing. ERTS uses a red-black
// tree; the results are the same.
//
// INVARIANTS
//   1. `left_over` counts what may still be removed; at zero the rest of the left list is shared.
//
// Exceptions: runs to its end without yielding, charging for the lengths of both lists.
// Read before: vm/bif/bif_list.c     Read next: vm/bif/bif_tuple.c
#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/term/compare.h"
#include "vm/term/term_hash.h"

enum { DIRECT_MAX = 8, ELEMENTS_PER_REDUCTION = 20 };

typedef struct CountSlot {
    Term term; // TERM_NONE: free
    uint32_t hash;
    uint32_t count;
} CountSlot;

typedef struct CountTable {
    CountSlot *slots;
    uint64_t mask;  // slots - 1
    bool is_direct; // the table is few[0..used-1], searched one by one
    uint32_t used;
    CountSlot few[DIRECT_MAX + 1]; // few[used] is free
} CountTable;

// The slot of this element; a free one (term is TERM_NONE) when it is not there.
static CountSlot *find_slot(CountTable *table, Term term)
{
    if (table->is_direct) {
        uint32_t i = 0;
        while (i < table->used && !term_same(table->few[i].term, term)) {
            i++;
        }
        return &table->few[i];
    }
    uint32_t hash = term_hash_internal(term, 0);
    uint64_t at = hash & table->mask;
    while (!term_is_none(table->slots[at].term) &&
           (table->slots[at].hash != hash || !term_same(table->slots[at].term, term))) {
        at = (at + 1) & table->mask;
    }
    table->slots[at].hash = hash;
    return &table->slots[at];
}

static void fill_table(CountTable *table, Term list, size_t length)
{
    table->is_direct = length <= DIRECT_MAX;
    table->used = 0;
    table->few[0].term = TERM_NONE;
    if (!table->is_direct) {
        uint64_t room = 16;
        while (room < length * 2) {
            room *= 2;
        }
        table->mask = room - 1;
        table->slots = vm_alloc(room * sizeof *table->slots);
        for (uint64_t i = 0; i < room; i++) {
            table->slots[i] = (CountSlot){.term = TERM_NONE};
        }
    }
    for (; term_is_cons(list); list = cons_tail(list)) {
        CountSlot *slot = find_slot(table, cons_head(list));
        if (term_is_none(slot->term)) {
            slot->term = cons_head(list);
            slot->count = 0;
            table->used++;
            if (table->is_direct) {
                table->few[table->used].term = TERM_NONE;
            }
        }
        slot->count++;
    }
}

static void free_table(CountTable *table)
{
    if (!table->is_direct) {
        vm_free(table->slots, (table->mask + 1) * sizeof *table->slots);
    }
}

static bool take_wanted(CountTable *table, Term term)
{
    CountSlot *slot = find_slot(table, term);
    if (term_is_none(slot->term) || slot->count == 0) {
        return false;
    }
    slot->count--;
    return true;
}

// Also called subtract/2. Both lists must be proper, even if the other one is empty.
Term bif_erlang_subtract_2(Process *p, Term *arg)
{
    int64_t left = list_length(arg[0]), right = list_length(arg[1]);
    if (left < 0 || right < 0) {
        return bif_badarg(p);
    }
    if (left == 0 || right == 0) {
        return arg[0];
    }
    argument_charge(p, (size_t)(left + right), ELEMENTS_PER_REDUCTION);
    CountTable table;
    fill_table(&table, arg[1], (size_t)right);
    Term *cells = space_take(process_space(p), (size_t)left * 2), *at = cells;
    Term list = arg[0];
    int64_t left_over = right;
    for (; term_is_cons(list) && left_over > 0; list = cons_tail(list)) {
        if (take_wanted(&table, cons_head(list))) {
            left_over--;
            continue;
        }
        at[0] = cons_head(list);
        at[1] = cons_make(at + 2);
        at += 2;
    }
    free_table(&table);
    space_trim(process_space(p), cells, (size_t)left * 2, at);
    if (at == cells) {
        return list;
    }
    at[-1] = list;
    return cons_make(cells);
}
