// SPDX-License-Identifier: Apache-2.0
// nif_thread.c -- threads, locks and thread specific data in the NIF interface: thin words around
// pthreads.
//
// The names of objects are for people who debug; they are copied and given back by the _name
// functions. The driver interface has the same functions under erl_drv_ names (vm/port).
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#include "vm/base/check.h"
#include "vm/base/sync.h"
#include "vm/nif/nif_env.h"

struct ErlDrvMutex_ {
    Mutex mutex;
    char *name;
};
struct ErlDrvCond_ {
    pthread_cond_t condition;
    char *name;
};
struct ErlDrvRWLock_ {
    RwLock lock;
    char *name;
};
struct ErlDrvTid_ {
    pthread_t thread;
    void *(*run)(void *);
    void *argument, *result;
    char *name;
};

static char *copy_name(const char *name)
{
    char *copy = strdup(name ? name : "");
    CHECK(copy != NULL);
    return copy;
}
static void *make_object(size_t size)
{
    void *object = calloc(1, size);
    CHECK(object != NULL);
    return object;
}

// ---- mutexes, conditions

ErlNifMutex *enif_mutex_create(char *name)
{
    ErlNifMutex *m = make_object(sizeof *m);
    mutex_init(&m->mutex);
    m->name = copy_name(name);
    return m;
}
void enif_mutex_destroy(ErlNifMutex *m)
{
    mutex_destroy(&m->mutex);
    free(m->name);
    free(m);
}
void enif_mutex_lock(ErlNifMutex *m) { mutex_lock(&m->mutex); }
void enif_mutex_unlock(ErlNifMutex *m) { mutex_unlock(&m->mutex); }
int enif_mutex_trylock(ErlNifMutex *m) { return mutex_try_lock(&m->mutex) ? 0 : EBUSY; }
char *enif_mutex_name(ErlNifMutex *m) { return m ? m->name : NULL; }

ErlNifCond *enif_cond_create(char *name)
{
    ErlNifCond *c = make_object(sizeof *c);
    condition_init(&c->condition);
    c->name = copy_name(name);
    return c;
}
void enif_cond_destroy(ErlNifCond *c)
{
    condition_destroy(&c->condition);
    free(c->name);
    free(c);
}
void enif_cond_signal(ErlNifCond *c) { condition_signal(&c->condition); }
void enif_cond_broadcast(ErlNifCond *c) { condition_broadcast(&c->condition); }
void enif_cond_wait(ErlNifCond *c, ErlNifMutex *m) { condition_wait(&c->condition, &m->mutex); }
char *enif_cond_name(ErlNifCond *c) { return c ? c->name : NULL; }

// ---- read/write locks

ErlNifRWLock *enif_rwlock_create(char *name)
{
    ErlNifRWLock *l = make_object(sizeof *l);
    rwlock_init(&l->lock);
    l->name = copy_name(name);
    return l;
}
void enif_rwlock_destroy(ErlNifRWLock *l)
{
    rwlock_destroy(&l->lock);
    free(l->name);
    free(l);
}
int enif_rwlock_tryrlock(ErlNifRWLock *l) { return rwlock_try_read(&l->lock) ? 0 : EBUSY; }
void enif_rwlock_rlock(ErlNifRWLock *l) { rwlock_read(&l->lock); }
void enif_rwlock_runlock(ErlNifRWLock *l) { rwlock_unlock(&l->lock); }
int enif_rwlock_tryrwlock(ErlNifRWLock *l) { return rwlock_try_write(&l->lock) ? 0 : EBUSY; }
void enif_rwlock_rwlock(ErlNifRWLock *l) { rwlock_write(&l->lock); }
void enif_rwlock_rwunlock(ErlNifRWLock *l) { rwlock_unlock(&l->lock); }
char *enif_rwlock_name(ErlNifRWLock *l) { return l ? l->name : NULL; }

// ---- thread specific data

int enif_tsd_key_create(char *name, ErlNifTSDKey *key)
{
    (void)name;
    pthread_key_t made;
    const int error = pthread_key_create(&made, NULL);
    if (error == 0) {
        *key = (ErlNifTSDKey)made;
    }
    return error;
}
void enif_tsd_key_destroy(ErlNifTSDKey key) { pthread_key_delete((pthread_key_t)key); }
void enif_tsd_set(ErlNifTSDKey key, void *data)
{
    CHECK(pthread_setspecific((pthread_key_t)key, data) == 0);
}
void *enif_tsd_get(ErlNifTSDKey key) { return pthread_getspecific((pthread_key_t)key); }

// ---- threads

static THREAD_LOCAL struct ErlDrvTid_
    *self; // NULL: a thread that was not made here, until it asks who it is

ErlNifThreadOpts *enif_thread_opts_create(char *name)
{
    (void)name;
    ErlNifThreadOpts *options = make_object(sizeof *options);
    options->suggested_stack_size = -1;
    return options;
}
void enif_thread_opts_destroy(ErlNifThreadOpts *options) { free(options); }

static void *run_thread(void *data)
{
    self = data;
    self->result = self->run(self->argument);
    return self->result;
}

int enif_thread_create(char *name, ErlNifTid *out, void *(*run)(void *), void *argument,
                       ErlNifThreadOpts *options)
{
    struct ErlDrvTid_ *t = make_object(sizeof *t);
    *t = (struct ErlDrvTid_){.run = run, .argument = argument, .name = copy_name(name)};
    pthread_attr_t attributes;
    CHECK(pthread_attr_init(&attributes) == 0);
    if (options && options->suggested_stack_size > 0) { // in kilowords
        size_t bytes = (size_t)options->suggested_stack_size * 1024 * sizeof(void *);
        bytes = bytes < 65536 ? 65536 : bytes;
        pthread_attr_setstacksize(&attributes, (bytes + 4095) & ~(size_t)4095);
    }
    const int error = pthread_create(&t->thread, &attributes, run_thread, t);
    pthread_attr_destroy(&attributes);
    if (error) {
        free(t->name);
        free(t);
        return error;
    }
    *out = t;
    return 0;
}

ErlNifTid enif_thread_self(void)
{
    if (self == NULL) { // kept for ever: there are few such threads
        self = make_object(sizeof *self);
        self->thread = pthread_self();
        self->name = copy_name("");
    }
    return self;
}
int enif_equal_tids(ErlNifTid a, ErlNifTid b) { return a == b; }
char *enif_thread_name(ErlNifTid t) { return t ? t->name : NULL; }
void enif_thread_exit(void *result) { pthread_exit(result); }

int enif_thread_join(ErlNifTid t, void **result)
{
    void *value = NULL;
    const int error = pthread_join(t->thread, &value);
    if (error == 0) {
        if (result) {
            *result = value;
        }
        free(t->name);
        free(t);
    }
    return error;
}
