// SPDX-License-Identifier: Apache-2.0
// max_heap.c -- reads and shows the max_heap_size option.
#include "vm/bif/max_heap.h"
#include "vm/base/release.h"

static bool set_flag(Term map, Term key, uint32_t flag, uint32_t *flags)
{
    const Term value = map_get(map, key);
    if (value == ATOM_TRUE) {
        *flags |= flag;
    } else if (value == ATOM_FALSE) {
        *flags &= ~flag;
    }
    return term_is_none(value) || value == ATOM_TRUE || value == ATOM_FALSE;
}

static bool set_size(Term value, size_t *words)
{
    int64_t n;
    if (!argument_in_range(value, 0, SMALL_MAX, &n) || (n != 0 && n < HEAP_MIN_DEFAULT)) {
        return false;
    }
    *words = (size_t)n;
    return true;
}

bool max_heap_parse(Term value, size_t *words, uint32_t *flags)
{
    if (!term_is_map(value)) {
        return set_size(value, words);
    }
    const Term size = map_get(value, ATOM_SIZE);
    return !term_is_none(size) && set_size(size, words) &&
           set_flag(value, ATOM_KILL, HEAP_MAX_KILL, flags) &&
           set_flag(value, ATOM_ERROR_LOGGER, HEAP_MAX_LOG, flags) &&
           (!release_limits_shared_binaries() ||
            set_flag(value, ATOM_INCLUDE_SHARED_BINARIES, HEAP_MAX_INCLUDE_BINARIES, flags));
}

Term max_heap_map(Space *space, size_t words, uint32_t flags)
{
    const Term pairs[] = {
        ATOM_ERROR_LOGGER,
        argument_boolean(flags & HEAP_MAX_LOG),
        ATOM_KILL,
        argument_boolean(flags & HEAP_MAX_KILL),
        ATOM_SIZE,
        space_unsigned(space, words),
        ATOM_INCLUDE_SHARED_BINARIES,
        argument_boolean(flags & HEAP_MAX_INCLUDE_BINARIES),
    };
    return map_from_pairs(space, pairs, release_limits_shared_binaries() ? 4 : 3);
}
