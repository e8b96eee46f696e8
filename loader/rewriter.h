// SPDX-License-Identifier: Apache-2.0
// rewriter.h -- what the rules of all files share: where they are in the function, looking ahead, emitting.
//
// A rule gets the instruction and what follows it, emits, and returns how many generic instructions it has dealt with. Each file of
// rules ends with a table of them by opcode; beam_rewrite.c gathers the tables.
//
// Read before: loader/beam_rewrite.h     Read next: loader/beam_rewrite.c
#pragma once

#include "build/gen/instr_ids.h"
#include "loader/beam_emit.h"
#include "loader/opcodes.h"
#include "vm/code/export.h"
#include "vm/term/atom.h"
#include "vm/term/fun.h"
#include "vm/term/term.h"

typedef struct Rewriter {
    Emitter *e;
    const BeamCode *code;
    const GenericInstr *at, *end;
} Rewriter;
typedef uint32_t (*Rule)(Rewriter *w, const GenericInstr *g, const Operand *a);

static inline const Operand *operands_of(const Rewriter *w, const GenericInstr *g)
{
    return w->code->operands + g->operands;
}
static inline const Operand *items_of(const Rewriter *w, const Operand *list)
{
    return w->code->operands + list->value;
}

// The instruction after g when it has this opcode, else NULL. Lines do not count.
static inline const GenericInstr *next_is(const Rewriter *w, const GenericInstr *g, uint32_t opcode)
{
    return g + 1 < w->end && g[1].opcode == opcode ? g + 1 : NULL;
}

static inline bool same_register(const Operand *a, const Operand *b)
{
    return a->kind == b->kind && a->value == b->value &&
           (a->kind == OPERAND_X || a->kind == OPERAND_Y);
}

static inline void emit(Rewriter *w, uint32_t instr, const Operand *args)
{
    emit_instr(w->e, instr, args, NULL);
}
#define EMIT(instr, ...) emit(w, INSTR_##instr, (const Operand[]){__VA_ARGS__})

// Of several generic instructions one. False: emit them one by one.
#define EMIT_FUSED(instr, ...) emit_fused(w->e, INSTR_##instr, (const Operand[]){__VA_ARGS__})

// What an import names.
static inline Export *export_of_import(const Rewriter *w, const Operand *a)
{
    return w->code->imports[a->value].export;
}

// erlang:apply/2,3 are instructions, called by name too. 0: another function; else its arity.
static inline uint64_t apply_arity(const Export *target)
{
    return target->module == ATOM_ERLANG && target->function == ATOM_APPLY &&
                   (target->arity == 2 || target->arity == 3)
               ? target->arity
               : 0;
}
// Words that an allocation operand asks for: a number, or those of an allocation list.
static inline Operand alloc_words(const Operand *a) { return arg_number(a->value); }

// Words as bytes, an arity as a tuple's header: what the machine's own instructions take.
static inline Operand arg_bytes(const Operand *words)
{
    return arg_number(words->value * sizeof(Term));
}
// A number that is compared with the size of a tuple. What no tuple can have becomes the first such size.
static inline uint64_t arity_of(const Operand *arity)
{
    return arity->value <= TUPLE_ARITY_MAX ? arity->value : TUPLE_ARITY_MAX + 1;
}
static inline Operand arg_header(const Operand *arity)
{
    return arg_number(header_make(SUBTAG_TUPLE, arity_of(arity)));
}
static inline bool is_register(const Operand *a)
{
    return a->kind == OPERAND_X || a->kind == OPERAND_Y;
}
static inline bool is_small_constant(const Operand *a)
{
    return a->kind == OPERAND_TERM && term_is_small(a->value);
}
// One that fits an operand field of 32 bits.
static inline bool is_short_constant(const Operand *a)
{
    return is_small_constant(a) && (int64_t)a->value == (int32_t)a->value;
}
// Elements of something that is being made at htop, the first one at word `at`.
void emit_put_words(Rewriter *w, const Operand *items, uint32_t count, uint32_t at);

typedef struct RuleRow {
    uint16_t opcode;
    Rule rule;
} RuleRow;                           // a table ends with opcode 0
void rewrite_nif_start(Rewriter *w); // at the entry of a function that has one
extern const RuleRow rewrite_calls_rules[], rewrite_bits_rules[], rewrite_maps_rules[],
    rewrite_records_rules[];
