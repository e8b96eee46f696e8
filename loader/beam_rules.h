// SPDX-License-Identifier: Apache-2.0
// beam_rules.h -- operand_rules.def as a table, and what the two halves of the verifier share.
#pragma once

#include "loader/beam_code.h"
#include "loader/opcodes.h"

typedef enum RuleEffect { RULE_NONE, RULE_GC, RULE_CALL, RULE_END } RuleEffect;
typedef struct OperandRule {
    const char *operands; // NULL: the instruction is not supported
    RuleEffect effect;
} OperandRule;
extern const OperandRule operand_rules[OPCODE_COUNT];

enum {
    VERIFY_X_COUNT = 1023,
    VERIFY_Y_COUNT = 1023,
    VERIFY_FR_COUNT = 64,
    VERIFY_WORDS_MAX = 1 << 26
};

typedef struct Verifier {
    BeamCode *code;
    BeamError *error;
    uint32_t *label_at;           // per label: its instruction; LABEL_UNDEFINED
    const BeamFunction *function; // the one being looked at
    GenericInstr *instr;
} Verifier;
#define LABEL_UNDEFINED UINT32_MAX

// Fills the error with the present instruction and function.
bool verify_fail(Verifier *v, const char *what);
static inline const Operand *verify_operand(const Verifier *v, uint32_t n)
{
    return &v->code->operands[v->instr->operands + n];
}
// The function that a call of this label enters; NULL when it is no entry label.
const BeamFunction *verify_callee(const Verifier *v, uint64_t label);
// One command inside a bs_match list. Positions of its parts within the list; -1: it has none.
typedef struct MatchCommand {
    int32_t items, live, dst;
} MatchCommand;
// The command whose name is the item `at` of the list. False: unknown, or cut off.
bool verify_match_command(const Operand *items, uint32_t count, uint32_t at, MatchCommand *command);
