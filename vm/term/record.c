// SPDX-License-Identifier: Apache-2.0
// record.c -- making native records and their definitions.
//
// INVARIANTS
//   1. The keys of a definition are atoms, each once. Definitions come from Recs chunks, records:create/4
//      and the external format; all three are made here.
//
// Read before: vm/term/record.h
#include "vm/term/record.h"

#include "vm/base/alloc.h"
#include "vm/term/term_hash.h"

#include <stdlib.h>

static int compare_words(const void *a, const void *b)
{
    Term x = *(const Term *)a, y = *(const Term *)b;
    return x < y ? -1 : x > y;
}

static bool has_duplicate(const Term *keys, uint32_t count)
{
    Term *sorted = vm_alloc((count + 1) * sizeof *sorted);
    if (count) {
        memcpy(sorted, keys, count * sizeof *sorted);
    }
    qsort(sorted, count, sizeof *sorted, compare_words);
    bool found = false;
    for (uint32_t i = 1; i < count; i++) {
        found = found || sorted[i] == sorted[i - 1];
    }
    vm_free(sorted, (count + 1) * sizeof *sorted);
    return found;
}

Term record_define(Space *space, Term module, Term name, Term is_exported, const Term *keys,
                   uint32_t count)
{
    if (has_duplicate(keys, count)) {
        return TERM_NONE;
    }
    const uint32_t arity = RECORD_KEYS + count;
    Term *words = space_take(space, (size_t)arity + 1);
    Term *elements = words + 1;
    elements[RECORD_MODULE] = module;
    elements[RECORD_NAME] = name;
    elements[RECORD_IS_EXPORTED] = is_exported;
    for (uint32_t i = 0; i < count; i++) {
        elements[RECORD_KEYS + i] = keys[i];
    }
    // For a moment there is a tuple inside, which begins in the place of the hash.
    words[1] = header_make(SUBTAG_TUPLE, arity - 1);
    elements[RECORD_HASH] = small_make(term_hash_phash2(boxed_make(words + 1)));
    words[0] = header_make(SUBTAG_TUPLE, arity);
    return boxed_make(words);
}

Term record_new(Space *space, Term definition)
{
    const uint32_t size = tuple_arity(definition) - RECORD_KEYS;
    Term *words = space_take(space, (size_t)size + 2);
    words[0] = header_make(SUBTAG_RECORD, size + 1);
    words[1] = definition;
    return boxed_make(words);
}
