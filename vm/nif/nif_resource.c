// SPDX-License-Identifier: Apache-2.0
// nif_resource.c -- resource types, and the life of resources.
//
//   type   made by a load callback --commit--> open: found by name --module purged--> lives on
//          until its last object
//   object enif_alloc_resource (1 reference) --> magic references, binaries, enif_keep --> last
//          one gone: destructor
//
// A destructor runs on whatever thread gives up the last reference, also in the middle of a
// collection: it has an env of its own and sees no process. The library stays loaded as long as an
// object with callbacks exists (type->library holds it).
//
// INVARIANTS
//   1. types and pending are changed under type_lock only.
//   2. A type's callbacks change only in a commit that takes it over for a new version of its
//      module.
//
// Read before: vm/nif/nif_load.c     Read next: vm/nif/nif_monitor.c
#include "vm/nif/nif_resource.h"

#include "vm/base/alloc.h"
#include "vm/base/sync.h"
#include "vm/term/atom.h"
#include "vm/term/ref.h"

// What a load callback under way has opened.
typedef struct PendingType {
    struct PendingType *next;
    ErlNifResourceType *type;
    ErlNifResourceTypeInit calls;
    bool is_new;
} PendingType;

static Mutex type_lock = MUTEX_INITIAL;
static ErlNifResourceType *types; // the open ones
static PendingType *pending;

// ---- types

static bool has_calls(const ErlNifResourceTypeInit *c)
{
    return c->dtor || c->stop || c->down || c->dyncall;
}

static void set_owner(ErlNifResourceType *type, NifLibrary *library,
                      const ErlNifResourceTypeInit *calls)
{
    NifLibrary *old = type->library;
    type->calls = *calls;
    type->library = has_calls(calls) ? library : NULL;
    if (type->library) {
        nif_library_retain(type->library);
    }
    if (old) {
        nif_library_release(old);
    }
}

static void release_type(ErlNifResourceType *type)
{
    if (atomic_fetch_sub_explicit(&type->refs, 1, memory_order_acq_rel) == 1) {
        if (type->library) {
            nif_library_release(type->library);
        }
        vm_free(type, sizeof *type);
    }
}

static ErlNifResourceType *find_type_locked(Term module, Term name)
{
    for (ErlNifResourceType *t = types; t; t = t->next) {
        if (t->module == module && t->name == name) {
            return t;
        }
    }
    return NULL;
}

static ErlNifResourceType *open_type(ErlNifEnv *env, const char *name,
                                     const ErlNifResourceTypeInit *calls, ErlNifResourceFlags flags,
                                     ErlNifResourceFlags *tried)
{
    const Term atom = atom_from_latin1(name, strlen(name));
    if (term_is_none(atom) || env->library == NULL) {
        return NULL;
    }
    mutex_lock(&type_lock);
    ErlNifResourceType *type = find_type_locked(env->library->module, atom);
    const ErlNifResourceFlags want = type ? ERL_NIF_RT_TAKEOVER : ERL_NIF_RT_CREATE;
    if (tried) {
        *tried = want;
    }
    const bool is_new = type == NULL;
    if (!(flags & want)) {
        type = NULL;
    } else {
        if (is_new) {
            type = vm_calloc(sizeof *type);
            type->module = env->library->module;
            type->name = atom;
            atomic_init(&type->refs, 1);
            set_owner(type, env->library, calls);
        }
        PendingType *p = vm_alloc(sizeof *p);
        *p = (PendingType){pending, type, *calls, is_new};
        pending = p;
    }
    mutex_unlock(&type_lock);
    return type;
}

ErlNifResourceType *enif_open_resource_type(ErlNifEnv *env, const char *module, const char *name,
                                            void (*destructor)(ErlNifEnv *, void *),
                                            ErlNifResourceFlags flags, ErlNifResourceFlags *tried)
{
    (void)module; // always NULL
    const ErlNifResourceTypeInit calls = {.dtor = destructor};
    return open_type(env, name, &calls, flags, tried);
}

// The struct had fewer fields in older versions of the interface.
ErlNifResourceType *enif_open_resource_type_x(ErlNifEnv *env, const char *name,
                                              const ErlNifResourceTypeInit *given,
                                              ErlNifResourceFlags flags, ErlNifResourceFlags *tried)
{
    ErlNifResourceTypeInit calls = {0};
    size_t size = env->library ? env->library->entry.sizeof_ErlNifResourceTypeInit : 0;
    size = size > offsetof(ErlNifResourceTypeInit, members)
               ? offsetof(ErlNifResourceTypeInit, members)
               : size;
    memcpy(&calls, given, size);
    return open_type(env, name, &calls, flags, tried);
}

ErlNifResourceType *enif_init_resource_type(ErlNifEnv *env, const char *name,
                                            const ErlNifResourceTypeInit *given,
                                            ErlNifResourceFlags flags, ErlNifResourceFlags *tried)
{
    const ErlNifResourceTypeInit calls = {
        .dtor = given->members > 0 ? given->dtor : NULL,
        .stop = given->members > 1 ? given->stop : NULL,
        .down = given->members > 2 ? given->down : NULL,
        .dyncall = given->members > 3 ? given->dyncall : NULL,
    };
    return open_type(env, name, &calls, flags, tried);
}

