// SPDX-License-Identifier: Apache-2.0
// beam_effect.c -- what each instruction needs of the state before it, and what it makes of it.
//
// The idea: most instructions read some operands, perhaps collect, and write others;
// operand_rules.def says which, and check_by_table does it in that order:
//
//   sources hold terms -> roots of a collection hold terms, other x are lost -> ways to fail labels
//   -> room on the heap is what was asked for -> results hold terms
//
// Instructions on frames, catch tags, receive, lists and calls have a function each, chosen in
// check_special.
//
// Invariants: 1. Sources are read before results are written, so an instruction may use one
// register for both. 2. A fail label sees the state without the results.
// Exceptions: get_map_elements and bs_match may have written some results when they fail; then
// these registers held terms before, and still do.
// Read before: loader/beam_state.c     Read next: loader/beam_flow.c
#include "loader/beam_effect.h"

#include <pthread.h>

#include "vm/code/export.h"
#include "vm/term/atom.h"
#include "vm/term/fun.h"

static bool fail(Flow *f, const char *what) { return verify_fail(f->v, what); }

// ---- registers

static bool read_register(Flow *f, const Operand *o)
{
    const State *s = &f->now;
    if (o->kind == OPERAND_X) {
        return state_has(s, SET_X, o->value) || fail(f, "x register that holds no term is read");
    }
    if (o->kind == OPERAND_Y) {
        if (s->frame != FRAME_UNDECIDED && (int64_t)o->value >= s->frame) {
            return fail(f, "y register outside of the frame");
        }
        return (state_has(s, SET_Y, o->value) && !state_has(s, SET_TAGS, o->value)) ||
               fail(f, "y register that holds no term is read");
    }
    if (o->kind == OPERAND_FR) {
        return s->fr >> o->value & 1 || fail(f, "float register that is not set is read");
    }
    return true; // a constant
}

static bool write_register(Flow *f, const Operand *o)
{
    State *s = &f->now;
    types_set(&s->types, o, types_kind(KIND_ANY));
    if (o->kind == OPERAND_X) {
        state_add(s, SET_X, o->value);
    } else if (o->kind == OPERAND_FR) {
        s->fr |= UINT64_C(1) << o->value;
    } else {
        if ((int64_t)o->value >= s->frame) {
            return fail(f, "y register outside of the frame");
        }
        if (state_has(s, SET_TAGS, o->value)) {
            return fail(f, "catch tag is overwritten");
        }
        state_add(s, SET_Y, o->value);
    }
    return true;
}

// All x registers are lost but the first `count`, which hold terms of unknown types.
static void set_results(Flow *f, uint64_t count)
{
    state_clear(&f->now, SET_X);
    for (uint64_t i = 0; i < count; i++) {
        state_add(&f->now, SET_X, i);
    }
    types_forget_x(&f->now.types, 0);
}

static bool need_arguments(Flow *f, uint64_t count)
{
    return state_has_first(&f->now, SET_X, count) || fail(f, "argument register holds no term");
}

static bool need_all_y(Flow *f)
{
    return state_has_all_y(&f->now) ||
           fail(f, "y register holds no term where the stack may be searched");
}

static bool use_room(Flow *f, uint64_t words)
{
    if (words > f->now.room) {
        return fail(f, "heap has not been reserved");
    }
    f->now.room -= words;
    return true;
}

static bool need_building(Flow *f)
{
    return f->now.is_building || fail(f, "no binary is under construction");
}

static bool need_frame(Flow *f, int64_t size)
{
    return f->now.frame == size || fail(f, "wrong size of frame");
}
static bool need_no_tags(Flow *f)
{
    return state_is_empty(&f->now, SET_TAGS) || fail(f, "frame is left with a catch tag in it");
}

// ---- effects by class

// After the sources have been read: the machine may collect with these x registers as roots.
static bool collect(Flow *f, uint64_t live)
{
    if (!need_arguments(f, live) || !need_all_y(f)) {
        return false;
    }
    state_cut(&f->now, SET_X, live);
    types_forget_x(&f->now.types, live);
    f->now.room = 0;
    f->now.is_building = false;
    return true;
}

