// SPDX-License-Identifier: Apache-2.0
// re_cache.c -- from the binary of a pattern to the code of PCRE2, with a cache.
//
//   table: hash of key -> ReCode       list: newest <-> ... <-> oldest, the first to go when there are more than CACHE_CODES
//
// One mutex guards both; compiling happens outside it (two threads may compile the same pattern;
// the second one is thrown away). A code is counted, so that one that is in use survives being
// dropped from the cache.
//
// Machine code: a pattern that is used often is compiled by PCRE2's own compiler to machine code.
// It is not worth it for patterns that are used once (compiling takes as long as some twenty short
// matches).
//
// Read before: vm/re/re_option.c     Read next: vm/re/re_capture.c
#define _GNU_SOURCE // memmem
#include "vm/base/hash.h"
#include "vm/base/sync.h"
#include "vm/base/table.h"
#include "vm/re/re.h"

enum { CACHE_CODES = 500, JIT_AFTER_USES = 16 };

static const uint8_t magic[4] = {'J', 'R', 'E', 1};
static Mutex cache_lock = MUTEX_INITIAL;
static Table cache;
static ReCode *newest, *oldest;

// ---- keys

void re_key_build(ByteVec *out, const ReOptions *o, const void *source, size_t size)
{
    byte_vec_add(out, magic, sizeof magic);
    byte_vec_u32(out, o->compile);
    byte_vec_u8(out, o->newline);
    byte_vec_u8(out, o->bsr);
    byte_vec_add(out, source, size);
}

bool re_key_is_pattern(const uint8_t *key, size_t size)
{
    return size >= RE_HEADER_BYTES && memcmp(key, magic, sizeof magic) == 0;
}

static uint32_t key_options(const uint8_t *key)
{
    return (uint32_t)key[4] << 24 | (uint32_t)key[5] << 16 | (uint32_t)key[6] << 8 | key[7];
}

// ---- codes

static void free_code(ReCode *c)
{
    pcre2_code_free(c->code);
    vm_free(c->key, c->key_size);
    vm_free(c, sizeof *c);
}

void re_code_release(ReCode *c)
{
    if (atomic_fetch_sub_explicit(&c->refs, 1, memory_order_acq_rel) == 1) {
        free_code(c);
    }
}

void re_code_retain(ReCode *c) { atomic_fetch_add_explicit(&c->refs, 1, memory_order_relaxed); }

uint32_t re_code_captures(const ReCode *c)
{
    uint32_t count = 0;
    pcre2_pattern_info(c->code, PCRE2_INFO_CAPTURECOUNT, &count);
    return count;
}

bool re_code_uses_crlf(const ReCode *c)
{
    uint32_t newline = 0;
    pcre2_pattern_info(c->code, PCRE2_INFO_NEWLINE, &newline);
    return newline == PCRE2_NEWLINE_CRLF || newline == PCRE2_NEWLINE_ANY ||
           newline == PCRE2_NEWLINE_ANYCRLF;
}

// Options that a hostile binary might hold and that would break our own assumptions are taken out.
enum {
    OPTIONS_KNOWN = PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE | PCRE2_CASELESS |
                    PCRE2_DOLLAR_ENDONLY | PCRE2_DOTALL | PCRE2_EXTENDED | PCRE2_FIRSTLINE |
                    PCRE2_MULTILINE | PCRE2_NO_AUTO_CAPTURE | PCRE2_DUPNAMES | PCRE2_UNGREEDY |
                    PCRE2_UCP | PCRE2_NEVER_UTF | PCRE2_UTF
};

// Are the letters from 128 to 255 words? In UTF-8 without UCP the interpreters of PCRE 8 and PCRE2
// say yes for \w and \w*, no for the first of \w+. PCRE2's machine code says otherwise, and (10.42)
// its note of the bytes a match begins with forgets them: such patterns go without both. From OTP 28 on
// they are no words in UTF-8: the tables that PCRE2 brings know ASCII only.
static bool has_word_in_utf(const uint8_t *key, size_t size)
{
    return !release_has_pcre2() && (key_options(key) & (PCRE2_UTF | PCRE2_UCP)) == PCRE2_UTF &&
           (memmem(key, size, "\\w", 2) || memmem(key, size, "\\W", 2));
}

