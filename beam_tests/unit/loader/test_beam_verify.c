// SPDX-License-Identifier: Apache-2.0
// test_beam_verify.c -- the verifier on small pieces of code, one for each thing that it promises.
//
// Each case is the body of f/1 (label 1 func_info, label 2 entry) in a module m with two imports
// and a string, and says what the refusal mentions; NULL where the code is good. Operands below 16
// take one byte each.
#include "loader/beam_load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "loader/opcodes.h"
#include "vm/base/vec.h"
#include "vm/code/export.h"
#include "vm/heap/literal.h"
#include "vm/term/atom.h"

#define U(n) (uint8_t)((n) << 4)
#define I(n) (uint8_t)((n) << 4 | 1)
#define A(n) (uint8_t)((n) << 4 | 2)
#define X(n) (uint8_t)((n) << 4 | 3)
#define Y(n) (uint8_t)((n) << 4 | 4)
#define F(n) (uint8_t)((n) << 4 | 5)
#define NIL A(0)
#define LIST(n) 0x17, U(n)
#define FR(n) 0x27, U(n)
#define BODY(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})
// A second function g/0, whose entry is label 9.
#define G OP_label, U(8), OP_func_info, A(1), A(3), U(0), OP_label, U(9)

enum { IMPORT_ERROR_1, IMPORT_ELEMENT_2 };

typedef struct Case {
    const char *what;
    const uint8_t *body;
    size_t size;
    const char *refusal;
    uint32_t functions; // 0: one
} Case;

