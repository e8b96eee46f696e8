// SPDX-License-Identifier: Apache-2.0
// bif_code.c -- loading code from Erlang: prepare, finish, on_load, delete, purge, and what a
// module says of itself.
//
//   prepare_loading(Module, Binary)    bytes -> CodeBlock, kept behind a magic reference; no one sees it yet
//   finish_loading([Prepared])         all or nothing: installs them and makes them current for everybody at once
//   on_load:  finish_loading leaves the block aside -> call_on_load_function -> finish_after_on_load(Module, Keep)
//   purge_module(Module, prepare | complete | abort)    only erts_code_purger, which has asked every process before `complete`
//
// One code change at a time: who does not get the right to stage tries again in its next slice.
//
// Read before: vm/code/module.h     Read next: vm/bif/bif_purge.c
#include <stdio.h>

#include "loader/beam_load.h"
#include "vm/base/alloc.h"
#include "vm/bif/argument.h"
#include "vm/code/code_range.h"
#include "vm/code/module.h"
#include "vm/heap/copy.h"
#include "vm/nif/nif_load.h"
#include "vm/proc/exit.h"
#include "vm/proc/message.h"
#include "vm/term/binary.h"
#include "vm/term/digest.h"
#include "vm/term/map.h"
#include "vm/term/ref.h"

// ---- prepared code

typedef struct Prepared {
    CodeBlock *block;
} Prepared;

static void destroy_prepared(BinData *data)
{
    Prepared *prepared = (Prepared *)data->bytes;
    if (prepared->block) {
        code_block_free(prepared->block);
    }
    vm_free(data, sizeof *data + data->size);
}

static Prepared *prepared_of(Term ref)
{
    BinData *data = term_is_magic_ref(ref) ? ref_magic_data(ref) : NULL;
    return data && data->destroy == destroy_prepared ? (Prepared *)data->bytes : NULL;
}

static void report_bad_file(Process *p, Term module, const BeamError *error)
{
    const AtomName *name = atom_name(module);
    char text[512];
    snprintf(text, sizeof text, "Loading of %.*s failed: %s chunk, offset %zu: %s", (int)name->size,
             name->text, error->chunk, error->offset, error->reason);
    logger_send_text(ATOM_ERROR, p->group_leader, text);
}

// What holds the bytes of a binary; NULL: the process's heap.
static BinData *data_of(Term binary)
{
    const Term *words = boxed_words(binary);
    if (header_subtag(words[0]) == SUBTAG_SUB_BIN) {
        words = boxed_words(((const SubBin *)words)->original);
    }
    return header_subtag(words[0]) == SUBTAG_REFC_BIN ? ((const RefcBin *)words)->data : NULL;
}

Term bif_erts_internal_prepare_loading_2(Process *p, Term *arg)
{
    size_t size;
    uint8_t *copy;
    Space *s = process_space(p);
    if (!term_is_atom(arg[0])) {
        return bif_badarg(p);
    }
    const uint8_t *bytes = binary_bytes(arg[1], &size, &copy);
    if (bytes == NULL) {
        return bif_badarg(p);
    }
    BeamError error = {{0}, 0, {0}};
    CodeBlock *block = beam_load(bytes, size, copy == NULL ? data_of(arg[1]) : NULL, &error);
    binary_bytes_free(copy, size);
    process_charge(p, (uint32_t)(size / 64));
    if (block != NULL && block->name != arg[0]) {
        beam_fail(&error, "AtU8", 0, "the file holds another module");
        code_block_free(block);
        block = NULL;
    }
    if (block == NULL) {
        report_bad_file(p, arg[0], &error);
        return space_tuple2(s, ATOM_ERROR, ATOM_BADFILE);
    }
    BinData *data = bin_data_new(sizeof(Prepared));
    ((Prepared *)data->bytes)->block = block;
    data->destroy = destroy_prepared;
    return ref_make_magic(s, data);
}

Term bif_erlang_has_prepared_code_on_load_1(Process *p, Term *arg)
{
    const Prepared *prepared = prepared_of(arg[0]);
    return prepared && prepared->block ? argument_boolean(prepared->block->on_load_cell != 0)
                                       : bif_badarg(p);
}

// ---- finish_loading

enum { FINISH_MAX = 4096 };

// {Tag, [Module]} of those for which the test holds; TERM_NONE when there are none.
static Term list_modules(Process *p, Term tag, Prepared **all, size_t count,
                         bool (*test)(Prepared **all, size_t i))
{
    Space *s = process_space(p);
    Term list = TERM_NIL;
    for (size_t i = count; i > 0; i--) {
        if (test(all, i - 1)) {
            list = space_cons(s, all[i - 1]->block->name, list);
        }
    }
    return list == TERM_NIL ? TERM_NONE : space_tuple2(s, tag, list);
}

