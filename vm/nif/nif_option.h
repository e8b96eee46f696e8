// SPDX-License-Identifier: Apache-2.0
// nif_option.h -- enif_set_option: what a library asks for while it is being loaded.
#pragma once

#include "vm/nif/nif_load.h"

// The library is in use; what it has asked for is in force. And the end of that.
void nif_option_commit(NifLibrary *library);
void nif_option_withdraw(NifLibrary *library);
// Calls the library's callback on every scheduler thread, if it has one, then done(library) on one of
// them.
void nif_option_unload_threads(NifLibrary *library, void (*done)(void *library));
// The machine halts: all libraries that want to be told are told. No NIF runs any more.
void nif_option_halt(void);