static const Case cases[] = {
    {"identity", BODY(OP_return), NULL, 0},
    {"x not set", BODY(OP_move, X(1), X(0), OP_return), "x register that holds no term", 0},
    {"x lost by a collection",
     BODY(OP_move, X(0), X(1), OP_test_heap, U(2), U(1), OP_move, X(1), X(0), OP_return),
     "x register that holds no term", 0},
    {"live too high", BODY(OP_test_heap, U(2), U(2), OP_return), "argument register", 0},
    {"no end", BODY(OP_move, X(0), X(1)), "no end", 0},
    {"no end in the middle", BODY(OP_move, X(0), X(1), G, OP_return), "no end", 2},
    {"frame", BODY(OP_allocate, U(1), U(1), OP_move, X(0), Y(0), OP_deallocate, U(1), OP_return),
     NULL, 0},
    {"frame left over", BODY(OP_allocate, U(0), U(1), OP_return), "wrong size of frame", 0},
    {"wrong deallocate", BODY(OP_allocate, U(1), U(1), OP_deallocate, U(2), OP_return),
     "wrong size of frame", 0},
    {"second frame",
     BODY(OP_allocate, U(1), U(1), OP_allocate, U(1), U(1), OP_deallocate, U(1), OP_return),
     "second frame", 0},
    {"y outside",
     BODY(OP_allocate, U(1), U(1), OP_move, X(0), Y(1), OP_deallocate, U(1), OP_return),
     "outside of the frame", 0},
    {"y without a frame", BODY(OP_move, X(0), Y(0), OP_return), "outside of the frame", 0},
    {"y not set",
     BODY(OP_allocate, U(1), U(1), OP_move, Y(0), X(0), OP_deallocate, U(1), OP_return),
     "y register that holds no term", 0},
    {"y not set at a collection",
     BODY(OP_allocate, U(1), U(1), OP_test_heap, U(2), U(1), OP_deallocate, U(1), OP_return),
     "y register holds no term", 0},
    {"y set by init_yregs",
     BODY(OP_allocate, U(1), U(1), OP_init_yregs, LIST(1), Y(0), OP_test_heap, U(2), U(1),
          OP_deallocate, U(1), OP_return),
     NULL, 0},
    {"trim",
     BODY(OP_allocate, U(2), U(1), OP_move, X(0), Y(1), OP_trim, U(1), U(1), OP_move, Y(0), X(0),
          OP_deallocate, U(1), OP_return),
     NULL, 0},
    {"wrong trim",
     BODY(OP_allocate, U(2), U(1), OP_trim, U(1), U(2), OP_deallocate, U(2), OP_return),
     "wrong size of frame", 0},
    {"call without a frame", BODY(OP_call, U(1), F(2), OP_return), "call without a frame", 0},
    {"call", BODY(OP_allocate, U(0), U(1), OP_call, U(1), F(2), OP_deallocate, U(0), OP_return),
     NULL, 0},
    {"x lost by a call",
     BODY(OP_allocate, U(0), U(1), OP_move, X(0), X(1), OP_call, U(1), F(2), OP_move, X(1), X(0),
          OP_deallocate, U(0), OP_return),
     NULL, 0}, // f/1 never returns
    {"x lost by a call of g",
     BODY(OP_allocate, U(0), U(1), OP_call, U(0), F(9), OP_move, X(1), X(0), OP_deallocate, U(0),
          OP_return, G, OP_move, NIL, X(0), OP_return),
     "x register that holds no term", 2},
    {"wrong number of arguments", BODY(OP_call_only, U(2), F(2)), "wrong number of arguments", 0},
    {"call of no entry", BODY(OP_call_only, U(1), F(1)), "operand 2", 0},
    {"tail call", BODY(OP_call_only, U(1), F(2)), NULL, 0},
    {"no such import", BODY(OP_call_ext_only, U(1), U(5)), "operand 2", 0},
    {"import's arity", BODY(OP_call_ext_only, U(2), U(IMPORT_ERROR_1)), "wrong number of arguments",
     0},
    {"error/1 does not return", BODY(OP_allocate, U(0), U(1), OP_call_ext, U(1), U(IMPORT_ERROR_1)),
     NULL, 0},
    {"bif's arity", BODY(OP_bif1, F(0), U(IMPORT_ELEMENT_2), X(0), X(0), OP_return),
     "wrong number of arguments", 0},
    {"put_list", BODY(OP_test_heap, U(2), U(1), OP_put_list, X(0), NIL, X(0), OP_return), NULL, 0},
    {"put_list without room",
     BODY(OP_test_heap, U(3), U(1), OP_put_list, X(0), NIL, X(0), OP_put_list, X(0), NIL, X(0),
          OP_return),
     "not been reserved", 0},
    {"tuple without room",
     BODY(OP_test_heap, U(2), U(1), OP_put_tuple2, X(0), LIST(2), X(0), X(0), OP_return),
     "not been reserved", 0},
    {"allocation list",
     BODY(OP_test_heap, 0x37, U(2), U(0), U(2), U(1), U(1), U(1), OP_put_list, X(0), NIL, X(0),
          OP_return),
     NULL, 0},
    {"label of nobody", BODY(OP_jump, F(7)), "operand 1", 0},
    {"label of another", BODY(OP_jump, F(9), G, OP_return), "operand 1", 2},
    {"label twice", BODY(OP_label, U(2), OP_return), "defined twice", 0},
    {"fail label missing", BODY(OP_is_nil, F(0), X(0), OP_return), "operand 1", 0},
    {"branches",
     BODY(OP_is_nil, F(3), X(0), OP_move, I(1), X(1), OP_jump, F(4), OP_label, U(3), OP_move, I(2),
          X(1), OP_label, U(4), OP_move, X(1), X(0), OP_return),
     NULL, 0},
    {"set on one branch",
     BODY(OP_is_nil, F(3), X(0), OP_move, I(1), X(1), OP_label, U(3), OP_move, X(1), X(0),
          OP_return),
     "x register that holds no term", 0},
    {"loop", BODY(OP_label, U(3), OP_is_nil, F(4), X(0), OP_return, OP_label, U(4), OP_jump, F(3)),
     "a loop without a call", 0},
    {"loop that loses x1",
     BODY(OP_move, X(0), X(1), OP_label, U(3), OP_is_nil, F(4), X(1), OP_return, OP_label, U(4),
          OP_test_heap, U(1), U(1), OP_jump, F(3)),
     "x register that holds no term", 0},
    {"loop over an exception",
     BODY(OP_allocate, U(1), U(0), OP_label, U(3), OP_try, Y(0), F(4), OP_if_end, OP_label, U(4),
          OP_try_case, Y(0), OP_jump, F(3)),
     "a loop without a call", 0},
    {"exception before the handler takes its tag",
     BODY(OP_allocate, U(1), U(0), OP_try, Y(0), F(3), OP_if_end, OP_label, U(3), OP_if_end,
          OP_try_case, Y(0), OP_deallocate, U(1), OP_return),
     "does not begin with try_case", 0},
    {"loop over a timeout",
     BODY(OP_allocate, U(0), U(0), OP_label, U(3), OP_wait_timeout, F(3), I(0), OP_jump, F(3)),
     "a loop without a call", 0},
    {"a way back that is no loop",
     BODY(OP_jump, F(4), OP_label, U(3), OP_return, OP_label, U(4), OP_jump, F(3)), NULL, 0},
    {"frames meet before an exception",
     BODY(OP_is_nil, F(3), X(0), OP_allocate, U(0), U(1), OP_label, U(3), OP_badmatch, X(0)), NULL,
     0},
    {"frames meet", BODY(OP_is_nil, F(3), X(0), OP_allocate, U(0), U(1), OP_label, U(3), OP_return),
     "wrong size of frame", 0},
    {"select_val",
     BODY(OP_select_val, X(0), F(3), LIST(4), A(1), F(3), I(1), F(3), OP_label, U(3), OP_return),
     NULL, 0},
    {"odd select_val",
     BODY(OP_select_val, X(0), F(3), LIST(3), A(1), F(3), I(1), OP_label, U(3), OP_return),
     "cut off", 0},
    {"select_val of registers",
     BODY(OP_select_val, X(0), F(3), LIST(2), X(0), F(3), OP_label, U(3), OP_return),
     "not a constant", 0},
    {"select_val without a list", BODY(OP_select_val, X(0), F(3), U(0), OP_label, U(3), OP_return),
     "operand 3", 0},
    {"catch",
     BODY(OP_allocate, U(1), U(1), OP_catch, Y(0), F(3), OP_call, U(1), F(2), OP_label, U(3),
          OP_catch_end, Y(0), OP_deallocate, U(1), OP_return),
     NULL, 0},
    {"catch left open",
     BODY(OP_allocate, U(1), U(1), OP_catch, Y(0), F(3), OP_label, U(3), OP_deallocate, U(1),
          OP_return),
     "does not begin with", 0},
    {"catch left open behind a call",
     BODY(OP_allocate, U(1), U(1), OP_catch, Y(0), F(3), OP_call, U(1), F(2), OP_deallocate, U(1),
          OP_return, OP_label, U(3), OP_catch_end, Y(0), OP_deallocate, U(1), OP_return),
     "frame is left with a catch tag", 0},
    {"catch tag read",
     BODY(OP_allocate, U(1), U(1), OP_catch, Y(0), F(3), OP_move, Y(0), X(0), OP_label, U(3),
          OP_catch_end, Y(0), OP_deallocate, U(1), OP_return),
     "y register that holds no term", 0},
    {"catch tag overwritten",
     BODY(OP_allocate, U(1), U(1), OP_catch, Y(0), F(3), OP_move, X(0), Y(0), OP_label, U(3),
          OP_catch_end, Y(0), OP_deallocate, U(1), OP_return),
     "overwritten", 0},
    {"catch_end without catch",
     BODY(OP_allocate, U(1), U(1), OP_catch_end, Y(0), OP_deallocate, U(1), OP_return),
     "no catch tag", 0},
    {"tags do not nest",
     BODY(OP_allocate, U(2), U(1), OP_init_yregs, LIST(2), Y(0), Y(1), OP_catch, Y(0), F(3),
          OP_catch, Y(1), F(4), OP_label, U(4), OP_catch_end, Y(1), OP_label, U(3), OP_catch_end,
          Y(0), OP_deallocate, U(2), OP_return),
     "do not nest", 0},
    {"handler reads x0",
     BODY(OP_allocate, U(1), U(1), OP_try, Y(0), F(3), OP_call, U(1), F(2), OP_try_end, Y(0),
          OP_deallocate, U(1), OP_return, OP_label, U(3), OP_move, X(0), X(1), OP_try_case, Y(0),
          OP_deallocate, U(1), OP_return),
     "does not begin with", 0},
    {"try",
     BODY(OP_allocate, U(1), U(1), OP_try, Y(0), F(3), OP_call, U(1), F(2), OP_try_end, Y(0),
          OP_deallocate, U(1), OP_return, OP_label, U(3), OP_try_case, Y(0), OP_move, X(2), X(0),
          OP_deallocate, U(1), OP_return),
     NULL, 0},
    {"float register",
     BODY(OP_fconv, X(0), FR(0), OP_test_heap, 0x37, U(1), U(1), U(1), U(0), OP_fmove, FR(0), X(0),
          OP_return),
     NULL, 0},
    {"float register not set", BODY(OP_test_heap, U(2), U(1), OP_fmove, FR(0), X(0), OP_return),
     "float register", 0},
    {"receive",
     BODY(OP_allocate, U(0), U(0), OP_label, U(3), OP_loop_rec, F(5), X(0), OP_is_nil, F(4), X(0),
          OP_remove_message, OP_deallocate, U(0), OP_return, OP_label, U(4), OP_loop_rec_end, F(3),
          OP_label, U(5), OP_wait, F(3)),
     NULL, 0},
    {"timeout in x",
     BODY(OP_allocate, U(0), U(1), OP_label, U(3), OP_wait_timeout, F(3), X(0), OP_timeout, OP_move,
          NIL, X(0), OP_deallocate, U(0), OP_return),
     NULL, 0},
    {"timeout not set",
     BODY(OP_allocate, U(0), U(0), OP_label, U(3), OP_wait_timeout, F(3), X(1), OP_timeout, OP_move,
          NIL, X(0), OP_deallocate, U(0), OP_return),
     "timeout", 0},
    {"string",
     BODY(OP_bs_init2, F(0), U(3), U(0), U(1), U(0), X(0), OP_bs_put_string, U(3), U(1), OP_return),
     NULL, 0},
    {"nothing under construction", BODY(OP_bs_put_string, U(3), U(1), OP_return),
     "no binary is under construction", 0},
    {"construction and collection",
     BODY(OP_bs_init2, F(0), U(3), U(0), U(1), U(0), X(0), OP_test_heap, U(2), U(1),
          OP_bs_put_integer, F(0), I(8), U(1), U(0), I(1), OP_return),
     "no binary is under construction", 0},
    {"tag of nothing", BODY(OP_is_tagged_tuple, F(3), X(0), U(0), A(1), OP_label, U(3), OP_return),
     "no tag", 0},
    {"unit 0", BODY(OP_bs_test_unit, F(3), X(0), U(0), OP_label, U(3), OP_return), "operand 3", 0},
    {"room after a failed guard",
     BODY(OP_test_heap, U(2), U(1), OP_bif2, F(3), U(IMPORT_ELEMENT_2), X(0), X(0), X(0), OP_return,
          OP_label, U(3), OP_put_list, X(0), NIL, X(0), OP_return),
     "not been reserved", 0},
    {"room after a message came in",
     BODY(OP_allocate, U(0), U(0), OP_label, U(3), OP_test_heap, U(2), U(0), OP_loop_rec, F(5),
          X(0), OP_put_list, X(0), NIL, X(0), OP_remove_message, OP_deallocate, U(0), OP_return,
          OP_label, U(5), OP_wait, F(3)),
     "not been reserved", 0},
    {"string out of range", BODY(OP_bs_put_string, U(4), U(1), OP_return), "string is out of range",
     0},
    {"old opcode", BODY(OP_put_tuple, U(1), X(0), OP_return), "obsolete", 0},
    {"unknown opcode", BODY(250), "unknown opcode", 0},
    {"record test without a label", BODY(OP_is_record_accessible, F(0), X(0), X(0)), "operand 1",
     0},
    {"register 1023", BODY(OP_move, 0x6B, 0xFF, X(0), OP_return), "operand 1", 0},
    {"atom out of range", BODY(OP_move, A(15), X(0), OP_return), "atom index", 0},
    {"literal out of range", BODY(OP_move, 0x47, U(0), X(0), OP_return), "literal index", 0},
    {"list in a list", BODY(OP_put_tuple2, X(0), LIST(1), LIST(0), OP_return), "no list can be", 0},
    {"list as a source", BODY(OP_move, LIST(0), X(0), OP_return), "operand 1", 0},
    {"line out of range", BODY(OP_line, U(3), OP_return), NULL, 0}, // there is no Line chunk
};

