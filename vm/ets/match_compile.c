// SPDX-License-Identifier: Apache-2.0
// match_compile.c -- from a match specification to a program (match_program.h).
//
// A head is compiled in the order in which the machine will meet its parts: an explicit stack of
// pattern terms mirrors the machine's stack of values. Guards and bodies are expressions; each
// leaves one value. An expression that is constant is one PUSH, and a list, tuple or map of nothing
// but PUSHes is folded into one PUSH again, so [1,2,3] costs nothing at run time.
//
//   {{'$1', '_'}, [{'>', '$1', 5}], ['$1']}
//
//     TRY 18 | TUPLE 2, BIND 0, ANY | LOAD 0, PUSH 5, CALL '>', TRUE | CATCH, LOAD 0, RETURN
//     18: FAIL
//
// Terms in the code first lie in the specification or in the compiler's own heap; at the end all
// are copied into one fragment that belongs to the program.
//
// INVARIANTS
//   1. c->depth is the height of the machine's stack at this point of the code; c->program_depth
//      its maximum.
//   2. terms[] lists the places in the code that hold terms which are not immediate.
//
// Exceptions: expressions nest by recursion in C, at most DEPTH_MAX deep (then system_limit, as in
// ERTS); long lists do not nest.
// Elsewhere: the dialect of tracing (return_trace, message, ...) would be further special forms in
// compile_call.
// Read before: vm/ets/match_program.h     Read next: vm/ets/match_functions.c
#include "vm/ets/match_program.h"

#include <stdio.h>

#include "vm/base/stack.h"
#include "vm/base/vec.h"
#include "vm/heap/copy.h"
#include "vm/term/map.h"
#include "vm/term/print.h"
#include "vm/term/ref.h"

enum { DEPTH_MAX = 1500, TERM_TEXT_MAX = 1000 };

typedef struct Variable {
    int32_t number; // N of '$N'
    uint32_t slot;
} Variable;

typedef struct Compiler {
    uint64_t *code;
    uint32_t code_count, code_room;
    uint32_t *terms; // places in code
    uint32_t term_count, term_room;
    Variable *variables; // of this clause, sorted by number
    uint32_t variable_count, variable_room;
    uint32_t program_variables;
    int64_t depth, program_depth;
    uint32_t nesting;
    Heap heap; // folded constants
    MatchErrors *errors;
    Term reason;
    bool has_failed;
} Compiler;

// ---- variables

int32_t match_variable(Term t)
{
    if (!term_is_atom(t)) {
        return -1;
    }
    const AtomName *name = atom_name(t);
    if (name->size < 2 || name->size > 10 || name->text[0] != '$' ||
        (name->text[1] == '0' && name->size > 2)) {
        return -1;
    }
    int64_t number = 0;
    for (uint32_t i = 1; i < name->size; i++) {
        if (name->text[i] < '0' || name->text[i] > '9') {
            return -1;
        }
        number = number * 10 + (name->text[i] - '0');
    }
    return number > INT32_MAX ? -1 : (int32_t)number;
}

static void push_children(WordStack *stack, Term t)
{
    if (term_is_cons(t)) {
        word_stack_push(stack, cons_tail(t));
        word_stack_push(stack, cons_head(t));
    } else if (term_is_tuple(t)) {
        for (uint32_t i = 0; i < tuple_arity(t); i++) {
            word_stack_push(stack, tuple_elements(t)[i]);
        }
    } else if (term_is_map(t)) {
        MapIterator it;
        Term key, value;
        map_iterator_init(&it, t);
        while (map_iterator_next(&it, &key, &value)) {
            word_stack_push(stack, key);
            word_stack_push(stack, value);
        }
    }
}

bool match_has_variable(Term t)
{
    WordStack stack;
    bool is_found = false;
    word_stack_init(&stack);
    word_stack_push(&stack, t);
    while (!is_found && !word_stack_is_empty(&stack)) {
        t = word_stack_pop(&stack);
        is_found = t == ATOM_UNDERSCORE || match_variable(t) >= 0;
        push_children(&stack, t);
    }
    word_stack_free(&stack);
    return is_found;
}

