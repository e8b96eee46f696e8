// SPDX-License-Identifier: Apache-2.0
// raise.h -- exceptions: describing them in the process, finding the handler, building the stack trace.
//
// An exception in progress is described by p->raise_class, error_value and, by raise_flags, error_trace, error_args, error_info, and
// for a native function bif_export. raise_dispatch then does the rest.
//
// A *raw trace* is what handlers get until a program asks for the trace: a tuple
//     {Args | undefined, Info | [], Module | [], Function, Arity, Address, Address, ..., Class}
// where Module:Function/Arity is the native function that failed, and addresses of code look like small integers. A trace given to
// erlang:raise/3 is a list already: its raw form is [Class | List]. A wrong program may give any term for a raw trace, so nothing
// in one is followed as a pointer: addresses are only looked up in the ranges of loaded code.
//
// Info is atom function_clause where no clause matched: the place is then known from the reason, and when raw_raise gives such
// a trace another reason the place is lost, as in ERTS (Info becomes undefined, the location []).
#pragma once

#include "vm/proc/process.h"

// Finds the nearest handler and prepares x0..x3 and the stack for it; `at` is the instruction that failed. Result: where to go
// on, or NULL: no handler, p->error_value is the exit reason and R->stop is STOP_EXIT.
const Cell *raise_dispatch(Process *p, Registers *r, const Cell *at);

// {Tag, Value} as error reason.
void raise_error_pair(Process *p, Term tag, Term value);
// An instruction found an operand that the compiler should have excluded: {bad_operand, {Instruction, Value}}. Only code that no
// correct compiler has written can get here.
void raise_bad_operand(Process *p, const char *instruction, Term value);
void raise_function_clause(Process *p, Registers *r, Term module, Term function, uint32_t arity);
// The `raise` instruction: the same exception again, from its raw trace.
void raise_again(Process *p, Term raw_trace, Term value);
// raw_raise; false when class is no class.
bool raise_raw(Process *p, Term class, Term value, Term raw_trace);
// Raw trace -> list as programs see it. Builds in p's space.
Term raise_build_stacktrace(Process *p, Term raw_trace);
// The value of a `catch` expression.
Term raise_caught_value(Process *p, Term class, Term value, Term raw_trace);