static bool is_duplicated(Prepared **all, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (all[k]->block->name == all[i]->block->name) {
            return true;
        }
    }
    return false;
}
static bool is_not_purged(Prepared **all, size_t i)
{
    const Module *m = module_find(all[i]->block->name);
    return m != NULL && m->old != NULL && m->current != NULL;
}
static bool has_on_load(Prepared **all, size_t i) { return all[i]->block->on_load_cell != 0; }

// All code changes end here: the new code index is seen by this thread at once.
static void commit(void)
{
    code_commit();
    code_stage_release();
}

static Term finish(Process *p, Prepared **all, size_t count)
{
    Term problem = list_modules(p, ATOM_DUPLICATED, all, count, is_duplicated);
    problem = term_is_none(problem) ? list_modules(p, ATOM_NOT_PURGED, all, count, is_not_purged)
                                    : problem;
    if (!term_is_none(problem)) {
        code_stage_release();
        return problem;
    }
    const Term on_load = list_modules(p, ATOM_ON_LOAD, all, count, has_on_load);
    for (size_t i = 0; i < count; i++) {
        Module *m = module_get(all[i]->block->name);
        if (all[i]->block->on_load_cell != 0) {
            module_set_aside(m, all[i]->block);
        } else {
            module_stage(m, all[i]->block);
        }
        all[i]->block = NULL;
    }
    commit();
    return term_is_none(on_load) ? ATOM_OK : on_load;
}

Term bif_erlang_finish_loading_1(Process *p, Term *arg)
{
    Prepared *all[FINISH_MAX];
    size_t count = 0;
    Term list = arg[0], ref;
    while (argument_next(&list, &ref)) {
        Prepared *prepared = prepared_of(ref);
        if (prepared == NULL || prepared->block == NULL || count == FINISH_MAX) {
            return bif_badarg(p);
        }
        all[count++] = prepared;
    }
    for (size_t i = 0; i < count && count > 1; i++) {
        if (has_on_load(all, i)) {
            return bif_error(p, ATOM_SYSTEM_LIMIT);
        }
    }
    if (list != TERM_NIL) {
        return bif_badarg(p);
    }
    return code_stage_try() ? finish(p, all, count) : bif_again(p);
}

// ---- on_load

Term bif_erlang_call_on_load_function_1(Process *p, Term *arg)
{
    Module *m = term_is_atom(arg[0]) ? module_find(arg[0]) : NULL;
    if (m == NULL || m->on_load == NULL) {
        return bif_badarg(p);
    }
    return bif_trap(p, arg, module_on_load_export(m), 0, NULL);
}

Term bif_erlang_finish_after_on_load_2(Process *p, Term *arg)
{
    Module *m = term_is_atom(arg[0]) ? module_find(arg[0]) : NULL;
    if (m == NULL || m->on_load == NULL || (arg[1] != ATOM_TRUE && arg[1] != ATOM_FALSE)) {
        return bif_badarg(p);
    }
    if (!code_stage_try()) {
        return bif_again(p);
    }
    if (arg[1] == ATOM_TRUE) {
        module_accept_on_load(m);
    }
    commit();
    return ATOM_TRUE;
}

// ---- what is loaded

static void report_not_purged(Process *p, Term module)
{
    const AtomName *name = atom_name(module);
    char text[1100]; // a name has at most 255 characters of 4 bytes
    snprintf(text, sizeof text, "Module %.*s must be purged before deleting\n", (int)name->size,
             name->text);
    logger_send_text(ATOM_ERROR, p->group_leader, text);
}

Term bif_erlang_delete_module_1(Process *p, Term *arg)
{
    if (!term_is_atom(arg[0])) {
        return bif_badarg(p);
    }
    if (!code_stage_try()) {
        return bif_again(p);
    }
    Module *m = module_find(arg[0]);
    const bool is_deleted = m == NULL || module_delete(m); // also one that has no code any more
    commit();
    if (!is_deleted) {
        report_not_purged(p, arg[0]);
        return bif_badarg(p);
    }
    return m == NULL ? ATOM_UNDEFINED : ATOM_TRUE;
}

Term bif_erlang_module_loaded_1(Process *p, Term *arg)
{
    if (!term_is_atom(arg[0])) {
        return bif_badarg(p);
    }
    const Module *m = module_find(arg[0]);
    return argument_boolean(m != NULL && m->current != NULL);
}

Term bif_erlang_check_old_code_1(Process *p, Term *arg)
{
    if (!term_is_atom(arg[0])) {
        return bif_badarg(p);
    }
    const Module *m = module_find(arg[0]);
    return argument_boolean(m != NULL && m->old != NULL);
}

