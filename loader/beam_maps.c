// SPDX-License-Identifier: Apache-2.0
// beam_maps.c -- new maps get a constant to start from.
//
// The constants of sites with the same keys are not shared: neighbours with the same keys are, which is what the clauses of
// one function look like.
//
// Read before: loader/beam_maps.h     Read next: loader/rewrite_maps.c
#include "loader/beam_maps.h"

#include "loader/opcodes.h"
#include "vm/term/map.h"

// The constant of such a map, with numbers as values; TERM_NONE: its keys are no constants, or too many.
static Term make_template(Space *space, const Operand *items, uint32_t count)
{
    Term pairs[2 * MAP_FLAT_MAX];
    if (count > 2 * MAP_FLAT_MAX) {
        return TERM_NONE;
    }
    for (uint32_t i = 0; i < count; i += 2) {
        if (items[i].kind != OPERAND_TERM) {
            return TERM_NONE;
        }
        pairs[i] = items[i].value;
        pairs[i + 1] = small_make(0);
    }
    return map_from_pairs(space, pairs, count / 2);
}

void beam_maps_prepare(BeamCode *code, BeamLiterals *literals)
{
    uint32_t last = 0; // the latest constant made; 0 is never one: #{} is a constant too
    for (uint32_t i = 0; i < code->instr_count; i++) {
        Operand *a = code->operands + code->instrs[i].operands;
        if (code->instrs[i].opcode != OP_put_map_assoc || a[1].kind != OPERAND_LITERAL) {
            continue;
        }
        const Term source = literals->terms[a[1].value];
        if (!term_is_flatmap(source) || flatmap_size(source) != 0 || a[4].kind != OPERAND_LIST) {
            continue;
        }
        const Term map = make_template(&literals->space, code->operands + a[4].value, a[4].count);
        if (!term_is_none(map)) {
            if (last == 0 || !term_same(literals->terms[last], map)) {
                last = beam_literals_add(literals, map);
            }
            a[1].value = last;
        }
    }
}