// Where the variable is, or would be inserted.
static uint32_t variable_position(const Compiler *c, int32_t number)
{
    uint32_t i = 0;
    while (i < c->variable_count && c->variables[i].number < number) {
        i++;
    }
    return i;
}

static bool find_variable(const Compiler *c, int32_t number, uint32_t *slot)
{
    const uint32_t i = variable_position(c, number);
    const bool is_bound = i < c->variable_count && c->variables[i].number == number;
    *slot = is_bound ? c->variables[i].slot : 0;
    return is_bound;
}

static uint32_t bind_variable(Compiler *c, int32_t number)
{
    if (c->variable_count == c->variable_room) {
        const uint32_t room = c->variable_room ? c->variable_room * 2 : 8;
        c->variables = vm_realloc(c->variables, c->variable_room * sizeof *c->variables,
                                  room * sizeof *c->variables);
        c->variable_room = room;
    }
    const uint32_t i = variable_position(c, number);
    memmove(c->variables + i + 1, c->variables + i, (c->variable_count - i) * sizeof *c->variables);
    c->variables[i] = (Variable){number, c->variable_count++};
    if (c->program_variables < c->variable_count) {
        c->program_variables = c->variable_count;
    }
    return c->variables[i].slot;
}

// ---- errors

static void note_error(Compiler *c, ByteVec *text)
{
    byte_vec_u8(text, 0);
    c->has_failed = true;
    if (c->errors != NULL) {
        match_errors_add(c->errors, (const char *)text->data);
    }
}

// ERTS looks at elements in another order than the one in which we emit code, and programs see in which order errors are
// told: what has been found from `from` on comes before what was found from `to` on.
static uint32_t error_count(const Compiler *c) { return c->errors ? c->errors->count : 0; }
static void tell_earlier(Compiler *c, uint32_t from, uint32_t to)
{
    if (c->errors != NULL) {
        match_errors_move(c->errors, from, to);
    }
}

// before, then t (unless TERM_NONE), then after
static void fail(Compiler *c, const char *before, Term t, const char *after)
{
    ByteVec text = {0};
    byte_vec_text(&text, before);
    if (!term_is_none(t)) {
        term_print(&text, t, TERM_TEXT_MAX);
    }
    byte_vec_text(&text, after);
    note_error(c, &text);
    byte_vec_free(&text);
}

static void fail_with_number(Compiler *c, const char *before, Term t, const char *format,
                             int number)
{
    char after[80];
    snprintf(after, sizeof after, format, number);
    fail(c, before, t, after);
}

static bool must_stop(const Compiler *c) { return c->has_failed && c->errors == NULL; }

// ---- emitting

static void emit(Compiler *c, uint64_t word)
{
    if (c->code_count == c->code_room) {
        const uint32_t room = c->code_room ? c->code_room * 2 : 64;
        c->code = vm_realloc(c->code, c->code_room * sizeof *c->code, room * sizeof *c->code);
        c->code_room = room;
    }
    c->code[c->code_count++] = word;
}

// The machine's stack will be `change` higher.
static void emit_op(Compiler *c, MatchOp op, int64_t change)
{
    emit(c, op);
    c->depth += change;
    if (c->depth > c->program_depth) {
        c->program_depth = c->depth;
    }
}

static void emit_op_1(Compiler *c, MatchOp op, uint64_t operand, int64_t change)
{
    emit_op(c, op, change);
    emit(c, operand);
}

static void emit_term(Compiler *c, MatchOp op, Term t, int64_t change)
{
    emit_op_1(c, op, t, change);
    if (term_is_immediate(t)) {
        return;
    }
    if (c->term_count == c->term_room) {
        const uint32_t room = c->term_room ? c->term_room * 2 : 16;
        c->terms = vm_realloc(c->terms, c->term_room * sizeof *c->terms, room * sizeof *c->terms);
        c->term_room = room;
    }
    c->terms[c->term_count++] = c->code_count - 1;
}

