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

// The same, taken apart once (beam_rules_prepare), for those who ask for every instruction of a module.
typedef struct RuleShape {
    uint8_t count;            // operands
    uint8_t sources, results; // bit n: operand n is read if it is a register; is written
    uint8_t ways;             // bit n: operand n is a label that the instruction may go to
    int8_t words, live, fail; // the operand with letter n, v, f; -1: none
    bool has_list;            // the last operand is one
    bool is_end;              // RULE_END
    bool may_stop;            // a call or an end: beam_returns.c looks at it
    const uint64_t
        *limits[OPCODE_ARITY_MAX]; // per kind: values below it are allowed without a look
} RuleShape;
extern RuleShape rule_shapes[OPCODE_COUNT];
void beam_rules_prepare(void); // any thread, any number of times

enum {
    VERIFY_X_COUNT = 1023,
    VERIFY_Y_COUNT = 1023,
    VERIFY_FR_COUNT = 64,
    VERIFY_WORDS_MAX = 1 << 26,
    VERIFY_NARROW = 60, // nearly all functions use no more registers
};

typedef struct Verifier {
    BeamCode *code;
    BeamError *error;
    uint32_t *label_at;          // per label: its instruction; LABEL_UNDEFINED
    uint32_t *function_of_label; // per label that is the entry of a function: that; LABEL_UNDEFINED
    uint32_t *labels;            // all of them as they stand in the code
    uint32_t *rank_of_label;     // where in labels
    uint32_t *first_rank; // per function: its first label in labels; also of one behind the last
    bool is_wide;         // registers above VERIFY_NARROW are used, see beam_state.h
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
static inline const BeamFunction *verify_callee(const Verifier *v, uint64_t label)
{
    const uint32_t function =
        label < v->code->label_count ? v->function_of_label[label] : LABEL_UNDEFINED;
    return function != LABEL_UNDEFINED ? &v->code->functions[function] : NULL;
}
// One command inside a bs_match list. Positions of its parts within the list; -1: it has none.
typedef struct MatchCommand {
    int32_t items, live, dst;
} MatchCommand;
// The command whose name is the item `at` of the list. False: unknown, or cut off.
bool verify_match_command(const Operand *items, uint32_t count, uint32_t at, MatchCommand *command);
