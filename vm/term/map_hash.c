// SPDX-License-Identifier: Apache-2.0
// map_hash.c -- the persistent hash trie of large maps: find, put, remove.
//
// A key's 32-bit hash is read 4 bits at a time, lowest first; each 4 bits choose one of 16
// children. A node stores only the children that exist, and a bitmap that says which:
//
//     root  [hdr, bitmap 0000 0010 0000 1001 | size | c0 | c3 | c9]
//                                                           |
//     key with hash ...0x?73 -> child 3 ----------------------+--> [Key|Value]  a leaf, if only one key has these bits,
//                                                                  else a node for the next 4 bits
//                                                                  (here: child 7)
//
// A child's place in the row is the number of bitmap bits below its own bit: one popcount. Put and
// remove copy only the nodes on the path to the leaf (at most 17 words each) and share all others
// with the old version.
//
// Two keys with equal 32-bit hashes go on at level 8 with a second hash, salted with the depth, and
// so on. From level 24 the salt is secret as well, so nobody can prepare keys that never part.
//
// INVARIANTS
//   1. The shape depends only on the set of keys: a leaf is at the highest node where its bits are
//      unique. Remove therefore pulls up a leaf that stays alone (except in the root). Programs see
//      the order that follows from the shape.
//   2. Hash and order of levels (up to 24) are ERTS's, so maps:to_list/1, maps:keys/1, ... give the
//      same order as there.
//
// Read before: vm/term/map_flat.c     Read next: vm/term/map_hash_build.c
#include "vm/term/map_hash.h"

#include "vm/term/term_hash.h"

#include <time.h>

// One step of the way down: the node, and which child was taken.
typedef struct Step {
    const Term *node;
    uint32_t bit;  // 1 << the 4 bits
    uint32_t slot; // place among the children
} Step;

typedef struct Path {
    Step steps[MAP_LEVELS_MAX];
    uint32_t depth;
    Term leaf; // where the way ended; TERM_NONE: no child with that bit in the last node
} Path;

static uint32_t mix_depth_salt(uint32_t depth)
{
    // The published three-word mix of Bob Jenkins, as ERTS applies it to (depth, 1).
    uint32_t a = 0x98c475e6u + depth, b = 0x98c475e6u + 1, c = 0;
    a -= b;
    a -= c;
    a ^= c >> 13;
    b -= c;
    b -= a;
    b ^= a << 8;
    c -= a;
    c -= b;
    c ^= b >> 13;
    a -= b;
    a -= c;
    a ^= c >> 12;
    b -= c;
    b -= a;
    b ^= a << 16;
    c -= a;
    c -= b;
    c ^= b >> 5;
    a -= b;
    a -= c;
    a ^= c >> 3;
    b -= c;
    b -= a;
    b ^= a << 10;
    c -= a;
    c -= b;
    c ^= b >> 15;
    return c;
}

// Levels from here on are reached by accident never, but by somebody who computes colliding keys
// for the public salts.
enum { SECRET_LEVEL = 24 };

static uint32_t secret_salt(void)
{
    static _Atomic uint32_t secret; // 0: not chosen
    uint32_t value = atomic_load(&secret), none = 0;
    if (value == 0) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        uint64_t seed = ((uint64_t)now.tv_nsec ^ (uintptr_t)&now) * 0x9E3779B97F4A7C15u;
        value = (uint32_t)(seed >> 32) | 1;
        value = atomic_compare_exchange_strong(&secret, &none, value) ? value : none;
    }
    return value;
}

uint32_t map_key_hash(Term key, uint32_t level)
{
    if (LIKELY(level < 8)) {
        return term_hash_internal(key, 0);
    }
    uint32_t salt = mix_depth_salt(level / 8);
    // The wide hash of some bitstrings is the same with every salt (the last whole byte and the bits behind
    // it are exchanged); ERTS keeps such keys in a row without order.
    return level < SECRET_LEVEL ? term_hash_internal(key, salt)
                                : term_hash_narrow(key, salt ^ secret_salt());
}