// A call that comes back with a result in x0.
static bool call(Flow *f, uint64_t arguments)
{
    if (f->now.frame < 0) {
        return fail(f, "call without a frame");
    }
    if (!collect(f, arguments)) {
        return false;
    }
    set_results(f, 1);
    f->now.fr = 0;
    return true;
}

static bool leave(Flow *f, uint64_t arguments, int64_t frame)
{
    return need_arguments(f, arguments) && need_all_y(f) && need_no_tags(f) && need_frame(f, frame);
}

// ---- frames

static bool allocate(Flow *f, const Operand *a, uint64_t live, uint64_t words, bool is_zeroed)
{
    if (f->now.frame != NO_FRAME) {
        return fail(f, "second frame");
    }
    if (!collect(f, live)) {
        return false;
    }
    f->now.frame = (int32_t)a->value;
    f->now.room = words;
    state_clear(&f->now, SET_Y);
    types_forget_y(&f->now.types);
    if (is_zeroed) {
        state_fill(&f->now, SET_Y);
        state_cut(&f->now, SET_Y, a->value);
    }
    return true;
}

static bool deallocate(Flow *f, const Operand *a)
{
    if (!need_frame(f, (int64_t)a->value) || !need_no_tags(f)) {
        return false;
    }
    f->now.frame = NO_FRAME;
    state_clear(&f->now, SET_Y);
    types_forget_y(&f->now.types);
    return true;
}

static bool trim(Flow *f, const Operand *a)
{
    uint64_t count = a[0].value;
    if (!need_frame(f, (int64_t)(count + a[1].value)) || !need_no_tags(f)) {
        return false;
    }
    f->now.frame -= (int32_t)count;
    state_shift(&f->now, SET_Y, count);
    types_shift_y(&f->now.types, count);
    return true;
}

// ---- catch and try

static bool set_tag(Flow *f, const Operand *a)
{
    State *s = &f->now;
    int64_t inner = state_first(s, SET_TAGS);
    if (!write_register(f, a)) {
        return false;
    }
    // The machine looks for the innermost tag from y0 upwards.
    if (inner >= 0 && (int64_t)a->value > inner) {
        return fail(f, "catch tags do not nest");
    }
    state_add(s, SET_TAGS, a->value);
    State handler;
    state_copy(&handler, s);
    handler.from = FROM_RAISE;
    handler.room = 0;
    handler.fr = 0;
    handler.is_building = false;
    state_clear(&handler, SET_X);
    state_add(&handler, SET_X, 0); // the mark that is no term, see may_begin_handler
    // A y register may be written before the exception: then it holds another type.
    types_forget(&handler.types);
    return flow_to(f, a[1].value, &handler);
}

static bool take_tag(Flow *f, const Operand *a)
{
    if (!state_has(&f->now, SET_TAGS, a->value) ||
        state_first(&f->now, SET_TAGS) != (int64_t)a->value) {
        return fail(f, "no catch tag in this register, or not the innermost");
    }
    state_remove(&f->now, SET_TAGS, a->value);
    return true;
}

static bool end_catch(Flow *f, const Operand *a)
{
    if (!state_has(&f->now, SET_X, 0)) {
        return fail(f, "x0 holds no term");
    }
    if (!take_tag(f, a)) {
        return false;
    }
    f->now.from = FROM_CODE;
    set_results(f, 1);
    f->now.room = 0;
    return true;
}

static bool begin_handler(Flow *f, const Operand *a)
{
    // Without an exception it raises one itself: x0 must be distinguishable from the mark.
    if (!state_has(&f->now, SET_X, 0)) {
        return fail(f, "x0 holds neither a term nor the mark of an exception");
    }
    if (!take_tag(f, a)) {
        return false;
    }
    f->now.from = FROM_CODE;
    set_results(f, 3); // class, reason, stack trace
    return true;
}

// ---- receive

static bool lose_x(Flow *f)
{
    set_results(f, 0);
    f->now.fr = 0;
    f->now.room = 0;
    f->now.is_building = false;
    return need_all_y(f);
}

static bool wait(Flow *f, const Operand *label)
{
    return lose_x(f) && flow_to(f, label->value, &f->now);
}

