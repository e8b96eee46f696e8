// SPDX-License-Identifier: Apache-2.0
// nif_option.c -- enif_set_option (interface 2.17): callbacks at the machine's halt and on every thread
// when the library goes.
//
//   ERL_NIF_OPT_DELAY_HALT         halt with flush waits until no NIF of the library runs. Here it waits for
//                                  all NIFs, since it waits for the schedulers to stop: nothing is to be done
//   ERL_NIF_OPT_ON_HALT            callback(private data) at halt with flush, after that
//   ERL_NIF_OPT_ON_UNLOAD_THREAD   callback(private data) on each scheduler thread after unload
//
// All only from load or upgrade, each once; EINVAL otherwise. The header of OTP 25 does not declare the
// function, so it is declared here.
//
// Read before: vm/nif/nif_load.c
#include "vm/nif/nif_option.h"

#include <errno.h>
#include <stdarg.h>

#include "vm/base/sync.h"
#include "vm/proc/run_queue.h"

enum { OPTION_DELAY_HALT = 1, OPTION_ON_HALT = 2, OPTION_ON_UNLOAD_THREAD = 3 };

static Mutex lock = MUTEX_INITIAL;
static NifLibrary *halting; // those with on_halt that are in use

static int set_callback(NifCallback **place, NifCallback *callback)
{
    if (*place != NULL || callback == NULL) {
        return EINVAL;
    }
    *place = callback;
    return 0;
}

int enif_set_option(ErlNifEnv *env, int option, ...);
int enif_set_option(ErlNifEnv *env, int option, ...)
{
    NifLibrary *library = env ? env->library : NULL;
    if (library == NULL || !library->is_loading) {
        return EINVAL;
    }
    va_list arguments;
    int result = EINVAL;
    va_start(arguments, option);
    if (option == OPTION_DELAY_HALT) {
        result = library->delays_halt ? EINVAL : 0;
        library->delays_halt = true;
    } else if (option == OPTION_ON_HALT) {
        result = set_callback(&library->on_halt, va_arg(arguments, NifCallback *));
    } else if (option == OPTION_ON_UNLOAD_THREAD) {
        result = set_callback(&library->on_unload_thread, va_arg(arguments, NifCallback *));
    }
    va_end(arguments);
    return result;
}

void nif_option_commit(NifLibrary *library)
{
    if (library->on_halt) {
        mutex_lock(&lock);
        library->next_halting = halting;
        halting = library;
        mutex_unlock(&lock);
    }
}

void nif_option_withdraw(NifLibrary *library)
{
    mutex_lock(&lock);
    for (NifLibrary **at = &halting; *at != NULL; at = &(*at)->next_halting) {
        if (*at == library) {
            *at = library->next_halting;
            break;
        }
    }
    mutex_unlock(&lock);
}

static void unload_thread(void *data)
{
    NifLibrary *library = data;
    library->on_unload_thread(library->private_data);
}

void nif_option_unload_threads(NifLibrary *library, void (*done)(void *library))
{
    if (library->on_unload_thread) {
        sched_hooks.run_on_all(unload_thread, done, library);
    } else {
        done(library);
    }
}

void nif_option_halt(void)
{
    mutex_lock(&lock);
    for (NifLibrary *l = halting; l != NULL; l = l->next_halting) {
        l->on_halt(l->private_data);
    }
    halting = NULL;
    mutex_unlock(&lock);
}