// ---- a file around the body

static void add_chunk(ByteVec *v, const char *id, const ByteVec *data)
{
    byte_vec_add(v, id, 4);
    byte_vec_u32(v, (uint32_t)data->size);
    byte_vec_add(v, data->data, data->size);
    byte_vec_add(v, "\0\0\0", (4 - data->size % 4) % 4);
}

static void add_table(ByteVec *v, const char *id, const uint32_t *numbers, size_t count)
{
    ByteVec data = {0};
    for (size_t i = 0; i < count; i++) {
        byte_vec_u32(&data, numbers[i]);
    }
    add_chunk(v, id, &data);
    byte_vec_free(&data);
}

static void add_code(ByteVec *v, const Case *c)
{
    static const uint8_t head[] = {OP_label, U(1), OP_func_info, A(1), A(2), U(1), OP_label, U(2)};
    ByteVec data = {0};
    byte_vec_u32(&data, 16);
    byte_vec_u32(&data, 0);
    byte_vec_u32(&data, OPCODE_COUNT - 1);
    byte_vec_u32(&data, 10);
    byte_vec_u32(&data, c->functions ? c->functions : 1);
    byte_vec_add(&data, head, sizeof head);
    byte_vec_add(&data, c->body, c->size);
    byte_vec_u8(&data, OP_int_code_end);
    add_chunk(v, "Code", &data);
    byte_vec_free(&data);
}