static bool wait_with_timer(Flow *f, const Operand *a)
{
    State *s = &f->now;
    bool is_unset_x = a[1].kind == OPERAND_X && !state_has(s, SET_X, a[1].value);
    bool is_ok =
        is_unset_x ? s->is_woken && state_has(s, SET_TIMED, a[1].value) : read_register(f, &a[1]);
    if (!is_ok) {
        return fail(f, "timeout holds no term");
    }
    if (!lose_x(f)) {
        return false;
    }
    State woken;
    state_copy(&woken, s);
    woken.is_woken = true;
    state_fill(&woken, SET_TIMED);
    s->is_woken = false;
    return flow_to(f, a[0].value, &woken);
}

// ---- lists

static const Operand *items_of(const Flow *f, const Operand *list)
{
    return &f->v->code->operands[list->value];
}

// Reads every item from `first` on, in steps.
static bool read_items(Flow *f, const Operand *list, uint32_t first, uint32_t step)
{
    const Operand *items = items_of(f, list);
    for (uint32_t i = first; i < list->count; i += step) {
        if (!read_register(f, &items[i])) {
            return false;
        }
    }
    return true;
}

static bool write_items(Flow *f, const Operand *list, uint32_t first, uint32_t step)
{
    const Operand *items = items_of(f, list);
    for (uint32_t i = first; i < list->count; i += step) {
        if (!write_register(f, &items[i])) {
            return false;
        }
    }
    return true;
}

static bool follow_choices(Flow *f, const Operand *list)
{
    const Operand *items = items_of(f, list);
    for (uint32_t i = 1; i < list->count; i += 2) {
        if (!flow_to(f, items[i].value, &f->now)) {
            return false;
        }
    }
    return true;
}

// A segment "string" has an offset and a constant where the others have sources: neither is a
// register.
static bool read_segments(Flow *f, const Operand *list)
{
    return read_items(f, list, 4, 6) && read_items(f, list, 5, 6);
}

// True when the command can fail though the commands before it have seen `*ensured` more bits.
static bool may_fail(const Operand *command, uint64_t *ensured)
{
    const Term name = command->value;
    const Operand *o = command + 1;
    if (name == ATOM_ENSURE_AT_LEAST || name == ATOM_ENSURE_EXACTLY) {
        *ensured = o[0].value;
        return true;
    }
    if (name == ATOM_GET_TAIL) {
        return false;
    }
    const bool takes_value = name == ATOM_INTEGER || name == ATOM_BINARY; // Live Flags Size Unit
    const bool is_test = !takes_value && name != ATOM_SKIP;               // Live Size Value
    const uint64_t bits = takes_value ? o[2].value * o[3].value : o[is_test].value;
    const bool is_short = bits > *ensured;
    *ensured = is_short ? 0 : *ensured - bits;
    return is_test || is_short;
}

// Each command that builds something may collect with its own number of live registers. One that
// fails leaves what those before it have made: its way to the label begins there.
static bool match_commands(Flow *f, const Operand *context, const Operand *list, uint64_t label)
{
    const Operand *items = items_of(f, list);
    MatchCommand c;
    uint64_t ensured = 0;
    bool is_overwritten = false;
    for (uint32_t at = 0; at < list->count; at += (uint32_t)c.items) {
        const Operand *command = &items[at];
        if (!verify_match_command(items, list->count, at, &c)) {
            return fail(f, "unknown command");
        }
        if (is_overwritten) {
            return fail(f, "the match context is overwritten by a command that is not the last");
        }
        bool is_ok = !may_fail(command, &ensured) || flow_to(f, label, &f->now);
        is_ok = is_ok && (c.live < 0 || collect(f, command[c.live].value));
        is_ok = is_ok && (c.dst < 0 || write_register(f, &command[c.dst]));
        if (!is_ok) {
            return false;
        }
        is_overwritten = c.dst >= 0 && command[c.dst].kind == context->kind &&
                         command[c.dst].value == context->value;
    }
    return true;
}

static bool match_with_commands(Flow *f, const Operand *a)
{
    return read_register(f, &a[1]) && match_commands(f, &a[1], &a[2], a[0].value);
}