static pcre2_code *compile(const uint8_t *key, size_t size, ReError *error)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    uint8_t newline = key[8], bsr = key[9];
    if (!release_has_pcre2() || !(key_options(key) & PCRE2_UTF)) {
        pcre2_set_character_tables(context, re_tables());
    }
    if (newline > PCRE2_NEWLINE_NUL ||
        pcre2_set_newline(context, newline ? newline : PCRE2_NEWLINE_LF) != 0) {
        pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    }
    pcre2_set_bsr(context, bsr == PCRE2_BSR_ANYCRLF ? PCRE2_BSR_ANYCRLF : PCRE2_BSR_UNICODE);
    uint32_t options = key_options(key) & (uint32_t)OPTIONS_KNOWN;
    if (has_word_in_utf(key, size)) {
        options |= PCRE2_NO_START_OPTIMIZE;
    }
    pcre2_code *code =
        re_compile(key + RE_HEADER_BYTES, size - RE_HEADER_BYTES, options, context, error);
    pcre2_compile_context_free(context);
    return code;
}

// ---- cache

typedef struct Key {
    const uint8_t *bytes;
    size_t size;
} Key;

static bool is_match(const void *entry, const void *key)
{
    const ReCode *c = entry;
    const Key *k = key;
    return c->key_size == k->size && memcmp(c->key, k->bytes, k->size) == 0;
}

static void unlink_locked(ReCode *c)
{
    *(c->newer ? &c->newer->older : &newest) = c->older;
    *(c->older ? &c->older->newer : &oldest) = c->newer;
}

static void push_newest_locked(ReCode *c)
{
    c->newer = NULL;
    c->older = newest;
    *(newest ? &newest->newer : &oldest) = c;
    newest = c;
}

// What the cache has under this key, moved to the front and counted.
static ReCode *find_locked(uint64_t hash, const Key *key)
{
    ReCode *c = table_find(&cache, (uint32_t)hash, key, is_match);
    if (c) {
        unlink_locked(c);
        push_newest_locked(c);
        atomic_fetch_add_explicit(&c->refs, 1, memory_order_relaxed);
    }
    return c;
}

static void drop_oldest_locked(void)
{
    ReCode *c = oldest;
    table_remove(&cache, (uint32_t)c->hash, c);
    unlink_locked(c);
    re_code_release(c);
}

static ReCode *make_code(uint64_t hash, const Key *key, ReError *error)
{
    pcre2_code *code = compile(key->bytes, key->size, error);
    if (code == NULL) {
        return NULL;
    }
    ReCode *c = vm_calloc(sizeof *c);
    c->code = code;
    c->hash = hash;
    c->key = vm_alloc(key->size);
    c->key_size = key->size;
    memcpy(c->key, key->bytes, key->size);
    atomic_store_explicit(&c->refs, 2, memory_order_relaxed); // the cache's and the caller's
    return c;
}

// One thread does it, others go on interpreting meanwhile: PCRE2 allows a match during
// pcre2_jit_compile only with PCRE2_NO_JIT, which has_jit decides.
void re_code_use(ReCode *c)
{
    if (atomic_fetch_add_explicit(&c->uses, 1, memory_order_relaxed) == JIT_AFTER_USES &&
        !has_word_in_utf(c->key, c->key_size)) {
        pcre2_jit_compile(c->code, PCRE2_JIT_COMPLETE);
        atomic_store_explicit(&c->has_jit, true, memory_order_release);
    }
}

ReCode *re_code_get(const uint8_t *bytes, size_t size, ReError *error)
{
    const Key key = {bytes, size};
    uint64_t hash = hash_bytes(bytes, size);
    mutex_lock(&cache_lock);
    ReCode *c = find_locked(hash, &key);
    mutex_unlock(&cache_lock);
    if (c) {
        re_code_use(c);
        return c;
    }
    ReCode *made = make_code(hash, &key, error);
    if (made == NULL) {
        return NULL;
    }
    mutex_lock(&cache_lock);
    c = find_locked(hash, &key);
    if (c == NULL) {
        c = made;
        table_insert(&cache, (uint32_t)hash, c);
        push_newest_locked(c);
        if (cache.count > CACHE_CODES) {
            drop_oldest_locked();
        }
        made = NULL;
    }
    mutex_unlock(&cache_lock);
    if (made) {
        free_code(made);
    }
    return c;
}

void re_init(void) { re_tables(); }
