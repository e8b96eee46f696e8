// SPDX-License-Identifier: Apache-2.0
// bif_fun.c -- funs and functions as data: fun_info, make_fun, is_builtin.
//
//     item         local fun                               external fun (fun M:F/A)
//     type         local                                   external
//     module       where it was written                    M
//     name         '-caller/1-fun-0-'                      F
//     arity        without the free variables              A
//     env          list of the free variables              []
//     pid, index, uniq, new_index, new_uniq, refc          undefined
//
// Exceptions: refc is 1 for a local fun: its entry is never freed, so nobody counts (ERTS gives the
// number of references).
// Elsewhere: fun_to_list/1 is in bif_identifier_text.c, function_exported/3 with the code loading
// BIFs.
// Read before: vm/term/fun.h     Read next: vm/bif/inspect.c
#include "vm/bif/argument.h"
#include "vm/term/digest.h"
#include "vm/term/fun.h"

// TERM_NONE: no such item.
static Term find_external_item(Term fun, Term item)
{
    const ExportName *name = export_name(fun_export(fun));
    if (item == ATOM_TYPE) {
        return ATOM_EXTERNAL;
    }
    if (item == ATOM_MODULE) {
        return name->module;
    }
    if (item == ATOM_NAME) {
        return name->function;
    }
    if (item == ATOM_ARITY) {
        return small_make((int64_t)name->arity);
    }
    if (item == ATOM_ENV) {
        return TERM_NIL;
    }
    bool is_local_only = item == ATOM_PID || item == ATOM_INDEX || item == ATOM_UNIQ ||
                         item == ATOM_NEW_INDEX || item == ATOM_NEW_UNIQ || item == ATOM_REFC;
    return is_local_only ? ATOM_UNDEFINED : TERM_NONE;
}

static Term find_local_item(Process *p, Term fun, Term item)
{
    const FunEntry *entry = fun_entry(fun);
    if (item == ATOM_TYPE) {
        return ATOM_LOCAL;
    }
    if (item == ATOM_MODULE) {
        return entry->module;
    }
    if (item == ATOM_NAME) {
        return entry->name;
    }
    if (item == ATOM_ARITY) {
        return small_make(entry->arity);
    }
    if (item == ATOM_ENV) {
        return space_list(process_space(p), fun_free(fun), entry->free_count, TERM_NIL);
    }
    if (item == ATOM_PID) {
        return fun_creator(fun);
    }
    if (item == ATOM_INDEX) {
        return small_make(entry->old_index);
    }
    if (item == ATOM_UNIQ) {
        return small_make(entry->old_uniq);
    }
    if (item == ATOM_NEW_INDEX) {
        return small_make(entry->index);
    }
    if (item == ATOM_NEW_UNIQ) {
        return space_binary(process_space(p), digest_md5(entry->digest), 16);
    }
    return item == ATOM_REFC ? SMALL(1) : TERM_NONE;
}

Term bif_erlang_fun_info_2(Process *p, Term *arg)
{
    if (!term_is_fun(arg[0])) {
        return bif_badarg(p);
    }
    Term value = term_is_closure(arg[0]) ? find_local_item(p, arg[0], arg[1])
                                         : find_external_item(arg[0], arg[1]);
    return term_is_none(value) ? bif_badarg(p) : space_tuple2(process_space(p), arg[1], value);
}

Term bif_erlang_fun_info_mfa_1(Process *p, Term *arg)
{
    if (term_is_closure(arg[0])) {
        const FunEntry *entry = fun_entry(arg[0]);
        return space_tuple3(process_space(p), entry->module, entry->name, small_make(entry->arity));
    }
    if (!term_is_export_fun(arg[0])) {
        return bif_badarg(p);
    }
    const ExportName *name = export_name(fun_export(arg[0]));
    return space_tuple3(process_space(p), name->module, name->function,
                        small_make((int64_t)name->arity));
}

Term bif_erlang_make_fun_3(Process *p, Term *arg)
{
    int64_t arity;
    if (!term_is_atom(arg[0]) || !term_is_atom(arg[1]) ||
        !argument_in_range(arg[2], 0, 255, &arity)) {
        return bif_badarg(p);
    }
    Term *words = space_take(process_space(p), EXPORT_FUN_WORDS);
    words[0] = header_make(SUBTAG_EXPORT_FUN, 1);
    words[1] = (Term)(uintptr_t)export_get(arg[0], arg[1], (uint32_t)arity);
    return boxed_make(words);
}

// apply/2, apply/3 and yield/0 are instructions to us, but ERTS counts them as built in.
static bool is_instruction(Term module, Term function, int64_t arity)
{
    return module == ATOM_ERLANG && ((function == ATOM_APPLY && (arity == 2 || arity == 3)) ||
                                     (function == ATOM_YIELD && arity == 0));
}

static const Export *find_export(Term module, Term function, int64_t arity)
{
    return arity >= 0 && arity <= 255 ? export_find(module, function, (uint32_t)arity) : NULL;
}

static bool is_builtin(Term module, Term function, int64_t arity)
{
    const Export *export = find_export(module, function, arity);
    return is_instruction(module, function, arity) || (export && export->bif);
}

Term bif_erlang_is_builtin_3(Process *p, Term *arg)
{
    if (!term_is_atom(arg[0]) || !term_is_atom(arg[1]) || !term_is_small(arg[2])) {
        return bif_badarg(p);
    }
    return argument_boolean(is_builtin(arg[0], arg[1], small_value(arg[2])));
}

// Exported by loaded code, or built in.
Term bif_erlang_function_exported_3(Process *p, Term *arg)
{
    if (!term_is_atom(arg[0]) || !term_is_atom(arg[1]) || !term_is_small(arg[2])) {
        return bif_badarg(p);
    }
    const int64_t arity = small_value(arg[2]);
    const Export *export = find_export(arg[0], arg[1], arity);
    return argument_boolean((export && export_is_loaded(export)) ||
                            is_builtin(arg[0], arg[1], arity));
}
