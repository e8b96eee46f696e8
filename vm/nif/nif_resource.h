// SPDX-License-Identifier: Apache-2.0
// nif_resource.h -- objects that native libraries own and Erlang programs hold by reference.
//
//   BinData [refs size destroy] bytes: [Resource: type, numbers, ... | the library's object ......]
//                                                                    ^ enif_alloc_resource
//
// Each magic reference to it, each binary into it, and each enif_keep_resource is one of BinData's
// references.
#pragma once

#include "vm/nif/nif_load.h"
#include "vm/term/binary.h"

struct enif_resource_type_t {
    ErlNifResourceType *next; // all types, and those of the library being loaded
    Term module, name;        // atoms
    NifLibrary *library;      // whose callbacks these are; NULL: it has none, or is gone
    bool is_open; // found by enif_open_resource_type; else it only lives until its last object
    _Atomic uint32_t refs; // objects, and is_open
    ErlNifResourceTypeInit calls;
};

typedef struct Resource {
    ErlNifResourceType *type;
    uint32_t numbers[3];      // its reference: always the same for one object
    uint32_t size;            // of the object
    _Atomic uint32_t watches; // monitors in force (nif_monitor.c)
    uint8_t object[] ALIGNED(16);
} Resource;
static inline Resource *resource_of(void *object)
{
    return (Resource *)((char *)object - offsetof(Resource, object));
}
static inline BinData *resource_data(Resource *r)
{
    return (BinData *)((char *)r - offsetof(BinData, bytes));
}
// Takes a reference unless the last one has been given up.
bool resource_try_retain(Resource *r);
// A reference term, MAGIC_REF_WORDS; always the same one for an object.
Term resource_ref(Space *space, Resource *r);

// ---- types and loading, under the loader's lock: what a load callback opened counts only when the
// load succeeds
void nif_resource_types_commit(NifLibrary *library);
void nif_resource_types_rollback(void);
void nif_resource_types_orphan(NifLibrary *library); // its module is gone

// ---- monitors (nif_monitor.c)
void nif_monitor_remove_all(Resource *r);
