// SPDX-License-Identifier: Apache-2.0
// test_module.c -- exports, funs and modules through loading, replacing, deleting and purging.
#include "vm/code/module.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "vm/base/alloc.h"
#include "vm/code/code_memory.h"
#include "vm/code/code_range.h"
#include "vm/code/fun_table.h"
#include "vm/term/digest.h"

enum { MODULE = 1, F, G, FUN_ENTRY_CELL = 12 };
static Term name(uint32_t i) { return atom_from_index(1000 + i); }

// A block of module `module` that exports f/1 at cell 5 and, if wanted, g/0 at cell 10; with one
// fun at cell 12.
static CodeBlock *make_block(Term module, bool has_g, uint8_t version)
{
    CodeBlock *b = code_block_new();
    b->name = module;
    b->cell_count = 20;
    b->cells = code_memory_new(20 * sizeof(Cell));
    b->export_count = has_g ? 2 : 1;
    b->exports = vm_calloc((b->export_count + 1) * sizeof *b->exports);
    b->exports[0].function = name(F);
    b->exports[0].arity = 1;
    b->exports[0].cell = 5;
    if (has_g) {
        b->exports[1].function = name(G);
        b->exports[1].cell = 10;
    }
    uint8_t md5[16];
    memset(md5, version, sizeof md5);
    b->digest = digest_new(md5);
    b->fun_count = 1;
    b->funs = vm_calloc(2 * sizeof *b->funs);
    b->funs[0] = fun_table_get(module, 0, 7, b->digest, 0, 1, 0);
    b->fun_cells = vm_calloc(2 * sizeof *b->fun_cells);
    b->fun_cells[0] = FUN_ENTRY_CELL;
    return b;
}

static void load(Module *m, CodeBlock *b)
{
    assert_true(code_stage_try());
    assert_true(module_stage(m, b));
    code_commit();
    code_stage_release();
}

static const Cell *active(Term module, uint32_t function, uint32_t arity)
{
    return export_active(export_get(module, name(function), arity));
}

static void test_export_identity(void **state)
{
    (void)state;
    Export *e = export_get(name(70), name(F), 1);
    assert_ptr_equal(export_get(name(70), name(F), 1), e);
    assert_ptr_equal(export_find(name(70), name(F), 1), e);
    assert_null(export_find(name(70), name(F), 2));
    assert_int_equal((uintptr_t)e % 16, 0);
    assert_false(export_is_loaded(e));
    uint64_t self;
    memcpy(&self, &e->stub[1], sizeof self);
    assert_int_equal(self, (uintptr_t)e);
    for (uint32_t i = 0; i < 5000; i++) {
        Export *other = export_get(name(70), name(F), 100 + i);
        assert_ptr_equal(export_find(name(70), name(F), 100 + i), other);
        assert_int_equal(other->arity, 100 + i);
    }
}

static void test_loading(void **state)
{
    (void)state;
    Term module = name(MODULE);
    Module *m = module_get(module);
    assert_ptr_equal(module_find(module), m);
    Export *f = export_get(module, name(F), 1), *g = export_get(module, name(G), 0);
    CodeBlock *one = make_block(module, true, 1), *two = make_block(module, false, 2);
    FunEntry *old_fun = one->funs[0];

    assert_true(code_stage_try());
    assert_false(code_stage_try());
    assert_true(module_stage(m, one));
    assert_false(export_is_loaded(f)); // not before the commit
    code_commit();
    code_stage_release();
    assert_ptr_equal(export_active(f), one->cells + 5);
    assert_ptr_equal(export_active(g), one->cells + 10);
    assert_ptr_equal(code_range_find(one->cells + 3), one);
    assert_ptr_equal(atomic_load(&old_fun->code), one->cells + FUN_ENTRY_CELL);

    load(m, two);
    assert_ptr_equal(export_active(f), two->cells + 5);
    assert_ptr_equal(export_active(g), g->stub); // not exported any more
    assert_ptr_equal(m->old, one);
    assert_ptr_equal(atomic_load(&old_fun->code),
                     one->cells + FUN_ENTRY_CELL); // old code still runs
    assert_true(code_stage_try());
    CodeBlock *three = make_block(module, true, 3);
    assert_false(module_stage(m, three)); // old code must be purged first
    assert_ptr_equal(module_take_old(m), one);
    code_stage_release();
    assert_null(atomic_load(&old_fun->code));
    assert_null(code_range_find(one->cells));
    code_block_free(one);
    load(m, three);
    assert_ptr_equal(export_active(f), three->cells + 5);
    assert_ptr_equal(export_active(g), three->cells + 10);
}

