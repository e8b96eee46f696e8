// SPDX-License-Identifier: Apache-2.0
// inspect.c -- looking at terms from outside: display, flat_size, same, term_type; and what io may
// print.
//
// These see the representation, which programs otherwise cannot: whether two terms are one in
// memory, how many words a term takes, which of several layouts a binary or map has.
//
// Elsewhere: erts_debug:size/1 is Erlang code over term_type/1; text of terms is term/print.h.
// Read before: vm/term/print.h     Read next: vm/bif/bif_atomics.c
#include "vm/bif/inspect.h"

#include "vm/base/errno_name.h"
#include "vm/bif/text_list.h"
#include "vm/heap/copy.h"
#include "vm/term/binary.h"
#include "vm/term/print.h"
#include "vm/term/ref.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool prints_unicode;

void inspect_set_printable(bool unicode) { prints_unicode = unicode; }

Term bif_io_printable_range_0(Process *p, Term *arg)
{
    (void)p;
    (void)arg;
    return prints_unicode ? ATOM_UNICODE : ATOM_LATIN1;
}

static void write_text(FILE *file, const ByteVec *text)
{
    if (text->size) {
        fwrite(text->data, 1, text->size, file);
    }
    fflush(file);
}

// To standard output, whole, its line ended as stock ends it: for a terminal in raw mode too.
static void print_line(ByteVec *text, Term t)
{
    term_print(text, t, 0);
    byte_vec_text(text, "\r\n");
    write_text(stdout, text);
}

Term bif_erlang_display_1(Process *p, Term *arg)
{
    (void)p;
    ByteVec text = {0};
    print_line(&text, arg[0]);
    byte_vec_free(&text);
    return ATOM_TRUE;
}

// As erlang:display/1, and returns the text.
Term bif_erts_debug_display_1(Process *p, Term *arg)
{
    ByteVec text = {0};
    print_line(&text, arg[0]);
    Term list = space_string(process_space(p), (const char *)text.data, text.size);
    byte_vec_free(&text);
    return list;
}

// To standard error, each line ended as stock ends it.
Term bif_erlang_display_string_1(Process *p, Term *arg)
{
    ByteVec text = {0}, lines = {0};
    bool ok = text_list_utf8(arg[0], SIZE_MAX, &text) == TEXT_OK;
    if (ok) {
        for (size_t i = 0; i < text.size; i++) {
            byte_vec_add(&lines, text.data[i] == '\n' ? "\r\n" : (const char *)text.data + i,
                         text.data[i] == '\n' ? 2 : 1);
        }
        write_text(stderr, &lines);
    }
    byte_vec_free(&text);
    byte_vec_free(&lines);
    return ok ? ATOM_TRUE : bif_badarg(p);
}

// ---- from 26 on: where to is said, binaries may be given

