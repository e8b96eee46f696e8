// SPDX-License-Identifier: Apache-2.0
// nif_system.c -- memory, time, text, hashes and shared libraries in the NIF interface.
//
// enif_alloc has no size when it frees, so its memory comes from the C library and is not counted
// (vm/base/alloc.h).
//
// printf: formats are cut into pieces of one conversion each; %T takes a term, everything else goes
// to the C library with its argument taken as the length modifier says.
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "vm/bif/bif_system.h"
#include "vm/nif/nif_env.h"
#include "vm/proc/run_queue.h"
#include "vm/proc/time.h"
#include "vm/term/atom.h"
#include "vm/term/print.h"
#include "vm/term/term_hash.h"

// ---- memory

void *enif_alloc(size_t size) { return malloc(size); }
void *enif_realloc(void *pointer, size_t size) { return realloc(pointer, size); }
void enif_free(void *pointer) { free(pointer); }

// ---- time

static int64_t units_per_second(ErlNifTimeUnit unit)
{
    switch (unit) {
    case ERL_NIF_SEC: return 1;
    case ERL_NIF_MSEC: return 1000;
    case ERL_NIF_USEC: return 1000000;
    case ERL_NIF_NSEC: return NS_PER_S;
    }
    return 0;
}

static ErlNifTime time_in(int64_t ns, ErlNifTimeUnit unit)
{
    const int64_t per_second = units_per_second(unit);
    return per_second ? clock_floor_divide(ns, NS_PER_S / per_second) : ERL_NIF_TIME_ERROR;
}

// Not on threads that are no schedulers, as in ERTS.
ErlNifTime enif_monotonic_time(ErlNifTimeUnit unit)
{
    return registers_current ? time_in(time_monotonic_ns(), unit) : ERL_NIF_TIME_ERROR;
}
ErlNifTime enif_time_offset(ErlNifTimeUnit unit)
{
    return registers_current ? time_in(time_offset_ns(), unit) : ERL_NIF_TIME_ERROR;
}

ErlNifTime enif_convert_time_unit(ErlNifTime value, ErlNifTimeUnit from, ErlNifTimeUnit to)
{
    const int64_t f = units_per_second(from), t = units_per_second(to);
    if (f == 0 || t == 0) {
        return ERL_NIF_TIME_ERROR;
    }
    if (f >= t) {
        return clock_floor_divide(value, f / t);
    }
    int64_t result;
    return __builtin_mul_overflow(value, t / f, &result) ? ERL_NIF_TIME_ERROR : result;
}

static Term timestamp(ErlNifEnv *env, uint64_t us)
{
    const uint64_t s = us / 1000000;
    return space_tuple3(env->space, small_make((int64_t)(s / 1000000)),
                        small_make((int64_t)(s % 1000000)), small_make((int64_t)(us % 1000000)));
}
ERL_NIF_TERM enif_now_time(ErlNifEnv *env) { return nif_out(timestamp(env, time_now_us())); }
ERL_NIF_TERM enif_cpu_time(ErlNifEnv *env)
{
    return nif_out(timestamp(env, (uint64_t)clock() * 1000000 / CLOCKS_PER_SEC));
}

ERL_NIF_TERM enif_make_unique_integer(ErlNifEnv *env, ErlNifUniqueInteger properties)
{
    if (!(properties & ERL_NIF_UNIQUE_MONOTONIC)) {
        return nif_out(space_unsigned(env->space, unique_integer()));
    }
    const int64_t n = unique_integer_monotonic();
    // The sequence of all monotonic integers begins below zero; counted from its first it is
    // positive.
    return nif_out(properties & ERL_NIF_UNIQUE_POSITIVE
                       ? space_unsigned(env->space, (uint64_t)n - (uint64_t)INT64_MIN)
                       : space_integer(env->space, n));
}

// ---- hashes

ErlNifUInt64 enif_hash(ErlNifHash type, ERL_NIF_TERM t, ErlNifUInt64 salt)
{
    t = nif_in(t);
    switch (type) {
    case ERL_NIF_INTERNAL_HASH: return term_hash_internal(t, (uint32_t)salt);
    case ERL_NIF_PHASH2: return term_hash_phash2(t) & 0x7FFFFFF;
    }
    return 0;
}

// ---- environment variables, shared libraries

// *size: room, then the length without the zero. 0: done; > 0: too small (*size is what is needed);
// < 0: not set.
int enif_getenv(const char *key, char *value, size_t *size)
{
    const char *found = getenv(key);
    if (found == NULL) {
        return -1;
    }
    const size_t length = strlen(found);
    if (length >= *size) {
        *size = length + 1;
        return 1;
    }
    memcpy(value, found, length + 1);
    *size = length;
    return 0;
}

// The name comes without its ending, as that of load_nif.
void *enif_dlopen(const char *library, void (*on_error)(void *, const char *), void *data)
{
    char file[4096];
    if (snprintf(file, sizeof file, "%s.so", library) >= (int)sizeof file) {
        return NULL;
    }
    void *handle = dlopen(file, RTLD_NOW);
    if (handle == NULL && on_error) {
        on_error(data, dlerror());
    }
    return handle;
}
void *enif_dlsym(void *handle, const char *symbol, void (*on_error)(void *, const char *),
                 void *data)
{
    void *address = dlsym(handle, symbol);
    if (address == NULL && on_error) {
        on_error(data, dlerror());
    }
    return address;
}

