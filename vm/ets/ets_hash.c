// SPDX-License-Identifier: Apache-2.0
// ets_hash.c -- linear hashing: a hash table that grows and shrinks by one bucket at a time, so no
// operation is ever slow.
//
//   buckets in use: 0 .. active-1,  mask = 2^n - 1
//
//   slot(hash) = hash & mask, or hash & (mask / 2) if that bucket is not in use yet
//
//     active = 6, mask = 7:    0   1   2   3 | 4   5  (6) (7)
//                              ^split  ^next one to split
//     growing to 7 splits bucket 2 into 2 and 6; shrinking to 5 joins bucket 5 with 1
//
// Buckets lie in segments, so growing moves no bucket. Hash, number of buckets, the order in a
// bucket and the order of visits (new keys behind the others, new objects of a key before its
// others) are those of ERTS, since programs see them: in ets:first/next, tab2list and the results
// of matches.
//
// INVARIANTS
//   1. mask/2 < active <= mask+1.
//   2. Objects of one key are neighbours in their bucket.
//   3. A deleted object is only in a table that is or was fixed; its bucket is in `dirty`.
//   4. While the table is fixed, `active` does not change.
//
// Read before: vm/ets/ets_object.c     Read next: vm/ets/ets_tree.h
#include "vm/ets/ets_hash.h"

#include "vm/base/alloc.h"
#include "vm/term/atom.h"
#include "vm/term/compare.h"
#include "vm/term/term_hash.h"

enum { STEPS_MAX = 5 }; // buckets split or joined by one operation

// ---- buckets

static uint32_t segment_of(uint32_t slot)
{
    return (slot + (ETS_HASH_SEGMENT - ETS_HASH_FIRST)) / ETS_HASH_SEGMENT;
}
static size_t segment_bytes(uint32_t segment)
{
    return (segment == 0 ? ETS_HASH_FIRST : ETS_HASH_SEGMENT) * sizeof(EtsObject *);
}
static uint32_t count_slots(const EtsHash *h)
{
    return ETS_HASH_FIRST + (h->segment_count - 1) * ETS_HASH_SEGMENT;
}

EtsObject **ets_hash_bucket(const EtsHash *h, uint32_t slot)
{
    uint32_t segment = segment_of(slot);
    uint32_t index = segment == 0 ? slot : (slot - ETS_HASH_FIRST) % ETS_HASH_SEGMENT;
    return &h->segments[segment][index];
}

static void add_segment(EtsHash *h)
{
    if (h->segment_count == h->segment_room) {
        uint32_t room = h->segment_room ? h->segment_room * 2 : 1;
        h->segments = vm_realloc(h->segments, h->segment_room * sizeof *h->segments,
                                 room * sizeof *h->segments);
        h->bytes += (room - h->segment_room) * sizeof *h->segments;
        h->segment_room = room;
    }
    size_t bytes = segment_bytes(h->segment_count);
    h->segments[h->segment_count++] = vm_calloc(bytes);
    h->bytes += bytes;
}

static void drop_segment(EtsHash *h)
{
    size_t bytes = segment_bytes(--h->segment_count);
    vm_free(h->segments[h->segment_count], bytes);
    h->bytes -= bytes;
}

void ets_hash_init(EtsHash *h, EtsKind kind, uint32_t keypos, uint32_t stride)
{
    *h = (EtsHash){.active = ETS_HASH_FIRST,
                   .mask = ETS_HASH_FIRST - 1,
                   .stride = stride,
                   .keypos = keypos,
                   .kind = kind};
    add_segment(h);
}

static void release_object(EtsHash *h, EtsObject *object)
{
    h->bytes -= ets_object_bytes(object);
    ets_object_free(object);
}

bool ets_hash_free(EtsHash *h, size_t *work)
{
    while (h->active > 0) {
        EtsObject **bucket = ets_hash_bucket(h, h->active - 1);
        while (*bucket != NULL) {
            if (*work == 0) {
                return false;
            }
            EtsObject *object = *bucket;
            *bucket = object->next;
            release_object(h, object);
            --*work;
        }
        h->active--;
    }
    while (h->segment_count > 0) {
        drop_segment(h);
    }
    vm_free(h->segments, h->segment_room * sizeof *h->segments);
    vm_free(h->dirty, h->dirty_room * sizeof *h->dirty);
    *h = (EtsHash){0};
    return true;
}

// ---- finding

uint32_t ets_hash_of(Term key)
{
    return term_is_atom(key) ? atom_name(key)->hash : term_hash_internal(key, 0);
}

