// SPDX-License-Identifier: Apache-2.0
// text_list.c -- strings as lists of integers to bytes, and back.
//
// A list is walked once and its characters are appended to a ByteVec that the caller frees, also
// after a failure. Nothing is assumed about the list: it may be improper, hold anything, and be as
// long as memory allows.
//
// Read before: vm/bif/argument.h     Read next: vm/bif/bif_atom.c
#include "vm/bif/text_list.h"

#include "vm/term/bits.h"

TextStatus text_list_bytes(Term list, size_t max_bytes, ByteVec *out)
{
    Term element;
    int64_t byte;
    for (size_t count = 0; argument_next(&list, &element); count++) {
        if (count == max_bytes) {
            return TEXT_TOO_LONG;
        }
        if (!argument_in_range(element, 0, 255, &byte)) {
            return TEXT_BAD;
        }
        byte_vec_u8(out, (uint8_t)byte);
    }
    return term_is_nil(list) ? TEXT_OK : TEXT_BAD;
}

TextStatus text_list_utf8(Term list, size_t max_characters, ByteVec *out)
{
    Term element;
    int64_t code_point;
    for (size_t count = 0; argument_next(&list, &element); count++) {
        if (count == max_characters) {
            return TEXT_TOO_LONG;
        }
        uint8_t bytes[4];
        uint32_t size = argument_in_range(element, 0, 0x10FFFF, &code_point)
                            ? utf8_encode((uint32_t)code_point, bytes)
                            : 0;
        if (size == 0) {
            return TEXT_BAD;
        }
        byte_vec_add(out, bytes, size);
    }
    return term_is_nil(list) ? TEXT_OK : TEXT_BAD;
}

static size_t count_characters(const uint8_t *bytes, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        count += (bytes[i] & 0xC0) != 0x80;
    }
    return count;
}

Term text_list_from_utf8(Space *space, const uint8_t *bytes, size_t size, Term tail)
{
    size_t count = count_characters(bytes, size);
    if (count == 0) {
        return tail;
    }
    Term *cells = space_take(space, count * 2);
    for (size_t i = 0; i < count; i++) {
        uint32_t code_point = 0;
        uint32_t used = utf8_decode(bytes, size, &code_point);
        CHECK(used > 0 && used <= size);
        bytes += used;
        size -= used;
        cells[2 * i] = small_make(code_point);
        cells[2 * i + 1] = i + 1 < count ? cons_make(cells + 2 * i + 2) : tail;
    }
    return cons_make(cells);
}
