// SPDX-License-Identifier: Apache-2.0
// dictionary.c -- the process dictionary: a linear hash whose chains hold their pairs in the order
// in which ERTS lists them, because get/0 and get_keys/0,1 show it to programs.
//
//   Dictionary:  counts | pairs: key0 value0 | key1 value1 | ...     the roots: count pairs, dense
//                       | next[]:  the pair behind this one in its chain, 0: none
//                       | heads[]: the first pair of each slot's chain, 0: none       (pair n is n + 1)
//
// LINEAR HASHING. A key's slot is its hash under the mask, or, where that slot does not exist yet,
// under half of the mask. A slot more than pairs exists at every time: when they are level, the
// slots from `split` on are divided into themselves and a new one at the end, a quarter as many as
// there are slots but at most 15; when not even half of the slots have a pair, three tenths of them
// are merged back.
//
// THE ORDER within a chain (what ERTS does to its lists, told of chains): a new pair goes in front;
// so does an old one when its value becomes a boxed term or a list and the chain has other pairs,
// while an immediate value is written in place; dividing turns both halves round; merging a longer
// chain into another turns it round in front of that one.
//
// Keys that hash alike in ERTS (integers, floats, binaries, tuples and lists of those) are listed
// as there; the index of an atom and the number of a pid are our own, as in large maps
// (term_hash_internal.c).
//
// INVARIANTS
//   1. count < slot_count <= slot_room, count <= room; split + slots of the last doubling = slot_count.
//   2. Pairs are dense: erasing moves the last one into the gap. Their places say nothing of order.
//   3. The dictionary is freed when it is empty and has no more slots than at first, which is what
//      it begins with again.
#include "vm/proc/dictionary.h"

#include "vm/base/alloc.h"
#include "vm/term/compare.h"
#include "vm/term/term_hash.h"

typedef struct Pair {
    Term key, value;
} Pair;
struct Dictionary {
    uint32_t room, count; // pairs
    uint32_t slot_room, slot_count;
    uint32_t split; // the slot that is divided next
    uint32_t mask;
    Pair pairs[]; // then next[room], heads[slot_room]
};
enum { FIRST_SLOTS = 8, FIRST_ROOM = 4, STEP_LIMIT = 15 };

static size_t bytes_of(uint32_t room, uint32_t slot_room)
{
    return sizeof(Dictionary) + room * (sizeof(Pair) + sizeof(uint32_t)) +
           slot_room * sizeof(uint32_t);
}

static uint32_t *next_of(Dictionary *d) { return (uint32_t *)&d->pairs[d->room]; }
static uint32_t *heads_of(Dictionary *d) { return next_of(d) + d->room; }

static uint32_t slot_of(const Dictionary *d, Term key)
{
    const uint32_t hash = term_is_small(key)  ? (uint32_t)small_value(key)
                          : term_is_atom(key) ? atom_index(key)
                                              : term_hash_internal(key, 0);
    const uint32_t slot = hash & d->mask;
    return slot < d->slot_count ? slot : slot & d->mask >> 1;
}

// The link (a head or a next) that leads to the pair with this key; one that holds 0 when there is
// none.
static uint32_t *find_link(Dictionary *d, Term key)
{
    uint32_t *link = &heads_of(d)[slot_of(d, key)];
    while (*link != 0 && !term_same(d->pairs[*link - 1].key, key)) {
        link = &next_of(d)[*link - 1];
    }
    return link;
}

// A dictionary of this room with the pairs and chains of the process's own, which it replaces.
static Dictionary *make_room(Process *p, uint32_t room, uint32_t slot_room)
{
    Dictionary *old = p->dictionary;
    Dictionary *d = vm_alloc(bytes_of(room, slot_room));
    *d = old ? *old : (Dictionary){.slot_count = FIRST_SLOTS, .mask = 2 * FIRST_SLOTS - 1};
    d->room = room;
    d->slot_room = slot_room;
    memset(heads_of(d), 0, slot_room * sizeof(uint32_t));
    if (old) {
        memcpy(d->pairs, old->pairs, old->count * sizeof(Pair));
        memcpy(next_of(d), next_of(old), old->count * sizeof(uint32_t));
        memcpy(heads_of(d), heads_of(old), old->slot_count * sizeof(uint32_t));
        vm_free(old, bytes_of(old->room, old->slot_room));
    }
    p->dictionary = d;
    return d;
}

static void push(Dictionary *d, uint32_t *head, uint32_t pair)
{
    next_of(d)[pair - 1] = *head;
    *head = pair;
}

// Takes the first pair of a chain off it.
static uint32_t pop(Dictionary *d, uint32_t *head)
{
    const uint32_t pair = *head;
    *head = next_of(d)[pair - 1];
    return pair;
}

static void divide(Dictionary *d)
{
    uint32_t home_slots = d->slot_count - d->split;
    if (d->split == home_slots) {
        home_slots *= 2;
        d->mask = home_slots * 2 - 1;
        d->split = 0;
    }
    const uint32_t slot = d->split++;
    d->slot_count++;
    uint32_t *heads = heads_of(d);
    uint32_t chain = heads[slot];
    heads[slot] = heads[slot + home_slots] = 0;
    while (chain != 0) {
        const uint32_t pair = pop(d, &chain);
        push(d, &heads[slot_of(d, d->pairs[pair - 1].key)], pair);
    }
}

