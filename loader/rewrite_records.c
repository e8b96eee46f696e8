// SPDX-License-Identifier: Apache-2.0
// rewrite_records.c -- rules for native records (OTP 29; vm/interp/instrs/record.tab).
//
// put_record is three instructions in one: its third operand tells an update (a record) from a new one ([]),
// its second a record of this module (an atom, whose template is in the code block) from another's.
//
// Read before: loader/rewriter.h     Read next: vm/interp/record_ops.c
#include "loader/rewriter.h"

static uint32_t rule_is_record_accessible(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    if (a[2].value == ATOM_EXTERNAL) {
        EMIT(is_record_exported, a[0], a[1]);
    } else {
        EMIT(is_record_accessible, a[0], a[1], arg_number(w->code->module));
    }
    return 1;
}

// One after the other; what overwrites the record comes last.
static uint32_t rule_get_record_elements(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const Operand *items = items_of(w, &a[2]), *last = NULL;
    for (uint32_t i = 0; i < a[2].count; i += 2) {
        if (same_register(&items[i + 1], &a[1])) {
            last = &items[i];
        } else {
            EMIT(get_record_element, a[0], a[1], items[i], items[i + 1]);
        }
    }
    if (last != NULL) {
        EMIT(get_record_element, a[0], a[1], last[0], last[1]);
    }
    return 1;
}

static uint32_t rule_get_record_field(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    if (term_is_atom(a[2].value)) {
        EMIT(get_record_field, a[0], a[1], a[2], a[3], a[4]);
    } else {
        EMIT(get_record_field_ext, a[0], a[1], a[2], a[3], a[4]);
    }
    return 1;
}

static uint32_t rule_put_record(Rewriter *w, const GenericInstr *g, const Operand *a)
{
    (void)g;
    const bool is_new = a[2].kind == OPERAND_TERM && term_is_nil(a[2].value);
    if (!is_new) {
        EMIT(record_update, a[2], a[3], a[4], a[5]);
    } else if (term_is_atom(a[1].value)) {
        EMIT(record_create, arg_pointer(code_record(w->e->block, a[1].value)), a[3], a[4], a[5]);
    } else {
        EMIT(record_create_ext, a[1], a[3], a[4], a[5]);
    }
    return 1;
}

const RuleRow rewrite_records_rules[] = {
    {OP_is_record_accessible, rule_is_record_accessible},
    {OP_get_record_elements, rule_get_record_elements},
    {OP_get_record_field, rule_get_record_field},
    {OP_put_record, rule_put_record},
    {0, NULL},
};