void enif_system_info(ErlNifSysInfo *out, size_t size)
{
    ErlNifSysInfo info = {
        .driver_major_version = 3,
        .driver_minor_version = 3,
        .erts_version = (char *)system_args->erts_version,
        .otp_release = (char *)system_args->release,
        .thread_support = 1,
        .smp_support = 1,
        .async_threads = (int)system_args->async_threads,
        .scheduler_threads = sched_hooks.count ? (int)sched_hooks.count() : 1,
        .nif_major_version = ERL_NIF_MAJOR_VERSION,
        .nif_minor_version = ERL_NIF_MINOR_VERSION,
        .dirty_scheduler_support = 1,
    };
    memcpy(out, &info, size < sizeof info ? size : sizeof info);
}

// ---- printf

typedef struct Conversion {
    char text[64];
    char type;      // the conversion character
    char length[3]; // "", "h", "hh", "l", "ll", "z", "j", "t", "L"
    int stars[2], star_count;
} Conversion;

// Reads one conversion that begins at the '%'. Returns what follows it; NULL: it is malformed or
// far too long.
static const char *read_conversion(const char *at, Conversion *c)
{
    const char *start = at++;
    memset(c, 0, sizeof *c);
    at += strspn(at, "-+ #0'");
    for (int part = 0; part < 2; part++) {
        if (part == 1 && *at == '.') {
            at++;
        } else if (part == 1) {
            break;
        }
        if (*at == '*') {
            c->star_count++;
            at++;
        } else {
            at += strspn(at, "0123456789");
        }
    }
    const size_t length = strspn(at, "hlLzjtq");
    if (length > 2 || at + length + 1 - start >= (ptrdiff_t)sizeof c->text || at[length] == 0) {
        return NULL;
    }
    memcpy(c->length, at, length);
    at += length;
    c->type = *at++;
    memcpy(c->text, start, (size_t)(at - start));
    return at;
}

#define PRINT_VALUE(value)                                                    \
    (c->star_count == 0   ? byte_vec_printf(out, c->text, value)              \
     : c->star_count == 1 ? byte_vec_printf(out, c->text, c->stars[0], value) \
                          : byte_vec_printf(out, c->text, c->stars[0], c->stars[1], value))

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
static void print_integer(ByteVec *out, Conversion *c, va_list *arguments)
{
    if (!strcmp(c->length, "l") || !strcmp(c->length, "z") || !strcmp(c->length, "t") ||
        !strcmp(c->length, "j")) {
        const long value = va_arg(*arguments, long);
        PRINT_VALUE(value);
    } else if (!strcmp(c->length, "ll") || !strcmp(c->length, "q")) {
        const long long value = va_arg(*arguments, long long);
        PRINT_VALUE(value);
    } else {
        const int value = va_arg(*arguments, int);
        PRINT_VALUE(value);
    }
}

static bool print_conversion(ByteVec *out, Conversion *c, va_list *arguments)
{
    for (int i = 0; i < c->star_count; i++) {
        c->stars[i] = va_arg(*arguments, int);
    }
    if (strchr("dioxXuc", c->type)) {
        print_integer(out, c, arguments);
    } else if (strchr("fFeEgGaA", c->type) && !strcmp(c->length, "L")) {
        const long double value = va_arg(*arguments, long double);
        PRINT_VALUE(value);
    } else if (strchr("fFeEgGaA", c->type)) {
        const double value = va_arg(*arguments, double);
        PRINT_VALUE(value);
    } else if (c->type == 'p') { // sixteen digits, as ERTS writes them
        const void *const value = va_arg(*arguments, void *);
        byte_vec_printf(out, "0x%016lx", (unsigned long)(uintptr_t)value);
    } else if (c->type == 's') {
        void *value = va_arg(*arguments, void *);
        PRINT_VALUE(value);
    } else if (c->type == 'T') {
        term_print(out, nif_in(va_arg(*arguments, ERL_NIF_TERM)), 0);
    } else if (c->type == '%') {
        byte_vec_u8(out, '%');
    } else {
        return false; // nobody knows how large its argument is
    }
    return true;
}
#pragma GCC diagnostic pop

static void print_all(ByteVec *out, const char *format, va_list arguments)
{
    va_list rest;
    va_copy(rest, arguments);
    while (*format) {
        const size_t plain = strcspn(format, "%");
        byte_vec_add(out, format, plain);
        format += plain;
        Conversion c;
        const char *next = *format ? read_conversion(format, &c) : NULL;
        if (next == NULL || !print_conversion(out, &c, &rest)) {
            byte_vec_text(out, format);
            break;
        }
        format = next;
    }
    va_end(rest);
}

int enif_vsnprintf(char *out, size_t room, const char *format, va_list arguments)
{
    ByteVec text = {0};
    print_all(&text, format, arguments);
    if (room > 0) {
        const size_t size = text.size < room - 1 ? text.size : room - 1;
        memcpy(out, text.data ? (char *)text.data : "", size);
        out[size] = 0;
    }
    const int result = (int)text.size;
    byte_vec_free(&text);
    return result;
}
int enif_snprintf(char *out, size_t room, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int result = enif_vsnprintf(out, room, format, arguments);
    va_end(arguments);
    return result;
}
int enif_vfprintf(FILE *file, const char *format, va_list arguments)
{
    ByteVec text = {0};
    print_all(&text, format, arguments);
    const size_t written = fwrite(text.data ? (char *)text.data : "", 1, text.size, file);
    const int result = written == text.size ? (int)text.size : -1;
    byte_vec_free(&text);
    return result;
}
int enif_fprintf(FILE *file, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int result = enif_vfprintf(file, format, arguments);
    va_end(arguments);
    return result;
}