static ByteVec make_file(const Case *c)
{
    static const char atoms[] = "\0\0\0\6\1m\1f\1g\6erlang\5error\7element";
    ByteVec chunks = {0}, file = {0}, data = {0};
    byte_vec_add(&data, atoms, sizeof atoms - 1);
    add_chunk(&chunks, "AtU8", &data);
    data.size = 0;
    byte_vec_text(&data, "abcd");
    add_chunk(&chunks, "StrT", &data);
    byte_vec_free(&data);
    add_code(&chunks, c);
    add_table(&chunks, "ImpT", (const uint32_t[]){2, 4, 5, 1, 4, 6, 2}, 7);
    add_table(&chunks, "ExpT", (const uint32_t[]){1, 2, 1, 2}, 4);
    byte_vec_text(&file, "FOR1");
    byte_vec_u32(&file, (uint32_t)chunks.size + 4);
    byte_vec_text(&file, "BEAM");
    byte_vec_add(&file, chunks.data, chunks.size);
    byte_vec_free(&chunks);
    return file;
}

static void test_cases(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Case *c = &cases[i];
        ByteVec file = make_file(c);
        BeamError e;
        BeamCode *code = beam_parse(file.data, file.size, &e);
        const char *got = code ? "accepted" : e.reason;
        bool is_right =
            c->refusal ? code == NULL && strstr(e.reason, c->refusal) != NULL : code != NULL;
        if (!is_right) {
            print_error("%s: %s; expected %s\n", c->what, got,
                        c->refusal ? c->refusal : "accepted");
            wrong++;
        }
        beam_parse_free(code);
        byte_vec_free(&file);
    }
    assert_int_equal(wrong, 0);
}