// The bits of the next level: shifts, or takes a new hash every 8 levels.
static uint32_t advance_hash(uint32_t hash, uint32_t *level, Term key)
{
    ++*level;
    CHECK(*level < MAP_LEVELS_MAX);
    return *level % 8 ? hash >> 4 : map_key_hash(key, *level);
}

// From a node's children on. What is hit depends on the memory's latency, and how many lookups the
// processor can have under way at once on the number of instructions: hence no call and no test that
// is not needed.
ALWAYS_INLINE Term find_leaf(const Term *root, Term key, uint32_t hash)
{
    const Term *children = root + 2;
    Term header = root[0];
    for (uint32_t level = 0;;) {
        const uint32_t bitmap = header_extra(header) & 0xFFFF, place = hash & 15;
        if (!(bitmap >> place & 1)) {
            return TERM_NONE;
        }
        const Term at = children[__builtin_popcount(bitmap & ((1u << place) - 1))];
        if (term_is_cons(at)) {
            return term_same(cons_head(at), key) ? at : TERM_NONE;
        }
        hash = advance_hash(hash, &level, key);
        header = boxed_words(at)[0];
        children = boxed_words(at) + 1;
    }
}

#if defined(__x86_64__)
// The instruction is missing in the oldest processors only.
__attribute__((target("popcnt"))) static Term find_by_popcnt(const Term *root, Term key,
                                                             uint32_t hash)
{
    return find_leaf(root, key, hash);
}
#endif

Term map_hash_find(Term map, Term key, uint32_t hash)
{
#if defined(__x86_64__)
    if (LIKELY(__builtin_cpu_supports("popcnt"))) {
        return find_by_popcnt(boxed_words(map), key, hash);
    }
#endif
    return find_leaf(boxed_words(map), key, hash);
}

// As map_hash_find, but remembers the way. *hash becomes the bits of the level behind the last
// step.
static void find_path(Path *path, Term map, Term key, uint32_t *hash)
{
    Term at = map;
    uint32_t level = 0;
    path->depth = 0;
    do {
        const Term *node = boxed_words(at);
        uint32_t bitmap = map_node_bitmap(node);
        uint32_t bit = 1u << (*hash & 15);
        uint32_t slot = (uint32_t)__builtin_popcount(bitmap & (bit - 1));
        path->steps[path->depth++] = (Step){node, bit, slot};
        path->leaf = bitmap & bit ? map_node_children(node)[slot] : TERM_NONE;
        at = path->leaf;
        if (!term_is_none(at)) {
            *hash = advance_hash(*hash, &level, key);
        }
    } while (term_is_boxed(at));
}

// Room for a node like `like` (root or inner) with another bitmap; the root's size changes by
// `grow`.
static Term *make_node_like(Space *space, const Term *like, uint32_t bitmap, int grow)
{
    bool is_root = header_subtag(like[0]) == SUBTAG_HASHMAP;
    uint32_t arity = (uint32_t)__builtin_popcount(bitmap) + is_root;
    Term *node = space_take(space, (size_t)arity + 1);
    node[0] = header_make_extra(is_root ? SUBTAG_HASHMAP : SUBTAG_HASHNODE, arity, bitmap);
    if (is_root) {
        node[1] = like[1] + (Term)SMALL(grow);
    }
    return node;
}

// A copy of the step's node in which `child` stands at the step's place, replacing or inserting.
static Term copy_with_child(Space *space, const Step *step, Term child, int grow)
{
    uint32_t bitmap = map_node_bitmap(step->node);
    uint32_t count = map_node_child_count(step->node);
    Term *node = make_node_like(space, step->node, bitmap | step->bit, grow);
    const Term *from = map_node_children(step->node);
    Term *to = (Term *)map_node_children(node);
    uint32_t rest = step->slot + (bitmap & step->bit ? 1 : 0);
    memcpy(to, from, step->slot * sizeof(Term));
    to[step->slot] = child;
    memcpy(to + step->slot + 1, from + rest, (count - rest) * sizeof(Term));
    return boxed_make(node);
}

