// SPDX-License-Identifier: Apache-2.0
// rewrite_maps.c -- rules for maps.
//
// Single keys have instructions of their own, whose hot parts compare words. A map that is made from a constant map whose
// keys are all constants is written like a tuple: its shape is known, and it shares the constant's keys:
//
//     put_map_exact #{a => 1, b => 2}  [b, x3]       keys: those of the constant
//         test_heap 4                                [FLATMAP 3 | keys | 1 | x3]
//         put_words  keys 1;  put_word  x3
//         put_tuple_end
//
// #{a => X, b => Y} comes here as such an update too (loader/beam_maps.h).
//
// Read before: loader/rewriter.h     Read next: vm/term/map.h
#include "loader/rewriter.h"
#include "vm/term/map.h"

static uint32_t rule_get_map_elements(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[2]);
    // One after the other; a pair that overwrites the map comes last, which the compiler guarantees only for single ones.
    uint32_t last = a[2].count;
    for (uint32_t i = 0; i < a[2].count; i += 2) {
        if (same_register(&items[i + 1], &a[1])) {
            last = i;
        }
    }
    for (uint32_t k = 0; k <= a[2].count; k += 2) {
        const uint32_t i = k == a[2].count ? last : k;
        if ((k < a[2].count && k == last) || i == a[2].count) {
            continue;
        }
        EMIT(get_map_element, a[0], a[1], items[i], items[i + 1]);
    }
    return 1;
}

static uint32_t rule_has_map_fields(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    if (a[2].count == 1) {
        EMIT(has_map_field, a[0], a[1], items_of(w, &a[2])[0]);
    } else {
        emit(w, INSTR_has_map_fields, a);
    }
    return 1;
}

// The number of the immediate key in a constant flat map; its size: it is not there.
static uint32_t find_key(Term map, const Operand *key)
{
    const uint32_t size = flatmap_size(map);
    const Term *keys = tuple_elements(flatmap_keys(map));
    uint32_t i = 0;
    while (i < size &&
           !(key->kind == OPERAND_TERM && term_is_immediate(key->value) && keys[i] == key->value)) {
        i++;
    }
    return i;
}

// The words of the new map behind its header. False: the constant has no such shape.
static bool lay_out_map(Term map, const Operand *pairs, uint32_t count, Operand *words)
{
    words[0] = arg_term(flatmap_keys(map));
    for (uint32_t i = 0; i < flatmap_size(map); i++) {
        words[1 + i] = arg_term(flatmap_values(map)[i]);
    }
    for (uint32_t i = 0; i < count; i += 2) {
        const uint32_t at = find_key(map, &pairs[i]);
        if (at == flatmap_size(map)) {
            return false;
        }
        words[1 + at] = pairs[i + 1];
    }
    return true;
}

static bool emit_new_map(Rewriter *w, const Operand *a)
{
    Operand words[1 + MAP_FLAT_MAX];
    if (a[1].kind != OPERAND_TERM || !term_is_flatmap(a[1].value) ||
        !lay_out_map(a[1].value, items_of(w, &a[4]), a[4].count, words)) {
        return false;
    }
    const uint32_t count = flatmap_size(a[1].value) + 1;
    const Operand bytes = arg_number((count + 1) * sizeof(Term));
    EMIT(test_heap, bytes, a[3]);
    emit_put_words(w, words, count, 1);
    EMIT(put_tuple_end, arg_number(header_make(SUBTAG_FLATMAP, count)), bytes, a[2]);
    return true;
}

// put_map_assoc, put_map_exact F Source Destination Live Pairs
static uint32_t rule_put_map(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    const Operand *pair = items_of(w, &a[4]);
    if (emit_new_map(w, a)) {
        return 1;
    }
    if (a[4].count == 2) {
        EMIT(put_map_pair, a[0], a[3], arg_number(g->opcode == OP_put_map_exact), a[1], pair[0],
             pair[1], a[2]);
    } else {
        emit(w, g->opcode == OP_put_map_exact ? INSTR_put_map_exact : INSTR_put_map_assoc, a);
    }
    return 1;
}

const RuleRow rewrite_maps_rules[] = {
    {OP_get_map_elements, rule_get_map_elements},
    {OP_has_map_fields, rule_has_map_fields},
    {OP_put_map_assoc, rule_put_map},
    {OP_put_map_exact, rule_put_map},
    {0, NULL},
};
