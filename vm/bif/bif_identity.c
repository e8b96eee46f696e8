// SPDX-License-Identifier: Apache-2.0
// bif_identity.c -- who and where: self/0, node/0, node/1, and whether a pid's node knows Unicode.
//
// A local pid, port or reference names no node: it belongs to this one, whatever it is called at
// the moment. External ones carry their node (vm/term/ref.h).
//
// Exceptions: net_kernel:dflag_unicode_io/1 asks for a flag of the connection to the pid's node;
// without a connection, it is false. (io uses it to speak the old protocol with nodes from before
// R13.)
// Read before: vm/term/ref.h
#include "vm/bif/argument.h"
#include "vm/term/ref.h"

Term bif_erlang_self_0(Process *p, Term *arg)
{
    (void)arg;
    return p->pid;
}

Term bif_erlang_node_0(Process *p, Term *arg)
{
    (void)p;
    (void)arg;
    return node_this->name;
}

Term bif_erlang_node_1(Process *p, Term *arg)
{
    Term t = arg[0];
    if (term_is_local_pid(t) || term_is_local_port(t) || term_is_local_ref(t)) {
        return node_this->name;
    }
    return term_is_subtag(t, SUBTAG_EXTERNAL) ? external_node(t)->name : bif_badarg(p);
}

Term bif_net_kernel_dflag_unicode_io_1(Process *p, Term *arg)
{
    if (!term_is_pid(arg[0])) {
        return bif_badarg(p);
    }
    return argument_boolean(term_is_local_pid(arg[0]));
}
