// SPDX-License-Identifier: Apache-2.0
// beam_flow.c -- follows the control flow of each function with the set of registers that hold
// terms.
//
//   State at one point:   frame  number of y registers, or none
//                         x y    which registers hold terms       tags   which y hold catch tags
//                         room   words of heap reserved, not yet used     fr   float registers set
//
//        label 1  {frame none, x0 x1}  <--+     Where ways meet, the state is what holds on all
//          |  is_nil f3  ------------.    |     of them: x, y, fr are intersected, room is the
//          v                         |    |     minimum; frame and tags must be equal. When that
//        label 2 ... call_only f1    |    |     changes a label's state, the code behind the label
//        label 3  <------------------'    |     is looked at again. States only shrink, so this
//          ... jump f1 -------------------'     ends; few labels are seen more than twice.
//
// Exceptions of the program: an instruction that raises goes to the label of the innermost catch
// tag. y registers that held terms when the tag was set still do then, the frame is the same one
// (no frame is trimmed or left while it holds tags), and nothing is known of x. So the way to the
// handler is followed once, from the try or catch that sets the tag: `from` says by which kind of
// way a point is reached. In a handler x0 is not a term: only try_case and catch_end may look at
// it, and a handler begins with one of them: an exception before it would lead to the handler
// again, for ever. Both must be ready to be reached without an exception, too: the compiler lets a
// try_case follow calls that always raise.
//
// Functions that only the module itself can call know of their arguments what holds at all calls of
// them (Entry). A call that brings less makes the function be looked at again; that ends as above.
//
// Invariants established here, for every way through the function:
//   1. A register that is read holds a term, and is no catch tag.
//   2. deallocate and call_last name the size of the frame; return has none; calls that come back
//      have one.
//   3. At a collection (GC, CALL) all y registers and x0..xLive-1 hold terms.
//   4. put_list, put_tuple2, make_fun3 and fmove to a register find the words that an allocation
//      before them has reserved.
//   5. Catch tags nest.
//   6. bs_put instructions stand where a binary is under construction.
//   7. Instructions that assume types are marked unless the types are facts (beam_types.c).
//   8. What loops without a call yields (beam_loops.c).
//
// One repair is made: where the compiler knows from types that an instruction cannot raise, it may
// stand in front of the first write to a y register. The machine would search that frame if the
// file were wrong, so such functions get frames that are filled with [] (allocate becomes
// allocate_zero). 37 functions of OTP 25 are of this kind.
//
// Exceptions, three places where the compiler knows more than registers tell:
//   - Code behind a call that never comes back is not followed: error/1 and the like, and functions
//     of the module that always end so (beam_returns.c). Which ones is asked only when the module is
//     not right with all of them coming back, since that follows more ways: what is right then is right.
//   - Ways with different frames may meet if all that follows is an exception: then frame is
//     undecided, only the y registers that all of them have can be used, and what remains to be
//     known is whether every y register holds a term (has_holes), for the stack will be searched.
//   - wait_timeout reads its x register only if its timer does not run yet. After waiting, x
//     registers are lost and the timer runs, so the way back to wait_timeout may leave that one
//     register unset (timed).
//
// Read before: loader/beam_verify.c     Read next: loader/beam_rewrite.c
#include "loader/beam_flow.h"

#include "loader/beam_loops.h"
#include "loader/beam_returns.h"
#include "loader/beam_spare.h"
#include "vm/base/alloc.h"

// ---- labels

static bool fail(Flow *f, const char *what) { return verify_fail(f->v, what); }

static void enqueue(Flow *f, uint32_t slot)
{
    State *at = flow_state(f, slot);
    if (!at->is_queued) {
        at->is_queued = true;
        f->queue[f->queue_count++] = slot;
    }
}

