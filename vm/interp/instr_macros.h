// SPDX-License-Identifier: Apache-2.0
// instr_macros.h -- how a handler is written: the words that instruction bodies (instrs/*.tab) and
// the generator use, for both back ends. Each back end defines HANDLER, SLOW_HANDLER, TAIL and the
// machine registers before including this.
//
//   I      the present instruction (cells)        htop   next free heap word
//   R      Registers (x in memory, floats, ...)   E      stack pointer: E[0] is y0
//   x0..x3 the first x registers                  reds   reductions left
//
// A hot body contains no C call, so nothing is ever spilled on it. It leaves by falling through
// (outputs are written, the next instruction follows) or by one of
//   JUMP(label)      go on at a label; outputs are discarded
//   CALL_TO(cells)   enter a function: charges a reduction, may yield there
//   SLOW()           start again in the slow part
// AGAIN(Input) is the input read once more, so that its register is free in between.
// and slow parts, where everything is in memory (R->x, p->heap), also by
//   RAISE()          the exception described in p (raise_class, error_value, ...)
//   FAIL_TO(label)   JUMP when there is a label, else RAISE
//   LEAVE(why)       back to interp_run's caller
// Read before: vm/interp/interp.h, then vm/interp/instrs/data.tab beside this
// Read next: vm/interp/translate.h
#pragma once

#include "vm/interp/interp.h"

typedef uint64_t __attribute__((aligned(4), may_alias)) CellU64;

#define FIELD_AT(type, offset) (*(const type *)((const char *)I + (offset)))
#define FIELD_U16(offset) FIELD_AT(uint16_t, offset)
#define FIELD_U32(offset) FIELD_AT(uint32_t, offset)
#define FIELD_U64(offset) FIELD_AT(CellU64, offset)
#define FIELD_LABEL(offset) FIELD_AT(int32_t, offset)
#define FIELD_I(offset) ((Term)(int64_t)FIELD_AT(int32_t, offset))
#define FIELD_C(offset) FIELD_AT(CellU64, offset)
#define FIELD_X(offset) (*(Term *)((char *)R + FIELD_U16(offset)))
#define FIELD_Y(offset) (*(Term *)((char *)E + FIELD_U16(offset)))
#define FIELD_FR(offset) ((double *)((char *)R->f + FIELD_U16(offset)))
#define WORD_ITEM(list, i) (((const CellU64 *)(list))[i])
#define TERM_ITEM(list, i) operand_read(R, E, WORD_ITEM(list, i))

// A general operand: a constant, or a register named as in instr.h (low bits 11).
static inline Term *operand_place(Registers *r, Term *e, uint64_t field)
{
    return (field & 4 ? e : r->x) + (field >> 8);
}
static inline Term operand_read(Registers *r, Term *e, uint64_t field)
{
    return header_is(field) ? *operand_place(r, e, field) : field;
}
static inline void operand_write(Registers *r, Term *e, uint64_t field, Term value)
{
    *operand_place(r, e, field) = value;
}

// Fewer than so many bytes are free between heap and stack. GC_STRESS says so at every other
// question, so every place that may collect does (and one that asks again after its collection goes
// on); of large heaps, which take long, at every 512th.
#ifdef GC_STRESS
enum { STRESS_SMALL_HEAP = 2048 };
static inline bool stress_collects(Registers *r, const Term *htop, const Term *e)
{
    const Heap *h = &r->process->heap;
    r->stress++;
    return r->stress % 2 == 1 &&
           ((htop - h->start) + (h->end - e) < STRESS_SMALL_HEAP || r->stress % 1024 == 1);
}
#define ROOM_IS_SHORT(bytes) (ROOM_BYTES() < (int64_t)(bytes) || stress_collects(R, htop, E))
#else
#define ROOM_IS_SHORT(bytes) UNLIKELY(ROOM_BYTES() < (int64_t)(bytes))
#endif
#define ROOM_BYTES() ((char *)E - (char *)htop)
enum { RESERVE_BYTES = HEAP_STACK_RESERVE * sizeof(Term) };
// Frames and room are counted in bytes by the instructions, so that a size is an operand of the
// machine's own instruction.
#define FRAME_DROP(bytes) (E = (Term *)((char *)E + (bytes)))
#define FRAME_MAKE(bytes) (E = (Term *)((char *)E - (bytes)))