// ---- instructions with an effect of their own

static bool make_old_fun(Flow *f, const Operand *a)
{
    const BeamFun *fun = &f->v->code->funs[a->value];
    if (!collect(f, fun->free_count)) {
        return false;
    }
    set_results(f, 1);
    return true;
}

static bool swap(Flow *f, const Operand *a)
{
    RegisterTypes *t = &f->now.types;
    TypeFact first = types_of(t, &a[0]);
    types_set(t, &a[0], types_of(t, &a[1]));
    types_set(t, &a[1], first);
    return read_register(f, &a[0]) && read_register(f, &a[1]);
}

static bool move(Flow *f, const Operand *a)
{
    TypeFact fact = types_of(&f->now.types, &a[0]);
    if (!read_register(f, &a[0]) || !write_register(f, &a[1])) {
        return false;
    }
    types_set(&f->now.types, &a[1], fact);
    return true;
}

static bool build_tuple(Flow *f, const Operand *a)
{
    return read_items(f, &a[1], 0, 1) && use_room(f, (uint64_t)a[1].count + 1) &&
           write_register(f, &a[0]);
}

static bool make_fun(Flow *f, const Operand *a)
{
    return read_items(f, &a[2], 0, 1) && use_room(f, (uint64_t)a[2].count + FUN_WORDS) &&
           write_register(f, &a[1]);
}

static bool update_record(Flow *f, const Operand *a)
{
    return read_register(f, &a[2]) && read_items(f, &a[4], 1, 2) && use_room(f, a[1].value + 1) &&
           write_register(f, &a[3]);
}

static bool get_map_elements(Flow *f, const Operand *a)
{
    return read_register(f, &a[1]) && read_items(f, &a[2], 0, 2) &&
           flow_to(f, a[0].value, &f->now) && write_items(f, &a[2], 1, 2);
}

static bool get_record_elements(Flow *f, const Operand *a)
{
    return read_register(f, &a[1]) && flow_to(f, a[0].value, &f->now) &&
           write_items(f, &a[2], 1, 2);
}

static bool move_float(Flow *f, const Operand *a)
{
    return read_register(f, &a[0]) && (a[0].kind != OPERAND_FR || use_room(f, FLOAT_WORDS)) &&
           write_register(f, &a[1]);
}

static bool select(Flow *f, const Operand *a)
{
    return read_register(f, &a[0]) && flow_to(f, a[1].value, &f->now) && follow_choices(f, &a[2]);
}

static bool select_arity(Flow *f, const Operand *a)
{
    const Operand *items = items_of(f, &a[2]);
    if (!read_register(f, &a[0]) || !flow_to(f, a[1].value, &f->now)) {
        return false;
    }
    for (uint32_t i = 0; i < a[2].count; i += 2) {
        types_set(&f->now.types, &a[0], types_tuple(items[i].value));
        if (!flow_to(f, items[i + 1].value, &f->now)) {
            return false;
        }
    }
    return true;
}

static bool tail_call_import(Flow *f, const Operand *a, int64_t frame)
{
    // Where the call never comes back, the frame is not left either.
    return f->v->code->imports[a[1].value].never_returns
               ? need_arguments(f, a[0].value) && need_all_y(f)
               : leave(f, a[0].value, frame);
}

static bool call_import(Flow *f, const Operand *a)
{
    if (f->v->code->imports[a[1].value].never_returns) {
        f->can_reach_next = false;
        return need_arguments(f, a[0].value) && need_all_y(f);
    }
    return call(f, a[0].value);
}

// A call inside the module brings what is known of its arguments.
static uint32_t note_callee(Flow *f, const Operand *a)
{
    const uint32_t callee = (uint32_t)(verify_callee(f->v, a[1].value) - f->v->code->functions);
    Entry *entry = &f->entries[callee];
    RegisterTypes arguments = f->now.types;
    types_forget_x(&arguments, a[0].value);
    types_forget_y(&arguments);
    if (!entry->is_called) {
        *entry = (Entry){.is_called = true, .arguments = arguments};
        flow_queue_function(f, callee);
    } else if (types_meet(&entry->arguments, &arguments)) {
        flow_queue_function(f, callee);
    }
    return callee;
}