// Takes back the last `count` PUSH instructions; *values are their terms, oldest first.
static void take_back(Compiler *c, uint32_t count, Term *values)
{
    c->code_count -= 2 * count;
    c->depth -= count;
    for (uint32_t i = 0; i < count; i++) {
        values[i] = c->code[c->code_count + 2 * i + 1];
    }
    while (c->term_count > 0 && c->terms[c->term_count - 1] >= c->code_count) {
        c->term_count--;
    }
}

// ---- heads

static void compile_map_key(Compiler *c, Term key)
{
    if (match_variable(key) >= 0) {
        fail(c, "Variable found in map key.", TERM_NONE, "");
    } else if (key == ATOM_UNDERSCORE) {
        fail(c, "Underscore found in map key.", TERM_NONE, "");
    } else {
        emit_term(c, MATCH_KEY, key, 1);
    }
}

// Entries of the work stack: what to do, then a term. VALUE: the pattern of the value on top of the
// machine's stack; KEY: fetch it.
enum { TODO_PATTERN, TODO_KEY, TODO_DROP };

static void push_todo(WordStack *todo, uint64_t what, Term t)
{
    word_stack_push(todo, t);
    word_stack_push(todo, what);
}

static void compile_map_head(Compiler *c, Term map, WordStack *todo)
{
    MapIterator it;
    Term key, value;
    emit_op_1(c, MATCH_MAP, map_size(map), 0);
    push_todo(todo, TODO_DROP, TERM_NIL);
    map_iterator_init(&it, map);
    while (map_iterator_next(&it, &key, &value)) {
        push_todo(todo, TODO_PATTERN, value);
        push_todo(todo, TODO_KEY, key);
    }
}

static void compile_variable_head(Compiler *c, int32_t number)
{
    uint32_t slot;
    if (find_variable(c, number, &slot)) {
        emit_op_1(c, MATCH_SAME, slot, -1);
    } else {
        emit_op_1(c, MATCH_BIND, bind_variable(c, number), -1);
    }
}

static void compile_pattern(Compiler *c, Term t, WordStack *todo)
{
    const int32_t number = match_variable(t);
    if (number >= 0) {
        compile_variable_head(c, number);
    } else if (t == ATOM_UNDERSCORE) {
        emit_op(c, MATCH_ANY, -1);
    } else if (term_is_immediate(t)) {
        emit_op_1(c, MATCH_EQUAL, t, -1);
    } else if (term_is_cons(t)) {
        emit_op(c, MATCH_CONS, 1);
        push_todo(todo, TODO_PATTERN, cons_tail(t));
        push_todo(todo, TODO_PATTERN, cons_head(t));
    } else if (term_is_tuple(t)) {
        const uint32_t arity = tuple_arity(t);
        emit_op_1(c, MATCH_TUPLE, arity, (int64_t)arity - 1);
        for (uint32_t i = arity; i > 0; i--) {
            push_todo(todo, TODO_PATTERN, tuple_elements(t)[i - 1]);
        }
    } else if (term_is_map(t)) {
        compile_map_head(c, t, todo);
    } else if (term_is_float(t)) {
        emit_op_1(c, MATCH_FLOAT, boxed_words(t)[1], -1);
    } else {
        emit_term(c, MATCH_TERM, t, -1);
    }
}

static void compile_head(Compiler *c, Term head)
{
    WordStack todo;
    word_stack_init(&todo);
    push_todo(&todo, TODO_PATTERN, head);
    while (!word_stack_is_empty(&todo) && !must_stop(c)) {
        const uint64_t what = word_stack_pop(&todo);
        const Term t = word_stack_pop(&todo);
        if (what == TODO_PATTERN) {
            compile_pattern(c, t, &todo);
        } else if (what == TODO_KEY) {
            compile_map_key(c, t);
        } else {
            emit_op(c, MATCH_DROP, -1);
        }
    }
    word_stack_free(&todo);
}

// ---- expressions: each emits code that leaves one value; true: that code is one PUSH

static bool compile_expression(Compiler *c, Term t);