// An argument that costs nothing: whatever the register holds (-no-enable-noundef-analysis).
#define NO_VALUE                                               \
    ({                                                         \
        _Pragma("GCC diagnostic push");                        \
        _Pragma("GCC diagnostic ignored \"-Wuninitialized\""); \
        Term none_;                                            \
        none_;                                                 \
        _Pragma("GCC diagnostic pop");                         \
    })

// Registers are few in handlers, and none may be spilled (tools/check_handlers.py). FORGET: what was read
// from memory before is read again, not kept. HIDE: how the value was made is forgotten, so it is kept in
// one register and not made again of others.
#define FORGET() __asm__ volatile("" ::: "memory")
#define HIDE(value) __asm__ volatile("" : "+r"(value))

#define DISPATCH() TAIL((Handler)(uintptr_t)*I)
#define NEXT(cells)   \
    do {              \
        I += (cells); \
        DISPATCH();   \
    } while (0)
#define LABEL_CELLS(label) ((const Cell *)((const char *)I + (label)))
#define JUMP(label)             \
    do {                        \
        I = LABEL_CELLS(label); \
        DISPATCH();             \
    } while (0)
#define CALL_TO(cells)              \
    do {                            \
        I = (cells);                \
        if (UNLIKELY(--reds < 0)) { \
            TAIL(interp_yield);     \
        }                           \
        DISPATCH();                 \
    } while (0)
#define PUSH_RETURN() (*--E = return_address_make(I + SIZE_CELLS))

#define SPILL_X() (R->x[0] = x0, R->x[1] = x1, R->x[2] = x2, R->x[3] = x3)
#define UNSPILL_X() (x0 = R->x[0], x1 = R->x[1], x2 = R->x[2], x3 = R->x[3])
#define SAVE()                     \
    Process *const p = R->process; \
    SPILL_X();                     \
    p->heap.space.top = htop;      \
    heap_set_stack(&p->heap, E);   \
    p->reductions_left = (int32_t)reds
#define LOAD_STACK() (htop = p->heap.space.top, E = p->heap.stack, reds = p->reductions_left)

// Slow parts leave through their end (SLOW_EXITS, behind the body), where the body's locals are
// dead: gcc does not make a jump of a call while a local whose address was taken is alive, and the
// C stack would grow with every such exit.
// RESUME_AT goes on with everything reloaded, without charging: for what C code has decided.
#define RESUME_AT(cells) \
    do {                 \
        I = (cells);     \
        goto resume;     \
    } while (0)
#define SLOW_JUMP(label) RESUME_AT(LABEL_CELLS(label))
#define SLOW_CALL_TO(cells) \
    do {                    \
        I = (cells);        \
        goto enter;         \
    } while (0)
#define RAISE() goto raise
#define SLOW_EXITS()                          \
    enter:                                    \
    __attribute__((unused));                  \
    if (UNLIKELY(--p->reductions_left < 0)) { \
        LOAD_STACK();                         \
        UNSPILL_X();                          \
        TAIL(interp_yield);                   \
    }                                         \
    resume:                                   \
    __attribute__((unused));                  \
    LOAD_STACK();                             \
    UNSPILL_X();                              \
    DISPATCH();                               \
    raise:                                    \
    __attribute__((unused));                  \
    TAIL(interp_raise)
// From the middle of a slow part that has no outputs to the next instruction.
#define NEXT_SLOW() RESUME_AT(I + SIZE_CELLS)
#define FAIL_TO(label)        \
    do {                      \
        if (label) {          \
            SLOW_JUMP(label); \
        }                     \
        RAISE();              \
    } while (0)
#define SLOW_LEAVE(why)  \
    do {                 \
        R->stop = (why); \
        return;          \
    } while (0)