// A way with state s leads to the label.
bool flow_to(Flow *f, uint64_t label, const State *s)
{
    const uint32_t slot = flow_slot(f, label), place = f->v->label_at[label];
    State *at = flow_state(f, slot);
    // The first label is that of func_info, which ends the function.
    if (place < (size_t)(f->v->instr - f->v->code->instrs) && place != f->v->function->first &&
        !beam_loops_way_yields(f->v->instr->opcode)) {
        f->has_way_back = true;
    }
    if (!at->is_known) {
        state_copy(at, s);
        at->is_known = true;
        at->is_queued = false;
        enqueue(f, slot);
    } else if (state_meet(at, s)) {
        enqueue(f, slot);
    }
    return true;
}

// ---- functions

// Between waking up and wait_timeout only these can be executed without `timed` being forgotten.
static bool keeps_timer(uint32_t opcode)
{
    return opcode == OP_line || opcode == OP_loop_rec || opcode == OP_wait_timeout;
}

// Looks at the code behind a label up to the next label, or to where it ends.
static bool check_block(Flow *f, uint32_t slot)
{
    Verifier *v = f->v;
    state_copy(&f->now, flow_state(f, slot));
    for (uint32_t i = v->label_at[flow_label(f, slot)] + 1; i < v->function->end; i++) {
        v->instr = &v->code->instrs[i];
        if (v->instr->opcode == OP_label) {
            return flow_to(f, verify_operand(v, 0)->value, &f->now);
        }
        f->now.is_woken = f->now.is_woken && keeps_timer(v->instr->opcode);
        if (!effect_apply(f)) {
            return false;
        }
        if (!f->can_reach_next) {
            return true;
        }
    }
    return fail(f, "function has no end");
}

static void reserve_states(Flow *f, uint32_t count)
{
    const size_t bytes = count * f->state_bytes;
    if (bytes > f->state_room_bytes) {
        const size_t room = bytes + f->state_room_bytes;
        f->states = vm_realloc(f->states, f->state_room_bytes, room);
        f->state_room_bytes = room;
    }
    if (count > f->queue_room) {
        const uint32_t old = f->queue_room, room = count + old;
        f->queue = vm_realloc(f->queue, old * sizeof(uint32_t), room * sizeof(uint32_t));
        f->queue_room = room;
    }
}

static void begin_states(Flow *f)
{
    const uint32_t *first = &f->v->first_rank[f->v->function - f->v->code->functions];
    f->first_rank = first[0];
    f->state_count = first[1] - first[0];
    f->queue_count = 0;
    reserve_states(f, f->state_count);
    for (uint32_t slot = 0; slot < f->state_count; slot++) {
        flow_state(f, slot)->is_known = false;
        flow_state(f, slot)->is_queued = false;
    }
}

// Makes the function's frames hold [] from the start.
static void zero_frames(const BeamCode *code, const BeamFunction *function)
{
    for (uint32_t i = function->first; i < function->end; i++) {
        GenericInstr *instr = &code->instrs[i];
        if (instr->opcode == OP_allocate) {
            instr->opcode = OP_allocate_zero;
        } else if (instr->opcode == OP_allocate_heap) {
            instr->opcode = OP_allocate_heap_zero;
        }
    }
}

static bool follow_function(Flow *f)
{
    begin_states(f);
    const Entry *called = &f->entries[f->v->function - f->v->code->functions];
    f->has_hole_at_raise = f->has_way_back = false;
    State entry = {.from = FROM_CODE, .frame = NO_FRAME, .words = f->v->is_wide ? SET_WORDS : 1};
    for (uint64_t i = 0; i < f->v->function->arity; i++) {
        state_add(&entry, SET_X, i);
    }
    entry.types = called->arguments;
    f->v->instr = &f->v->code->instrs[f->v->function->body - 1];
    flow_to(f, f->v->function->entry_label, &entry);
    while (f->queue_count > 0) {
        uint32_t slot = f->queue[--f->queue_count];
        flow_state(f, slot)->is_queued = false;
        if (!check_block(f, slot)) {
            return false;
        }
    }
    return true;
}