static bool push_constant(Compiler *c, Term t)
{
    emit_term(c, MATCH_PUSH, t, 1);
    return true;
}

static Space *constant_space(Compiler *c) { return &c->heap.space; }

// Elements from the last to the first, since each cell needs its tail.
static bool compile_list(Compiler *c, Term list)
{
    WordStack elements;
    word_stack_init(&elements);
    for (; term_is_cons(list); list = cons_tail(list)) {
        word_stack_push(&elements, cons_head(list));
    }
    const uint32_t errors = error_count(c);
    bool is_constant = compile_expression(c, list);
    while (!word_stack_is_empty(&elements) && !must_stop(c)) {
        const uint32_t before = error_count(c);
        const bool is_head_constant = compile_expression(c, word_stack_pop(&elements));
        tell_earlier(c, before, errors);
        is_constant = is_constant && is_head_constant;
        if (is_constant) {
            Term pair[2];
            take_back(c, 2, pair);
            push_constant(c, space_cons(constant_space(c), pair[1], pair[0]));
        } else {
            emit_op(c, MATCH_MAKE_CONS, -1);
        }
    }
    word_stack_free(&elements);
    return is_constant;
}

static bool compile_tuple(Compiler *c, Term tuple)
{
    const uint32_t arity = tuple_arity(tuple);
    bool is_constant = true;
    const uint32_t errors = error_count(c);
    for (uint32_t i = 0; i < arity && !must_stop(c); i++) {
        const uint32_t before = error_count(c);
        is_constant &= compile_expression(c, tuple_elements(tuple)[i]);
        tell_earlier(c, before, errors);
    }
    if (must_stop(c)) {
        return false;
    }
    if (!is_constant) {
        emit_op_1(c, MATCH_MAKE_TUPLE, arity, 1 - (int64_t)arity);
        return false;
    }
    Term *words = space_take(constant_space(c), (size_t)arity + 1);
    words[0] = header_make(SUBTAG_TUPLE, arity);
    take_back(c, arity, words + 1);
    return push_constant(c, boxed_make(words));
}

// Errors of a flat map: of values, then of keys, each from the last to the first; those of keys twice when all values are
// constant. Of others: pair by pair, those of the first pair that is not constant twice. From 27 on none is told twice.
static bool compile_pairs(Compiler *c, Term map)
{
    const bool is_flat = term_is_flatmap(map);
    const bool repeats = c->errors && !release_tells_map_errors_once();
    const uint32_t errors = error_count(c);
    uint32_t keys = errors; // where those of keys begin
    MapIterator it;
    Term key, value;
    bool has_constant_keys = true, has_constant_values = true;
    map_iterator_init(&it, map);
    while (!must_stop(c) && map_iterator_next(&it, &key, &value)) {
        const bool was_constant = has_constant_keys && has_constant_values;
        const uint32_t before = error_count(c);
        has_constant_keys &= compile_expression(c, key);
        const uint32_t middle = error_count(c);
        has_constant_values &= compile_expression(c, value);
        if (is_flat) {
            keys += error_count(c) - middle;
            tell_earlier(c, middle, errors);
            tell_earlier(c, before + (error_count(c) - middle), keys);
        } else if (was_constant && !(has_constant_keys && has_constant_values) && repeats) {
            match_errors_repeat(c->errors, before);
        }
    }
    if (is_flat && has_constant_values && !has_constant_keys && repeats) {
        match_errors_repeat(c->errors, keys);
    }
    return has_constant_keys && has_constant_values;
}

static bool compile_map(Compiler *c, Term map)
{
    const size_t size = map_size(map);
    const bool is_constant = compile_pairs(c, map);
    if (must_stop(c)) {
        return false;
    }
    if (!is_constant) {
        emit_op_1(c, MATCH_MAKE_MAP, size, 1 - 2 * (int64_t)size);
        return false;
    }
    Term *pairs = vm_alloc((2 * size + 1) * sizeof *pairs);
    take_back(c, (uint32_t)(2 * size), pairs);
    push_constant(c, map_from_pairs(constant_space(c), pairs, size));
    vm_free(pairs, (2 * size + 1) * sizeof *pairs);
    return true;
}