typedef struct ModuleList {
    Space *space;
    Term list;
} ModuleList;

static void add_module(Module *m, void *data)
{
    ModuleList *l = data;
    if (m->current != NULL || m->old != NULL) {
        l->list = space_cons(l->space, m->name, l->list);
    }
}

Term bif_erlang_loaded_0(Process *p, Term *arg)
{
    (void)arg;
    ModuleList l = {process_space(p), TERM_NIL};
    module_each(add_module, &l);
    return l.list;
}

enum { PRELOADED_MAX = 64 };

static void place_preloaded(Module *m, void *data)
{
    Term *names = data;
    if (m->preloaded > 0 && m->preloaded <= PRELOADED_MAX) {
        names[m->preloaded - 1] = m->name;
    }
}

// The one that was loaded last is the first.
Term bif_erlang_pre_loaded_0(Process *p, Term *arg)
{
    (void)arg;
    Term names[PRELOADED_MAX] = {0}, list = TERM_NIL;
    module_each(place_preloaded, names);
    for (uint32_t i = 0; i < PRELOADED_MAX && names[i] != 0; i++) {
        list = space_cons(process_space(p), names[i], list);
    }
    return list;
}

// ---- module_info

static int compare_age(const void *a, const void *b)
{
    const uint32_t x = (*(const Export *const *)a)->number, y = (*(const Export *const *)b)->number;
    return x < y ? -1 : x > y;
}

// The name that the machine met last comes first, as in ERTS, where the list comes from the table of exports.
static Term exports_of(Space *s, const CodeBlock *b)
{
    const Export **exports = vm_alloc(b->export_count * sizeof(*exports) + 1);
    for (uint32_t i = 0; i < b->export_count; i++) {
        exports[i] = export_get(b->name, b->exports[i].function, b->exports[i].arity);
    }
    qsort(exports, b->export_count, sizeof(*exports), compare_age);
    Term list = TERM_NIL;
    for (uint32_t i = 0; i < b->export_count; i++) {
        list = space_cons(
            s, space_tuple2(s, exports[i]->function, small_make((int64_t)exports[i]->arity)), list);
    }
    vm_free(exports, b->export_count * sizeof(*exports) + 1);
    return list;
}
static Term functions_of(Space *s, const CodeBlock *b)
{
    Term list = TERM_NIL;
    for (uint32_t i = b->function_count; i > 0; i--) {
        const FunctionInfo *f = &b->functions[i - 1];
        list = space_cons(s, space_tuple2(s, f->name, small_make(f->arity)), list);
    }
    return list;
}

static Term module_item(Space *s, const CodeBlock *b, Term item)
{
    if (item == ATOM_MODULE) {
        return b->name;
    }
    if (item == ATOM_EXPORTS) {
        return exports_of(s, b);
    }
    if (item == ATOM_FUNCTIONS) {
        return functions_of(s, b);
    }
    if (item == ATOM_ATTRIBUTES) {
        return b->attributes;
    }
    if (item == ATOM_COMPILE) {
        return b->compile_info;
    }
    if (item == ATOM_MD5) {
        return space_binary(s, digest_md5(b->digest), 16);
    }
    if (item == ATOM_NIFS) {
        return nif_function_list(s, b);
    }
    return item == ATOM_NATIVE_ADDRESSES ? TERM_NIL : item == ATOM_NATIVE ? ATOM_FALSE : TERM_NONE;
}

static const CodeBlock *current_block(Term module)
{
    const Module *m = term_is_atom(module) ? module_find(module) : NULL;
    return m ? (m->current ? m->current : m->on_load) : NULL;
}

Term bif_erlang_get_module_info_2(Process *p, Term *arg)
{
    const CodeBlock *b = current_block(arg[0]);
    const Term value = b ? module_item(process_space(p), b, arg[1]) : TERM_NONE;
    return term_is_none(value) ? bif_badarg(p) : value;
}

Term bif_erlang_get_module_info_1(Process *p, Term *arg)
{
    const CodeBlock *b = current_block(arg[0]);
    if (b == NULL) {
        return bif_badarg(p);
    }
    Space *s = process_space(p);
    const Term items[] = {ATOM_MODULE, ATOM_EXPORTS, ATOM_ATTRIBUTES, ATOM_COMPILE, ATOM_MD5};
    Term list = TERM_NIL;
    for (size_t i = sizeof items / sizeof items[0]; i > 0; i--) {
        list = space_cons(s, space_tuple2(s, items[i - 1], module_item(s, b, items[i - 1])), list);
    }
    return list;
}