// Many loads in turn: entries of modules that are not touched stay right under every index.
static void test_indexes(void **state)
{
    (void)state;
    enum { MODULES = 7, ROUNDS = 60 };
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t k = (uint32_t)(round * 5 % MODULES);
        Module *m = module_get(name(10 + k));
        code_block_free(module_take_old(m));
        load(m, make_block(name(10 + k), true, (uint8_t)round));
        for (uint32_t i = 0; i < MODULES; i++) {
            Module *other = module_find(name(10 + i));
            if (other != NULL && other->current != NULL) {
                assert_ptr_equal(active(name(10 + i), F, 1), other->current->cells + 5);
            }
        }
    }
}

static void test_delete(void **state)
{
    (void)state;
    Module *m = module_get(name(40));
    load(m, make_block(name(40), true, 9));
    Export *f = export_get(name(40), name(F), 1);
    assert_true(export_is_loaded(f));
    assert_true(code_stage_try());
    assert_true(module_delete(m));
    code_commit();
    code_stage_release();
    assert_false(export_is_loaded(f));
    assert_null(m->current);
    assert_false(module_delete(m)); // there is old code
    code_block_free(module_take_old(m));
    assert_true(module_delete(m));
    // The same code again: its funs live on.
    CodeBlock *again = make_block(name(40), true, 9);
    load(m, again);
    assert_ptr_equal(atomic_load(&again->funs[0]->code), again->cells + FUN_ENTRY_CELL);
    assert_ptr_equal(fun_entry_intern(name(40), 0, 7, again->digest, 0, 1, 0), again->funs[0]);
}

static Term some_bif(Process *p, Term *arg)
{
    (void)p;
    return arg[0];
}

static void test_bif(void **state)
{
    (void)state;
    Export *f = export_get(name(50), name(F), 1);
    export_set_bif(f, some_bif, 3);
    assert_true(export_is_loaded(f));
    load(module_get(name(50)), make_block(name(50), true, 1));
    assert_ptr_equal(export_active(f), f->stub); // the Erlang body is not called
    assert_ptr_equal(active(name(50), G, 0), module_find(name(50))->current->cells + 10);
}

static void count_one(Module *m, void *data)
{
    (void)m;
    ++*(uint32_t *)data;
}

static void test_each(void **state)
{
    (void)state;
    uint32_t count = 0;
    module_each(count_one, &count);
    assert_int_equal(count, module_count());
    assert_null(module_find(name(999)));
}

static int start(void **state)
{
    (void)state;
    export_init();
    module_init();
    return 0;
}

// A fun that arrives as a term and that of a module whose MD5 nobody has asked for are one.
static void test_funs_whose_md5_waits(void **state)
{
    (void)state;
    BinData *data = bin_data_new(100);
    memset(data->bytes, 7, 100);
    const Bytes part = bytes_of(data->bytes, 100);
    Digest *first = digest_of_parts(&part, 1, NULL, 0, data);
    Digest *second = digest_of_parts(&part, 1, NULL, 0, data);
    Digest *known = digest_of_parts(&part, 1, NULL, 0, NULL);
    FunEntry *loaded = fun_table_get(name(41), 0, 7, first, 0, 1, 0);
    assert_ptr_equal(fun_table_get(name(41), 0, 7, known, 0, 1, 0), loaded);
    FunEntry *named = fun_table_get(name(42), 0, 7, known, 0, 1, 0);
    assert_ptr_equal(fun_table_get(name(42), 0, 7, second, 0, 1, 0), named);
    assert_ptr_not_equal(fun_table_get(name(42), 0, 8, second, 0, 1, 0), named);
    digest_release(first);
    digest_release(second);
    digest_release(known);
    bin_data_release(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_funs_whose_md5_waits),
                                       cmocka_unit_test(test_export_identity),
                                       cmocka_unit_test(test_loading),
                                       cmocka_unit_test(test_indexes),
                                       cmocka_unit_test(test_delete),
                                       cmocka_unit_test(test_bif),
                                       cmocka_unit_test(test_each)};
    return cmocka_run_group_tests(tests, start, NULL);
}