static bool call_local(Flow *f, const Operand *a)
{
    f->can_reach_next = f->can_return[note_callee(f, a)];
    return call(f, a[0].value);
}

static bool tail_call_local(Flow *f, const Operand *a, int64_t frame)
{
    note_callee(f, a);
    return leave(f, a[0].value, frame);
}

// *is_special is false when the table says all there is to say.
static bool check_special(Flow *f, const GenericInstr *i, const Operand *a, bool *is_special)
{
    *is_special = true;
    switch (i->opcode) {
    case OP_func_info: return need_arguments(f, a[2].value) && need_frame(f, NO_FRAME);
    case OP_call: return call_local(f, a);
    case OP_call_ext: return call_import(f, a);
    case OP_call_fun: return call(f, a[0].value + 1);
    case OP_call_fun2: return read_register(f, &a[2]) && call(f, a[1].value);
    case OP_apply: return call(f, a[0].value + 2);
    case OP_send: return call(f, 2);
    case OP_raw_raise: return call(f, 3);
    case OP_bs_init_writable: return call(f, 1);
    case OP_build_stacktrace: return collect(f, 1);
    case OP_call_last: return tail_call_local(f, a, (int64_t)a[2].value);
    case OP_call_only: return tail_call_local(f, a, NO_FRAME);
    case OP_call_ext_last: return tail_call_import(f, a, (int64_t)a[2].value);
    case OP_call_ext_only: return tail_call_import(f, a, NO_FRAME);
    case OP_apply_last: return leave(f, a[0].value + 2, (int64_t)a[1].value);
    case OP_return: return leave(f, 1, NO_FRAME);
    case OP_allocate: return allocate(f, a, a[1].value, 0, false);
    case OP_allocate_zero: return allocate(f, a, a[1].value, 0, true);
    case OP_allocate_heap: return allocate(f, a, a[2].value, a[1].value, false);
    case OP_allocate_heap_zero: return allocate(f, a, a[2].value, a[1].value, true);
    case OP_deallocate: return deallocate(f, a);
    case OP_trim: return trim(f, a);
    case OP_init: return write_register(f, a);
    case OP_init_yregs: return write_items(f, a, 0, 1);
    case OP_catch:
    case OP_try: return set_tag(f, a);
    case OP_try_end: return take_tag(f, a);
    case OP_catch_end: return end_catch(f, a);
    case OP_try_case: return begin_handler(f, a);
    case OP_loop_rec_end:
    case OP_wait: return wait(f, a);
    case OP_wait_timeout: return wait_with_timer(f, a);
    case OP_timeout: return lose_x(f);
    case OP_jump: return flow_to(f, a->value, &f->now);
    case OP_select_val: return select(f, a);
    case OP_select_tuple_arity: return select_arity(f, a);
    case OP_swap: return swap(f, a);
    case OP_move: return move(f, a);
    case OP_bs_put_string: return need_building(f);
    case OP_put_tuple2: return build_tuple(f, a);
    case OP_make_fun2: return make_old_fun(f, a);
    case OP_make_fun3: return make_fun(f, a);
    case OP_update_record: return update_record(f, a);
    case OP_get_map_elements: return get_map_elements(f, a);
    case OP_get_record_elements: return get_record_elements(f, a);
    case OP_fmove: return move_float(f, a);
    case OP_bs_match: return match_with_commands(f, a);
    case OP_recv_mark:
    case OP_recv_set: return true; // hints of older compilers; the label is no jump
    default: *is_special = false; return true;
    }
}

// ---- instructions that the table describes

// What the functions below say of each opcode, asked once: most say nothing of most.
enum {
    OPCODE_NEEDS_TYPES = 1, // types_prove
    OPCODE_TESTS_TYPE = 2,  // types_test
    OPCODE_MAKES_TYPE = 4,  // types_result
    OPCODE_RAISES = 8,
    OPCODE_TAKES_ROOM = 16,
    OPCODE_BEGINS_BINARY = 32,
};
static uint8_t opcode_traits[OPCODE_COUNT];