void nif_resource_types_commit(NifLibrary *library)
{
    mutex_lock(&type_lock);
    while (pending) {
        PendingType *p = pending;
        pending = p->next;
        if (p->is_new) {
            p->type->is_open = true;
            p->type->next = types;
            types = p->type;
        } else {
            set_owner(p->type, library, &p->calls);
        }
        vm_free(p, sizeof *p);
    }
    mutex_unlock(&type_lock);
}

void nif_resource_types_rollback(void)
{
    mutex_lock(&type_lock);
    while (pending) {
        PendingType *p = pending;
        pending = p->next;
        if (p->is_new) {
            release_type(p->type);
        }
        vm_free(p, sizeof *p);
    }
    mutex_unlock(&type_lock);
}

void nif_resource_types_orphan(NifLibrary *library)
{
    mutex_lock(&type_lock);
    for (ErlNifResourceType **at = &types; *at;) {
        ErlNifResourceType *type = *at;
        if (type->library != library) {
            at = &type->next;
            continue;
        }
        *at = type->next;
        type->is_open = false;
        release_type(type);
    }
    mutex_unlock(&type_lock);
}

// ---- objects

bool resource_try_retain(Resource *r)
{
    _Atomic intptr_t *refs = &resource_data(r)->refs;
    intptr_t n = atomic_load_explicit(refs, memory_order_relaxed);
    while (n > 0) {
        if (atomic_compare_exchange_weak_explicit(refs, &n, n + 1, memory_order_acquire,
                                                  memory_order_relaxed)) {
            return true;
        }
    }
    return false;
}

static void destroy_resource(BinData *data)
{
    Resource *r = (Resource *)data->bytes;
    ErlNifResourceType *type = r->type;
    if (atomic_load_explicit(&r->watches, memory_order_acquire) > 0) {
        nif_monitor_remove_all(r);
    }
    if (type->calls.dtor) {
        ErlNifEnv env;
        nif_env_init_own(&env, type->library);
        type->calls.dtor(&env, r->object);
        nif_env_clear(&env);
    }
    release_type(type);
    vm_free(data, sizeof *data + data->size);
}

void *enif_alloc_resource(ErlNifResourceType *type, size_t size)
{
    if (size > UINT32_MAX - sizeof(Resource)) {
        return NULL;
    }
    BinData *data = bin_data_new(sizeof(Resource) + size);
    data->destroy = destroy_resource;
    Resource *r = (Resource *)data->bytes;
    Term words[REF_WORDS];
    Space space = space_fixed(words, REF_WORDS);
    const RefNumbers numbers = ref_numbers(ref_make(&space));
    *r = (Resource){.type = type,
                    .numbers = {numbers.n[0], numbers.n[1], numbers.n[2]},
                    .size = (uint32_t)size};
    atomic_fetch_add_explicit(&type->refs, 1, memory_order_relaxed);
    return r->object;
}

void enif_release_resource(void *object) { bin_data_release(resource_data(resource_of(object))); }
void enif_keep_resource(void *object) { bin_data_retain(resource_data(resource_of(object))); }
size_t enif_sizeof_resource(void *object) { return resource_of(object)->size; }

Term resource_ref(Space *space, Resource *r)
{
    bin_data_retain(resource_data(r));
    const Term ref = ref_make_magic(space, resource_data(r));
    Term *words = boxed_words(ref);
    words[3] = (Term)r->numbers[0] | (Term)r->numbers[1] << 32;
    words[4] = r->numbers[2];
    return ref;
}

ERL_NIF_TERM enif_make_resource(ErlNifEnv *env, void *object)
{
    return nif_out(resource_ref(env->space, resource_of(object)));
}

ERL_NIF_TERM enif_make_resource_binary(ErlNifEnv *env, void *object, const void *bytes, size_t size)
{
    BinData *data = resource_data(resource_of(object));
    bin_data_retain(data);
    return nif_out(binary_from_data(env->space, data, (uint8_t *)bytes, size));
}

// The resource that a term refers to, or NULL.
static Resource *find_resource(Term t)
{
    BinData *data = NULL;
    if (term_is_magic_ref(t)) {
        data = ref_magic_data(t);
    } else if (term_is_subtag(t, SUBTAG_REFC_BIN)) {
        data = ((RefcBin *)boxed_words(t))->data;
    }
    return data && data->destroy == destroy_resource ? (Resource *)data->bytes : NULL;
}

int enif_get_resource(ErlNifEnv *env, ERL_NIF_TERM t, ErlNifResourceType *type, void **object)
{
    t = nif_in(t);
    (void)env;
    Resource *r = find_resource(t);
    if (r == NULL || r->type != type) {
        return 0;
    }
    *object = r->object;
    return 1;
}

// Calls into another library's resource. 0: done.
int enif_dynamic_resource_call(ErlNifEnv *env, ERL_NIF_TERM module, ERL_NIF_TERM name,
                               ERL_NIF_TERM t, void *call_data)
{
    module = nif_in(module);
    name = nif_in(name);
    t = nif_in(t);
    Resource *r = find_resource(t);
    if (r == NULL || r->type->module != module || r->type->name != name ||
        r->type->calls.dyncall == NULL) {
        return 1;
    }
    NifLibrary *const library = env->library;
    env->library = r->type->library;
    r->type->calls.dyncall(env, r->object, call_data);
    env->library = library;
    return 0;
}
