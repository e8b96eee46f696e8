// SPDX-License-Identifier: Apache-2.0
// bif_binary_search.c -- binary:match, matches, split and compile_pattern.
//
// A pattern is one binary or a list of them; all must be non-empty. Compiled, it is a struct
// outside the heaps, held by the magic reference in {bm, Ref} (one binary) or {ac, Ref} (several).
// A pattern given as it is, is compiled for the one call.
//
//   one binary:  its bytes, searched with the C library's memchr and memmem
//   several:     a tree of bytes; first[b] is the node of the patterns that begin with b
//
//        "ab" "abc" "ad":    first['a'] -> (a) -> child (b, end) -> child (c, end)
//                                               sibling (d, end)
//
// At each place of the subject the tree is walked as far as it goes; the last end passed is the
// longest pattern there. So the first match is the leftmost, and of those the longest; the search
// goes on behind it. That is what the manual promises.
//
// INVARIANTS
//   1. A compiled pattern never changes after compile: processes may share it without a lock.
//
// Exceptions: runs to the end without yielding, and charges by the bytes searched.
// Read before: vm/bif/bif_binary.c     Read next: vm/bif/bif_checksum.c
#define _GNU_SOURCE // memmem
#include "vm/base/alloc.h"
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/term/bignum.h"
#include "vm/term/binary.h"
#include "vm/term/ref.h"

enum { BYTES_PER_REDUCTION = 128, NO_NODE = 0 };

typedef struct TreeNode {
    uint8_t byte;
    bool is_end;             // a pattern ends here
    uint32_t child, sibling; // indexes into nodes; 0: none
} TreeNode;

typedef struct Pattern {
    bool is_tree;
    size_t room; // bytes allocated for this struct
    size_t size; // one binary: its size
    uint32_t node_count;
    uint32_t first[256];
    TreeNode *nodes; // node 0 is not used. Both point behind this struct
    uint8_t *bytes;
} Pattern;

typedef struct Match {
    size_t position, size;
} Match;

// ---- compiling

// Adds one pattern; patterns of the list share their common beginnings.
static void add_to_tree(Pattern *pattern, const uint8_t *bytes, size_t size)
{
    uint32_t *link = &pattern->first[bytes[0]];
    for (size_t i = 0; i < size; i++) {
        while (*link != NO_NODE && pattern->nodes[*link].byte != bytes[i]) {
            link = &pattern->nodes[*link].sibling;
        }
        if (*link == NO_NODE) {
            *link = ++pattern->node_count;
            pattern->nodes[*link] = (TreeNode){.byte = bytes[i]};
        }
        if (i + 1 == size) {
            pattern->nodes[*link].is_end = true;
        }
        link = &pattern->nodes[*link].child;
    }
}

// How many binaries, and their size together. false: not a pattern.
static bool measure_pattern(Term t, size_t *count, size_t *total)
{
    *count = *total = 0;
    if (term_is_binary(t)) {
        *count = 1;
        *total = binary_size_bits(t) / 8;
        return *total > 0;
    }
    Term binary;
    while (argument_next(&t, &binary)) {
        if (!term_is_binary(binary) || binary_size_bits(binary) == 0) {
            return false;
        }
        *count += 1;
        *total += binary_size_bits(binary) / 8;
    }
    return term_is_nil(t) && *count > 0;
}

static size_t measure_room(size_t count, size_t total)
{
    return sizeof(Pattern) + (count == 1 ? total : (total + 1) * sizeof(TreeNode));
}

// Fills *pattern, which has measure_room bytes.
static void compile_into(Pattern *pattern, Term t, size_t count, size_t total)
{
    memset(pattern, 0, sizeof *pattern);
    pattern->room = measure_room(count, total);
    pattern->is_tree = count > 1;
    pattern->size = total;
    pattern->bytes = (uint8_t *)(pattern + 1);
    pattern->nodes = (TreeNode *)(pattern + 1);
    while (term_is_cons(t) || term_is_bitstring(t)) {
        size_t size;
        uint8_t *copy;
        Term binary = term_is_cons(t) ? cons_head(t) : t;
        const uint8_t *bytes = binary_bytes(binary, &size, &copy);
        if (pattern->is_tree) {
            add_to_tree(pattern, bytes, size);
        } else {
            memcpy(pattern->bytes, bytes, size);
        }
        binary_bytes_free(copy, size);
        t = term_is_cons(t) ? cons_tail(t) : TERM_NIL;
    }
}

// Marks the BinData of compiled patterns: a magic reference of another kind has another destroy
// function.
static void destroy_pattern(BinData *data) { vm_free(data, sizeof *data + data->size); }

