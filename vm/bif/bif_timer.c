// SPDX-License-Identifier: Apache-2.0
// bif_timer.c -- start_timer, send_after, cancel_timer, read_timer.
//
// Timers are kept with their due time on the machine's clock; programs give milliseconds from now,
// or with {abs, true} a point of Erlang monotonic time.
//
// Read before: vm/proc/timer.h
#include "vm/bif/argument.h"
#include "vm/proc/message.h"
#include "vm/proc/time.h"
#include "vm/proc/timer.h"
#include "vm/term/bignum.h"

static const int64_t MAX_DELAY_MS = (int64_t)1 << 42;

static bool parse_abs(Term options, bool *is_absolute)
{
    Term option, value;
    *is_absolute = false;
    while (argument_next(&options, &option)) {
        if (!argument_tagged(option, ATOM_ABS, &value) ||
            (value != ATOM_TRUE && value != ATOM_FALSE)) {
            return false;
        }
        *is_absolute = value == ATOM_TRUE;
    }
    return options == TERM_NIL;
}

static Term start(Process *p, Term time, Term destination, Term message, Term options,
                  bool with_tuple)
{
    bool is_absolute;
    int64_t ms;
    if (!parse_abs(options, &is_absolute)) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    if (!term_is_integer(time) || !term_is_integer(time) || !integer_to_i64(time, &ms) ||
        (!is_absolute && ms < 0) || ms > MAX_DELAY_MS || ms < -MAX_DELAY_MS) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_TIME);
    }
    if (!term_is_local_pid(destination) && !term_is_atom(destination)) {
        return bif_badarg(p);
    }
    const int64_t due =
        is_absolute ? time_to_clock_ns(ms * NS_PER_MS) : clock_monotonic_ns() + ms * NS_PER_MS;
    return timer_start_message(process_space(p), destination, message, due, with_tuple);
}

Term bif_erlang_start_timer_3(Process *p, Term *arg)
{
    return start(p, arg[0], arg[1], arg[2], TERM_NIL, true);
}
Term bif_erlang_start_timer_4(Process *p, Term *arg)
{
    return start(p, arg[0], arg[1], arg[2], arg[3], true);
}
Term bif_erlang_send_after_3(Process *p, Term *arg)
{
    return start(p, arg[0], arg[1], arg[2], TERM_NIL, false);
}
Term bif_erlang_send_after_4(Process *p, Term *arg)
{
    return start(p, arg[0], arg[1], arg[2], arg[3], false);
}

static Term left(Process *p, bool found, int64_t left_ns)
{
    return found ? space_integer(process_space(p), (left_ns + NS_PER_MS - 1) / NS_PER_MS)
                 : ATOM_FALSE;
}

// {async, true}: the answer comes as a message {cancel_timer | read_timer, Ref, Result}; {info, false}: no answer.
static Term answer(Process *p, Term kind, Term ref, Term result, Term options)
{
    Term option, value;
    bool is_async = false, wants_info = true;
    while (argument_next(&options, &option)) {
        if (argument_tagged(option, ATOM_ASYNC, &value) &&
            (value == ATOM_TRUE || value == ATOM_FALSE)) {
            is_async = value == ATOM_TRUE;
        } else if (kind == ATOM_CANCEL_TIMER && argument_tagged(option, ATOM_INFO, &value) &&
                   (value == ATOM_TRUE || value == ATOM_FALSE)) {
            wants_info = value == ATOM_TRUE;
        } else {
            return bif_badarg(p);
        }
    }
    if (is_async && wants_info) {
        message_send_process(p, p, space_tuple3(process_space(p), kind, ref, result));
    }
    return is_async || !wants_info ? ATOM_OK : result;
}

static bool options_are_valid(Term options)
{
    Term option, value;
    while (argument_next(&options, &option)) {
        if (!argument_tagged(option, ATOM_ASYNC, &value) &&
            !argument_tagged(option, ATOM_INFO, &value)) {
            return false;
        }
    }
    return options == TERM_NIL;
}

static Term cancel(Process *p, Term ref, Term options)
{
    int64_t left_ns = 0;
    if (!term_is_reference(ref) || !options_are_valid(options)) {
        return bif_badarg(p);
    }
    const bool found = timer_cancel(ref, &left_ns);
    return answer(p, ATOM_CANCEL_TIMER, ref, left(p, found, left_ns), options);
}

static Term read(Process *p, Term ref, Term options)
{
    int64_t left_ns = 0;
    if (!term_is_reference(ref) || !options_are_valid(options)) {
        return bif_badarg(p);
    }
    const bool found = timer_read(ref, &left_ns);
    return answer(p, ATOM_READ_TIMER, ref, left(p, found, left_ns), options);
}

Term bif_erlang_cancel_timer_1(Process *p, Term *arg) { return cancel(p, arg[0], TERM_NIL); }
Term bif_erlang_cancel_timer_2(Process *p, Term *arg) { return cancel(p, arg[0], arg[1]); }
Term bif_erlang_read_timer_1(Process *p, Term *arg) { return read(p, arg[0], TERM_NIL); }
Term bif_erlang_read_timer_2(Process *p, Term *arg) { return read(p, arg[0], arg[1]); }
