// SPDX-License-Identifier: Apache-2.0
// bif_node.c -- nodes, and what programs ask of distribution on a node that is not alive.
//
// Until distribution is there the node knows itself alone: no other node is connected, nothing can
// be monitored (notalive), and no handle of a distribution channel exists, so whoever passes one
// gets badarg.
//
// Elsewhere: node/0,1 are bif_identity.c.
#include "vm/bif/argument.h"
#include "vm/term/map.h"
#include "vm/term/ref.h"

typedef struct NodeOptions {
    bool is_map, connection_id, node_type;
} NodeOptions;

// #{connection_id => Boolean, node_type => Boolean}
static bool parse_options(Term map, NodeOptions *o)
{
    if (!term_is_map(map)) {
        return false;
    }
    size_t known = 0;
    const Term id = map_get(map, ATOM_CONNECTION_ID), type = map_get(map, ATOM_NODE_TYPE);
    const Term values[] = {id, type};
    for (int i = 0; i < 2; i++) {
        if (!term_is_none(values[i])) {
            known++;
            if (values[i] != ATOM_TRUE && values[i] != ATOM_FALSE) {
                return false;
            }
        }
    }
    *o = (NodeOptions){true, id == ATOM_TRUE, type == ATOM_TRUE};
    return map_size(map) == known;
}

// A kind or a list of them. True: *with_this tells whether this node is among them.
static bool parse_kinds(Term kinds, bool *with_this)
{
    Term kind;
    *with_this = kinds == ATOM_THIS || kinds == ATOM_KNOWN;
    if (kinds == ATOM_VISIBLE || kinds == ATOM_HIDDEN || kinds == ATOM_CONNECTED || *with_this) {
        return true;
    }
    bool any_this = false;
    while (argument_next(&kinds, &kind)) {
        if (term_is_list(kind) || !parse_kinds(kind, with_this)) {
            return false;
        }
        any_this |= *with_this;
    }
    *with_this = any_this;
    return term_is_nil(kinds);
}

static Term describe_this(Space *s, const NodeOptions *o)
{
    Term pairs[4];
    size_t count = 0;
    if (o->connection_id) {
        pairs[count * 2] = ATOM_CONNECTION_ID;
        pairs[count++ * 2 + 1] = ATOM_UNDEFINED;
    }
    if (o->node_type) {
        pairs[count * 2] = ATOM_NODE_TYPE;
        pairs[count++ * 2 + 1] = ATOM_THIS;
    }
    return space_tuple2(s, node_this->name, map_from_pairs(s, pairs, count));
}

static Term list_nodes(Process *p, Term kinds, const NodeOptions *o)
{
    bool with_this;
    Space *s = process_space(p);
    if (!parse_kinds(kinds, &with_this)) {
        return bif_badarg(p);
    }
    if (!with_this) {
        return TERM_NIL;
    }
    return space_cons(s, o->is_map ? describe_this(s, o) : node_this->name, TERM_NIL);
}

Term bif_erlang_nodes_0(Process *p, Term *arg)
{
    (void)p, (void)arg;
    return TERM_NIL;
}

Term bif_erlang_nodes_1(Process *p, Term *arg)
{
    const NodeOptions none = {false, false, false};
    return list_nodes(p, arg[0], &none);
}

Term bif_erlang_nodes_2(Process *p, Term *arg)
{
    NodeOptions o;
    return parse_options(arg[1], &o) ? list_nodes(p, arg[0], &o) : bif_badarg(p);
}

// ---- monitor_node(Node, Flag, [allow_passive_connect])

static Term monitor_node(Process *p, Term node, Term flag, Term options)
{
    Term option;
    while (argument_next(&options, &option)) {
        if (option != ATOM_ALLOW_PASSIVE_CONNECT) {
            return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
        }
    }
    if (!term_is_nil(options)) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    if (!term_is_atom(node)) {
        return bif_badarg(p);
    }
    if (node != node_this->name) {
        return bif_error(p, ATOM_NOTALIVE);
    }
    return flag == ATOM_TRUE || flag == ATOM_FALSE ? ATOM_TRUE : bif_badarg(p);
}

Term bif_erlang_monitor_node_2(Process *p, Term *arg)
{
    return monitor_node(p, arg[0], arg[1], TERM_NIL);
}
Term bif_erlang_monitor_node_3(Process *p, Term *arg)
{
    return monitor_node(p, arg[0], arg[1], arg[2]);
}

// The creation of a node that is alive.
Term bif_erts_internal_get_creation_0(Process *p, Term *arg)
{
    (void)arg;
    return node_this->creation ? space_unsigned(process_space(p), node_this->creation)
                               : ATOM_UNDEFINED;
}
