// SPDX-License-Identifier: Apache-2.0
// ref.c -- references: making unique ones, and reading all kinds; identifiers of other nodes; the
// node table.
//
// A reference is three numbers, 18 + 32 + 32 bits. A new one comes from one 64-bit counter, cut up:
//
//     counter:  [ 14 bits: n2 | 32 bits: n1 | 18 bits: n0 ]
//
// Threads do not share that counter: each takes a block of numbers from it and counts in the block
// alone. The counter begins at a number made from the clock, so that references of an earlier run
// of a nameless node are not met again.
//
// A node is a name with a creation (which run of that node). Node structs are interned and never
// freed, so external identifiers compare their nodes as pointers. The table is an array of lists
// that only grow at the head: readers walk without a lock, writers push with compare-and-swap.
//
// INVARIANTS
//   1. Two Node structs differ in name or creation.
//   2. n0 < REF_N0_LIMIT in local references, also those that arrive from outside (ref_from_numbers
//      checks).
//
// Elsewhere: which process an alias belongs to, and which table a magic reference means, is known
// in vm/proc and vm/bif.
//
// Read before: vm/term/ref.h     Read next: vm/term/etf_decode.c
#include "vm/term/ref.h"

#include "vm/base/alloc.h"
#include "vm/term/atom.h"

#include <time.h>

enum { NODE_BUCKETS = 1024, REF_BLOCK = 4096 };

Term (*ref_restore)(Space *space, const uint32_t n[3]);

// ---- nodes

static Node nonode = {.name = (Term)ATOM_INDEX_NONODE_NOHOST << 4 | TERM_IMM_ATOM};
Node *node_this = &nonode;
static _Atomic(Node *) node_table[NODE_BUCKETS];

static Node *find_in_list(Node *from, const Node *until, Term name, uint32_t creation)
{
    for (Node *node = from; node != until; node = node->next) {
        if (node->name == name && node->creation == creation) {
            return node;
        }
    }
    return NULL;
}

Node *node_intern(Term name, uint32_t creation)
{
    if (name == nonode.name && creation == nonode.creation) {
        return &nonode;
    }
    uint32_t bucket = (atom_index(name) * 2654435761u ^ creation * 40503u) % NODE_BUCKETS;
    Node *head = atomic_load_explicit(&node_table[bucket], memory_order_acquire);
    Node *found = find_in_list(head, NULL, name, creation);
    if (found) {
        return found;
    }
    Node *node = vm_alloc(sizeof *node);
    *node = (Node){.name = name, .creation = creation};
    do {
        node->next = head;
        if (atomic_compare_exchange_weak_explicit(&node_table[bucket], &head, node,
                                                  memory_order_acq_rel, memory_order_acquire)) {
            return node;
        }
        found = find_in_list(head, node->next, name, creation); // only what was pushed meanwhile
    } while (!found);
    vm_free(node, sizeof *node);
    return found;
}

void node_set_this(Term name, uint32_t creation) { node_this = node_intern(name, creation); }

// ---- what kind

bool term_is_local_ref(Term t) { return term_is_subtag(t, SUBTAG_REF); }

bool term_is_magic_ref(Term t)
{
    return term_is_local_ref(t) && header_extra(boxed_header(t)) == REF_MAGIC;
}

bool term_is_external(Term t, ExternalKind kind)
{
    return term_is_subtag(t, SUBTAG_EXTERNAL) && header_extra(boxed_header(t)) == (uint32_t)kind;
}

bool term_is_pid(Term t) { return term_is_local_pid(t) || term_is_external(t, EXTERNAL_PID); }
bool term_is_port(Term t) { return term_is_local_port(t) || term_is_external(t, EXTERNAL_PORT); }
bool term_is_reference(Term t) { return term_is_local_ref(t) || term_is_external(t, EXTERNAL_REF); }

Node *external_node(Term t) { return (Node *)(uintptr_t)boxed_words(t)[1]; }
uint64_t external_word(Term t, uint32_t index) { return boxed_words(t)[2 + index]; }

// ---- reading references

static RefNumbers read_external_numbers(const Term *words)
{
    RefNumbers numbers = {.count = (uint32_t)words[0]};
    for (uint32_t i = 0; i < numbers.count; i++) {
        // id i is 32-bit half i + 1, behind the count
        numbers.n[i] = (uint32_t)(words[(i + 1) / 2] >> ((i + 1) % 2 * 32));
    }
    return numbers;
}