Term bif_binary_compile_pattern_1(Process *p, Term *arg)
{
    size_t count, total;
    if (!measure_pattern(arg[0], &count, &total)) {
        return bif_badarg(p);
    }
    BinData *data = bin_data_new(measure_room(count, total));
    data->destroy = destroy_pattern;
    compile_into((Pattern *)data->bytes, arg[0], count, total);
    Term ref = ref_make_magic(process_space(p), data);
    return space_tuple2(process_space(p), count == 1 ? ATOM_BM : ATOM_AC, ref);
}

// The pattern an argument means: compiled before, or now (then *owned, to be freed). NULL: badarg.
static Pattern *find_pattern(Term t, bool *owned)
{
    size_t count, total;
    *owned = false;
    if (term_is_tuple_of(t, 2)) {
        Term tag = tuple_elements(t)[0], ref = tuple_elements(t)[1];
        if ((tag != ATOM_BM && tag != ATOM_AC) || !term_is_magic_ref(ref) ||
            ref_magic_data(ref)->destroy != destroy_pattern) {
            return NULL;
        }
        Pattern *pattern = (Pattern *)ref_magic_data(ref)->bytes;
        return pattern->is_tree == (tag == ATOM_AC) ? pattern : NULL;
    }
    if (!measure_pattern(t, &count, &total)) {
        return NULL;
    }
    *owned = true;
    Pattern *pattern = vm_alloc(measure_room(count, total));
    compile_into(pattern, t, count, total);
    return pattern;
}

static void release_pattern(Pattern *pattern, bool owned)
{
    if (owned) {
        vm_free(pattern, pattern->room);
    }
}

// ---- searching

static size_t longest_at(const Pattern *pattern, const uint8_t *bytes, size_t left)
{
    size_t longest = 0;
    uint32_t node = pattern->first[bytes[0]];
    for (size_t i = 0; node != NO_NODE;) {
        const TreeNode *at = &pattern->nodes[node];
        if (at->byte != bytes[i]) {
            node = at->sibling;
            continue;
        }
        i++;
        if (at->is_end) {
            longest = i;
        }
        if (i == left) {
            break;
        }
        node = at->child;
    }
    return longest;
}

// As memmem, but faster where the first byte is rare: the C library looks for single bytes with
// vector instructions. After some places where only that byte fits, memmem is as good.
static const uint8_t *find_bytes(const uint8_t *bytes, size_t size, const uint8_t *wanted,
                                 size_t wanted_size)
{
    enum { WRONG_PLACES_MAX = 16 };
    for (int i = 0; i < WRONG_PLACES_MAX && size >= wanted_size; i++) {
        const uint8_t *at = memchr(bytes, wanted[0], size - wanted_size + 1);
        if (at == NULL || memcmp(at, wanted, wanted_size) == 0) {
            return at;
        }
        size -= (size_t)(at + 1 - bytes);
        bytes = at + 1;
    }
    return memmem(bytes, size, wanted, wanted_size);
}

// The first match in bytes[from, to).
static bool find_next(const Pattern *pattern, const uint8_t *bytes, size_t from, size_t to,
                      Match *match)
{
    if (!pattern->is_tree) {
        const uint8_t *at = find_bytes(bytes + from, to - from, pattern->bytes, pattern->size);
        *match = (Match){at ? (size_t)(at - bytes) : 0, pattern->size};
        return at != NULL;
    }
    for (; from < to; from++) {
        size_t size =
            pattern->first[bytes[from]] ? longest_at(pattern, bytes + from, to - from) : 0;
        if (size > 0) {
            *match = (Match){from, size};
            return true;
        }
    }
    return false;
}

// ---- arguments

typedef struct Search {
    const uint8_t *bytes;
    size_t size;
    uint8_t *copy;
    size_t from, to; // scope
    bool global, trim, trim_all;
    Pattern *pattern; // NULL: the scope is empty, nothing can match
    bool owns_pattern;
} Search;

static bool read_scope(Term scope, size_t size, size_t *from, size_t *to)
{
    int64_t start, length;
    if (!term_is_tuple_of(scope, 2) ||
        !argument_in_range(tuple_elements(scope)[0], 0, (int64_t)size, &start) ||
        !argument_in_range(tuple_elements(scope)[1], -start, (int64_t)size - start, &length)) {
        return false;
    }
    *from = (size_t)(length < 0 ? start + length : start);
    *to = (size_t)(length < 0 ? start : start + length);
    return true;
}

static bool read_options(Term options, bool is_split, Search *search)
{
    Term option, scope;
    if (!term_is_list(options)) {
        return false;
    }
    while (argument_next(&options, &option)) {
        if (argument_tagged(option, ATOM_SCOPE, &scope)) {
            if (!read_scope(scope, search->size, &search->from, &search->to)) {
                return false;
            }
        } else if (is_split && option == ATOM_GLOBAL) {
            search->global = true;
        } else if (is_split && option == ATOM_TRIM) {
            search->trim = true;
        } else if (is_split && option == ATOM_TRIM_ALL) {
            search->trim_all = true;
        } else {
            return false;
        }
    }
    return true;
}

