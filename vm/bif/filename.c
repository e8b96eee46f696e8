// SPDX-License-Identifier: Apache-2.0
// filename.c -- names of files between Erlang and the operating system, and the BIFs of file and
// prim_file about them.
//
// The system has bytes. Erlang has lists of code points, which stand for those bytes in one
// encoding chosen at start, and raw names: binaries, which are the bytes themselves. A name never
// holds a zero byte, because for the system it would end there.
//
//     list  --filename_append-->  bytes      (prim_file:internal_name2native/1 adds a zero)
//     bytes --filename_from_bytes-->  list   (prim_file:internal_native2name/1)
//
// Elsewhere: normalising UTF-8 (prim_file:internal_normalize_utf8/1) is needed for macOS only and
// does not exist here.
// Read before: vm/bif/text_list.h     Read next: vm/bif/bif_os.c
#include "vm/bif/filename.h"

#include "vm/base/stack.h"
#include "vm/bif/text_list.h"
#include "vm/term/binary.h"
#include "vm/term/bits.h"

static bool uses_utf8;
static Term warning_kind = TERM_NONE; // TERM_NONE: filename_init has not been called

void filename_init(bool is_utf8, Term warning)
{
    uses_utf8 = is_utf8;
    warning_kind = warning;
}

bool filename_is_utf8(void) { return uses_utf8; }

static bool append_character(ByteVec *out, Term t)
{
    int64_t code_point;
    uint8_t bytes[4];
    if (!argument_in_range(t, 1, uses_utf8 ? 0x10FFFF : 255, &code_point)) {
        return false;
    }
    if (!uses_utf8) {
        byte_vec_u8(out, (uint8_t)code_point);
        return true;
    }
    uint32_t size = utf8_encode((uint32_t)code_point, bytes);
    byte_vec_add(out, bytes, size);
    return size > 0;
}

// One list level; inner lists push what follows them.
static bool append_level(ByteVec *out, WordStack *stack, Term list)
{
    Term head;
    while (argument_next(&list, &head)) {
        if (term_is_cons(head)) {
            word_stack_push(stack, list);
            list = head;
        } else if (!term_is_nil(head) && !append_character(out, head)) {
            return false;
        }
    }
    return term_is_nil(list);
}

bool filename_append(ByteVec *out, Term name)
{
    WordStack stack;
    word_stack_init(&stack);
    bool ok = term_is_list(name) && append_level(out, &stack, name);
    while (ok && !word_stack_is_empty(&stack)) {
        ok = append_level(out, &stack, word_stack_pop(&stack));
    }
    word_stack_free(&stack);
    return ok;
}

static bool is_utf8(const uint8_t *bytes, size_t size)
{
    uint32_t code_point;
    while (size > 0) {
        uint32_t used = utf8_decode(bytes, size, &code_point);
        if (used == 0) {
            return false;
        }
        bytes += used;
        size -= used;
    }
    return true;
}

Term filename_from_bytes(Space *space, const uint8_t *bytes, size_t size)
{
    if (uses_utf8 && is_utf8(bytes, size)) {
        return text_list_from_utf8(space, bytes, size, TERM_NIL);
    }
    return space_string(space, (const char *)bytes, size);
}

// ---- BIFs

Term bif_file_native_name_encoding_0(Process *p, Term *arg)
{
    (void)p;
    (void)arg;
    return uses_utf8 ? ATOM_UTF8 : ATOM_LATIN1;
}

// A binary for the system, ended by a zero. A raw name is taken as it is.
Term bif_prim_file_internal_name2native_1(Process *p, Term *arg)
{
    ByteVec native = {0};
    bool ok = false;
    if (term_is_bitstring(arg[0])) {
        size_t size;
        uint8_t *copy;
        const uint8_t *bytes = binary_bytes(arg[0], &size, &copy);
        if (bytes) {
            ok = size == 0 || memchr(bytes, 0, size) == NULL;
            byte_vec_add(&native, bytes, size);
            binary_bytes_free(copy, size);
        }
    } else {
        ok = filename_append(&native, arg[0]);
    }
    byte_vec_u8(&native, 0);
    Term binary = ok ? space_binary(process_space(p), native.data, native.size) : bif_badarg(p);
    byte_vec_free(&native);
    return binary;
}

// Bytes that are not UTF-8: {error, warning | ignore | error}, as +fn asked for.
Term bif_prim_file_internal_native2name_1(Process *p, Term *arg)
{
    size_t size;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(arg[0], &size, &copy);
    if (!bytes) {
        return bif_badarg(p);
    }
    Term result;
    if (uses_utf8 && !is_utf8(bytes, size)) {
        Term warning = term_is_none(warning_kind) ? ATOM_WARNING : warning_kind;
        result = space_tuple2(process_space(p), ATOM_ERROR, warning);
    } else {
        result = filename_from_bytes(process_space(p), bytes, size);
    }
    binary_bytes_free(copy, size);
    return result;
}

// Can this raw name be a list?
Term bif_prim_file_is_translatable_1(Process *p, Term *arg)
{
    size_t size;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(arg[0], &size, &copy);
    if (!bytes) {
        return bif_badarg(p);
    }
    bool can = !uses_utf8 || is_utf8(bytes, size);
    binary_bytes_free(copy, size);
    return argument_boolean(can);
}
