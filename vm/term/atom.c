// SPDX-License-Identifier: Apache-2.0
// atom.c -- the atom table. Readers take no lock; the few that insert take one.
//
//   index -> name    chunks -> [ * | * | 0 | ... ]      one pointer for NAMES_PER_CHUNK indexes
//                                |   +--> [AtomName]*4096
//                                +------> [AtomName]*4096   names never move
//
//   name -> index    slots  -> [ 0 | hash:index+1 | 0 | ... ]   open addressing, linear probing
//
// Both ways are published in the same manner: write the new thing completely, then store the word
// that leads to it with release. A reader loads that word with acquire and sees either nothing or
// all of it. When the slots are three quarters full a table twice as large is filled and published
// as a whole; the old one is never freed, because a reader may still probe it (all old tables
// together are smaller than the present one). A reader that misses an atom in an old table overlaps
// with its insertion, so "not there" was true when it began.
//
// INVARIANTS
//   1. A slot leads only to an index whose AtomName is complete. A slot that is not 0 never
//      changes.
//   2. Only the holder of insert_lock writes to chunks, slots, the text arena and count.
//   3. The atoms of atoms.def have their enumerated indexes (checked by atom_init: no text occurs
//      twice).
//
// Elsewhere: ERTS has one table with a read-write lock, and chains that are rehashed in place.
// Read before: vm/term/atom.h
#include "vm/term/atom.h"

#include "vm/base/alloc.h"
#include "vm/base/hash.h"
#include "vm/base/sync.h"
#include "vm/term/atom_order.h"
#include "vm/term/bits.h"

enum { NAMES_PER_CHUNK = 4096, FIRST_SLOTS = 16384, TEXT_BLOCK = 65536 };

typedef struct Slots {
    struct Slots *older; // replaced by this one; kept for readers that still probe it
    uint32_t mask;
    _Atomic uint64_t at[]; // hash of the name << 32 | index + 1; 0: free
} Slots;

static _Atomic(AtomName *) *chunks;
static _Atomic(Slots *) slots;
static _Atomic uint32_t count;
static _Atomic size_t memory_bytes;
static uint32_t limit;
static Mutex insert_lock = MUTEX_INITIAL;
static char *text_at; // rest of the present block of the text arena
static size_t text_left;

static void *allocate_counted(size_t size_bytes)
{
    atomic_fetch_add_explicit(&memory_bytes, size_bytes, memory_order_relaxed);
    return vm_calloc(size_bytes);
}

static Slots *new_slots(uint32_t room)
{
    Slots *s = allocate_counted(sizeof(Slots) + room * sizeof s->at[0]);
    s->mask = room - 1;
    return s;
}

// ---- lookup

const AtomName *atom_name(Term atom)
{
    uint32_t index = atom_index(atom);
    AtomName *chunk = atomic_load_explicit(&chunks[index / NAMES_PER_CHUNK], memory_order_acquire);
    return chunk + index % NAMES_PER_CHUNK;
}

static uint64_t load_four(const uint8_t *at)
{
    uint32_t word;
    memcpy(&word, at, sizeof word);
    return __builtin_bswap32(word);
}

static uint64_t prefix_of(const char *text, size_t size)
{
    const uint8_t *at = (const uint8_t *)text;
    if (size >= 8) {
        return load_four(at) << 32 | load_four(at + 4);
    }
    if (size >= 4) { // two halves, which overlap
        return load_four(at) << 32 | load_four(at + size - 4) << (64 - 8 * size);
    }
    uint64_t prefix = 0;
    for (size_t i = 0; i < size; i++) {
        prefix |= (uint64_t)at[i] << (56 - 8 * i);
    }
    return prefix;
}

static Term find_atom(const Slots *s, uint32_t hash, const char *text, size_t size)
{
    const uint64_t prefix = prefix_of(text, size);
    for (uint32_t i = hash & s->mask;; i = (i + 1) & s->mask) {
        uint64_t slot = atomic_load_explicit(&s->at[i], memory_order_acquire);
        if (slot == 0) {
            return TERM_NONE;
        }
        if (slot >> 32 == hash) {
            Term atom = atom_from_index((uint32_t)slot - 1);
            const AtomName *name = atom_name(atom);
            if (name->size == size && name->prefix == prefix &&
                (size <= sizeof prefix || memcmp(name->text, text, size) == 0)) {
                return atom;
            }
        }
    }
}