// false: badarg. A search that was begun must be ended.
static bool begin_search(Process *p, const Term *arg, Term options, bool is_split, Search *search)
{
    *search = (Search){0};
    search->bytes = binary_bytes(arg[0], &search->size, &search->copy);
    if (!search->bytes) {
        return false;
    }
    search->to = search->size;
    bool ok = read_options(options, is_split, search);
    if (ok && (search->to > 0 || release_checks_unused_patterns())) {
        search->pattern = find_pattern(arg[1], &search->owns_pattern);
        ok = search->pattern != NULL;
    }
    if (!ok) {
        binary_bytes_free(search->copy, search->size);
        return false;
    }
    argument_charge(p, search->to - search->from, BYTES_PER_REDUCTION);
    return true;
}

static void end_search(Search *search)
{
    if (search->pattern) {
        release_pattern(search->pattern, search->owns_pattern);
    }
    binary_bytes_free(search->copy, search->size);
}

// Advances search->from behind the match.
static bool search_next(Search *search, Match *match)
{
    if (!search->pattern ||
        !find_next(search->pattern, search->bytes, search->from, search->to, match)) {
        return false;
    }
    search->from = match->position + match->size;
    return true;
}

// ---- match, matches

static Term build_match(Process *p, const Match *match)
{
    return space_tuple2(process_space(p), small_make((int64_t)match->position),
                        small_make((int64_t)match->size));
}

static Term match_first(Process *p, const Term *arg, Term options)
{
    Search search;
    Match match;
    if (!begin_search(p, arg, options, false, &search)) {
        return bif_badarg(p);
    }
    Term result = search_next(&search, &match) ? build_match(p, &match) : ATOM_NOMATCH;
    end_search(&search);
    return result;
}

Term bif_binary_match_2(Process *p, Term *arg) { return match_first(p, arg, TERM_NIL); }
Term bif_binary_match_3(Process *p, Term *arg) { return match_first(p, arg, arg[2]); }

static Term match_all(Process *p, const Term *arg, Term options)
{
    Search search;
    Match match;
    if (!begin_search(p, arg, options, false, &search)) {
        return bif_badarg(p);
    }
    Term result = TERM_NIL, last = TERM_NIL;
    while (search_next(&search, &match)) {
        Term cell = space_cons(process_space(p), build_match(p, &match), TERM_NIL);
        if (term_is_nil(last)) {
            result = cell;
        } else {
            cons_words(last)[1] = cell; // the list is ours until we return it
        }
        last = cell;
    }
    end_search(&search);
    return result;
}

Term bif_binary_matches_2(Process *p, Term *arg) { return match_all(p, arg, TERM_NIL); }
Term bif_binary_matches_3(Process *p, Term *arg) { return match_all(p, arg, arg[2]); }

// ---- split

// The list of parts, in order; first, last and last_kept are its cells ([]: none yet).
typedef struct PartList {
    Space *space;
    Term subject, first, last;
    Term last_kept; // the cell of the last part that is not empty
} PartList;

static void add_part(PartList *parts, const Search *search, size_t from, size_t to)
{
    if (from == to && search->trim_all) {
        return;
    }
    Term part = binary_part_bits(parts->space, parts->subject, from * 8, (to - from) * 8);
    Term cell = space_cons(parts->space, part, TERM_NIL);
    if (term_is_nil(parts->last)) {
        parts->first = cell;
    } else {
        cons_words(parts->last)[1] = cell;
    }
    parts->last = cell;
    if (from != to) {
        parts->last_kept = cell;
    }
}

// trim: empty parts at the end go.
static Term finish_parts(PartList *parts, const Search *search)
{
    if (!search->trim) {
        return parts->first;
    }
    if (term_is_nil(parts->last_kept)) {
        return TERM_NIL;
    }
    cons_words(parts->last_kept)[1] = TERM_NIL;
    return parts->first;
}

static Term split(Process *p, const Term *arg, Term options)
{
    Search search;
    Match match;
    if (!begin_search(p, arg, options, true, &search)) {
        return bif_badarg(p);
    }
    PartList parts = {process_space(p), arg[0], TERM_NIL, TERM_NIL, TERM_NIL};
    size_t from = 0;
    Term result;
    if (!search_next(&search, &match)) {
        bool is_trimmed = (search.trim || search.trim_all) && search.size == 0;
        result = is_trimmed ? TERM_NIL : space_cons(process_space(p), arg[0], TERM_NIL);
    } else {
        do {
            add_part(&parts, &search, from, match.position);
            from = match.position + match.size;
        } while (search.global && search_next(&search, &match));
        add_part(&parts, &search, from, search.size);
        result = finish_parts(&parts, &search);
    }
    end_search(&search);
    return result;
}

Term bif_binary_split_2(Process *p, Term *arg) { return split(p, arg, TERM_NIL); }
Term bif_binary_split_3(Process *p, Term *arg) { return split(p, arg, arg[2]); }