static Term copy_without_child(Space *space, const Step *step)
{
    uint32_t count = map_node_child_count(step->node);
    Term *node = make_node_like(space, step->node, map_node_bitmap(step->node) ^ step->bit, -1);
    const Term *from = map_node_children(step->node);
    Term *to = (Term *)map_node_children(node);
    memcpy(to, from, step->slot * sizeof(Term));
    memcpy(to + step->slot, from + step->slot + 1, (count - step->slot - 1) * sizeof(Term));
    return boxed_make(node);
}

static Term make_inner(Space *space, uint32_t bitmap, const Term *children)
{
    uint32_t count = (uint32_t)__builtin_popcount(bitmap);
    Term *node = space_take(space, (size_t)count + 1);
    node[0] = header_make_extra(SUBTAG_HASHNODE, count, bitmap);
    memcpy(node + 1, children, count * sizeof(Term));
    return boxed_make(node);
}

// The smallest subtree that holds two leaves of different keys, from `level` on.
static Term join_leaves(Space *space, Term old, Term new, uint32_t new_hash, uint32_t level)
{
    uint32_t bits[MAP_LEVELS_MAX]; // of the levels where both go the same way
    uint32_t shared = 0, old_level = level;
    uint32_t old_hash = map_key_hash(cons_head(old), level & ~7u) >> (level % 8 * 4);
    while ((old_hash & 15) == (new_hash & 15)) {
        bits[shared++] = new_hash & 15;
        old_hash = advance_hash(old_hash, &old_level, cons_head(old));
        new_hash = advance_hash(new_hash, &level, cons_head(new));
    }
    bool old_first = (old_hash & 15) < (new_hash & 15);
    Term both[2] = {old_first ? old : new, old_first ? new : old};
    Term node = make_inner(space, 1u << (old_hash & 15) | 1u << (new_hash & 15), both);
    while (shared > 0) {
        node = make_inner(space, 1u << bits[--shared], &node);
    }
    return node;
}

Term map_hash_put(Space *space, Term map, Term key, Term value, bool only_update)
{
    uint32_t hash = map_key_hash(key, 0);
    Path path;
    find_path(&path, map, key, &hash);
    bool found = !term_is_none(path.leaf) && term_same(cons_head(path.leaf), key);
    if (found && cons_tail(path.leaf) == value) {
        return map;
    }
    if (only_update && !found) {
        return TERM_NONE;
    }
    Term child = space_cons(space, key, value);
    if (!found && !term_is_none(path.leaf)) {
        child = join_leaves(space, path.leaf, child, hash, path.depth);
    }
    for (uint32_t i = path.depth; i > 0; i--) {
        child = copy_with_child(space, &path.steps[i - 1], child, !found);
    }
    return child;
}

// What is left of the step's node without the child: a node, a leaf that is now alone, or NONE for
// an empty node.
static Term shrink_node(Space *space, const Step *step)
{
    uint32_t count = map_node_child_count(step->node);
    if (count == 1) {
        return TERM_NONE;
    }
    Term other = map_node_children(step->node)[step->slot == 0];
    return count == 2 && term_is_cons(other) ? other : copy_without_child(space, step);
}

Term map_hash_remove(Space *space, Term map, Term key)
{
    uint32_t hash = map_key_hash(key, 0);
    Path path;
    find_path(&path, map, key, &hash);
    INVARIANT(term_is_cons(path.leaf), "map_hash.h: the key is present");
    Term rest = TERM_NONE;
    for (uint32_t i = path.depth - 1; i > 0; i--) {
        const Step *step = &path.steps[i];
        if (term_is_none(rest)) {
            rest = shrink_node(space, step);
        } else if (!term_is_cons(rest) || map_node_child_count(step->node) > 1) {
            rest = copy_with_child(space, step, rest, -1);
        } // else: a lone leaf rises through a node that has no other child
    }
    const Step *root = &path.steps[0];
    return term_is_none(rest) ? copy_without_child(space, root)
                              : copy_with_child(space, root, rest, -1);
}