static bool compile_all_bindings(Compiler *c)
{
    push_constant(c, TERM_NIL);
    for (uint32_t i = c->variable_count; i > 0; i--) {
        emit_op_1(c, MATCH_LOAD, c->variables[i - 1].slot, 1);
        emit_op(c, MATCH_MAKE_CONS, -1);
    }
    return c->variable_count == 0;
}

static bool compile_variable(Compiler *c, int32_t number)
{
    uint32_t slot;
    if (find_variable(c, number, &slot)) {
        emit_op_1(c, MATCH_LOAD, slot, 1);
        return false;
    }
    fail_with_number(c, "", TERM_NONE, "Variable $%d is unbound.", number);
    push_constant(c, TERM_NIL);
    return false;
}

// ---- calls: {Function, Argument...}

static bool compile_wrong_call(Compiler *c, const char *before, Term t, const char *after)
{
    fail(c, before, t, after);
    push_constant(c, TERM_NIL);
    return false;
}

static void compile_arguments(Compiler *c, Term call)
{
    const uint32_t errors = error_count(c);
    for (uint32_t i = 1; i < tuple_arity(call) && !must_stop(c); i++) {
        const uint32_t before = error_count(c);
        compile_expression(c, tuple_elements(call)[i]);
        tell_earlier(c, before, errors);
    }
}

static bool compile_and_or(Compiler *c, Term call, MatchOp op, const char *before)
{
    const uint32_t count = tuple_arity(call) - 1;
    if (count == 0) {
        return compile_wrong_call(c, before, call, ".");
    }
    compile_arguments(c, call);
    emit_op_1(c, op, count, 1 - (int64_t)count);
    return false;
}

// Each operand but the last leaves the expression when it decides, and must be a boolean; the last
// one's value is the result, whatever it is.
static bool compile_short_circuit(Compiler *c, Term call, MatchOp op, const char *before)
{
    const uint32_t count = tuple_arity(call) - 1;
    if (count == 0) {
        return compile_wrong_call(c, before, call, ".");
    }
    WordStack exits;
    word_stack_init(&exits);
    for (uint32_t i = 1; i <= count && !must_stop(c); i++) {
        compile_expression(c, tuple_elements(call)[i]);
        if (i < count) {
            emit_op_1(c, op, 0, -1);
            word_stack_push(&exits, c->code_count - 1);
        }
    }
    while (!word_stack_is_empty(&exits)) {
        c->code[word_stack_pop(&exits)] = c->code_count;
    }
    word_stack_free(&exits);
    return false;
}

// What only the dialect of tracing has. set_tcw and get_tcw are functions there, the others special
// forms.
static bool is_of_tracing(Term name, uint32_t arity, bool *is_function)
{
    static const char *const forms[] = {
        "message",       "return_trace",  "exception_trace", "display",      "is_seq_trace",
        "set_seq_token", "get_seq_token", "process_dump",    "enable_trace", "disable_trace",
        "trace",         "caller",        "caller_line",     "silent"};
    const AtomName *text = atom_name(name);
    *is_function = text->size == 7 && ((memcmp(text->text, "set_tcw", 7) == 0 && arity == 1) ||
                                       (memcmp(text->text, "get_tcw", 7) == 0 && arity == 0));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (text->size == strlen(forms[i]) && memcmp(text->text, forms[i], text->size) == 0) {
            return true;
        }
    }
    return *is_function;
}

static bool compile_function(Compiler *c, Term call)
{
    const Term name = tuple_elements(call)[0];
    const uint32_t arity = tuple_arity(call) - 1;
    uint32_t index;
    bool is_function;
    if (is_of_tracing(name, arity, &is_function)) {
        if (!is_function) {
            return compile_wrong_call(c, "Special form '", name, "' used in wrong dialect.");
        }
        fail_with_number(c, "Function ", name, "/%d cannot be called in this context.", (int)arity);
        return push_constant(c, TERM_NIL);
    }
    if (match_function_find(name, arity, &index) == NULL) {
        fail_with_number(c, "Function ", name, "/%d does_not_exist.", (int)arity);
        return push_constant(c, TERM_NIL);
    }
    compile_arguments(c, call);
    emit_op_1(c, MATCH_CALL, index, 1 - (int64_t)arity);
    return false;
}

