// SPDX-License-Identifier: Apache-2.0
// table.c -- hash table of pointers with linear probing and no tombstones.
//
//   home = hash & (room - 1); an entry lies in the first free slot from there on.
//
// Removing closes the gap: entries behind it that may lie nearer to their home are moved back, so a
// search may stop at the first free slot and a table that lives long does not fill with deleted
// marks.
//
// INVARIANTS
//   1. No slot between an entry's home and the entry is free.
//   2. At least a quarter of the slots is free (so every search ends).
//
// Elsewhere: the atom table needs readers without locks and has its own (vm/term/atom.c).
#include "vm/base/table.h"

enum { TABLE_FIRST_ROOM = 16 };

void *table_find(const Table *t, uint32_t hash, const void *key, TableMatch *is_match)
{
    if (t->count == 0) {
        return NULL;
    }
    uint32_t mask = t->room - 1;
    for (uint32_t i = hash & mask; t->slots[i].entry; i = (i + 1) & mask) {
        if (t->slots[i].hash == hash && is_match(t->slots[i].entry, key)) {
            return t->slots[i].entry;
        }
    }
    return NULL;
}

static void put_slot(Table *t, TableSlot slot)
{
    uint32_t mask = t->room - 1;
    uint32_t i = slot.hash & mask;
    while (t->slots[i].entry) {
        i = (i + 1) & mask;
    }
    t->slots[i] = slot;
}

static void grow_table(Table *t)
{
    Table bigger = {.count = t->count, .room = t->room ? t->room * 2 : TABLE_FIRST_ROOM};
    bigger.slots = vm_calloc(bigger.room * sizeof *bigger.slots);
    for (uint32_t i = 0; i < t->room; i++) {
        if (t->slots[i].entry) {
            put_slot(&bigger, t->slots[i]);
        }
    }
    vm_free(t->slots, t->room * sizeof *t->slots);
    *t = bigger;
}

void table_insert(Table *t, uint32_t hash, void *entry)
{
    if (t->count >= t->room - t->room / 4) {
        grow_table(t);
    }
    put_slot(t, (TableSlot){entry, hash});
    t->count++;
}

bool table_remove(Table *t, uint32_t hash, const void *entry)
{
    if (t->count == 0) {
        return false;
    }
    uint32_t mask = t->room - 1;
    uint32_t gap = hash & mask;
    while (t->slots[gap].entry != entry) {
        if (!t->slots[gap].entry) {
            return false;
        }
        gap = (gap + 1) & mask;
    }
    for (uint32_t i = (gap + 1) & mask; t->slots[i].entry; i = (i + 1) & mask) {
        // Moves back unless the entry's home lies behind the gap (distances are counted round the
        // end).
        uint32_t home = t->slots[i].hash & mask;
        if (((i - home) & mask) >= ((i - gap) & mask)) {
            t->slots[gap] = t->slots[i];
            gap = i;
        }
    }
    t->slots[gap] = (TableSlot){NULL, 0};
    t->count--;
    return true;
}

void *table_next(const Table *t, uint32_t *at)
{
    while (*at < t->room) {
        void *entry = t->slots[(*at)++].entry;
        if (entry) {
            return entry;
        }
    }
    return NULL;
}

void table_free(Table *t)
{
    vm_free(t->slots, t->room * sizeof *t->slots);
    *t = (Table){0};
}
