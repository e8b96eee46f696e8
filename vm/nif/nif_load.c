// SPDX-License-Identifier: Apache-2.0
// nif_load.c -- erlang:load_nif/2: from a file name to patched functions, and the way back when the
// module is purged.
//
//   caller's block --> static table, else dlopen + nif_init --> entry checked
//                  --> load or upgrade callback --> functions patched
//
//   a function that may be native begins with     [nif_start | 0 ........ ]      64 bits of room
//   and is made native in two steps:              [nif_start | NifTarget* ]      then
//                                                 [bif_stub  | NifTarget* ]      (one store)
//   so whoever reads the cells meanwhile finds one function or the other.
//
// INVARIANTS
//   1. Nothing is patched, and no resource type visible, before every check and the callback have
//      succeeded.
//   2. loading is held from the first check to the last patch: libraries are loaded one at a time.
//
// Elsewhere: ERTS stops all schedulers during an upgrade callback; here other processes go on with
// the old library, so a library must not take away what the old one still uses (those of OTP take
// over only resource types).
//
// Read before: vm/nif/nif_call.c     Read next: vm/nif/nif_resource.c
#include "vm/nif/nif_load.h"

#include <dlfcn.h>
#include <stdio.h>

#include "build/gen/instr_ids.h"
#include "vm/base/alloc.h"
#include "vm/base/sync.h"
#include "vm/bif/filename.h"
#include "vm/code/code_range.h"
#include "vm/code/instr.h"
#include "vm/code/module.h"
#include "vm/nif/nif_option.h"
#include "vm/nif/nif_resource.h"
#include "vm/term/binary.h"

// Interface versions whose functions are all here: up to OTP 29's.
enum { NIF_MINOR_MOST = 18, NIF_MAJOR = 2, NIF_MINOR_MAPS_TRIAL = 5 };

#define STATIC_NIF(module) ErlNifEntry *module##_nif_init(void);
#include "vm/nif/nif_static.def"
#undef STATIC_NIF
static const struct {
    const char *module;
    ErlNifEntry *(*init)(void);
} static_nifs[] = {
#define STATIC_NIF(module) {#module, module##_nif_init},
#include "vm/nif/nif_static.def"
#undef STATIC_NIF
};
enum { STATIC_NIF_COUNT = sizeof static_nifs / sizeof static_nifs[0] };

static Mutex loading = MUTEX_INITIAL;

// ---- the life of a library

static void free_library(NifLibrary *library)
{
    free(library->targets);
    free(library->functions);
    if (library->handle) {
        dlclose(library->handle);
    }
    vm_free(library, sizeof *library);
}

void nif_library_retain(NifLibrary *library)
{
    atomic_fetch_add_explicit(&library->refs, 1, memory_order_relaxed);
}

void nif_library_release(NifLibrary *library)
{
    if (atomic_fetch_sub_explicit(&library->refs, 1, memory_order_acq_rel) == 1) {
        free_library(library);
    }
}

static void finish_unload(void *data)
{
    NifLibrary *library = data;
    nif_resource_types_orphan(library);
    nif_library_release(library);
}

// Its module's code is purged: nobody can call it any more.
static void unload(void *data)
{
    NifLibrary *library = data;
    if (library->entry.unload) {
        ErlNifEnv env;
        nif_env_init_own(&env, library);
        library->entry.unload(&env, library->private_data);
        nif_env_clear(&env);
    }
    nif_option_withdraw(library);
    nif_option_unload_threads(library, finish_unload);
}

void nif_init(void) { code_nif_unload = unload; }

void *enif_priv_data(ErlNifEnv *env) { return env->library ? env->library->private_data : NULL; }

// ---- errors

typedef struct Loading {
    Process *p;
    Module *module;
    CodeBlock *block, *previous;
    NifLibrary *library;
    char path[4096];
    Term result; // {error, {Reason, Text}}, or ok
} Loading;