static bool compile_call(Compiler *c, Term call)
{
    const Term name = tuple_elements(call)[0];
    if (name == ATOM_CONST) {
        return tuple_arity(call) == 2
                   ? push_constant(c, tuple_elements(call)[1])
                   : compile_wrong_call(
                         c, "Special form 'const' called with more than one argument in ", call,
                         ".");
    }
    if (name == ATOM_AND) {
        return compile_and_or(c, call, MATCH_AND,
                              "Special form 'and' called without arguments in ");
    }
    if (name == ATOM_OR) {
        return compile_and_or(c, call, MATCH_OR, "Special form 'or' called without arguments in ");
    }
    if (name == ATOM_ANDALSO || name == ATOM_ANDTHEN) {
        return compile_short_circuit(c, call, MATCH_ANDALSO,
                                     "Special form 'andalso' called without arguments in ");
    }
    if (name == ATOM_ORELSE) {
        return compile_short_circuit(c, call, MATCH_ORELSE,
                                     "Special form 'orelse' called without arguments in ");
    }
    if (name == ATOM_SELF) {
        if (tuple_arity(call) != 1) {
            return compile_wrong_call(c, "Special form 'self' called with arguments in ", call,
                                      ".");
        }
        emit_op(c, MATCH_SELF, 1);
        return false;
    }
    return compile_function(c, call);
}

static bool compile_tuple_expression(Compiler *c, Term t)
{
    const uint32_t arity = tuple_arity(t);
    const Term first = arity ? tuple_elements(t)[0] : TERM_NIL;
    if (arity == 1 && term_is_tuple(first)) {
        return compile_tuple(c, first);
    }
    if (arity >= 1 && term_is_atom(first) && match_variable(first) < 0) {
        return compile_call(c, t);
    }
    return compile_wrong_call(
        c, "", t, " is neither a function call, nor a tuple (tuples are written {{ ... }}).");
}

static bool compile_atom(Compiler *c, Term t)
{
    const int32_t number = match_variable(t);
    if (number >= 0) {
        return compile_variable(c, number);
    }
    if (t == ATOM_DOLLAR_UNDERSCORE) {
        emit_op(c, MATCH_OBJECT, 1);
        return false;
    }
    return t == ATOM_DOLLAR_DOLLAR ? compile_all_bindings(c) : push_constant(c, t);
}

static bool compile_expression(Compiler *c, Term t)
{
    if (must_stop(c)) {
        return false;
    }
    if (c->nesting >= DEPTH_MAX) {
        c->reason = ATOM_SYSTEM_LIMIT;
        return compile_wrong_call(c, "Excessive nesting; system limit reached near: ", t, "");
    }
    bool is_constant;
    c->nesting++;
    if (term_is_cons(t)) {
        is_constant = compile_list(c, t);
    } else if (term_is_tuple(t)) {
        is_constant = compile_tuple_expression(c, t);
    } else if (term_is_map(t)) {
        is_constant = compile_map(c, t);
    } else {
        is_constant = term_is_atom(t) ? compile_atom(c, t) : push_constant(c, t);
    }
    c->nesting--;
    return is_constant;
}

// ---- clauses

static void compile_guards(Compiler *c, Term guards)
{
    const bool is_list = term_is_cons(guards);
    for (; term_is_cons(guards) && !must_stop(c); guards = cons_tail(guards)) {
        compile_expression(c, cons_head(guards));
        emit_op(c, MATCH_TRUE, -1);
    }
    if (guards != TERM_NIL && !must_stop(c)) {
        fail(c,
             is_list ? "Match expression is not a proper list." : "Match expression is not a list.",
             TERM_NONE, "");
    }
}