Term atom_existing(const char *text, size_t size)
{
    const Slots *s = atomic_load_explicit(&slots, memory_order_acquire);
    return find_atom(s, (uint32_t)hash_bytes(text, size), text, size);
}

// ---- insertion

// ERTS's hash of an atom's name: hashpjw over the bytes, where a two-byte character below U+0100
// counts as its one Latin-1 byte (names were Latin-1 once and phash2 may not change).
static uint32_t hash_like_erts(const char *text, size_t size)
{
    const uint8_t *at = (const uint8_t *)text, *end = at + size;
    uint32_t hash = 0;
    while (at < end) {
        uint8_t v = *at++;
        if (at < end && (v & 0xFE) == 0xC2 && (*at & 0xC0) == 0x80) {
            v = (uint8_t)(v << 6 | (*at++ & 0x3F));
        }
        hash = (hash << 4) + v;
        uint32_t high = hash & 0xF0000000;
        hash ^= high >> 24;
        hash ^= high;
    }
    return hash;
}

static bool is_valid_name(const char *text, size_t size)
{
    const uint8_t *at = (const uint8_t *)text;
    size_t characters = 0;
    while (size) {
        uint32_t code_point;
        uint32_t used = *at < 0x80 ? 1 : utf8_decode(at, size, &code_point);
        if (used == 0) {
            return false;
        }
        at += used;
        size -= used;
        characters++;
    }
    return characters <= ATOM_MAX_CHARACTERS;
}

static const char *keep_text_locked(const char *text, size_t size)
{
    if (text_left < size) {
        text_at = allocate_counted(TEXT_BLOCK);
        text_left = TEXT_BLOCK;
    }
    char *kept = text_at;
    memcpy(kept, text, size);
    text_at += size;
    text_left -= size;
    return kept;
}

static void put_slot(Slots *s, uint64_t slot)
{
    uint32_t i = (uint32_t)(slot >> 32) & s->mask;
    while (atomic_load_explicit(&s->at[i], memory_order_relaxed)) {
        i = (i + 1) & s->mask;
    }
    atomic_store_explicit(&s->at[i], slot, memory_order_release);
}

static Slots *grow_slots_locked(Slots *old)
{
    Slots *bigger = new_slots((old->mask + 1) * 2);
    for (uint32_t i = 0; i <= old->mask; i++) {
        uint64_t slot = atomic_load_explicit(&old->at[i], memory_order_relaxed);
        if (slot) {
            put_slot(bigger, slot);
        }
    }
    bigger->older = old;
    atomic_store_explicit(&slots, bigger, memory_order_release);
    return bigger;
}

static Term insert_locked(Slots *s, uint32_t hash, const char *text, size_t size)
{
    uint32_t index = atomic_load_explicit(&count, memory_order_relaxed);
    if (index >= limit) {
        return TERM_NONE;
    }
    if (index >= s->mask - s->mask / 4) {
        s = grow_slots_locked(s);
    }
    AtomName *chunk = atomic_load_explicit(&chunks[index / NAMES_PER_CHUNK], memory_order_relaxed);
    if (!chunk) {
        chunk = allocate_counted(NAMES_PER_CHUNK * sizeof *chunk);
        atomic_store_explicit(&chunks[index / NAMES_PER_CHUNK], chunk, memory_order_release);
    }
    chunk[index % NAMES_PER_CHUNK] = (AtomName){
        .text = keep_text_locked(text, size),
        .size = (uint32_t)size,
        .hash = hash_like_erts(text, size),
        .prefix = prefix_of(text, size),
    };
    put_slot(s, (uint64_t)hash << 32 | (index + 1));
    atomic_store_explicit(&count, index + 1, memory_order_release);
    return atom_from_index(index);
}

