// SPDX-License-Identifier: Apache-2.0
// heap_check.c -- verifies every invariant of a heap, by reading all of it. Test builds run it
// around each collection.
//
// The idea: a map with one byte for each word of the heap says what the word may be referred to as:
//
//   words  [header][element][element][head][tail][header][raw][raw][head][tail]
//   map       B        i        i      c     c      B      i    i    c     c     Boxed start, inside, cell
//
// A boxed pointer must lead to a B, a cons pointer to two c; so a pointer into the middle of an
// object, into freed memory or into another process's heap is found, and not only one whose target
// happens to look wrong. Then each object is checked by its kind: sizes against arity, sub binaries
// inside their originals, hash nodes with as many children as bits, integers that should be small,
// floats that are no numbers.
//
// INVARIANTS
//   1. It changes nothing, and reads through a pointer only after the map has approved of it.
//
// Read before: vm/heap/gc.c     Read next: vm/heap/copy.c
#include "vm/base/alloc.h"
#include "vm/heap/gc.h"
#include "vm/heap/literal.h"
#include "vm/heap/offheap.h"
#include "vm/term/bignum.h"
#include "vm/term/map.h"

#include <math.h>
#include <stdio.h>

enum {
    CONTAINERS = 1u << SUBTAG_TUPLE | 1u << SUBTAG_FUN | 1u << SUBTAG_EXPORT_FUN |
                 1u << SUBTAG_FLATMAP | 1u << SUBTAG_HASHMAP | 1u << SUBTAG_HASHNODE |
                 1u << SUBTAG_RECORD
};

typedef enum WordUse { USE_INSIDE, USE_CELL, USE_BOXED } WordUse;

typedef struct Region {
    const char *name;
    const Term *start, *top;
    uint8_t *uses; // one WordUse for each word
    bool is_old;
} Region;

typedef struct Checker {
    const Heap *heap;
    Region *regions;
    size_t count, room;
    const Region *now; // the region being read; NULL: roots
    size_t young_offheap, old_offheap;
} Checker;

NORETURN COLD static void report(const Checker *c, const Term *at, const char *what)
{
    char text[256];
    if (c->now != NULL) {
        snprintf(text, sizeof text, "%s: in the %s, word %td of %td, %016" PRIx64, what,
                 c->now->name, at - c->now->start, c->now->top - c->now->start,
                 at == NULL ? 0 : *at);
    } else {
        snprintf(text, sizeof text, "%s: in a root or list, %p", what, (const void *)at);
    }
    check_failed(__FILE__, __LINE__, text);
}

// ---- the map

static void map_region(Checker *c, const char *name, const Term *start, const Term *top,
                       bool is_old)
{
    size_t words = (size_t)(top - start);
    Region r = {name, start, top, vm_calloc(words), is_old};
    c->regions[c->count] = r;
    c->now = &c->regions[c->count++];
    for (const Term *at = start; at < top;) {
        if (!header_is(*at)) {
            r.uses[at - start] = USE_CELL;
            at++;
            continue;
        }
        if (header_arity(*at) >= (size_t)(top - at)) {
            report(c, at, "an object reaches beyond the end");
        }
        r.uses[at - start] = USE_BOXED;
        at += 1 + header_arity(*at);
    }
}

static void map_all(Checker *c, const Heap *h)
{
    c->room = 2;
    for (const Fragment *f = h->fragments; f != NULL; f = f->next) {
        c->room++;
    }
    c->regions = vm_alloc(c->room * sizeof *c->regions);
    map_region(c, "block", h->start, h->space.top, false);
    map_region(c, "old generation", h->old_start, h->old_top, true);
    size_t fragment_words = 0;
    for (const Fragment *f = h->fragments; f != NULL; f = f->next) {
        if (f->offheap != NULL || f->used > f->room) {
            report(c, NULL, "an attached fragment is not in order");
        }
        map_region(c, "fragment", f->words, f->words + f->used, false);
        fragment_words += f->used;
    }
    if (fragment_words != h->fragment_words) {
        report(c, NULL, "fragment_words is wrong");
    }
}

static const Region *find_region(const Checker *c, const Term *at)
{
    for (size_t i = 0; i < c->count; i++) {
        if (at >= c->regions[i].start && at < c->regions[i].top) {
            return &c->regions[i];
        }
    }
    return NULL;
}

// ---- one word

