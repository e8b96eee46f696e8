// SPDX-License-Identifier: Apache-2.0
// map_hash_build.c -- whole hash tries at once: from many pairs, and from two tries.
//
// From pairs: entries (hash, leaf) are distributed by the 4 bits of one level into 16 groups,
// keeping their order; each group becomes a leaf, or is distributed by the next 4 bits. So every
// node is written once, at its final size, instead of being copied at each of n insertions:
//
//     entries   [..3 ..7 ..3 ..0 ..3]  -- level 0 -->  [..0 | ..3 ..3 ..3 | ..7]  -- level 1, group 3 --> ...
//
// Equal keys have equal hashes at all levels, so they meet in one group; a group whose entries all
// have the same hash at the end of a 32-bit hash is searched for them, and the last one stays. A
// node that would hold nothing but a leaf is replaced by the leaf, which gives the same shape as
// insertion one by one.
//
// Merging walks both tries in parallel and shares every subtree that only one of them has, or that
// is the same word.
//
// INVARIANTS
//   1. The shape is that of map_hash.c's invariant 1.
//
// Exceptions: the functions recurse in C, once per level, so at most MAP_LEVELS_MAX deep.
//
// Read before: vm/term/map_hash.c     Read next: vm/term/map.c
#include "vm/term/map_hash.h"

#include "vm/base/alloc.h"

#include <stdlib.h>

typedef struct Entry {
    uint32_t hash;
    Term leaf;
} Entry;

// Up to 16 children under construction.
typedef struct Row {
    Term children[16];
    uint32_t count;
    uint32_t bitmap;
} Row;

static void add_child(Row *row, uint32_t index, Term child)
{
    row->children[row->count++] = child;
    row->bitmap |= 1u << index;
}

// The node of a row; a row of one leaf is that leaf.
static Term finish_row(Space *space, const Row *row)
{
    if (row->count == 1 && term_is_cons(row->children[0])) {
        return row->children[0];
    }
    Term *node = space_take(space, (size_t)row->count + 1);
    node[0] = header_make_extra(SUBTAG_HASHNODE, row->count, row->bitmap);
    memcpy(node + 1, row->children, row->count * sizeof(Term));
    return boxed_make(node);
}

static Term finish_root(Space *space, const Row *row, size_t size)
{
    Term *node = space_take(space, (size_t)row->count + 2);
    node[0] = header_make_extra(SUBTAG_HASHMAP, row->count + 1, row->bitmap);
    node[1] = small_make((int64_t)size);
    memcpy(node + 2, row->children, row->count * sizeof(Term));
    return boxed_make(node);
}

// ---- from pairs

static int compare_entries(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    int order = term_compare_exact(cons_head(x->leaf), cons_head(y->leaf));
    // Equal keys: the later pair has the higher leaf address, and comes first.
    return order ? order : x->leaf > y->leaf ? -1 : 1;
}

// Entries with one hash: removes all but the last of equal keys; returns how many stay.
static size_t remove_duplicates(Entry *entries, size_t count)
{
    qsort(entries, count, sizeof *entries, compare_entries);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        if (!term_same(cons_head(entries[i].leaf), cons_head(entries[kept - 1].leaf))) {
            entries[kept++] = entries[i];
        }
    }
    return kept;
}

// Sorts entries into 16 groups by the level's bits; ends[i] is the end of group i.
static void distribute(Entry *entries, Entry *scratch, size_t count, uint32_t shift,
                       size_t ends[16])
{
    size_t starts[16] = {0};
    for (size_t i = 0; i < count; i++) {
        starts[entries[i].hash >> shift & 15]++;
    }
    size_t sum = 0;
    for (int i = 0; i < 16; i++) {
        size_t group = starts[i];
        starts[i] = sum;
        sum += group;
        ends[i] = sum;
    }
    for (size_t i = 0; i < count; i++) {
        scratch[starts[entries[i].hash >> shift & 15]++] = entries[i];
    }
    memcpy(entries, scratch, count * sizeof *entries);
}

static Term build_group(Space *space, Entry *entries, Entry *scratch, size_t count, uint32_t level,
                        size_t *size);

static void build_row(Space *space, Entry *entries, Entry *scratch, size_t count, uint32_t level,
                      size_t *size, Row *row)
{
    size_t ends[16];
    distribute(entries, scratch, count, level % 8 * 4, ends);
    row->count = row->bitmap = 0;
    for (uint32_t i = 0, begin = 0; i < 16; begin = (uint32_t)ends[i++]) {
        if (ends[i] > begin) {
            add_child(
                row, i,
                build_group(space, entries + begin, scratch, ends[i] - begin, level + 1, size));
        }
    }
}