static bool fail(Loading *l, const char *reason, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static bool fail(Loading *l, const char *reason, const char *format, ...)
{
    char text[8192];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    Space *s = process_space(l->p);
    const Term what = space_tuple2(s, atom_from_text(reason), space_string(s, text, strlen(text)));
    l->result = space_tuple2(s, ATOM_ERROR, what);
    return false;
}

// An atom's name for printf's %.*s.
#define ATOM_TEXT(atom) (int)atom_name(atom)->size, atom_name(atom)->text

// ---- finding the entry

// Whose call this is: load_nif works on the module it stands in.
static bool find_caller(Loading *l)
{
    CodeBlock *block = l->p->current ? code_range_find(l->p->current) : NULL;
    if (block == NULL || block->owner == NULL) {
        return fail(l, "bad_lib",
                    "load_nif/2 must be explicitly called from the NIF module. It cannot be called "
                    "through apply/3.");
    }
    Module *m = block->owner;
    l->module = m;
    l->block = block;
    if (block == m->old) {
        return fail(l, "old_code", "Calling load_nif from old module '%.*s' not allowed",
                    ATOM_TEXT(m->name));
    }
    l->previous = m->on_load && m->current ? m->current : m->old;
    if (block->nif_library != NULL) {
        return fail(l, "reload", "NIF library already loaded (reload disallowed since OTP 20).");
    }
    return true;
}

static ErlNifEntry *find_static(Term module)
{
    const AtomName *name = atom_name(module);
    for (size_t i = 0; i < STATIC_NIF_COUNT; i++) {
        if (strlen(static_nifs[i].module) == name->size &&
            memcmp(static_nifs[i].module, name->text, name->size) == 0) {
            return static_nifs[i].init();
        }
    }
    return NULL;
}

static ErlNifEntry *open_entry(Loading *l, void **handle)
{
    char file[sizeof l->path + 4];
    snprintf(file, sizeof file, "%s.so", l->path);
    *handle = dlopen(file, RTLD_NOW);
    if (*handle == NULL) {
        const char *why = dlerror();
        if (strstr(why, l->path)) {
            fail(l, "load_failed", "Failed to load NIF library: '%s'", why);
        } else {
            fail(l, "load_failed", "Failed to load NIF library %s: '%s'", l->path, why);
        }
        return NULL;
    }
    ErlNifEntry *(*init)(void) = (ErlNifEntry * (*)(void)) dlsym(*handle, "nif_init");
    if (init == NULL) {
        fail(l, "bad_lib", "Failed to find library init function: '%s'", dlerror());
        return NULL;
    }
    ErlNifEntry *entry = init();
    if (entry == NULL) {
        fail(l, "bad_lib", "Library init-call unsuccessful");
    }
    return entry;
}

// ---- checking it

static bool is_named(const ErlNifEntry *entry, Term module)
{
    const AtomName *name = atom_name(module);
    return strlen(entry->name) == name->size && memcmp(entry->name, name->text, name->size) == 0;
}

static bool check_entry(Loading *l, const ErlNifEntry *entry)
{
    const int version = entry->major * 256 + entry->minor;
    if (version > NIF_MAJOR * 256 + NIF_MINOR_MOST) {
        return fail(l, "bad_lib",
                    "That '%.*s' NIF library needs %s or newer. Either try to recompile the NIF "
                    "lib or use a newer erts runtime.",
                    ATOM_TEXT(l->module->name), entry->min_erts);
    }
    if (entry->major < NIF_MAJOR || version == NIF_MAJOR * 256 + NIF_MINOR_MAPS_TRIAL) {
        return fail(l, "bad_lib",
                    "That old NIF library (%d.%d) is not compatible with this erts runtime "
                    "(%d.%d). Try recompile the NIF lib.",
                    entry->major, entry->minor, NIF_MAJOR, NIF_MINOR_MOST);
    }
    if (version >= 0x201 && strcmp(entry->vm_variant, ERL_NIF_VM_VARIANT) != 0) {
        return fail(l, "bad_lib", "Library (%s) not compiled for this vm variant (%s).",
                    entry->vm_variant, ERL_NIF_VM_VARIANT);
    }
    if (!is_named(entry, l->module->name)) {
        return fail(l, "bad_lib", "Library module name '%s' does not match calling module '%.*s'",
                    entry->name, ATOM_TEXT(l->module->name));
    }
    return true;
}

// The fields that old versions do not have get their defaults.
static NifLibrary *make_library(const ErlNifEntry *source, void *handle, Term module)
{
    NifLibrary *library = vm_calloc(sizeof *library);
    const int version = source->major * 256 + source->minor;
    const size_t size = version >= 0x20E   ? sizeof *source
                        : version >= 0x20C ? offsetof(ErlNifEntry, min_erts)
                        : version >= 0x207 ? offsetof(ErlNifEntry, sizeof_ErlNifResourceTypeInit)
                        : version >= 0x201 ? offsetof(ErlNifEntry, options)
                                           : offsetof(ErlNifEntry, vm_variant);
    memcpy(&library->entry, source, size);
    if (version < 0x207) { // functions had no flags
        const struct OldFunction {
            const char *name;
            unsigned arity;
            NifFunction function;
        } *old = (const struct OldFunction *)source->funcs;
        library->functions = calloc((size_t)source->num_of_funcs + 1, sizeof *library->functions);
        CHECK(library->functions != NULL);
        for (int i = 0; i < source->num_of_funcs; i++) {
            library->functions[i] = (ErlNifFunc){old[i].name, old[i].arity, old[i].function, 0};
        }
        library->entry.funcs = library->functions;
    }
    atomic_init(&library->refs, 1);
    library->handle = handle;
    library->module = module;
    return library;
}

// ---- functions

static const FunctionInfo *find_function(const CodeBlock *block, Term name, uint32_t arity)
{
    for (uint32_t i = 0; i < block->function_count; i++) {
        if (block->functions[i].name == name && block->functions[i].arity == arity) {
            return &block->functions[i];
        }
    }
    return NULL;
}

static bool is_declared(const CodeBlock *block, const ErlNifFunc *f)
{
    const Term name = atom_existing(f->name, strlen(f->name));
    return !term_is_none(name) && find_function(block, name, f->arity) != NULL;
}

static bool check_function(Loading *l, const ErlNifFunc *f, NifTarget *target, uint32_t index)
{
    const Term name = atom_existing(f->name, strlen(f->name));
    const FunctionInfo *info = term_is_none(name) ? NULL : find_function(l->block, name, f->arity);
    if (info == NULL) {
        return fail(l, "bad_lib", "Function not found %.*s:%s/%u", ATOM_TEXT(l->module->name),
                    f->name, f->arity);
    }
    if (l->block->cells[info->entry] != instr_handler(INSTR_nif_start)) {
        return fail(l, "bad_lib", "Function not declared as nif %.*s:%s/%u",
                    ATOM_TEXT(l->module->name), f->name, f->arity);
    }
    if (f->flags != 0 && f->flags != ERL_NIF_DIRTY_JOB_CPU_BOUND &&
        f->flags != ERL_NIF_DIRTY_JOB_IO_BOUND) {
        return fail(l, "bad_lib", "Illegal flags field value %d for NIF %.*s:%s/%u", (int)f->flags,
                    ATOM_TEXT(l->module->name), f->name, f->arity);
    }
    for (uint32_t i = 0; i < index; i++) {
        if (l->library->targets[i].export.function == name &&
            l->library->targets[i].export.arity == f->arity) {
            return fail(l, "bad_lib", "Duplicate NIF entry for %.*s:%s/%u",
                        ATOM_TEXT(l->module->name), f->name, f->arity);
        }
    }
    target->export.module = l->module->name;
    target->export.function = name;
    target->export.arity = f->arity;
    target->export.bif = nif_call;
    target->function = f->fptr;
    target->flags = f->flags;
    target->library = l->library;
    return true;
}

static bool make_targets(Loading *l, bool is_static)
{
    NifLibrary *library = l->library;
    const uint32_t count =
        library->entry.num_of_funcs > 0 ? (uint32_t)library->entry.num_of_funcs : 0;
    library->targets = aligned_alloc(_Alignof(NifTarget), (count + 1) * sizeof(NifTarget));
    CHECK(library->targets != NULL);
    memset(library->targets, 0, (count + 1) * sizeof(NifTarget));
    uint32_t taken = 0;
    for (uint32_t i = 0; i < count; i++) {
        const ErlNifFunc *f = &library->entry.funcs[i];
        if (is_static && !is_declared(l->block, f)) {
            continue; // a function of another release
        }
        if (!check_function(l, f, &library->targets[taken], taken)) {
            return false;
        }
        taken++;
    }
    library->target_count = taken;
    return true;
}

static void patch_functions(const NifLibrary *library, CodeBlock *block)
{
    const VariantInfo *call = &instr_variants[instr_infos[INSTR_bif_stub].first_variant];
    for (uint32_t i = 0; i < library->target_count; i++) {
        const NifTarget *target = &library->targets[i];
        const FunctionInfo *info =
            find_function(block, target->export.function, (uint32_t)target->export.arity);
        Cell *cell = block->cells + info->entry;
        const uint64_t word = (uintptr_t)target;
        memcpy((uint8_t *)cell + call->offsets[0], &word, sizeof word);
        __atomic_store_n(cell, instr_handler(INSTR_bif_stub), __ATOMIC_RELEASE);
    }
}

// ---- callbacks

static bool call_upgrade(Loading *l, ErlNifEnv *env, Term info)
{
    NifLibrary *old = l->previous->nif_library;
    if (l->library->entry.upgrade == NULL) {
        return fail(l, "upgrade", "Upgrade not supported by this NIF library.");
    }
    void *const old_data = old->private_data;
    const int veto = l->library->entry.upgrade(env, &l->library->private_data, &old->private_data,
                                               nif_out(info));
    if (veto) {
        old->private_data = old_data;
        return fail(l, "upgrade", "Library upgrade-call unsuccessful (%d).", veto);
    }
    return true;
}

static bool call_load(Loading *l, ErlNifEnv *env, Term info)
{
    const int veto = l->library->entry.load
                         ? l->library->entry.load(env, &l->library->private_data, nif_out(info))
                         : 0;
    return veto == 0 || fail(l, "load", "Library load-call unsuccessful (%d).", veto);
}

static bool call_back(Loading *l, Term info)
{
    ErlNifEnv env;
    nif_env_init_call(&env, l->p, l->library);
    const bool is_upgrade = l->previous && l->previous->nif_library;
    l->library->is_loading = true;
    const bool ok = is_upgrade ? call_upgrade(l, &env, info) : call_load(l, &env, info);
    l->library->is_loading = false;
    nif_env_clear(&env);
    return ok;
}

// ---- all of it

static bool load_entry(Loading *l, const ErlNifEntry *entry, void *handle, Term info)
{
    if (!check_entry(l, entry)) {
        return false;
    }
    l->library = make_library(entry, handle, l->module->name);
    if (make_targets(l, handle == NULL) && call_back(l, info)) {
        nif_resource_types_commit(l->library);
        nif_option_commit(l->library);
        l->block->nif_library = l->library;
        patch_functions(l->library, l->block);
        return true;
    }
    nif_resource_types_rollback();
    l->library->handle = NULL; // closed by the caller
    nif_library_release(l->library);
    return false;
}

static void load_locked(Loading *l, Term info)
{
    void *handle = NULL;
    if (!find_caller(l)) {
        return;
    }
    ErlNifEntry *entry = find_static(l->module->name);
    if (entry == NULL) {
        entry = open_entry(l, &handle);
    }
    if ((entry == NULL || !load_entry(l, entry, handle, info)) && handle) {
        dlclose(handle);
    }
}

static bool read_path(Term t, char *path, size_t room)
{
    ByteVec bytes = {0};
    bool ok = false;
    if (term_is_bitstring(t)) {
        size_t size;
        uint8_t *copy;
        const uint8_t *data = binary_bytes(t, &size, &copy);
        if (data && memchr(data, 0, size) == NULL) {
            byte_vec_add(&bytes, data, size);
            ok = true;
        }
        binary_bytes_free(copy, data ? size : 0);
    } else {
        ok = filename_append(&bytes, t);
    }
    ok = ok && bytes.size < room;
    if (ok) {
        memcpy(path, bytes.data ? bytes.data : (const uint8_t *)"", bytes.size);
        path[bytes.size] = 0;
    }
    byte_vec_free(&bytes);
    return ok;
}

Term bif_erlang_load_nif_2(Process *p, Term *arg)
{
    Loading l = {.p = p, .result = ATOM_OK};
    if (!read_path(arg[0], l.path, sizeof l.path)) {
        return bif_badarg(p);
    }
    mutex_lock(&loading);
    load_locked(&l, arg[1]);
    mutex_unlock(&loading);
    return l.result;
}

Term nif_function_list(Space *space, const CodeBlock *block)
{
    const NifLibrary *library = block->nif_library;
    Term list = TERM_NIL;
    for (uint32_t i = library ? library->target_count : 0; i > 0; i--) {
        const Export *e = &library->targets[i - 1].export;
        list = space_cons(space, space_tuple2(space, e->function, small_make((int64_t)e->arity)),
                          list);
    }
    return list;
}
