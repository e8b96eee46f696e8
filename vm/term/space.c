// SPDX-License-Identifier: Apache-2.0
// space.c -- the small builders: numbers, tuples, lists and binaries in any Space.
//
// Each takes its words once and writes all of them before it returns, so a scan of the space at any
// later moment finds whole objects. None keeps a pointer across another space_take that it could
// invalidate: nothing moves.
//
// space_trim has two cases. In the usual one the words taken are the last of the room, and top goes
// back. When they came from `grow` (a fragment of their own), nobody can take them back; they are
// filled with [] so that a scan walks over them.
//
// INVARIANTS
//   1. A builder returns a term in normal form: an integer that fits is small (space_integer,
//      space_unsigned).
//
// Read before: vm/term/space.h     Read next: vm/term/bignum.c
#include "vm/term/space.h"

#include "vm/term/bignum.h"
#include "vm/term/binary.h"

void space_trim(Space *space, Term *taken, size_t words, Term *unused)
{
    Term *end = taken + words;
    INVARIANT(unused >= taken && unused <= end, "space.h 2");
    if (LIKELY(end == space->top)) {
        space->top = unused;
        return;
    }
    for (Term *at = unused; at < end; at++) {
        *at = TERM_NIL;
    }
}

static Term *refuse_to_grow(Space *space, size_t words)
{
    (void)space;
    (void)words;
    check_failed(__FILE__, __LINE__, "a fixed space was measured too small");
}

Space space_fixed(Term *words, size_t count)
{
    return (Space){.top = words, .limit = words + count, .grow = refuse_to_grow};
}

Term space_tuple(Space *space, uint32_t arity, const Term *elements)
{
    Term *words = space_take(space, (size_t)arity + 1);
    words[0] = header_make(SUBTAG_TUPLE, arity);
    if (arity) {
        memcpy(words + 1, elements, arity * sizeof *elements);
    }
    return boxed_make(words);
}

Term space_tuple2(Space *space, Term a, Term b)
{
    Term *words = space_take(space, 3);
    words[0] = header_make(SUBTAG_TUPLE, 2);
    words[1] = a;
    words[2] = b;
    return boxed_make(words);
}

Term space_tuple3(Space *space, Term a, Term b, Term c)
{
    Term *words = space_take(space, 4);
    words[0] = header_make(SUBTAG_TUPLE, 3);
    words[1] = a;
    words[2] = b;
    words[3] = c;
    return boxed_make(words);
}

Term space_tuple4(Space *space, Term a, Term b, Term c, Term d)
{
    Term *words = space_take(space, 5);
    words[0] = header_make(SUBTAG_TUPLE, 4);
    words[1] = a;
    words[2] = b;
    words[3] = c;
    words[4] = d;
    return boxed_make(words);
}

static Term build_one_limb(Space *space, uint64_t limb, Subtag sign)
{
    Term *words = space_take(space, 2);
    words[0] = header_make(sign, 1);
    words[1] = limb;
    return boxed_make(words);
}

Term space_integer(Space *space, int64_t value)
{
    if (LIKELY(small_fits(value))) {
        return small_make(value);
    }
    return value < 0 ? build_one_limb(space, -(uint64_t)value, SUBTAG_BIG_NEG)
                     : build_one_limb(space, (uint64_t)value, SUBTAG_BIG_POS);
}

Term space_unsigned(Space *space, uint64_t value)
{
    if (LIKELY(value <= (uint64_t)SMALL_MAX)) {
        return small_make((int64_t)value);
    }
    return build_one_limb(space, value, SUBTAG_BIG_POS);
}

Term space_float(Space *space, double value)
{
    return float_make_at(space_take(space, FLOAT_WORDS), value);
}

Term space_binary(Space *space, const void *bytes, size_t size_bytes)
{
    uint8_t *content;
    Term binary = binary_new(space, size_bytes, &content);
    if (size_bytes) {
        memcpy(content, bytes, size_bytes);
    }
    return binary;
}

Term space_list(Space *space, const Term *elements, size_t count, Term tail)
{
    if (count == 0) {
        return tail;
    }
    Term *cells = space_take(space, count * 2);
    for (size_t i = 0; i < count; i++) {
        cells[2 * i] = elements[i];
        cells[2 * i + 1] = i + 1 < count ? cons_make(cells + 2 * i + 2) : tail;
    }
    return cons_make(cells);
}

Term space_string(Space *space, const char *bytes, size_t size_bytes)
{
    if (size_bytes == 0) {
        return TERM_NIL;
    }
    Term *cells = space_take(space, size_bytes * 2);
    for (size_t i = 0; i < size_bytes; i++) {
        cells[2 * i] = SMALL((uint8_t)bytes[i]);
        cells[2 * i + 1] = i + 1 < size_bytes ? cons_make(cells + 2 * i + 2) : TERM_NIL;
    }
    return cons_make(cells);
}