uint32_t ets_hash_slot(const EtsHash *h, uint32_t hash)
{
    uint32_t slot = hash & h->mask;
    return slot < h->active ? slot : hash & h->mask >> 1;
}

uint32_t ets_hash_next_slot(const EtsHash *h, uint32_t slot)
{
    slot += h->stride;
    return slot < h->active ? slot : (slot + 1) & (h->stride - 1);
}

bool ets_hash_has_key(const EtsHash *h, const EtsObject *object, Term key, uint32_t hash)
{
    return object->hash == hash && term_same(key, ets_object_key(object, h->keypos));
}

EtsObject **ets_hash_find(const EtsHash *h, Term key, uint32_t hash)
{
    EtsObject **link = ets_hash_bucket(h, ets_hash_slot(h, hash));
    while (*link != NULL && !ets_hash_has_key(h, *link, key, hash)) {
        link = &(*link)->next;
    }
    return link;
}

// ---- growing and shrinking

// The upper half of a bucket's objects moves to the new one; both keep their order.
static void split_bucket(EtsHash *h, uint32_t from)
{
    EtsObject **stay = ets_hash_bucket(h, from);
    EtsObject **move = ets_hash_bucket(h, h->active - 1);
    EtsObject *object = *stay;
    while (object != NULL) {
        EtsObject ***end = (object->hash & h->mask) == from ? &stay : &move;
        **end = object;
        *end = &object->next;
        object = object->next;
    }
    *stay = *move = NULL;
}

static void grow(EtsHash *h)
{
    for (int i = 0; i < STEPS_MAX && h->count > h->active; i++) {
        if (h->active == count_slots(h)) {
            if (h->active > UINT32_MAX - ETS_HASH_SEGMENT) {
                return;
            }
            add_segment(h);
        }
        if (h->active > h->mask) {
            h->mask = h->mask << 1 | 1;
        }
        uint32_t from = h->active & h->mask >> 1;
        h->active++;
        split_bucket(h, from);
    }
}

static void join_last_bucket(EtsHash *h)
{
    EtsObject **from = ets_hash_bucket(h, h->active - 1);
    EtsObject **to = ets_hash_bucket(h, (h->active - 1) & h->mask >> 1);
    EtsObject *behind = *to;
    *to = *from;
    while (*to != NULL) {
        to = &(*to)->next;
    }
    *to = behind;
    *from = NULL;
    h->active--;
    if (h->active == (h->mask >> 1) + 1) {
        h->mask >>= 1;
    }
    if (h->active == count_slots(h) - ETS_HASH_SEGMENT) {
        drop_segment(h);
    }
}

// One segment beside the first always stays, and a segment goes when without it the table would be
// half empty.
void ets_hash_shrink(EtsHash *h)
{
    for (int i = 0; i < STEPS_MAX && h->segment_count > 2; i++) {
        if (h->count >= (count_slots(h) - ETS_HASH_SEGMENT) / 2) {
            return;
        }
        join_last_bucket(h);
    }
}

// ---- deleted objects of a fixed table

static void note_dirty(EtsHash *h, uint32_t slot)
{
    if (h->dirty_count > 0 && h->dirty[h->dirty_count - 1] == slot) {
        return;
    }
    if (h->dirty_count == h->dirty_room) {
        uint32_t room = h->dirty_room ? h->dirty_room * 2 : 16;
        h->dirty = vm_realloc(h->dirty, h->dirty_room * sizeof *h->dirty, room * sizeof *h->dirty);
        h->dirty_room = room;
    }
    h->dirty[h->dirty_count++] = slot;
}

void ets_hash_purge(EtsHash *h)
{
    while (h->dirty_count > 0) {
        EtsObject **link = ets_hash_bucket(h, h->dirty[--h->dirty_count]);
        while (*link != NULL) {
            EtsObject *object = *link;
            if (object->deleted) {
                *link = object->next;
                release_object(h, object);
            } else {
                link = &object->next;
            }
        }
    }
    vm_free(h->dirty, h->dirty_room * sizeof *h->dirty);
    h->dirty = NULL;
    h->dirty_room = 0;
}

void ets_hash_mark_all(EtsHash *h)
{
    for (uint32_t slot = 0; slot < h->active; slot++) {
        EtsObject *object = *ets_hash_bucket(h, slot);
        if (object != NULL) {
            note_dirty(h, slot);
        }
        for (; object != NULL; object = object->next) {
            object->deleted = true;
        }
    }
    h->count = 0;
}

// ---- changing

