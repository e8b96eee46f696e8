// SPDX-License-Identifier: Apache-2.0
// erl_tracer_nif.c -- the functions of OTP's module erl_tracer: the tracer that sends trace
// messages to a process or port.
//
//   enabled(Tag, Tracer, Tracee)              trace, discard, or remove (the tracer is gone)
//   trace(Tag, Tracer, Tracee, Msg, Opts)     to the tracer: {trace, Tracee, Tag, Msg, Extra...,
//                                             MatchResult, Scheduler, Timestamp}
#define STATIC_ERLANG_NIF 1
#include <erl_nif.h>

// clang-format off
#define TRACER_ATOMS(X)                                                            \
    X(cpu_timestamp)                                                               \
    X(discard)                                                                     \
    X(extra)                                                                       \
    X(match_spec_result) X(monotonic) X(ok) X(remove) X(scheduler_id) X(seq_trace) \
        X(strict_monotonic) X(timestamp) X(trace) X(trace_status) X(trace_ts)
// clang-format on
#define DECLARE_ATOM(name) static ERL_NIF_TERM atom_##name;
TRACER_ATOMS(DECLARE_ATOM)
#undef DECLARE_ATOM

static int load(ErlNifEnv *env, void **data, ERL_NIF_TERM info)
{
    (void)info;
    *data = NULL;
#define MAKE_ATOM(name) atom_##name = enif_make_atom(env, #name);
    TRACER_ATOMS(MAKE_ATOM)
#undef MAKE_ATOM
    return 0;
}
static int upgrade(ErlNifEnv *env, void **data, void **old, ERL_NIF_TERM info)
{
    return *data != NULL || *old != NULL || load(env, data, info);
}

static int is_alive(ErlNifEnv *env, ERL_NIF_TERM tracer)
{
    ErlNifPid pid;
    ErlNifPort port;
    if (enif_get_local_pid(env, tracer, &pid)) {
        return enif_is_process_alive(env, &pid);
    }
    return enif_get_local_port(env, tracer, &port) && enif_is_port_alive(env, &port);
}

static ERL_NIF_TERM enabled_3(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc;
    if (!is_alive(env, argv[1])) {
        return argv[0] == atom_trace_status ? atom_remove : atom_discard;
    }
    return enif_is_identical(argv[1], argv[2]) ? atom_discard : atom_trace;
}

// False: a kind of time that nobody knows.
static int make_timestamp(ErlNifEnv *env, ERL_NIF_TERM kind, ERL_NIF_TERM *out)
{
    const ERL_NIF_TERM now = enif_make_int64(env, enif_monotonic_time(ERL_NIF_NSEC));
    if (kind == atom_monotonic) {
        *out = now;
    } else if (kind == atom_strict_monotonic) {
        *out = enif_make_tuple2(env, now, enif_make_unique_integer(env, ERL_NIF_UNIQUE_MONOTONIC));
    } else if (kind == atom_timestamp) {
        *out = enif_now_time(env);
    } else if (kind == atom_cpu_timestamp) {
        *out = enif_cpu_time(env);
    } else {
        return 0;
    }
    return 1;
}

enum { MESSAGE_MAX = 8 };

// The elements of the message; 0: the options make no sense.
static unsigned make_elements(ErlNifEnv *env, const ERL_NIF_TERM argv[],
                              ERL_NIF_TERM out[MESSAGE_MAX])
{
    ERL_NIF_TERM value;
    const ERL_NIF_TERM options = argv[4];
    unsigned n = 0;
    const int has_extra = enif_get_map_value(env, options, atom_extra, &value);
    if (!has_extra && argv[0] == atom_seq_trace) {
        out[n++] = atom_seq_trace;
        out[n++] = argv[2];
        out[n++] = argv[3];
    } else {
        out[n++] = atom_trace;
        out[n++] = argv[2];
        out[n++] = argv[0];
        out[n++] = argv[3];
        if (has_extra) {
            out[n++] = value;
        }
    }
    if (enif_get_map_value(env, options, atom_match_spec_result, &value)) {
        out[n++] = value;
    }
    if (enif_get_map_value(env, options, atom_scheduler_id, &value)) {
        out[n++] = value;
    }
    if (enif_get_map_value(env, options, atom_timestamp, &value)) {
        if (!make_timestamp(env, value, &out[n++])) {
            return 0;
        }
        out[0] = out[0] == atom_trace ? atom_trace_ts : out[0];
    }
    return n;
}

static void send_to_port(ErlNifEnv *env, const ErlNifPort *port, ERL_NIF_TERM message)
{
    ErlNifBinary bytes;
    if (enif_term_to_binary(env, message, &bytes)) {
        enif_port_command(env, port, NULL, enif_make_binary(env, &bytes));
    }
}

// A tracer that has died meanwhile is found out by enabled/3.
static ERL_NIF_TERM trace_5(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[])
{
    (void)argc;
    ErlNifPid pid;
    ErlNifPort port;
    ERL_NIF_TERM elements[MESSAGE_MAX];
    const unsigned count = make_elements(env, argv, elements);
    if (count == 0) {
        return atom_ok;
    }
    const ERL_NIF_TERM message = enif_make_tuple_from_array(env, elements, count);
    if (enif_get_local_pid(env, argv[1], &pid)) {
        enif_send(env, &pid, NULL, message);
    } else if (enif_get_local_port(env, argv[1], &port)) {
        send_to_port(env, &port, message);
    }
    return atom_ok;
}

static ErlNifFunc functions[] = {
    {"enabled", 3, enabled_3, 0},
    {"trace", 5, trace_5, 0},
};
ERL_NIF_INIT(erl_tracer, functions, load, NULL, upgrade, NULL)