static bool read_sources(Flow *f, const RuleShape *shape, const Operand *a)
{
    for (uint32_t left = shape->sources; left != 0; left &= left - 1) {
        if (!read_register(f, &a[__builtin_ctz(left)])) {
            return false;
        }
    }
    if (!shape->has_list) {
        return true;
    }
    const Operand *list = &a[shape->count - 1];
    return f->v->instr->opcode == OP_bs_create_bin ? read_segments(f, list)
                                                   : read_items(f, list, 0, 1);
}

static bool write_results(Flow *f, const RuleShape *shape, const Operand *a)
{
    for (uint32_t left = shape->results; left != 0; left &= left - 1) {
        if (!write_register(f, &a[__builtin_ctz(left)])) {
            return false;
        }
    }
    return true;
}

// A failure builds its reason, so nothing is left at the fail label; what a plain function returns was
// there before.
static bool is_plain_guard(const Flow *f, const Operand *a)
{
    uint64_t import;
    switch (f->v->instr->opcode) {
    case OP_bif0: import = a[0].value; break;
    case OP_bif1:
    case OP_bif2:
    case OP_bif3: import = a[1].value; break;
    default: return false;
    }
    const uint32_t flags = f->v->code->imports[import].bif_flags;
    return flags == 0 || (flags & EXPORT_PLAIN); // one that does not exist never succeeds
}

// These build terms without a collection: on success, or the reason of a failure.
static bool takes_room(uint32_t opcode)
{
    switch (opcode) {
    case OP_bif0:
    case OP_bif1:
    case OP_bif2:
    case OP_bif3:
    case OP_loop_rec:
    case OP_bs_add:
    case OP_bs_private_append:
    case OP_bs_put_integer:
    case OP_bs_put_binary:
    case OP_bs_put_float:
    case OP_bs_put_utf8:
    case OP_bs_put_utf16:
    case OP_bs_put_utf32: return true;
    default: return false;
    }
}

// bs_put instructions write where the last bs_init or bs_append said; a collection would move it.
static bool begins_building(uint32_t opcode)
{
    return opcode == OP_bs_init2 || opcode == OP_bs_init_bits || opcode == OP_bs_append ||
           opcode == OP_bs_private_append;
}
static bool goes_on_building(uint32_t opcode)
{
    switch (opcode) {
    case OP_bs_put_integer:
    case OP_bs_put_binary:
    case OP_bs_put_float:
    case OP_bs_put_utf8:
    case OP_bs_put_utf16:
    case OP_bs_put_utf32: return true;
    default: return false;
    }
}

// The ways to labels; a test of a type tells something on both ways.
static bool follow_labels(Flow *f, const RuleShape *shape, const Operand *a)
{
    TypeFact passed, failed;
    const uint32_t opcode = f->v->instr->opcode;
    const Operand *tested = opcode_traits[opcode] & OPCODE_TESTS_TYPE
                                ? types_test(&f->now.types, opcode, a, &passed, &failed)
                                : NULL;
    if (tested != NULL) {
        types_set(&f->now.types, tested, failed);
    }
    for (uint32_t left = shape->ways; left != 0; left &= left - 1) {
        const Operand *way = &a[__builtin_ctz(left)];
        if (way->kind == OPERAND_LABEL && way->value && !flow_to(f, way->value, &f->now)) {
            return false;
        }
    }
    if (tested != NULL) {
        types_set(&f->now.types, tested, passed);
    }
    return true;
}

// Whatever its fail label.
static bool always_raises(uint32_t opcode)
{
    switch (opcode) {
    case OP_badmatch:
    case OP_case_end:
    case OP_if_end:
    case OP_try_case_end:
    case OP_raise:
    case OP_badrecord:
    case OP_fconv: return true;
    default: return false;
    }
}

// The stack is searched for a handler then.
static bool can_raise(uint32_t traits, const RuleShape *shape, const Operand *a)
{
    return traits & OPCODE_RAISES || (shape->fail >= 0 && a[shape->fail].value == 0);
}

