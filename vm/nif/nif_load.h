// SPDX-License-Identifier: Apache-2.0
// nif_load.h -- native libraries: loading, what belongs to one, and when it goes.
#pragma once

#include "vm/nif/nif_call.h"

typedef void NifCallback(void *private_data);

// A library belongs to one version of a module (CodeBlock.nif_library) and is closed when that is
// purged and none of its resources with callbacks is left.
struct NifLibrary {
    _Atomic uint32_t refs; // the code block, and every resource type with callbacks
    void *handle;          // of dlopen; NULL: linked in
    ErlNifEntry entry;     // as of the newest interface version
    ErlNifFunc *functions; // entry.funcs when it had to be converted; else NULL
    Term module;
    void *private_data;
    NifTarget *targets; // one for each function of the entry
    uint32_t target_count;
    // enif_set_option (nif_option.h)
    bool is_loading, delays_halt;
    NifCallback *on_halt, *on_unload_thread;
    NifLibrary *next_halting;
};
void nif_library_retain(NifLibrary *library);
void nif_library_release(NifLibrary *library);
// At least this version of the interface was compiled into it.
static inline bool nif_library_is_from(const NifLibrary *library, int major, int minor)
{
    return library->entry.major * 256 + library->entry.minor >= major * 256 + minor;
}

// Once, at start.
void nif_init(void);
// erlang:get_module_info(Module, nifs): [{Name, Arity}].
Term nif_function_list(Space *space, const CodeBlock *block);