static void compile_body(Compiler *c, Term body)
{
    emit_op(c, MATCH_CATCH, 0);
    for (; term_is_cons(body) && !must_stop(c); body = cons_tail(body)) {
        compile_expression(c, cons_head(body));
        emit_op(c, term_is_cons(cons_tail(body)) ? MATCH_WASTE : MATCH_RETURN, -1);
    }
    if (body != TERM_NIL && !must_stop(c)) {
        fail(c, "Match expression is not a proper list.", TERM_NONE, "");
    }
}

// False: an error after which nothing more can be said.
static bool compile_clause(Compiler *c, Term clause)
{
    if (!term_is_tuple_of(clause, 3)) {
        fail(c, "Match program part is not a tuple of arity 3.", TERM_NONE, "");
        return false;
    }
    const Term *part = tuple_elements(clause);
    c->variable_count = 0;
    c->depth = 0;
    emit_op_1(c, MATCH_TRY, 0, 1);
    const uint32_t label = c->code_count - 1;
    compile_head(c, part[0]);
    compile_guards(c, part[1]);
    if (!must_stop(c) && !term_is_cons(part[2])) {
        fail(c, "Body clause does not return anything.", TERM_NONE, "");
        return false;
    }
    compile_body(c, part[2]);
    c->code[label] = c->code_count;
    return !c->has_failed;
}

static void compile_clauses(Compiler *c, Term spec)
{
    if (list_length(spec) < 0) {
        fail(c,
             term_is_list(spec) ? "Match programs are not in a proper list."
                                : "Match programs are not in a list.",
             TERM_NONE, "");
        return;
    }
    for (; term_is_cons(spec); spec = cons_tail(spec)) {
        if (!compile_clause(c, cons_head(spec))) {
            return;
        }
    }
    emit(c, MATCH_FAIL);
}

// ---- the program

static void destroy_program(BinData *data)
{
    const MatchProgram *program = match_program(data);
    if (program->constants) {
        fragment_destroy(program->constants);
    }
    vm_free(data, sizeof *data + data->size);
}

BinData *match_program_of(Term t)
{
    return term_is_magic_ref(t) && ref_magic_data(t)->destroy == destroy_program ? ref_magic_data(t)
                                                                                 : NULL;
}

static Fragment *copy_constants(const Compiler *c, uint64_t *code)
{
    size_t words = 0;
    for (uint32_t i = 0; i < c->term_count; i++) {
        words += copy_size_all(code[c->terms[i]]);
    }
    if (words == 0) {
        return NULL;
    }
    Fragment *f = fragment_new(words);
    Space space = fragment_space(f);
    for (uint32_t i = 0; i < c->term_count; i++) {
        code[c->terms[i]] = copy_term_all(&space, code[c->terms[i]]);
    }
    fragment_close(f, &space);
    return f;
}

static BinData *finish_program(const Compiler *c)
{
    BinData *data = bin_data_new(sizeof(MatchProgram) + c->code_count * sizeof *c->code);
    MatchProgram *program = (MatchProgram *)data->bytes;
    data->destroy = destroy_program;
    program->variables = c->program_variables;
    program->stack = (uint32_t)c->program_depth;
    program->words = c->code_count;
    memcpy(program->code, c->code, c->code_count * sizeof *c->code);
    program->constants = copy_constants(c, program->code);
    return data;
}

BinData *match_compile(Term spec, MatchErrors *errors, Term *reason)
{
    Compiler c = {.errors = errors, .reason = ATOM_BADARG};
    BinData *data = NULL;
    heap_init(&c.heap, HEAP_FIRST_WORDS, HEAP_FIRST_WORDS);
    compile_clauses(&c, spec);
    if (!c.has_failed) {
        data = finish_program(&c);
    }
    *reason = c.reason;
    heap_destroy(&c.heap);
    vm_free(c.code, c.code_room * sizeof *c.code);
    vm_free(c.terms, c.term_room * sizeof *c.terms);
    vm_free(c.variables, c.variable_room * sizeof *c.variables);
    return data;
}