static bool check_function(Flow *f)
{
    bool is_ok = follow_function(f);
    if (is_ok && f->has_hole_at_raise) {
        zero_frames(f->v->code, f->v->function);
        is_ok = follow_function(f);
    }
    return is_ok && (!f->has_way_back || beam_loops_check(f));
}

// ---- the module

// Anybody may call this function.
static void open_entry(Flow *f, uint32_t function)
{
    Entry *entry = &f->entries[function];
    entry->is_called = true;
    flow_queue_function(f, function);
    types_forget(&entry->arguments);
}

static void open_label(Flow *f, uint64_t label)
{
    open_entry(f, (uint32_t)(verify_callee(f->v, label) - f->v->code->functions));
}

static void open_known_functions(Flow *f)
{
    const BeamCode *code = f->v->code;
    for (uint32_t i = 0; i < code->export_count; i++) {
        open_label(f, code->exports[i].label);
    }
    for (uint32_t i = 0; i < code->fun_count; i++) {
        open_label(f, code->funs[i].label);
    }
    if (code->on_load_label != 0) {
        open_label(f, code->on_load_label);
    }
}

// Looks at functions until none is queued. In the order of the file, since callers mostly stand
// before what they call.
static bool check_queued(Flow *f)
{
    for (uint32_t word = 0; f->waiting_count > 0;) {
        const uint32_t words = (f->v->code->function_count + 63) / 64;
        if (f->is_waiting[word] == 0) {
            word = word + 1 < words ? word + 1 : 0;
            continue;
        }
        const uint32_t bit = (uint32_t)__builtin_ctzll(f->is_waiting[word]);
        f->is_waiting[word] &= f->is_waiting[word] - 1;
        f->waiting_count--;
        f->v->function = &f->v->code->functions[word * 64 + bit];
        if (!check_function(f)) {
            return false;
        }
    }
    return true;
}

static bool check_functions(Flow *f)
{
    open_known_functions(f);
    bool is_ok = check_queued(f);
    // Code that nobody calls must be right as well.
    for (uint32_t k = 0; is_ok && k < f->v->code->function_count; k++) {
        if (!f->entries[k].is_called) {
            open_entry(f, k);
        }
    }
    return is_ok && check_queued(f);
}

// can_return: per function, whether calls of it are taken to come back.
static bool check_module(Verifier *v, const bool *can_return)
{
    const uint32_t function_count = v->code->function_count;
    const size_t entry_bytes = function_count * sizeof(Entry);
    const size_t waiting_bytes = (function_count + 63) / 64 * sizeof(uint64_t);
    Flow f = {.v = v,
              .entries = vm_calloc(entry_bytes),
              .is_waiting = vm_calloc(waiting_bytes),
              .state_bytes = v->is_wide ? sizeof(State) : STATE_NARROW_BYTES,
              .can_return = can_return};
    f.states = spare_take(SPARE_STATES, &f.state_room_bytes);
    const bool is_ok = check_functions(&f);
    vm_free(f.entries, entry_bytes);
    vm_free(f.is_waiting, waiting_bytes);
    spare_give(SPARE_STATES, f.states, f.state_room_bytes);
    vm_free(f.queue, f.queue_room * sizeof(uint32_t));
    return is_ok;
}

static void forget_proofs(BeamCode *code)
{
    for (uint32_t i = 0; i < code->instr_count; i++) {
        code->instrs[i].is_unproved = false;
    }
}

// True when some function of the module never comes back.
static bool find_returns(const Verifier *v, bool *can_return)
{
    memset(can_return, 0, v->code->function_count);
    beam_returns_find(v, can_return);
    return memchr(can_return, false, v->code->function_count) != NULL;
}

bool beam_flow_check(Verifier *v)
{
    const uint32_t function_count = v->code->function_count;
    bool *can_return = vm_alloc(function_count);
    effect_prepare();
    memset(can_return, true, function_count);
    bool is_ok = check_module(v, can_return);
    if (!is_ok && find_returns(v, can_return)) {
        forget_proofs(v->code);
        is_ok = check_module(v, can_return);
    }
    vm_free(can_return, function_count);
    return is_ok;
}
