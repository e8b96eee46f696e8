// SPDX-License-Identifier: Apache-2.0
// nif_process.c -- processes, ports and messages in the NIF interface.
//
// Every function may be called on any thread, also one that the machine knows nothing of: what
// looks into shared tables does so inside an epoch. enif_send copies the message; the message's env
// is cleared as if its memory had been handed over.
//
// Read before: vm/proc/message.h
#include "vm/base/epoch.h"
#include "vm/heap/copy.h"
#include "vm/nif/nif_env.h"
#include "vm/port/port_command.h"
#include "vm/proc/message.h"
#include "vm/proc/registry.h"
#include "vm/term/atom.h"
#include "vm/term/ref.h"

ErlNifPid *enif_self(ErlNifEnv *env, ErlNifPid *pid)
{
    if (env->process == NULL) {
        return NULL;
    }
    pid->pid = nif_out(env->process->pid);
    return pid;
}

int enif_get_local_pid(ErlNifEnv *env, ERL_NIF_TERM t, ErlNifPid *pid)
{
    t = nif_in(t);
    (void)env;
    if (!term_is_local_pid(t)) {
        return 0;
    }
    pid->pid = nif_out(t);
    return 1;
}
int enif_get_local_port(ErlNifEnv *env, ERL_NIF_TERM t, ErlNifPort *port)
{
    t = nif_in(t);
    (void)env;
    if (!term_is_local_port(t)) {
        return 0;
    }
    port->port_id = nif_out(t);
    return 1;
}
void enif_set_pid_undefined(ErlNifPid *pid) { pid->pid = nif_out(ATOM_UNDEFINED); }
int enif_is_pid_undefined(const ErlNifPid *pid) { return pid->pid == nif_out(ATOM_UNDEFINED); }

static ERL_NIF_TERM find_name(ERL_NIF_TERM t)
{
    const Term name = nif_in(t);
    epoch_enter();
    const Term found = term_is_atom(name) ? registry_whereis(name) : TERM_NONE;
    epoch_leave();
    return nif_out(found);
}
int enif_whereis_pid(ErlNifEnv *env, ERL_NIF_TERM name, ErlNifPid *pid)
{
    return enif_get_local_pid(env, find_name(name), pid);
}
int enif_whereis_port(ErlNifEnv *env, ERL_NIF_TERM name, ErlNifPort *port)
{
    return enif_get_local_port(env, find_name(name), port);
}

int enif_is_process_alive(ErlNifEnv *env, ErlNifPid *pid)
{
    (void)env;
    epoch_enter();
    const Term id = nif_in(pid->pid);
    Process *p = term_is_local_pid(id) ? process_find(id) : NULL;
    const bool is_alive = p != NULL && !process_is_exiting(p);
    epoch_leave();
    return is_alive;
}
int enif_is_current_process_alive(ErlNifEnv *env)
{
    return env->process != NULL && !process_is_exiting(env->process);
}

int enif_send(ErlNifEnv *env, const ErlNifPid *to, ErlNifEnv *message_env, ERL_NIF_TERM message)
{
    message = nif_in(message);
    epoch_enter();
    const Term pid = nif_in(to->pid);
    const bool sent =
        term_is_local_pid(pid) && message_send(env ? env->process : NULL, pid, message);
    epoch_leave();
    if (sent && message_env) {
        nif_env_clear(message_env);
    }
    return sent;
}

ERL_NIF_TERM enif_make_copy(ErlNifEnv *env, ERL_NIF_TERM t)
{
    return nif_out(copy_term(env->space, nif_in(t)));
}

// ---- ports

int enif_is_port_alive(ErlNifEnv *env, ErlNifPort *port)
{
    (void)env;
    epoch_enter();
    Port *p = port_lock_alive(nif_in(port->port_id));
    if (p) {
        port_unlock(p);
    }
    epoch_leave();
    return p != NULL;
}

// Data for the port's driver, as Port ! {Owner, {command, Message}} from its owner.
int enif_port_command(ErlNifEnv *env, const ErlNifPort *to, ErlNifEnv *message_env,
                      ERL_NIF_TERM message)
{
    message = nif_in(message);
    epoch_enter();
    Port *port = port_lock_alive(nif_in(to->port_id));
    bool sent = false;
    if (port) {
        sent = port_command(port, env && env->process ? env->process->pid : port->owner, message,
                            true) == PORT_SENT;
        port_unlock(port);
    }
    epoch_leave();
    if (sent && message_env) {
        nif_env_clear(message_env);
    }
    return sent;
}
