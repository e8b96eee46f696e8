// SPDX-License-Identifier: Apache-2.0
// link.c -- treaps of bonds, and links between processes.
//
//            key 40                 A treap: ordered by key from left to right, and each node's rank (a hash of its key) is at least
//           /      \                its children's. The ranks are as good as random, so the depth is about 2 log2 n, and neither
//        key 12    key 77           inserting nor removing has to rebalance: both only cut and join along one path.
//
// A link, seen from P (the other side does the same):
//
//   link/1 ----> bond {unlinking 0} --- unlink/1: unlinking = id, send UNLINK(id) --->
//   UNLINK_ACK(id) comes: bond gone
//                      |                         |        |
//        EXIT_LINKED: bond gone,           link/1 again:   EXIT_LINKED: bond gone, signal dropped
//        signal acts                       unlinking = 0, send LINK
//
// INVARIANTS
//   1. Only the owner's thread touches its trees; nobody reads the other side's bond.
//   2. Boxed terms of a bond lie in its own `data` fragments, so bonds are no roots.
//
// Elsewhere: OTP 22 and older had no acknowledgement, so a late exit signal could hit after
// unlink/1 had returned.
//
// Read before: vm/proc/mailbox.c     Read next: vm/proc/monitor.c
#include "vm/proc/link.h"

#include "vm/base/hash.h"
#include "vm/base/stack.h"
#include "vm/heap/copy.h"
#include "vm/term/ref.h"

// ---- bonds

Bond *bond_new(BondKind kind)
{
    Bond *b = vm_calloc(sizeof *b);
    b->kind = (uint8_t)kind;
    b->other = b->ref = b->item = b->tag = b->type = TERM_NONE;
    return b;
}

void bond_free(Bond *b)
{
    while (b->data) {
        Fragment *next = b->data->next;
        fragment_destroy(b->data);
        b->data = next;
    }
    vm_free(b, sizeof *b);
}

Term bond_keep(Bond *b, Term t)
{
    if (term_is_immediate(t) || term_is_none(t)) {
        return t;
    }
    Fragment *f = fragment_new(copy_size_all(t)); // literals too: a bond may outlive their module
    Space space = fragment_space(f);
    Term copy = copy_term_all(&space, t);
    fragment_close(f, &space);
    f->next = b->data;
    b->data = f;
    return copy;
}

SignalKey signal_key(Term t)
{
    if (term_is_immediate(t)) {
        return (SignalKey){t, 0};
    }
    const Term *words = boxed_words(t);
    if (header_subtag(words[0]) == SUBTAG_REF) {
        uint32_t at = header_extra(words[0]) & REF_MAGIC ? 3 : 1;
        return (SignalKey){words[at], words[at + 1]};
    }
    uint32_t arity = header_arity(words[0]);
    if (arity == 2) {
        return (SignalKey){words[1], words[2]}; // pid or port: node, numbers
    }
    SignalKey key = {hash_word(words[1]), ~words[2]};
    for (uint32_t i = 2; i <= arity; i++) {
        key.a = hash_combine(key.a, words[i]);
        key.b ^= hash_combine(words[i], i);
    }
    return key;
}

// ---- trees

static uint64_t rank_of(SignalKey key) { return hash_word(key.a ^ key.b * HASH_MULTIPLIER_A); }
static bool is_before(SignalKey x, SignalKey y) { return x.a != y.a ? x.a < y.a : x.b < y.b; }
static bool is_same(SignalKey x, SignalKey y) { return x.a == y.a && x.b == y.b; }

Bond *bond_find(Bond *tree, SignalKey key)
{
    while (tree && !is_same(tree->key, key)) {
        tree = is_before(key, tree->key) ? tree->left : tree->right;
    }
    return tree;
}

void bond_insert(Bond **tree, Bond *b)
{
    uint64_t rank = rank_of(b->key);
    Bond **at = tree;
    while (*at && rank_of((*at)->key) >= rank) {
        at = is_before(b->key, (*at)->key) ? &(*at)->left : &(*at)->right;
    }
    // Cut what was below along the key: smaller ones to the left, greater ones to the right.
    Bond *rest = *at;
    Bond **left = &b->left;
    Bond **right = &b->right;
    while (rest) {
        if (is_before(rest->key, b->key)) {
            *left = rest;
            left = &rest->right;
            rest = *left;
        } else {
            *right = rest;
            right = &rest->left;
            rest = *right;
        }
    }
    *left = *right = NULL;
    *at = b;
}

Bond *bond_remove(Bond **tree, SignalKey key)
{
    Bond **at = tree;
    while (*at && !is_same((*at)->key, key)) {
        at = is_before(key, (*at)->key) ? &(*at)->left : &(*at)->right;
    }
    Bond *b = *at;
    if (b == NULL) {
        return NULL;
    }
    // Join the two subtrees by rank.
    Bond *left = b->left;
    Bond *right = b->right;
    while (left && right) {
        if (rank_of(left->key) >= rank_of(right->key)) {
            *at = left;
            at = &left->right;
            left = *at;
        } else {
            *at = right;
            at = &right->left;
            right = *at;
        }
    }
    *at = left ? left : right;
    b->left = b->right = NULL;
    return b;
}

