// SPDX-License-Identifier: Apache-2.0
// backtrace.c -- a process's stack as text: erlang:process_display/2 and process_info(Pid,
// backtrace).
//
//     Program counter: 0x55d0 (lists:map/2 + 24)
//                                                      one paragraph for each return address,
//                                                      newest first,
//     0x7f10 Return addr 0x55e8 (shell:eval/2 + 60)    with the y registers of the frame that it returns to
//     y(0)     [1,2,3]
//
// Offsets count bytes of this machine's code. Read before: vm/code/code_range.h
#include "vm/bif/backtrace.h"

#include "vm/code/code_range.h"
#include "vm/term/print.h"

static void print_address(ByteVec *out, const char *what, const Cell *at)
{
    const CodeBlock *block = code_range_find(at);
    const FunctionInfo *f = block ? code_function_at(block, at) : NULL;
    byte_vec_printf(out, "%s%p (", what, (const void *)at);
    if (f == NULL) {
        byte_vec_text(out, "<terminate process normally>");
    } else {
        term_print(out, block->name, 0);
        byte_vec_u8(out, ':');
        term_print(out, f->name, 0);
        const size_t offset =
            (size_t)((const char *)at - (const char *)code_entry(block, f->start));
        byte_vec_printf(out, "/%u + %zu", f->arity, offset);
    }
    byte_vec_text(out, ")\n");
}

void backtrace_print(ByteVec *out, const Process *t)
{
    enum { TERM_LIMIT = 200 };
    print_address(
        out, "Program counter: ", t == process_current() && t->current ? t->current : t->resume);
    uint32_t y = 0;
    for (const Term *e = t->heap.stack; e < t->heap.end; e++) {
        if (header_is(*e)) {
            byte_vec_printf(out, "\n%p ", (const void *)e);
            print_address(out, "Return addr ", return_address(*e));
            y = 0;
        } else if (term_is_catch(*e)) {
            byte_vec_printf(out, "y(%u)     ", y++);
            print_address(out, "Catch ", catch_handler(*e));
        } else {
            byte_vec_printf(out, "y(%u)     ", y++);
            term_print(out, *e, TERM_LIMIT);
            byte_vec_u8(out, '\n');
        }
    }
}