static Term find_or_insert(const char *text, size_t size)
{
    uint32_t hash = (uint32_t)hash_bytes(text, size);
    const uint32_t known = atomic_load_explicit(&count, memory_order_acquire);
    Term atom = find_atom(atomic_load_explicit(&slots, memory_order_acquire), hash, text, size);
    if (LIKELY(!term_is_none(atom))) {
        atom_order_note(atom_index(atom));
        return atom;
    }
    if (size > ATOM_MAX_BYTES || !is_valid_name(text, size)) {
        return TERM_NONE;
    }
    mutex_lock(&insert_lock);
    Slots *s = atomic_load_explicit(&slots, memory_order_relaxed);
    if (atomic_load_explicit(&count, memory_order_relaxed) != known) {
        atom = find_atom(s, hash, text, size); // somebody may have been faster
    }
    if (term_is_none(atom)) {
        atom = insert_locked(s, hash, text, size);
    }
    mutex_unlock(&insert_lock);
    return atom;
}

// Short names that this thread has looked up lately: what is decoded names the same atoms again and
// again. An atom never goes away, so this is never wrong.
enum { RECENT_BITS = 6 };
static THREAD_LOCAL struct RecentAtom {
    uint64_t prefix;
    uint32_t size; // 0: none
    Term atom;
} recent_atoms[1 << RECENT_BITS];

static struct RecentAtom *recent_of(uint64_t prefix, size_t size)
{
    return &recent_atoms[(prefix + size) * HASH_MULTIPLIER_A >> (64 - RECENT_BITS)];
}

Term atom_from_utf8(const char *text, size_t size)
{
    if (size > sizeof(uint64_t) || size == 0) {
        return find_or_insert(text, size);
    }
    const uint64_t prefix = prefix_of(text, size);
    struct RecentAtom *recent = recent_of(prefix, size);
    if (recent->prefix == prefix && recent->size == size) {
        atom_order_note(atom_index(recent->atom));
        return recent->atom;
    }
    const Term atom = find_or_insert(text, size);
    if (!term_is_none(atom)) {
        *recent = (struct RecentAtom){prefix, (uint32_t)size, atom};
    }
    return atom;
}

Term atom_from_latin1(const char *text, size_t size)
{
    char utf8[ATOM_MAX_CHARACTERS * 2];
    if (size > ATOM_MAX_CHARACTERS) {
        return TERM_NONE;
    }
    char *to = utf8;
    for (size_t i = 0; i < size; i++) {
        uint8_t c = (uint8_t)text[i];
        if (c < 0x80) {
            *to++ = (char)c;
        } else {
            *to++ = (char)(0xC0 | c >> 6);
            *to++ = (char)(0x80 | (c & 0x3F));
        }
    }
    return atom_from_utf8(utf8, (size_t)(to - utf8));
}

Term atom_from_text(const char *text)
{
    Term atom = atom_from_utf8(text, strlen(text));
    if (UNLIKELY(term_is_none(atom))) {
        check_fatal("no room in the atom table for '%s' (limit %u)", text, limit);
    }
    return atom;
}

// ---- the table as a whole

void atom_init(uint32_t new_limit)
{
    static const char *const known[] = {
#define ATOM(c_name, text) text,
#include "vm/term/atoms.def"
#undef ATOM
    };
    CHECK(!chunks);
    limit = new_limit < ATOM_PREDEFINED_COUNT ? ATOM_PREDEFINED_COUNT : new_limit;
    chunks = allocate_counted(((size_t)limit / NAMES_PER_CHUNK + 1) * sizeof *chunks);
    atomic_store(&slots, new_slots(FIRST_SLOTS));
    for (uint32_t i = 0; i < ATOM_PREDEFINED_COUNT; i++) {
        if (atom_from_text(known[i]) != atom_from_index(i)) {
            check_fatal("atoms.def has the text '%s' twice", known[i]);
        }
    }
}

uint32_t atom_count(void) { return atomic_load_explicit(&count, memory_order_acquire); }
uint32_t atom_limit(void) { return limit; }
size_t atom_bytes(void) { return atomic_load_explicit(&memory_bytes, memory_order_relaxed); }