RefNumbers ref_numbers(Term ref)
{
    const Term *words = boxed_words(ref);
    if (header_subtag(words[0]) == SUBTAG_EXTERNAL) {
        return read_external_numbers(words + 2);
    }
    const Term *at = words + (header_extra(words[0]) == REF_MAGIC ? 3 : 1);
    return (RefNumbers){{(uint32_t)at[0], (uint32_t)(at[0] >> 32), (uint32_t)at[1]}, 3};
}

Term ref_pid(Term ref)
{
    const Term *words = boxed_words(ref);
    if (!term_is_local_ref(ref) || header_extra(words[0]) != REF_PID) {
        return TERM_NONE;
    }
    return pid_make(words[3]);
}

BinData *ref_magic_data(Term ref) { return (BinData *)(uintptr_t)boxed_words(ref)[2]; }

// ---- making references

static uint64_t start_of_numbers(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t mixed = ((uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec) * 0x9E3779B97F4A7C15u;
    return mixed / REF_BLOCK * REF_BLOCK;
}

static uint64_t take_number(void)
{
    static _Atomic uint64_t next_block; // 0: not begun
    static THREAD_LOCAL uint64_t next, end;
    if (UNLIKELY(next == end)) {
        uint64_t begun = 0;
        if (atomic_load(&next_block) == 0) {
            atomic_compare_exchange_strong(&next_block, &begun, start_of_numbers() | REF_BLOCK);
        }
        next = atomic_fetch_add(&next_block, REF_BLOCK);
        end = next + REF_BLOCK;
    }
    return next++;
}

// The two words that hold the numbers.
static void write_new_numbers(Term *at)
{
    uint64_t number = take_number();
    at[0] = (number & (REF_N0_LIMIT - 1)) | (uint64_t)(uint32_t)(number >> 18) << 32;
    at[1] = number >> 50;
}

Term ref_make(Space *space)
{
    Term *words = space_take(space, REF_WORDS);
    words[0] = header_make(SUBTAG_REF, REF_WORDS - 1);
    write_new_numbers(words + 1);
    return boxed_make(words);
}

Term ref_make_pid(Space *space, Term pid)
{
    Term *words = space_take(space, PID_REF_WORDS);
    words[0] = header_make_extra(SUBTAG_REF, PID_REF_WORDS - 1, REF_PID);
    write_new_numbers(words + 1);
    words[3] = pid_data(pid);
    return boxed_make(words);
}

Term ref_make_magic(Space *space, BinData *data)
{
    Term *words = space_take(space, MAGIC_REF_WORDS);
    OffHeapLink *link = (OffHeapLink *)(words + 1);
    words[0] = header_make_extra(SUBTAG_REF, MAGIC_REF_WORDS - 1, REF_MAGIC);
    link->next = space->offheap;
    words[2] = (Term)(uintptr_t)data;
    write_new_numbers(words + 3);
    space->offheap = link;
    space->offheap_bytes += data->size;
    return boxed_make(words);
}

Term ref_from_numbers(Space *space, const uint32_t *n, uint32_t count)
{
    uint32_t all[3] = {0};
    if (count == 0 || count > 3 || n[0] >= REF_N0_LIMIT) {
        return TERM_NONE;
    }
    memcpy(all, n, count * sizeof *n);
    Term known = ref_restore ? ref_restore(space, all) : TERM_NONE;
    if (!term_is_none(known)) {
        return known;
    }
    Term *words = space_take(space, REF_WORDS);
    words[0] = header_make(SUBTAG_REF, REF_WORDS - 1);
    words[1] = all[0] | (uint64_t)all[1] << 32;
    words[2] = all[2];
    return boxed_make(words);
}

Term external_make(Space *space, ExternalKind kind, Node *node, const uint32_t *numbers,
                   uint32_t count)
{
    uint32_t size = external_words(kind, count);
    Term *words = space_take(space, size);
    words[0] = header_make_extra(SUBTAG_EXTERNAL, size - 1, (uint32_t)kind);
    words[1] = (Term)(uintptr_t)node;
    if (kind != EXTERNAL_REF) {
        words[2] = numbers[0] | (uint64_t)(count > 1 ? numbers[1] : 0) << 32;
        return boxed_make(words);
    }
    CHECK(count >= 1 && count <= REF_NUMBERS_MAX);
    memset(words + 2, 0, (size - 2) * sizeof *words);
    words[2] = count;
    for (uint32_t i = 0; i < count; i++) {
        words[2 + (i + 1) / 2] |= (uint64_t)numbers[i] << ((i + 1) % 2 * 32);
    }
    return boxed_make(words);
}