// Approves of a pointer; returns its target.
static const Term *check_pointer(const Checker *c, const Term *at, Term t)
{
    const Term *target = term_is_cons(t) ? cons_words(t) : boxed_words(t);
    if (((uintptr_t)target & 7) != 0) {
        report(c, at, "a pointer is not aligned");
    }
    if (term_is_literal(t)) {
        if (header_is(target[0]) != term_is_boxed(t)) {
            report(c, at, "a pointer to a literal of another kind");
        }
        return target;
    }
    const Region *r = find_region(c, target);
    if (r == NULL) {
        report(c, at, "a pointer leads out of the heap");
    }
    if (c->now != NULL && c->now->is_old && !r->is_old) {
        report(c, at, "the old generation refers to the young one (heap.h 4)");
    }
    const uint8_t *use = r->uses + (target - r->start);
    bool fits = term_is_boxed(t) ? use[0] == USE_BOXED
                                 : target + 1 < r->top && use[0] == USE_CELL && use[1] == USE_CELL;
    if (!fits) {
        report(c, at, "a pointer leads into the middle of something");
    }
    return target;
}

static bool is_valid_immediate(Term t)
{
    return term_is_small(t) || term_is_atom(t) || term_is_local_pid(t) || term_is_local_port(t) ||
           term_is_nil(t);
}

// A word inside a cons, tuple, map or fun.
static void check_term(const Checker *c, const Term *at)
{
    Term t = *at;
    if (term_is_immediate(t)) {
        if (!is_valid_immediate(t)) {
            report(c, at, "not a term");
        }
        return;
    }
    if (header_is(t)) {
        report(c, at, "a header where a term should be (term.h 1)");
    }
    const Term *target = check_pointer(c, at, t);
    if (term_is_boxed(t)) {
        Subtag subtag = header_subtag(target[0]);
        if (subtag == SUBTAG_MATCH || subtag == SUBTAG_HASHNODE) {
            report(c, at, "a match context or hash node as a value");
        }
    }
}

// ---- one object

static const Term *check_original(const Checker *c, const Term *at, uint64_t end_bits)
{
    Term original = at[1];
    if (!term_is_boxed(original)) {
        report(c, at, "the original of a sub binary or match context is no binary");
    }
    const Term *words = check_pointer(c, at, original);
    Subtag subtag = header_subtag(words[0]);
    uint64_t size_bytes = subtag == SUBTAG_HEAP_BIN   ? ((const HeapBin *)words)->size_bytes
                          : subtag == SUBTAG_REFC_BIN ? ((const RefcBin *)words)->size_bytes
                                                      : UINT64_MAX;
    if (size_bytes == UINT64_MAX) {
        report(c, at,
               "the original of a sub binary or match context is of another kind (term.h 3)");
    }
    if (end_bits > size_bytes * 8) {
        report(c, at, "a sub binary or match context reaches beyond its original (binary.h 2)");
    }
    return words;
}

static void check_binary(const Checker *c, const Term *at)
{
    Subtag subtag = header_subtag(at[0]);
    if (subtag == SUBTAG_HEAP_BIN) {
        const HeapBin *bin = (const HeapBin *)at;
        if (bin->size_bytes > BINARY_HEAP_MAX ||
            header_arity(at[0]) + 1 != heap_bin_words(bin->size_bytes)) {
            report(c, at, "a heap binary of a wrong size");
        }
    } else if (subtag == SUBTAG_SUB_BIN) {
        const SubBin *sub = (const SubBin *)at;
        check_original(c, at, sub->offset_bits + sub->size_bits);
    } else {
        const MatchContext *match = (const MatchContext *)at;
        const Term *original = check_original(c, at, match->end_bits);
        const uint8_t *bytes = header_subtag(original[0]) == SUBTAG_HEAP_BIN
                                   ? ((const HeapBin *)original)->bytes
                                   : ((const RefcBin *)original)->bytes;
        if (match->bytes != bytes || match->at_bits > match->end_bits) {
            report(c, at, "a match context has lost its bytes (binary.h 3)");
        }
    }
}

static void check_offheap_object(Checker *c, const Term *at)
{
    BinData *data = offheap_data(at);
    if (data == NULL || atomic_load(&data->refs) < 1) {
        report(c, at, "an off-heap object without data");
    }
    if (c->now->is_old) {
        c->old_offheap++;
    } else {
        c->young_offheap++;
    }
}

static void check_big(const Checker *c, const Term *at)
{
    uint32_t limbs = header_arity(at[0]);
    if (limbs == 0 || at[limbs] == 0) {
        report(c, at, "a big integer with leading zeros (term.h 2)");
    }
    bool is_negative = header_subtag(at[0]) == SUBTAG_BIG_NEG;
    if (limbs == 1 && at[1] <= (uint64_t)SMALL_MAX + is_negative) {
        report(c, at, "a big integer that fits a small one (term.h 2)");
    }
}

