// SPDX-License-Identifier: Apache-2.0
// pid_table.c -- the array behind local pids.
//
//   pid data (28 bits) = turn * size + slot        size: a power of two, the process limit
//
// Pids are handed out in order, as ERTS does, so the first processes of a machine have the same
// pids here and there: the next one is the last plus one, or the first after it whose slot is free.
// A slot is used again only after a whole turn, so a
// stale pid goes wrong at the earliest after 2^28 spawns.
//
// The array is mapped, not allocated: pages nobody used yet cost nothing.
//
// INVARIANTS
//   1. slots[i] is NULL or a process whose pid's data has i as low bits; the pid is written before
//      the slot (release).
//   2. A removed process stays readable until all threads have passed a quiet point.
//
// Read before: vm/proc/pid_table.h     Read next: vm/proc/signal.h
#include "vm/proc/pid_table.h"

#include "vm/base/sync.h"

#include <sys/mman.h>

static _Atomic(Process *) *slots;
static uint32_t slot_count;
static SpinLock insert_lock;
static uint32_t next_data; // under insert_lock
static bool has_turned;    // under insert_lock: all slots have been reached once
static _Atomic uint32_t process_count;

void pid_table_init(uint32_t limit)
{
    uint32_t size = PID_TABLE_LIMIT_MIN;
    while (size < limit && size < (1u << 27)) {
        size *= 2;
    }
    if (slots) {
        munmap((void *)slots, slot_count * sizeof *slots);
    }
    slot_count = size;
    slots = mmap(NULL, size * sizeof *slots, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    CHECK((void *)slots != MAP_FAILED);
    next_data = 0;
    has_turned = false;
    atomic_store(&process_count, 0);
}

bool pid_table_insert(Process *p)
{
    spin_lock(&insert_lock);
    if (atomic_load_explicit(&process_count, memory_order_relaxed) >= slot_count) {
        spin_unlock(&insert_lock);
        return false;
    }
    while (atomic_load_explicit(&slots[next_data & (slot_count - 1)], memory_order_relaxed)) {
        next_data++;
    }
    next_data &= (1u << PID_DATA_BITS) - 1;
    p->pid = pid_make(next_data);
    atomic_store_explicit(&slots[next_data & (slot_count - 1)], p, memory_order_release);
    next_data = (next_data + 1) & ((1u << PID_DATA_BITS) - 1);
    has_turned |= next_data >= slot_count;
    atomic_fetch_add_explicit(&process_count, 1, memory_order_relaxed);
    spin_unlock(&insert_lock);
    return true;
}

void pid_table_remove(Process *p)
{
    _Atomic(Process *) *slot = &slots[pid_data(p->pid) & (slot_count - 1)];
    CHECK(atomic_load_explicit(slot, memory_order_relaxed) == p);
    atomic_store_explicit(slot, NULL, memory_order_release);
    atomic_fetch_sub_explicit(&process_count, 1, memory_order_relaxed);
}

Process *pid_table_find(Term pid)
{
    Process *p =
        atomic_load_explicit(&slots[pid_data(pid) & (slot_count - 1)], memory_order_acquire);
    return p && p->pid == pid ? p : NULL;
}

uint32_t pid_table_count(void)
{
    return atomic_load_explicit(&process_count, memory_order_relaxed);
}
uint32_t pid_table_limit(void) { return slot_count; }

uint32_t pid_table_some(uint32_t from, uint32_t count, void (*visit)(Process *p, void *data),
                        void *data)
{
    // Slots beyond the first turn's last pid were never used: do not touch their pages.
    spin_lock(&insert_lock);
    uint32_t end = has_turned ? slot_count : next_data;
    spin_unlock(&insert_lock);
    if (from >= end) {
        return from;
    }
    end = end - from > count ? from + count : end;
    for (uint32_t i = from; i < end; i++) {
        Process *p = atomic_load_explicit(&slots[i], memory_order_acquire);
        if (p) {
            visit(p, data);
        }
    }
    return end;
}

void pid_table_each(void (*visit)(Process *p, void *data), void *data)
{
    pid_table_some(0, slot_count, visit, data);
}

bool pid_data_is_plausible(uint32_t data) { return data >> PID_DATA_BITS == 0; }

uint32_t pid_table_next_data(void)
{
    spin_lock(&insert_lock);
    uint32_t data = next_data;
    spin_unlock(&insert_lock);
    return data;
}

void pid_table_set_next_data(uint32_t data)
{
    spin_lock(&insert_lock);
    next_data = data & ((1u << PID_DATA_BITS) - 1);
    has_turned = true;
    spin_unlock(&insert_lock);
}

Process *process_find(Term pid)
{
    Process *p = pid_table_find(pid);
    return p && !process_is_exiting(p) ? p : NULL;
}