Bond *bond_first(Bond *tree)
{
    while (tree && tree->left) {
        tree = tree->left;
    }
    return tree;
}

void bond_each(Bond *tree, void (*visit)(Bond *b, void *data), void *data)
{
    WordStack stack;
    word_stack_init(&stack);
    Bond *b = tree;
    while (b || !word_stack_is_empty(&stack)) {
        for (; b; b = b->left) {
            word_stack_push(&stack, (uint64_t)(uintptr_t)b);
        }
        b = (Bond *)(uintptr_t)word_stack_pop(&stack);
        visit(b, data);
        b = b->right;
    }
    word_stack_free(&stack);
}

LinkTree *process_links(Process *p)
{
    if (p->links == NULL) {
        p->links = vm_calloc(sizeof *p->links);
    }
    return p->links;
}

uint64_t link_next_id(void)
{
    static _Atomic uint64_t last_id;
    return atomic_fetch_add_explicit(&last_id, 1, memory_order_relaxed) + 1;
}

// ---- links

static Bond *find_link(const Process *p, Term other)
{
    return p->links ? bond_find(p->links->links, signal_key(other)) : NULL;
}

static void remove_link(Process *p, Term other)
{
    Bond *b = p->links ? bond_remove(&p->links->links, signal_key(other)) : NULL;
    if (b) {
        p->links->link_count--;
        bond_free(b);
    }
}

void link_insert(Process *p, Term other)
{
    Bond *b = find_link(p, other);
    if (b) {
        b->unlinking = 0;
        return;
    }
    LinkTree *tree = process_links(p);
    b = bond_new(BOND_LINK);
    b->key = signal_key(other);
    b->other = bond_keep(b, other);
    bond_insert(&tree->links, b);
    tree->link_count++;
}

static bool send_link_signal(SignalKind kind, Term from, Term to, uint64_t number)
{
    Signal *s = signal_new(kind);
    s->fragment = copy_to_fragment(from, &s->from);
    s->number = number;
    if (!signal_send(to, s)) {
        signal_free(s);
        return false;
    }
    return true;
}

bool link_create(Process *p, Term other)
{
    if (other == p->pid) {
        return true;
    }
    Bond *b = find_link(p, other);
    if (b && b->unlinking == 0) {
        return true;
    }
    link_insert(p, other);
    if (!send_link_signal(SIGNAL_LINK, p->pid, other, 0)) {
        remove_link(p, other);
        return false;
    }
    return true;
}

void link_remove(Process *p, Term other)
{
    Bond *b = find_link(p, other);
    if (b && b->unlinking == 0) {
        b->unlinking = link_next_id();
        if (!send_link_signal(SIGNAL_UNLINK, p->pid, other, b->unlinking)) {
            remove_link(
                p, other); // it is gone; its exit signal, if one is under way, will find no bond
        }
    }
}

bool link_exists(const Process *p, Term other)
{
    const Bond *b = find_link(p, other);
    return b && b->unlinking == 0;
}

typedef struct ListBuilder {
    Space *space;
    Term list;
} ListBuilder;

static void add_link(Bond *b, void *data)
{
    ListBuilder *l = data;
    if (b->unlinking == 0) {
        l->list = space_cons(l->space, copy_term(l->space, b->other), l->list);
    }
}

Term link_list(const Process *p, Space *space)
{
    ListBuilder l = {space, TERM_NIL};
    if (p->links) {
        bond_each(p->links->links, add_link, &l);
    }
    return l.list;
}

void link_signal(Process *p, Signal *s)
{
    if (s->kind == SIGNAL_LINK) {
        link_insert(p, s->from);
    } else if (s->kind == SIGNAL_UNLINK) {
        remove_link(p, s->from);
        send_link_signal(SIGNAL_UNLINK_ACK, p->pid, s->from, s->number);
    } else {
        Bond *b = find_link(p, s->from);
        if (b && b->unlinking == s->number) {
            remove_link(p, s->from);
        }
    }
}

bool link_accept_exit(Process *p, Signal *s)
{
    const Bond *b = find_link(p, s->from);
    bool is_active = link_exists(p, s->from);
    if (is_active && b->flags & BOND_PRIORITY) {
        s->flags |= SIGNAL_PRIORITY;
    }
    remove_link(p, s->from);
    return is_active;
}

void link_set_priority(Process *p, Term other, bool has_priority)
{
    Bond *b = find_link(p, other);
    if (b) {
        b->flags = has_priority ? b->flags | BOND_PRIORITY : b->flags & (uint8_t)~BOND_PRIORITY;
    }
}

int32_t link_exit_all(Process *p, Term reason, int32_t budget)
{
    Bond *b;
    int32_t done = 0;
    while (p->links && done < budget && (b = bond_first(p->links->links)) != NULL) {
        bond_remove(&p->links->links, b->key);
        p->links->link_count--;
        if (b->unlinking == 0) {
            signal_send_exit_linked(p->pid, b->other, reason);
        }
        bond_free(b);
        done++;
    }
    return done;
}