// As if it had been typed: the kernel takes it byte by byte.
static bool type_text(const uint8_t *bytes, size_t size)
{
    const int fd = open("/dev/tty", O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0;
    for (size_t i = 0; ok && i < size; i++) {
        ok = ioctl(fd, TIOCSTI, (const char *)bytes + i) == 0;
    }
    const int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = error;
    return ok;
}

static bool write_all(int fd, const uint8_t *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno != EAGAIN && errno != EINTR) {
            return false;
        }
        bytes += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

// display_string(stdin | stdout | stderr, Text)
Term bif_erlang_display_string_2(Process *p, Term *arg)
{
    ByteVec text = {0};
    size_t size;
    uint8_t *copy;
    bool ok = arg[0] == ATOM_STDIN || arg[0] == ATOM_STDOUT || arg[0] == ATOM_STDERR;
    if (ok && term_is_list(arg[1])) {
        ok = text_list_utf8(arg[1], SIZE_MAX, &text) == TEXT_OK;
    } else if (ok) {
        const uint8_t *bytes = binary_bytes(arg[1], &size, &copy);
        ok = bytes != NULL;
        if (ok) {
            byte_vec_add(&text, bytes, size);
            binary_bytes_free(copy, size);
        }
    }
    Term result = ok ? ATOM_TRUE : bif_badarg(p);
    if (ok) {
        ok = arg[0] == ATOM_STDIN ? type_text(text.data, text.size)
                                  : write_all(arg[0] == ATOM_STDOUT ? STDOUT_FILENO : STDERR_FILENO,
                                              text.data, text.size);
        if (!ok) {
            char name[ERRNO_NAME_MAX];
            result = bif_error_cause(p, ATOM_BADARG, atom_from_text(errno_name(errno, name)));
        }
    }
    byte_vec_free(&text);
    return result;
}

// term_to_string(Term, Limit | undefined): as display/1 writes it.
Term bif_erts_internal_term_to_string_2(Process *p, Term *arg)
{
    int64_t limit = 0;
    if (arg[1] != ATOM_UNDEFINED && !argument_in_range(arg[1], 2, INT32_MAX - 1, &limit)) {
        return bif_badarg(p);
    }
    ByteVec text = {0};
    term_print(&text, arg[0], (size_t)limit);
    const Term list = space_string(process_space(p), (const char *)text.data, text.size);
    byte_vec_free(&text);
    return list;
}

Term bif_erlang_display_nl_0(Process *p, Term *arg)
{
    (void)p;
    (void)arg;
    ByteVec text = {0};
    byte_vec_u8(&text, '\n');
    write_text(stderr, &text);
    byte_vec_free(&text);
    return ATOM_TRUE;
}

// ---- representation

Term bif_erts_debug_flat_size_1(Process *p, Term *arg)
{
    size_t words = term_flat_size(arg[0]);
    argument_charge(p, words, 16);
    return space_unsigned(process_space(p), words);
}

Term bif_erts_debug_same_2(Process *p, Term *arg)
{
    (void)p;
    return argument_boolean(arg[0] == arg[1]);
}

static const char *name_external(Term t)
{
    return term_is_external(t, EXTERNAL_PID)    ? "external_pid"
           : term_is_external(t, EXTERNAL_PORT) ? "external_port"
                                                : "external_reference";
}

static const char *name_immediate(Term t)
{
    return term_is_small(t)        ? "fixnum"
           : term_is_atom(t)       ? "atom"
           : term_is_local_pid(t)  ? "pid"
           : term_is_local_port(t) ? "port"
                                   : "nil";
}

static const char *name_boxed(Term t)
{
    static const char *const names[] = {
        [SUBTAG_TUPLE] = "tuple",
        [SUBTAG_BIG_POS] = "bignum",
        [SUBTAG_BIG_NEG] = "bignum",
        [SUBTAG_FLOAT] = "hfloat",
        [SUBTAG_FUN] = "fun",
        [SUBTAG_EXPORT_FUN] = "export",
        [SUBTAG_REF] = "reference",
        [SUBTAG_FLATMAP] = "flatmap",
        [SUBTAG_HASHMAP] = "hashmap",
        [SUBTAG_HASHNODE] = "hashmap_node",
        [SUBTAG_HEAP_BIN] = "heap_binary",
        [SUBTAG_REFC_BIN] = "refc_binary",
        [SUBTAG_SUB_BIN] = "sub_binary",
        [SUBTAG_MATCH] = "matchstate",
        [SUBTAG_RECORD] = "struct",
    };
    Subtag subtag = header_subtag(boxed_header(t));
    return subtag == SUBTAG_EXTERNAL ? name_external(t) : names[subtag];
}

Term bif_erts_internal_term_type_1(Process *p, Term *arg)
{
    (void)p;
    const char *name = term_is_cons(arg[0])    ? "list"
                       : term_is_boxed(arg[0]) ? name_boxed(arg[0])
                                               : name_immediate(arg[0]);
    return atom_from_text(name);
}
