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

static bool is_byte(Term t) { return term_is_small(t) && t <= SMALL(255); }

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
        } else if (is_byte(head) || term_is_bitstring(head)) {
            *leaf = head;
            return true;
        } else if (!term_is_nil(head)) {
            c->bad = true;
        }
    }
    return false;
}

// The bytes that stand next in the list are the usual case, in a loop of their own.
static uint8_t *write_bytes(IolistCursor *c, uint8_t *to)
{
    Term list = c->list;
    while (term_is_cons(list) && is_byte(cons_head(list))) {
        *to++ = (uint8_t)small_value(cons_head(list));
        list = cons_tail(list);
    }
    c->list = list;
    return to;
}

// A walk of its own, with the cursor in registers: output is measured far more often than written.
bool iolist_size(Term iolist, bool with_bits, uint64_t *size_bits)
{
    WordStack rests;
    Term list = iolist;
    uint64_t bytes = 0, bits = 0;
    bool is_bad = false;
    word_stack_init(&rests);
    for (;;) {
        while (term_is_cons(list) && is_byte(cons_head(list))) {
            bytes++;
            list = cons_tail(list);
        }
        const bool is_end = !term_is_cons(list);
        const Term item = is_end ? list : cons_head(list);
        list = is_end ? TERM_NIL : cons_tail(list);
        if (term_is_cons(item)) {
            if (!term_is_nil(list)) {
                word_stack_push(&rests, list);
            }
            list = item;
        } else if (term_is_bitstring(item)) {
            const uint64_t size = binary_size_bits(item);
            is_bad |= !with_bits && size % 8 != 0;
            bits += size;
        } else {
            is_bad |= !term_is_nil(item);
        }
        if (is_bad || (term_is_nil(list) && word_stack_is_empty(&rests))) {
            break;
        }
        list = term_is_nil(list) ? word_stack_pop(&rests) : list;
    }
    word_stack_free(&rests);
    *size_bits = 8 * bytes + bits;
    return !is_bad;
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
            at_bit = 8 * (uint64_t)(write_bytes(&c, bytes + at_bit / 8 + 1) - bytes);
            continue;
        }
        bits_put_u64(bytes, at_bit, 8, (uint64_t)small_value(leaf));
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