static Term build_group(Space *space, Entry *entries, Entry *scratch, size_t count, uint32_t level,
                        size_t *size)
{
    CHECK(level < MAP_LEVELS_MAX);
    if (count > 1 && level % 8 == 0) {
        count = remove_duplicates(entries, count);
        for (size_t i = 0; i < count && count > 1; i++) {
            entries[i].hash = map_key_hash(cons_head(entries[i].leaf), level);
        }
    }
    if (count == 1) {
        ++*size;
        return entries[0].leaf;
    }
    Row row;
    build_row(space, entries, scratch, count, level, size, &row);
    return finish_row(space, &row);
}

Term map_hash_from_pairs(Space *space, const Term *pairs, size_t count)
{
    CHECK(count >= 1 && count <= UINT32_MAX);
    Entry *entries = vm_alloc(2 * count * sizeof *entries);
    Term *leaves = space_take(space, 2 * count);
    for (size_t i = 0; i < count; i++) {
        leaves[2 * i] = pairs[2 * i];
        leaves[2 * i + 1] = pairs[2 * i + 1];
        entries[i] = (Entry){map_key_hash(pairs[2 * i], 0), cons_make(leaves + 2 * i)};
    }
    size_t size = 0;
    Row row;
    build_row(space, entries, entries + count, count, 0, &size, &row);
    vm_free(entries, 2 * count * sizeof *entries);
    return finish_root(space, &row, size);
}

// ---- merging

typedef struct Merge {
    Space *space;
    size_t duplicates; // keys that were in both
} Merge;

static uint32_t hash_index(Term leaf, uint32_t level)
{
    return map_key_hash(cons_head(leaf), level & ~7u) >> (level % 8 * 4) & 15;
}

// A child seen as a row at `level`: of a leaf, the row that would hold only it.
static void view_as_row(Term child, uint32_t level, Row *row)
{
    row->count = row->bitmap = 0;
    if (term_is_cons(child)) {
        add_child(row, hash_index(child, level), child);
        return;
    }
    const Term *node = boxed_words(child);
    row->count = map_node_child_count(node);
    row->bitmap = map_node_bitmap(node);
    memcpy(row->children, map_node_children(node), row->count * sizeof(Term));
}

static size_t count_leaves(Term child, uint32_t level)
{
    if (term_is_cons(child)) {
        return 1;
    }
    const Term *node = boxed_words(child);
    size_t sum = 0;
    for (uint32_t i = 0; i < map_node_child_count(node); i++) {
        sum += count_leaves(map_node_children(node)[i], level + 1);
    }
    return sum;
}

static Term merge_children(Merge *merge, Term a, Term b, uint32_t level);

// *same_a, *same_b: every child of the result is that of a, or of b.
static void merge_rows(Merge *merge, const Row *a, const Row *b, uint32_t level, Row *out,
                       bool *same_a, bool *same_b)
{
    uint32_t i = 0, j = 0;
    out->count = out->bitmap = 0;
    *same_a = b->bitmap == (a->bitmap & b->bitmap);
    *same_b = a->bitmap == (a->bitmap & b->bitmap);
    for (uint32_t index = 0; index < 16; index++) {
        bool in_a = a->bitmap >> index & 1, in_b = b->bitmap >> index & 1;
        if (in_a && in_b) {
            Term child = merge_children(merge, a->children[i], b->children[j], level + 1);
            *same_a = *same_a && child == a->children[i];
            *same_b = *same_b && child == b->children[j];
            add_child(out, index, child);
        } else if (in_a || in_b) {
            add_child(out, index, in_a ? a->children[i] : b->children[j]);
        }
        i += in_a;
        j += in_b;
    }
}

// b wins. Level is that of the row that a and b, seen as nodes, would be.
static Term merge_children(Merge *merge, Term a, Term b, uint32_t level)
{
    CHECK(level < MAP_LEVELS_MAX);
    if (a == b) {
        merge->duplicates += count_leaves(a, level);
        return a;
    }
    if (term_is_cons(a) && term_is_cons(b) && term_same(cons_head(a), cons_head(b))) {
        merge->duplicates++;
        return cons_tail(a) == cons_tail(b) ? a : b;
    }
    Row row_a, row_b, row;
    bool same_a, same_b;
    view_as_row(a, level, &row_a);
    view_as_row(b, level, &row_b);
    merge_rows(merge, &row_a, &row_b, level, &row, &same_a, &same_b);
    if (same_a && term_is_boxed(a)) {
        return a;
    }
    return same_b && term_is_boxed(b) ? b : finish_row(merge->space, &row);
}

Term map_hash_merge(Space *space, Term a, Term b)
{
    if (a == b) {
        return a;
    }
    Merge merge = {space, 0};
    Row row_a, row_b, row;
    bool same_a, same_b;
    view_as_row(a, 0, &row_a);
    view_as_row(b, 0, &row_b);
    merge_rows(&merge, &row_a, &row_b, 0, &row, &same_a, &same_b);
    if (same_a) {
        return a;
    }
    return same_b ? b
                  : finish_root(space, &row,
                                map_hash_size(a) + (size_t)map_hash_size(b) - merge.duplicates);
}
