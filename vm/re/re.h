// SPDX-License-Identifier: Apache-2.0
// re.h -- regular expressions: the module re on PCRE2.
//
// A compiled pattern is the term {re_pattern, Captures, Unicode, UseCRLF, Binary}. Binary is ours:
// the options and the source, so it may be stored, sent to other nodes and kept in a .beam file:
//
// From OTP 28 on the last element is a reference to the code instead, which only this node can use;
// what can be stored is the term that the option export makes and re:import/1 takes (re_pattern.c).
//
//   "JRE" 1 | compile options, 32 bits | newline, 8 bits | \R, 8 bits | source
//
// The machine code of PCRE2 is made when the pattern is used first, and kept in a cache
// (re_cache.c). A binary of stock BEAM (made by PCRE 8) is not understood: badarg, as stock itself
// says to a binary of another version. Elixir compiles its patterns anew where re:version/0 differs
// from what it was built with.
//
// Read before: vm/bif/bif.h     Read next: vm/re/re_option.c
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "vm/base/vec.h"
#include "vm/term/space.h"

void re_init(void);

// ---- options (re_option.c)
enum {                   // ReOptions.flags
    RE_COMPILE_ONLY = 1, // an option that only compile knows was given
    RE_RUN_ONLY = 2,
    RE_UNICODE = 4,
    RE_GLOBAL = 8,
    RE_REPORT_ERRORS = 16,
    RE_CAPTURE = 32,
    RE_EXPORT = 64,
};
typedef struct ReOptions {
    uint32_t compile, match; // PCRE2_*
    uint8_t newline, bsr;    // PCRE2_NEWLINE_*, PCRE2_BSR_*; 0: not given
    uint32_t flags;
    size_t offset;
    uint32_t match_limit, depth_limit; // UINT32_MAX: not given
    Term capture_values, capture_type;
} ReOptions;
bool re_options_parse(Term list, ReOptions *out);

// ---- patterns (re_cache.c)
typedef struct ReCode {
    pcre2_code *code;
    _Atomic uint32_t refs;
    _Atomic uint32_t uses;
    _Atomic bool has_jit;
    uint64_t hash;
    uint8_t *key; // what the Binary of the pattern holds
    size_t key_size;
    struct ReCode *newer, *older;
} ReCode;
typedef struct ReError {
    int code;
    size_t offset;
} ReError;
enum { RE_ERROR_AFTER_LESS = 199 }; // one that PCRE2 has no code for
enum { RE_HEADER_BYTES = 10 };
void re_key_build(ByteVec *out, const ReOptions *options, const void *source, size_t size);
// Is it the binary of a pattern?
bool re_key_is_pattern(const uint8_t *key, size_t size);
// Compiles or finds; NULL: an error of the pattern. The caller gives it back.
ReCode *re_code_get(const uint8_t *key, size_t size, ReError *error);
void re_code_release(ReCode *code);
void re_code_retain(ReCode *code);
void re_code_use(ReCode *code); // counts a use: often used code becomes machine code
uint32_t re_code_captures(const ReCode *code);
bool re_code_uses_crlf(const ReCode *code);
// re_compile.c: as pcre2_compile, with the rules and offsets of PCRE 8.
pcre2_code *re_compile(const uint8_t *source, size_t size, uint32_t options,
                       pcre2_compile_context *context, ReError *error);
const uint8_t *re_tables(void); // re_table.c: character tables of Latin-1

// ---- errors (re_error.c)
// The text of PCRE 8 for an error of pcre2_compile, as stock BEAM has it.
const char *re_error_text(int code);

// ---- compiled patterns as terms (re_pattern.c)
// {re_pattern, ...}. Does not take over the reference to code.
Term re_pattern_build(Space *space, ReCode *code, bool is_unicode);
bool re_pattern_is(Term t);
// The code, with other newline and \R options where o (which may be NULL) has some. NULL: not one
// of ours. The caller gives it back.
ReCode *re_pattern_code(Term pattern, const ReOptions *o);
// {re_exported_pattern, ...}
Term re_pattern_export(Space *space, const ReCode *code, bool is_unicode, Term options);
// The source and options of an exported pattern. False: it is none.
bool re_pattern_exported(Term t, Term *source, Term *options);

// ---- captures (re_capture.c)
typedef enum ReCaptureType { RE_AS_INDEX, RE_AS_LIST, RE_AS_BINARY, RE_AS_NOTHING } ReCaptureType;
typedef struct ReCapture {
    ReCaptureType type;
    int32_t first; // no list: all groups from this one on
    bool has_list;
    ByteVec list; // int32_t each: a group; or -n: the first set one of the next n; or -1: none
} ReCapture;
bool re_capture_parse(const ReOptions *options, const ReCode *code, ReCapture *out);
void re_capture_free(ReCapture *c);
// {match, [...]} or match. subject_term: where the subject lies, if it is a binary of at least that
// many bytes, else TERM_NONE.
Term re_capture_build(Space *space, const ReCapture *c, const PCRE2_SIZE *vector, uint32_t groups,
                      const uint8_t *subject, Term subject_term);
// The names of groups, each once, as a list of binaries.
Term re_names(Space *space, const ReCode *code);