// What is proved of the last instruction with this opcode.
static const struct {
    const char *what;
    const uint8_t *body;
    size_t size;
    uint16_t opcode;
    bool is_proved;
} proofs[] = {
    {"tested list",
     BODY(OP_is_nonempty_list, F(3), X(0), OP_get_list, X(0), X(0), X(1), OP_label, U(3),
          OP_return),
     OP_get_list, true},
    {"list of unknown type", BODY(OP_get_list, X(0), X(0), X(1), OP_return), OP_get_list, false},
    {"the failed way",
     BODY(OP_is_nonempty_list, F(3), X(0), OP_return, OP_label, U(3), OP_get_hd, X(0), X(0),
          OP_return),
     OP_get_hd, false},
    {"a list that is not empty",
     BODY(OP_is_list, F(3), X(0), OP_is_nil, F(4), X(0), OP_label, U(3), OP_return, OP_label, U(4),
          OP_get_tl, X(0), X(0), OP_return),
     OP_get_tl, true},
    {"built tuple",
     BODY(OP_test_heap, U(3), U(1), OP_put_tuple2, X(1), LIST(2), X(0), X(0), OP_move, X(1), X(2),
          OP_get_tuple_element, X(2), U(1), X(0), OP_return),
     OP_get_tuple_element, true},
    {"built tuple, too small",
     BODY(OP_test_heap, U(3), U(1), OP_put_tuple2, X(1), LIST(2), X(0), X(0), OP_get_tuple_element,
          X(1), U(2), X(0), OP_return),
     OP_get_tuple_element, false},
    {"tuple without a known size",
     BODY(OP_is_tuple, F(3), X(0), OP_get_tuple_element, X(0), U(0), X(0), OP_label, U(3),
          OP_return),
     OP_get_tuple_element, false},
    {"tested arity",
     BODY(OP_is_tuple, F(3), X(0), OP_test_arity, F(3), X(0), U(2), OP_get_tuple_element, X(0),
          U(1), X(0), OP_label, U(3), OP_return),
     OP_get_tuple_element, true},
    {"selected arity",
     BODY(OP_select_tuple_arity, X(0), F(3), LIST(2), U(2), F(4), OP_label, U(3), OP_return,
          OP_label, U(4), OP_get_tuple_element, X(0), U(1), X(0), OP_return),
     OP_get_tuple_element, true},
    {"one of two ways",
     BODY(OP_is_nil, F(4), X(0), OP_is_tuple, F(3), X(0), OP_test_arity, F(3), X(0), U(2), OP_label,
          U(4), OP_get_tuple_element, X(0), U(1), X(0), OP_label, U(3), OP_return),
     OP_get_tuple_element, false},
    {"overwritten",
     BODY(OP_is_nonempty_list, F(3), X(0), OP_move, I(1), X(0), OP_get_hd, X(0), X(0), OP_label,
          U(3), OP_return),
     OP_get_hd, false},
    {"kept in y over a call",
     BODY(OP_is_nonempty_list, F(3), X(0), OP_allocate, U(1), U(1), OP_move, X(0), Y(0),
          OP_test_heap, U(0), U(0), OP_get_hd, Y(0), X(0), OP_deallocate, U(1), OP_return, OP_label,
          U(3), OP_return),
     OP_get_hd, true},
    {"y in a handler: it may have been written since",
     BODY(OP_is_nonempty_list, F(3), X(0), OP_allocate, U(2), U(1), OP_move, X(0), Y(1), OP_try,
          Y(0), F(4), OP_move, I(1), Y(1), OP_if_end, OP_label, U(4), OP_try_case, Y(0), OP_get_hd,
          Y(1), X(0), OP_deallocate, U(2), OP_return, OP_label, U(3), OP_return),
     OP_get_hd, false},
    {"context",
     BODY(OP_bs_start_match3, F(3), X(0), U(1), X(1), OP_bs_get_tail, X(1), X(0), U(2), OP_label,
          U(3), OP_return),
     OP_bs_get_tail, true},
    {"no context",
     BODY(OP_bs_start_match3, F(3), X(0), U(1), X(1), OP_bs_get_tail, X(0), X(0), U(2), OP_label,
          U(3), OP_return),
     OP_bs_get_tail, false},
    {"fmove", BODY(OP_fmove, X(0), FR(0), OP_return), OP_fmove, false},
    {"fmove of a float",
     BODY(OP_is_float, F(3), X(0), OP_fmove, X(0), FR(0), OP_label, U(3), OP_return), OP_fmove,
     true},
    {"destructive", BODY(OP_set_tuple_element, X(0), X(0), U(0), OP_return), OP_set_tuple_element,
     false},
};

