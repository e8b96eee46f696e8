// SPDX-License-Identifier: Apache-2.0
// match_program.h -- a match specification as a program for a small stack machine.
//
//   code:  TRY else | pattern ... | guards ... TRUE ... | CATCH body RETURN
//          else: TRY ... | ... | FAIL
//
// The machine has one stack of terms, one slot per variable, and the term to match. While matching
// a pattern the stack holds the parts not looked at yet; each pattern instruction takes the top
// one. In guards and bodies it is an ordinary operand stack.
//
// Read before: vm/ets/ets_owner.c     Read next: vm/ets/match_compile.c
#pragma once

#include "vm/bif/bif.h"
#include "vm/ets/match_errors.h"
#include "vm/term/binary.h"

typedef enum MatchOp {
    // patterns: take the top of the stack
    MATCH_ANY,
    MATCH_BIND,  // variable
    MATCH_SAME,  // variable
    MATCH_EQUAL, // immediate
    MATCH_TERM,  // term, compared with =:=
    MATCH_FLOAT, // bits of a double
    MATCH_TUPLE, // arity: leaves the elements
    MATCH_CONS,  // leaves tail and head
    MATCH_MAP,   // least size: leaves the map
    MATCH_KEY,   // term: leaves the map and the key's value
    MATCH_DROP,
    // guards and bodies
    MATCH_PUSH,   // constant
    MATCH_LOAD,   // variable
    MATCH_OBJECT, // the whole term
    MATCH_SELF,
    MATCH_CALL,       // index in match_functions
    MATCH_MAKE_CONS,  // tail below, head on top
    MATCH_MAKE_TUPLE, // arity
    MATCH_MAKE_MAP,   // pairs
    MATCH_AND,        // count
    MATCH_OR,         // count
    MATCH_ANDALSO,    // where to go on with false
    MATCH_ORELSE,     // where to go on with true
    MATCH_JUMP,
    MATCH_TRUE, // a guard's value: goes to the next clause unless true
    MATCH_WASTE,
    MATCH_CATCH, // from here a failing call gives 'EXIT'
    MATCH_RETURN,
    MATCH_TRY, // where to go on when this clause does not match
    MATCH_FAIL,
} MatchOp;

// Who may call a function where: dialect and place.
enum { MATCH_GUARDS = 1, MATCH_BODIES = 2 };

typedef struct MatchFunction {
    Term name;
    uint32_t arity;
    Term (*bif)(Process *p, Term *arg);
} MatchFunction;
// NULL: unknown. Index for match_function_at.
const MatchFunction *match_function_find(Term name, uint32_t arity, uint32_t *index);
const MatchFunction *match_function_at(uint32_t index);

typedef struct MatchProgram {
    uint32_t variables;  // slots
    uint32_t stack;      // deepest stack
    uint32_t words;      // of code
    Fragment *constants; // that the code refers to
    uint64_t code[];
} MatchProgram;

// What is wrong with a specification, for match_spec_test: newest first.
// Compiles a list of {Head, Guards, Body}. NULL: not valid; *reason is ATOM_BADARG or
// ATOM_SYSTEM_LIMIT. errors may be NULL; if not, it goes on after an error to find more. The
// result's data has one reference.
BinData *match_compile(Term spec, MatchErrors *errors, Term *reason);
static inline const MatchProgram *match_program(const BinData *data)
{
    return (const MatchProgram *)data->bytes;
}
// A magic reference to a program, as ets:match_spec_compile/1 returns; NULL: t is none.
BinData *match_program_of(Term t);
// N of an atom '$N', -1 otherwise.
int32_t match_variable(Term t);
// Does '_' or '$N' occur anywhere in t?
bool match_has_variable(Term t);

// The result for this term: TERM_NONE: no clause matches. It may lie partly in the program's
// constants, in object, and in working memory of this thread that is valid until the next
// match_run: copy what is kept.
Term match_run(const MatchProgram *program, Term object, Term self);
