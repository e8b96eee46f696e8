// SPDX-License-Identifier: Apache-2.0
// bif_identifier_text.c -- pids, ports, references and funs as text: pid_to_list/1, list_to_ref/1,
// fun_to_list/1, ...
//
//     <0.Number.Serial>     #Port<0.Number>     #Ref<0.N2.N1.N0>     #Fun<module.index.uniq>
//
// The first number says the node: 0 is this one. Reading back is meant for debugging in the shell.
//
// Exceptions: text that names another node is badarg while there is no connection to it, which is
// always so before the distribution is started.
//
// Read before: vm/bif/bif_number_text.c     Read next: vm/bif/bif_binary.c
#include "vm/bif/text_list.h"
#include "vm/term/print.h"
#include "vm/term/ref.h"

enum { TEXT_ROOM = 128, PID_TEXT_MAX = 64, PORT_TEXT_MAX = 39, REF_TEXT_MAX = 71 };

Term bif_erlang_pid_to_list_1(Process *p, Term *arg)
{
    char text[TEXT_ROOM];
    if (!term_is_pid(arg[0])) {
        return bif_badarg(p);
    }
    return space_string(process_space(p), text, pid_print(text, arg[0]));
}

Term bif_erlang_port_to_list_1(Process *p, Term *arg)
{
    char text[TEXT_ROOM];
    if (!term_is_port(arg[0])) {
        return bif_badarg(p);
    }
    return space_string(process_space(p), text, port_print(text, arg[0]));
}

Term bif_erlang_ref_to_list_1(Process *p, Term *arg)
{
    char text[TEXT_ROOM];
    if (!term_is_reference(arg[0])) {
        return bif_badarg(p);
    }
    return space_string(process_space(p), text, ref_print(text, arg[0]));
}

Term bif_erlang_fun_to_list_1(Process *p, Term *arg)
{
    if (!term_is_fun(arg[0])) {
        return bif_badarg(p);
    }
    ByteVec text = {0};
    term_print(&text, arg[0], 0);
    Term list = space_string(process_space(p), (const char *)text.data, text.size);
    byte_vec_free(&text);
    return list;
}

// Reads Prefix Number (. Number)* > and nothing after; returns how many numbers, 0 when malformed.
// Numbers wrap at 64 bits.
static size_t read_numbers(Term list, size_t max_text, const char *prefix, uint64_t *numbers,
                           size_t room)
{
    ByteVec text = {0};
    size_t count = 0;
    bool ok = text_list_bytes(list, max_text, &text) == TEXT_OK;
    byte_vec_u8(&text, 0); // ends every loop below
    const uint8_t *at = text.data;
    size_t prefix_size = strlen(prefix);
    ok = ok && text.size > prefix_size && memcmp(at, prefix, prefix_size) == 0;
    at += ok ? prefix_size : 0;
    while (ok && count < room) {
        ok = *at >= '0' && *at <= '9';
        numbers[count] = 0;
        for (; *at >= '0' && *at <= '9'; at++) {
            numbers[count] = numbers[count] * 10 + (*at - '0');
        }
        count++;
        if (*at != '.') {
            break;
        }
        at++;
    }
    ok = ok && at[0] == '>' && at + 2 == text.data + text.size;
    byte_vec_free(&text);
    return ok ? count : 0;
}

Term bif_erlang_list_to_pid_1(Process *p, Term *arg)
{
    uint64_t n[3];
    if (read_numbers(arg[0], PID_TEXT_MAX, "<", n, 3) != 3 || n[0] != 0) {
        return bif_badarg(p);
    }
    const Term pid = pid_from_numbers(n[1], n[2]);
    return term_is_none(pid) ? bif_badarg(p) : pid;
}

Term bif_erlang_list_to_port_1(Process *p, Term *arg)
{
    uint64_t n[2];
    if (read_numbers(arg[0], PORT_TEXT_MAX, "#Port<", n, 2) != 2 || n[0] != 0 ||
        n[1] >> release_port_number_bits()) {
        return bif_badarg(p);
    }
    return port_make(n[1]);
}

Term bif_erlang_list_to_ref_1(Process *p, Term *arg)
{
    uint64_t n[1 + REF_NUMBERS_MAX];
    if (read_numbers(arg[0], REF_TEXT_MAX, "#Ref<", n, 1 + REF_NUMBERS_MAX) != 4 || n[0] != 0 ||
        n[1] > UINT32_MAX || n[2] > UINT32_MAX || n[3] > UINT32_MAX) {
        return bif_badarg(p);
    }
    uint32_t numbers[3] = {(uint32_t)n[3], (uint32_t)n[2], (uint32_t)n[1]};
    Term ref = ref_from_numbers(process_space(p), numbers, 3);
    return term_is_none(ref) ? bif_badarg(p) : ref;
}
