// SPDX-License-Identifier: Apache-2.0
// The ETS BIFs and match specifications against what stock Erlang answers to the same calls
// (ets_samples.h).
#include "beam_tests/unit/bif/bif_test.h"

#include "beam_tests/unit/ets/ets_samples.h"
#include "vm/base/epoch.h"
#include "vm/ets/ets.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/registry.h"
#include "vm/proc/time.h"

static int init_ets(void **state)
{
    init_tables(state);
    time_init(WARP_NO);
    registry_init();
    process_system_init(1024);
    epoch_thread_online();
    ets_init(8192);
    return 0;
}

static int differences; // all are printed before the test fails

static void note_difference(const char *call, const char *arguments, Term got, const char *expected)
{
    ByteVec text = {0};
    term_print(&text, got, 3000);
    byte_vec_u8(&text, 0);
    print_error("%s(%s) is %s, not %s\n", call, arguments, (char *)text.data, expected);
    byte_vec_free(&text);
    differences++;
}

static const struct {
    const char *name;
    uint32_t arity;
    const char *bif;
} other_names[] = {{"delete_all", 2, "internal_delete_all"},
                   {"select_delete", 2, "internal_select_delete"}};

static BifFunction find_ets_bif(const char *name, uint32_t arity)
{
    for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
        if (strcmp(name, other_names[i].name) == 0) {
            return find_bif("ets", other_names[i].bif, arity);
        }
    }
    return find_bif("ets", name, arity);
}

static bool is_chunk(Term t)
{
    return term_is_tuple_of(t, 2) && term_is_tuple(tuple_elements(t)[1]) &&
           tuple_arity(tuple_elements(t)[1]) >= 6;
}

// {List, [List, ...]}: a first chunk and all that follow
static Term collect_chunks(const char *name, Term first)
{
    Space *space = process_space(&test_process);
    Term chunks[200];
    size_t count = 0;
    Term result = first;
    while (is_chunk(result)) {
        result = call_bif(find_ets_bif(name, 1), (Term[]){tuple_elements(result)[1]});
        if (term_is_tuple(result)) {
            chunks[count++] = tuple_elements(result)[0];
        }
    }
    return space_tuple2(space, tuple_elements(first)[0],
                        space_list(space, chunks, count, TERM_NIL));
}

static Term error_term(void)
{
    Space *space = process_space(&test_process);
    Term cause = ATOM_NONE;
    if (test_process.raise_flags & RAISE_HAS_INFO) {
        cause = map_get(test_process.error_info, ATOM_CAUSE);
        cause = term_is_none(cause) ? ATOM_NONE : cause;
    }
    return space_tuple3(space, ATOM_ERROR, test_process.error_value, cause);
}

static void check_sample(Term table, const char *name, const char *arguments, const char *expected)
{
    Term arg[201] = {table};
    Reader r = {arguments, process_space(&test_process)};
    uint32_t arity = 1 + (uint32_t)read_sequence(&r, 0, arg + 1);
    if (strcmp(name, "delete_all") == 0) {
        arg[arity++] = ATOM_UNDEFINED;
    }
    const uint32_t called = arity;
    test_process.raise_flags = 0;
    Term got = call_bif(find_ets_bif(name, called), arg);
    if (term_is_none(got)) {
        got = error_term();
    } else if (is_chunk(got)) {
        got = collect_chunks(name, got);
    }
    r.at = expected;
    if (!term_same(got, read_term(&r))) {
        note_difference(name, arguments, got, expected);
    }
}

static Term new_table(const char *options)
{
    Reader r = {options, process_space(&test_process)};
    Term list = space_cons(r.space, ATOM_PUBLIC, read_term(&r));
    Term table = call_bif(bif_ets_new_2, (Term[]){ATOM_TABLE, list});
    assert_false(term_is_none(table));
    return table;
}

static void run_exit_hooks(void)
{
    while (test_process.extra && test_process.extra->exit_hooks) {
        ExitHook *hook = test_process.extra->exit_hooks;
        while (!hook->run(&test_process, hook->data)) {
        }
        process_exit_hook_remove(&test_process, hook->run, hook->data);
    }
    if (test_process.extra) {
        vm_free(test_process.extra, sizeof *test_process.extra);
        test_process.extra = NULL;
    }
}

static void end_ets_process(void)
{
    run_exit_hooks();
    end_process();
    epoch_quiet();
}

static void test_samples(void **state)
{
    (void)state;
    Term table = TERM_NONE;
    differences = 0;
    begin_process();
    for (size_t i = 0; i < sizeof ets_samples / sizeof *ets_samples; i++) {
        if (ets_samples[i].expected == NULL) {
            table = new_table(ets_samples[i].arguments);
        } else {
            check_sample(table, ets_samples[i].function, ets_samples[i].arguments,
                         ets_samples[i].expected);
        }
    }
    end_ets_process();
    assert_int_equal(ets_table_count(), 0);
    assert_int_equal(differences, 0);
}

// {ok, Result} or {error, [Text as atom]}
static Term test_match(Term object, Term spec)
{
    Space *space = process_space(&test_process);
    Term result = call_bif(bif_erlang_match_spec_test_3, (Term[]){object, spec, ATOM_TABLE});
    const Term *e = tuple_elements(result);
    if (tuple_arity(result) == 4) {
        return space_tuple2(space, ATOM_OK, e[1]);
    }
    Term texts[50];
    size_t count = 0;
    for (Term list = e[1]; term_is_cons(list); list = cons_tail(list)) {
        char text[500];
        size_t size = 0;
        for (Term c = tuple_elements(cons_head(list))[1]; term_is_cons(c); c = cons_tail(c)) {
            text[size] = (char)small_value(cons_head(c));
            size += text[size] != '\''; // the samples have none
        }
        texts[count++] = atom_from_utf8(text, size);
    }
    return space_tuple2(space, ATOM_ERROR, space_list(space, texts, count, TERM_NIL));
}

static void test_matches(void **state)
{
    (void)state;
    begin_process();
    for (size_t i = 0; i < sizeof match_samples / sizeof *match_samples; i++) {
        Reader r = {match_samples[i].object, process_space(&test_process)};
        Term object = read_term(&r);
        r.at = match_samples[i].spec;
        Term spec = read_term(&r);
        r.at = match_samples[i].expected;
        Term wanted = read_term(&r);
        Term got = test_match(object, spec);
        if (!term_same(got, wanted)) {
            note_difference(match_samples[i].object, match_samples[i].spec, got,
                            match_samples[i].expected);
        }
    }
    end_process();
    assert_int_equal(differences, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_samples),
    };
    return cmocka_run_group_tests(tests, init_ets, NULL);
}
