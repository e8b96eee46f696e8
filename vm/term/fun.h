// SPDX-License-Identifier: Apache-2.0
// fun.h -- closures and external funs.
//
//   closure   [header FUN, 2+n][FunEntry *][creator pid][free variable]*n     all words scan as terms: see below
//   external  [header EXPORT_FUN, 1][Export *]                                fun M:F/A
//
// FunEntry and Export are 16-byte aligned, so their addresses look like small integers to a scan.
#pragma once

#include "vm/term/term.h"

enum { FUN_WORDS = 3, EXPORT_FUN_WORDS = 2 };

// One per (module, index, unique id); never freed, so a fun survives its module's purge and can be
// called again when the same code is loaded. Created by the loader (vm/code/fun_table.c) or when a
// fun arrives as external term.
struct ALIGNED(16) FunEntry {
    _Atomic(const void *)
        code;    // entry of the function (x0.. = arguments then free variables); NULL: not loaded
    Term module; // atom
    uint32_t index; // of the FunT chunk
    uint32_t old_index, old_uniq;
    uint32_t arity; // of the fun (without free variables)
    uint32_t free_count;
    Digest *digest; // of the module: its unique id
    Term name;      // atom of the implementing function, e.g. '-main/0-fun-0-'
};

static inline FunEntry *fun_entry(Term fun) { return (FunEntry *)(uintptr_t)boxed_words(fun)[1]; }
static inline Term fun_creator(Term fun)
{
    return release_forgets_fun_makers() ? pid_make(0) : boxed_words(fun)[2];
}
static inline Term *fun_free(Term fun) { return boxed_words(fun) + 3; }
static inline Export *fun_export(Term fun) { return (Export *)(uintptr_t)boxed_words(fun)[1]; }

// What the term layer must know of an Export: its first words (vm/code/export.h continues the
// struct).
typedef struct ExportName {
    Term module, function;
    uint64_t arity;
} ExportName;
static inline const ExportName *export_name(const Export *e) { return (const ExportName *)e; }
// Set once at start by vm/code (the ETF decoder makes funs): find or create.
extern Export *(*export_intern)(Term module, Term function, uint32_t arity);
// Finds only: the export of a loaded function, or NULL (for binary_to_term with option safe).
extern Export *(*export_existing)(Term module, Term function, uint32_t arity);
extern FunEntry *(*fun_entry_intern)(Term module, uint32_t old_index, uint32_t old_uniq,
                                     Digest *digest, uint32_t index, uint32_t arity,
                                     uint32_t free_count);