// What instructions do to the heap's room while they follow their labels.
static bool follow_and_build(Flow *f, const RuleShape *shape, const Operand *a)
{
    const uint32_t opcode = f->v->instr->opcode;
    const uint64_t room = f->now.room;
    f->now.room = 0;
    if (goes_on_building(opcode) && !need_building(f)) {
        return false;
    }
    if (!follow_labels(f, shape, a)) {
        return false;
    }
    if (is_plain_guard(f, a) || opcode == OP_bs_add || goes_on_building(opcode)) {
        f->now.room = room; // on success they build nothing
    }
    return true;
}

static bool check_by_table(Flow *f, const Operand *a)
{
    const uint32_t opcode = f->v->instr->opcode, traits = opcode_traits[opcode];
    const RuleShape *shape = &rule_shapes[opcode];
    if (!read_sources(f, shape, a)) {
        return false;
    }
    if (can_raise(traits, shape, a) && !state_has_all_y(&f->now)) {
        f->has_hole_at_raise = true;
    }
    if (operand_rules[opcode].effect == RULE_GC && !collect(f, a[shape->live].value)) {
        return false;
    }
    if (!(traits & OPCODE_TAKES_ROOM ? follow_and_build(f, shape, a)
                                     : follow_labels(f, shape, a))) {
        return false;
    }
    if (shape->words >= 0) {
        f->now.room = a[shape->words].value;
    }
    if (traits & OPCODE_BEGINS_BINARY) {
        f->now.is_building = true;
    }
    if (opcode == OP_put_list && !use_room(f, 2)) {
        return false;
    }
    return write_results(f, shape, a);
}

static uint8_t find_traits(uint32_t opcode)
{
    // Operands of which nothing is known.
    static const Operand registers[OPCODE_ARITY_MAX] = {{.kind = OPERAND_X}, {.kind = OPERAND_X}};
    Operand constants[OPCODE_ARITY_MAX] = {{.kind = OPERAND_FR}, {.kind = OPERAND_X}};
    constants[2] = (Operand){.kind = OPERAND_TERM, .value = TERM_NIL};
    RegisterTypes unknown;
    TypeFact fact, other;
    const Operand *to;
    types_forget(&unknown);
    const bool needs_types = !types_prove(&unknown, opcode, registers);
    const bool tests_type = types_test(&unknown, opcode, constants, &fact, &other) != NULL;
    const bool makes_type = types_result(opcode, constants, &to, &fact);
    return (uint8_t)((needs_types ? OPCODE_NEEDS_TYPES : 0) | (tests_type ? OPCODE_TESTS_TYPE : 0) |
                     (makes_type ? OPCODE_MAKES_TYPE : 0) |
                     (always_raises(opcode) ? OPCODE_RAISES : 0) |
                     (takes_room(opcode) ? OPCODE_TAKES_ROOM : 0) |
                     (begins_building(opcode) ? OPCODE_BEGINS_BINARY : 0));
}

static void find_all_traits(void)
{
    for (uint32_t opcode = 1; opcode < OPCODE_COUNT; opcode++) {
        opcode_traits[opcode] = find_traits(opcode);
    }
}

void effect_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, find_all_traits);
}

// While the handler's tag is still set, an exception would lead to the same handler, for ever.
static bool may_begin_handler(uint32_t opcode)
{
    return opcode == OP_try_case || opcode == OP_catch_end || opcode == OP_line ||
           opcode == OP_jump;
}

bool effect_apply(Flow *f)
{
    GenericInstr *i = f->v->instr;
    if (f->now.from & FROM_RAISE && !may_begin_handler(i->opcode)) {
        return fail(f, "a handler that does not begin with try_case or catch_end");
    }
    const Operand *a = &f->v->code->operands[i->operands], *to;
    const uint32_t traits = opcode_traits[i->opcode];
    TypeFact made;
    bool is_special;
    if (traits & OPCODE_NEEDS_TYPES && !types_prove(&f->now.types, i->opcode, a)) {
        i->is_unproved = true;
    }
    f->can_reach_next = !rule_shapes[i->opcode].is_end;
    bool is_ok = check_special(f, i, a, &is_special) && (is_special || check_by_table(f, a));
    if (is_ok && traits & OPCODE_MAKES_TYPE && types_result(i->opcode, a, &to, &made)) {
        types_set(&f->now.types, to, made);
    }
    return is_ok;
}