static void grow(Process *p)
{
    Dictionary *d = p->dictionary;
    uint32_t steps = d->slot_count / 4 & STEP_LIMIT;
    steps = steps ? steps : 1;
    if (d->slot_count + steps > d->slot_room) {
        d = make_room(p, d->room, d->slot_room * 2);
    }
    for (; steps > 0; steps--) {
        divide(d);
    }
}

// Joins the last slot to the one it was divided from.
static void merge(Dictionary *d)
{
    if (d->split == 0) {
        d->mask = d->slot_count - 1;
        d->split = d->slot_count / 2;
    }
    uint32_t *low = &heads_of(d)[--d->split];
    uint32_t *high = &heads_of(d)[--d->slot_count];
    uint32_t *next = next_of(d);
    if (*low != 0 && next[*low - 1] == 0) { // one pair: stays in front
        next[*low - 1] = *high;
    } else if (*low == 0) {
        *low = *high;
    } else {
        while (*high != 0) {
            push(d, low, pop(d, high));
        }
    }
    *high = 0;
}

static void shrink(Process *p)
{
    Dictionary *d = p->dictionary;
    uint32_t steps = (uint32_t)((uint64_t)d->slot_count * 3 / 10);
    if (d->slot_count - steps < FIRST_SLOTS) {
        steps = d->slot_count - FIRST_SLOTS;
    }
    for (; steps > 0; steps--) {
        merge(d);
    }
    if (d->slot_count <= d->slot_room / 4) {
        make_room(p, d->slot_room / 2, d->slot_room / 2); // the pairs are fewer than the slots
    }
}

Term dictionary_get(const Process *p, Term key)
{
    Dictionary *d = p->dictionary;
    const uint32_t pair = d ? *find_link(d, key) : 0;
    return pair ? d->pairs[pair - 1].value : TERM_NONE;
}

static void insert(Process *p, Term key, Term value)
{
    Dictionary *d = p->dictionary;
    if (d->count == d->room) {
        d = make_room(p, d->room * 2, d->slot_room);
    }
    d->pairs[d->count] = (Pair){key, value};
    push(d, &heads_of(d)[slot_of(d, key)], ++d->count);
    if (d->slot_count <= d->count) {
        grow(p);
    }
}

Term dictionary_put(Process *p, Term key, Term value)
{
    Dictionary *d = p->dictionary ? p->dictionary : make_room(p, FIRST_ROOM, FIRST_SLOTS);
    uint32_t *link = find_link(d, key);
    if (*link == 0) {
        insert(p, key, value);
        return TERM_NONE;
    }
    Pair *pair = &d->pairs[*link - 1];
    const Term old = pair->value;
    pair->value = value;
    if (!term_is_immediate(value)) {
        const uint32_t moved = pop(d, link);
        push(d, &heads_of(d)[slot_of(d, key)], moved);
    }
    return old;
}

// Moves the last pair into the place of one that is in no chain any more.
static void fill_gap(Dictionary *d, uint32_t gap)
{
    const uint32_t last = d->count--;
    if (gap != last) {
        *find_link(d, d->pairs[last - 1].key) = gap;
        d->pairs[gap - 1] = d->pairs[last - 1];
        next_of(d)[gap - 1] = next_of(d)[last - 1];
    }
}

Term dictionary_erase(Process *p, Term key)
{
    Dictionary *d = p->dictionary;
    uint32_t *link = d ? find_link(d, key) : NULL;
    if (link == NULL || *link == 0) {
        return TERM_NONE;
    }
    const uint32_t pair = pop(d, link);
    const Term old = d->pairs[pair - 1].value;
    fill_gap(d, pair);
    if (d->slot_count > FIRST_SLOTS && d->slot_count / 2 > d->count) {
        shrink(p);
    }
    if (p->dictionary->count == 0 && p->dictionary->slot_count == FIRST_SLOTS) {
        dictionary_erase_all(p);
    }
    return old;
}

void dictionary_erase_all(Process *p)
{
    vm_free(p->dictionary, dictionary_bytes(p));
    p->dictionary = NULL;
}

uint32_t dictionary_size(const Process *p) { return p->dictionary ? p->dictionary->count : 0; }

typedef enum ListOf { PAIRS, KEYS, KEYS_OF_VALUE } ListOf;

static Term build_list(const Process *p, Space *space, ListOf what, Term value)
{
    Dictionary *d = p->dictionary;
    Term list = TERM_NIL;
    for (uint32_t slot = 0; d && slot < d->slot_count; slot++) {
        for (uint32_t at = heads_of(d)[slot]; at != 0; at = next_of(d)[at - 1]) {
            const Pair pair = d->pairs[at - 1];
            if (what == KEYS_OF_VALUE && !term_same(pair.value, value)) {
                continue;
            }
            Term item = what == PAIRS ? space_tuple2(space, pair.key, pair.value) : pair.key;
            list = space_cons(space, item, list);
        }
    }
    return list;
}

Term dictionary_list(const Process *p, Space *space)
{
    return build_list(p, space, PAIRS, TERM_NIL);
}
Term dictionary_keys(const Process *p, Space *space)
{
    return build_list(p, space, KEYS, TERM_NIL);
}
Term dictionary_keys_of(const Process *p, Space *space, Term value)
{
    return build_list(p, space, KEYS_OF_VALUE, value);
}

void dictionary_add_roots(Process *p, RootSet *roots)
{
    if (p->dictionary) {
        root_set_add(roots, &p->dictionary->pairs[0].key, (size_t)p->dictionary->count * 2);
    }
}

size_t dictionary_bytes(const Process *p)
{
    return p->dictionary ? bytes_of(p->dictionary->room, p->dictionary->slot_room) : 0;
}
