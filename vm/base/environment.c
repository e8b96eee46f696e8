// SPDX-License-Identifier: Apache-2.0
// environment.c -- the environment variables as Erlang programs see them: a sorted array of texts
// under a lock.
//
// The C library's setenv is not thread safe (getenv returns a pointer into what setenv moves), so
// Erlang's view lives here and the process's real environment is only read, once.
//
//   entries: [ "HOME=/root" ][ "PATH=/bin" ] ...      each one allocation
//
// There are some dozens of variables: a binary search finds one, insertion moves the pointers
// behind it.
//
// INVARIANTS
//   1. Sorted by name as bytes, shorter first; no name twice. A name holds no '='.
//
// Read before: vm/base/vec.h
#include "vm/base/environment.h"

#include "vm/base/sync.h"

extern char **environ;

typedef struct Entry {
    size_t name_size, size; // size: of text without its zero
    char text[];            // name=value, zero-terminated
} Entry;

static RwLock lock = RWLOCK_INITIAL;
static Entry **entries;
static size_t count, room;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int compare_name(const Entry *e, const void *name, size_t size)
{
    size_t common = e->name_size < size ? e->name_size : size;
    int order = common ? memcmp(e->text, name, common) : 0; // an empty name may be NULL
    return order ? order : (e->name_size > size) - (e->name_size < size);
}

// Where the name stands or belongs.
static size_t find_place(const void *name, size_t size, bool *found)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_name(entries[middle], name, size) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *found = low < count && compare_name(entries[low], name, size) == 0;
    return low;
}

static void free_entry(Entry *e) { vm_free(e, sizeof *e + e->size + 1); }

static void put_locked(const void *name, size_t name_size, const void *value, size_t value_size)
{
    size_t size = name_size + 1 + value_size;
    Entry *e = vm_alloc(sizeof *e + size + 1);
    e->name_size = name_size;
    e->size = size;
    if (name_size) {
        memcpy(e->text, name, name_size);
    }
    e->text[name_size] = '=';
    if (value_size) {
        memcpy(e->text + name_size + 1, value, value_size);
    }
    e->text[size] = 0;
    bool found;
    size_t at = find_place(e->text, name_size, &found);
    if (found) {
        free_entry(entries[at]);
        entries[at] = e;
        return;
    }
    if (count == room) {
        size_t bigger = room ? room * 2 : 64;
        entries = vm_realloc(entries, room * sizeof *entries, bigger * sizeof *entries);
        room = bigger;
    }
    memmove(entries + at + 1, entries + at, (count - at) * sizeof *entries);
    entries[at] = e;
    count++;
}

static void read_process_environment(void)
{
    for (char **at = environ; at && *at; at++) {
        const char *equals = strchr(*at, '=');
        if (equals) {
            put_locked(*at, (size_t)(equals - *at), equals + 1, strlen(equals + 1));
        }
    }
}

static void make_ready(void) { CHECK(pthread_once(&once, read_process_environment) == 0); }

bool environment_get(const void *name, size_t name_size, ByteVec *value)
{
    bool found;
    make_ready();
    rwlock_read(&lock);
    size_t at = find_place(name, name_size, &found);
    if (found) {
        const Entry *e = entries[at];
        byte_vec_add(value, e->text + name_size + 1, e->size - name_size - 1);
    }
    rwlock_unlock(&lock);
    return found;
}

void environment_put(const void *name, size_t name_size, const void *value, size_t value_size)
{
    make_ready();
    rwlock_write(&lock);
    put_locked(name, name_size, value, value_size);
    rwlock_unlock(&lock);
}

void environment_remove(const void *name, size_t name_size)
{
    bool found;
    make_ready();
    rwlock_write(&lock);
    size_t at = find_place(name, name_size, &found);
    if (found) {
        free_entry(entries[at]);
        count--;
        memmove(entries + at, entries + at + 1, (count - at) * sizeof *entries);
    }
    rwlock_unlock(&lock);
}

void environment_each(EnvironmentVisit *visit, void *data)
{
    make_ready();
    rwlock_read(&lock);
    for (size_t i = 0; i < count; i++) {
        const Entry *e = entries[i];
        const uint8_t *text = (const uint8_t *)e->text;
        visit(data, text, e->name_size, text + e->name_size + 1, e->size - e->name_size - 1);
    }
    rwlock_unlock(&lock);
}

char **environment_block(size_t *size)
{
    make_ready();
    rwlock_read(&lock);
    *size = (count + 1) * sizeof(char *);
    for (size_t i = 0; i < count; i++) {
        *size += entries[i]->size + 1;
    }
    char **block = vm_alloc(*size), *text = (char *)(block + count + 1);
    for (size_t i = 0; i < count; i++) {
        memcpy(text, entries[i]->text, entries[i]->size + 1);
        block[i] = text;
        text += entries[i]->size + 1;
    }
    block[count] = NULL;
    rwlock_unlock(&lock);
    return block;
}