static void check_hash_children(const Checker *c, const Term *at, uint32_t first)
{
    uint32_t arity = header_arity(at[0]);
    uint32_t bits = (uint32_t)__builtin_popcount(header_extra(at[0]) & 0xFFFF);
    if (bits == 0 || arity != bits + first - 1) {
        report(c, at, "a hash node whose bitmap does not fit");
    }
    for (uint32_t i = first; i <= arity; i++) {
        if (term_is_cons(at[i])) {
            check_term(c, at + i);
        } else if (!term_is_boxed(at[i]) ||
                   header_subtag(check_pointer(c, at + i, at[i])[0]) != SUBTAG_HASHNODE) {
            report(c, at, "a child of a hash node is neither leaf nor node");
        }
    }
}

static void check_flatmap(const Checker *c, const Term *at)
{
    if (header_arity(at[0]) < 1 || !term_is_boxed(at[1])) {
        report(c, at, "a flat map without keys");
    }
    Term keys_header = check_pointer(c, at + 1, at[1])[0];
    uint32_t size = header_arity(at[0]) - 1;
    if (keys_header != header_make(SUBTAG_TUPLE, size) || size > MAP_FLAT_MAX) {
        report(c, at, "a flat map whose keys do not fit");
    }
}

static void check_kind(Checker *c, const Term *at)
{
    switch (header_subtag(at[0])) {
    case SUBTAG_BIG_POS:
    case SUBTAG_BIG_NEG: check_big(c, at); break;
    case SUBTAG_FLOAT:
        if (header_arity(at[0]) != 1 || !isfinite(float_value(boxed_make(at)))) {
            report(c, at, "a float that is no number");
        }
        break;
    case SUBTAG_HEAP_BIN:
    case SUBTAG_SUB_BIN:
    case SUBTAG_MATCH: check_binary(c, at); break;
    case SUBTAG_FLATMAP: check_flatmap(c, at); break;
    case SUBTAG_HASHMAP: check_hash_children(c, at, 2); break;
    case SUBTAG_HASHNODE: check_hash_children(c, at, 1); break;
    default:
        if (offheap_is_object(at[0])) {
            check_offheap_object(c, at);
        }
    }
}

static void check_object(Checker *c, const Term *at)
{
    check_kind(c, at);
    Subtag subtag = header_subtag(at[0]);
    bool is_hash = subtag == SUBTAG_HASHMAP || subtag == SUBTAG_HASHNODE;
    if (CONTAINERS >> subtag & 1 && !is_hash) {
        for (uint32_t i = 1; i <= header_arity(at[0]); i++) {
            check_term(c, at + i);
        }
    }
}

// ---- everything

static void check_region(Checker *c, const Region *r)
{
    c->now = r;
    for (const Term *at = r->start; at < r->top;) {
        if (header_is(*at)) {
            check_object(c, at);
            at += 1 + header_arity(*at);
        } else {
            check_term(c, at);
            at++;
        }
    }
}

static void check_list(Checker *c, OffHeapLink *list, bool is_old, size_t expected)
{
    size_t count = 0;
    for (OffHeapLink *link = list; link != NULL; link = link->next) {
        const Term *object = offheap_object(link);
        const Region *r = find_region(c, object);
        if (r == NULL || r->is_old != is_old || r->uses[object - r->start] != USE_BOXED ||
            !offheap_is_object(*object) || ++count > expected) {
            report(c, object, "the list of off-heap objects is not in order (heap.h 3)");
        }
    }
    if (count != expected) {
        report(c, NULL, "an off-heap object is in no list (heap.h 3)");
    }
}

static void check_roots(const Checker *c, const Term *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (term_is_immediate(words[i])) {
            if (!is_valid_immediate(words[i]) && !term_is_catch(words[i])) {
                report(c, words + i, "not a term");
            }
        } else if (!header_is(words[i])) {
            check_pointer(c, words + i, words[i]);
        }
    }
}

void heap_check(const Heap *h, const RootSet *roots)
{
    CHECK(h->start <= h->high_water && h->high_water <= h->space.top);
    CHECK(h->space.top <= h->stack && h->stack <= h->end);
    CHECK(h->old_start <= h->old_top && h->old_top <= h->old_end);
    Checker c = {.heap = h};
    map_all(&c, h);
    for (size_t i = 0; i < c.count; i++) {
        check_region(&c, &c.regions[i]);
    }
    c.now = NULL;
    check_list(&c, h->space.offheap, false, c.young_offheap);
    check_list(&c, h->old_offheap, true, c.old_offheap);
    check_roots(&c, h->stack, (size_t)(h->end - h->stack));
    for (int i = 0; i < roots->count; i++) {
        check_roots(&c, roots->ranges[i].words, roots->ranges[i].count);
    }
    for (size_t i = 0; i < c.count; i++) {
        vm_free(c.regions[i].uses, (size_t)(c.regions[i].top - c.regions[i].start));
    }
    vm_free(c.regions, c.room * sizeof *c.regions);
}