void ets_hash_remove(EtsHash *h, EtsObject **link, uint32_t slot, bool keep)
{
    EtsObject *object = *link;
    h->count--;
    if (keep) {
        object->deleted = true;
        note_dirty(h, slot);
    } else {
        *link = object->next;
        release_object(h, object);
    }
}

void ets_hash_replace(EtsHash *h, EtsObject **link, EtsObject *object)
{
    EtsObject *old = *link;
    object->next = old->next;
    object->hash = old->hash;
    *link = object;
    h->bytes += ets_object_bytes(object);
    if (old->deleted) {
        h->count++;
    }
    release_object(h, old);
}

static bool put_in_set(EtsHash *h, EtsObject **link, EtsObject *object, bool only_new)
{
    if (only_new && !(*link)->deleted) {
        ets_object_free(object);
        return false;
    }
    ets_hash_replace(h, link, object);
    return true;
}

static bool has_live_key(const EtsHash *h, const EtsObject *from, Term key, uint32_t hash)
{
    for (; from != NULL && ets_hash_has_key(h, from, key, hash); from = from->next) {
        if (!from->deleted) {
            return true;
        }
    }
    return false;
}

// An equal object that is there already stays; a deleted one comes back, in front of its key's
// others.
static bool find_in_bag(EtsHash *h, EtsObject **first, const EtsObject *object, Term key)
{
    EtsObject **link = first;
    for (; *link != NULL && ets_hash_has_key(h, *link, key, (uint32_t)object->hash);
         link = &(*link)->next) {
        EtsObject *old = *link;
        if (!term_same(ets_object_tuple(object), ets_object_tuple(old))) {
            continue;
        }
        if (old->deleted) {
            old->deleted = false;
            h->count++;
            *link = old->next;
            old->next = *first;
            *first = old;
        }
        return true;
    }
    return false;
}

bool ets_hash_put(EtsHash *h, EtsObject *object, bool only_new, bool fixed)
{
    const Term key = ets_object_key(object, h->keypos);
    const uint32_t hash = ets_hash_of(key);
    EtsObject **link = ets_hash_find(h, key, hash);
    object->hash = hash;
    if (*link == NULL) {
        // a new key: link is the end of the bucket
    } else if (h->kind == ETS_SET) {
        return put_in_set(h, link, object, only_new);
    } else if (only_new && has_live_key(h, *link, key, hash)) {
        ets_object_free(object);
        return false;
    } else if (h->kind == ETS_BAG && find_in_bag(h, link, object, key)) {
        ets_object_free(object);
        return true;
    }
    object->next = *link;
    *link = object;
    h->count++;
    h->bytes += ets_object_bytes(object);
    if (h->count > h->active && !fixed) {
        grow(h);
    }
    return true;
}

size_t ets_hash_erase_key(EtsHash *h, Term key, bool fixed)
{
    const uint32_t hash = ets_hash_of(key);
    const uint32_t slot = ets_hash_slot(h, hash);
    EtsObject **link = ets_hash_find(h, key, hash);
    size_t erased = 0;
    while (*link != NULL && ets_hash_has_key(h, *link, key, hash)) {
        if ((*link)->deleted) {
            link = &(*link)->next;
            continue;
        }
        const bool keep = fixed && erased == 0; // one place holder for the key is enough
        EtsObject *object = *link;
        ets_hash_remove(h, link, slot, keep);
        erased++;
        if (keep) {
            link = &object->next;
        }
    }
    if (erased > 0 && !fixed) {
        ets_hash_shrink(h);
    }
    return erased;
}

void ets_hash_erase_object(EtsHash *h, Term tuple, bool fixed)
{
    const Term key = tuple_elements(tuple)[h->keypos - 1];
    const uint32_t hash = ets_hash_of(key);
    const uint32_t slot = ets_hash_slot(h, hash);
    EtsObject **link = ets_hash_find(h, key, hash);
    bool is_first = true; // of the key: kept as place holder in a fixed table
    while (*link != NULL && ets_hash_has_key(h, *link, key, hash)) {
        EtsObject *object = *link;
        if (object->deleted || !term_same(tuple, ets_object_tuple(object))) {
            is_first = is_first && object->deleted;
            link = &object->next;
            continue;
        }
        const bool keep = fixed && is_first;
        ets_hash_remove(h, link, slot, keep);
        if (h->kind != ETS_DUPLICATE_BAG) {
            break;
        }
        is_first = false;
        if (keep) {
            link = &object->next;
        }
    }
    if (!fixed) {
        ets_hash_shrink(h);
    }
}
