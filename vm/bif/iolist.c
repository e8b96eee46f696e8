// SPDX-License-Identifier: Apache-2.0
// iolist.c -- walks iodata: nested lists of bytes and binaries, where a binary may also be the tail
// of a list.
//
//     [1, [2, <<3,4>> | <<5>>], 6]
//      ^cursor.list               stack: what follows each list that has been entered
//
// Entering an inner list pushes the rest of the outer one, unless it is [] -- so the stack stays
// flat for the lists that programs build by [Old | New] in a loop, where the nesting is as deep as
// the data is long.
//
// Read before: vm/bif/argument.h     Read next: vm/bif/bif_iolist.c
#include "vm/bif/iolist.h"

#include "vm/term/bits.h"

void iolist_begin(IolistCursor *c, Term iolist)
{
    c->list = iolist;
    c->bad = false;
    word_stack_init(&c->stack);
}

bool iolist_end(IolistCursor *c)
{
    word_stack_free(&c->stack);
    return !c->bad;
}

// What list is not a cons: its end. True when it is a binary, the last leaf of this list.
static bool leave_list(IolistCursor *c, Term *leaf)
{
    if (term_is_bitstring(c->list)) {
        *leaf = c->list;
        c->list = TERM_NIL;
        return true;
    }
    if (!term_is_nil(c->list)) {
        c->bad = true;
    } else if (!word_stack_is_empty(&c->stack)) {
        c->list = word_stack_pop(&c->stack);
    }
    return false;
}

bool iolist_next(IolistCursor *c, Term *leaf)
{
    while (!c->bad) {
        if (!term_is_cons(c->list)) {
            bool is_over = term_is_nil(c->list) && word_stack_is_empty(&c->stack);
            if (is_over || leave_list(c, leaf)) {
                return !is_over;
            }
            continue;
        }
        Term head = cons_head(c->list), tail = cons_tail(c->list);
        c->list = tail;
        if (term_is_cons(head)) {
            if (!term_is_nil(tail)) {
                word_stack_push(&c->stack, tail);
            }
            c->list = head;
        } else if (term_is_small(head) ? head <= SMALL(255) : term_is_bitstring(head)) {
            *leaf = head;
            return true;
        } else if (!term_is_nil(head)) {
            c->bad = true;
        }
    }
    return false;
}

bool iolist_size(Term iolist, bool with_bits, uint64_t *size_bits)
{
    IolistCursor c;
    Term leaf;
    uint64_t size = 0;
    iolist_begin(&c, iolist);
    while (iolist_next(&c, &leaf)) {
        uint64_t bits = term_is_small(leaf) ? 8 : binary_size_bits(leaf);
        c.bad = !with_bits && bits % 8 != 0;
        size += bits;
    }
    *size_bits = size;
    return iolist_end(&c);
}

void iolist_write(Term iolist, uint8_t *bytes)
{
    IolistCursor c;
    Term leaf;
    uint64_t at_bit = 0;
    iolist_begin(&c, iolist);
    while (iolist_next(&c, &leaf)) {
        if (!term_is_small(leaf)) {
            BitView view = binary_view(leaf);
            bits_copy(bytes, at_bit, view.bytes, view.offset_bits, view.size_bits);
            at_bit += view.size_bits;
            continue;
        }
        if (at_bit % 8 == 0) {
            bytes[at_bit / 8] = (uint8_t)small_value(leaf);
        } else {
            bits_put_u64(bytes, at_bit, 8, (uint64_t)small_value(leaf));
        }
        at_bit += 8;
    }
    iolist_end(&c);
}

bool iolist_append(ByteVec *out, Term iolist)
{
    uint64_t size_bits;
    if (!iolist_size(iolist, false, &size_bits)) {
        return false;
    }
    if (size_bits > 0) {
        iolist_write(iolist, byte_vec_reserve(out, size_bits / 8));
        out->size += size_bits / 8;
    }
    return true;
}