static void test_proofs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) {
        const Case c = {proofs[i].what, proofs[i].body, proofs[i].size, NULL, 0};
        ByteVec file = make_file(&c);
        BeamError e;
        BeamCode *code = beam_parse(file.data, file.size, &e);
        if (code == NULL) {
            fail_msg("%s: refused: %s", c.what, e.reason);
        }
        const GenericInstr *at = NULL;
        for (uint32_t k = 0; k < code->instr_count; k++) {
            at = code->instrs[k].opcode == proofs[i].opcode ? &code->instrs[k] : at;
        }
        assert_non_null(at);
        if (at->is_unproved == proofs[i].is_proved) {
            fail_msg("%s: expected to be %s", c.what, proofs[i].is_proved ? "proved" : "unproved");
        }
        beam_parse_free(code);
        byte_vec_free(&file);
    }
}

// Where a raising instruction may meet a frame with holes, the frame is filled.
static void test_frame_is_filled(void **state)
{
    (void)state;
    Case c = {"",
              BODY(OP_allocate, U(1), U(1), OP_bif2, F(0), U(IMPORT_ELEMENT_2), X(0), X(0), X(0),
                   OP_deallocate, U(1), OP_return),
              NULL, 0};
    ByteVec file = make_file(&c);
    BeamError e;
    BeamCode *code = beam_parse(file.data, file.size, &e);
    assert_non_null(code);
    assert_int_equal(code->instrs[code->functions[0].body].opcode, OP_allocate_zero);
    beam_parse_free(code);
    byte_vec_free(&file);
}

static int start(void **state)
{
    (void)state;
    atom_init(10000);
    literal_init();
    export_init();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_proofs),
                                       cmocka_unit_test(test_frame_is_filled)};
    return cmocka_run_group_tests(tests, start, NULL);
}
