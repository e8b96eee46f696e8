// SPDX-License-Identifier: Apache-2.0
// re_bif.c -- re:compile/1,2, import/1, run/2,3, internal_run/4, inspect/2, version/0.
//
// What needs lists of characters or all matches is Erlang code in re.erl: ucompile/2, urun/3
// (subject or pattern is not a UTF-8 binary, or lists are wanted as result), grun/3 (global), which
// call back.
//
// A run whose newline or \R options differ from those of the compiled pattern compiles the source
// anew with them, since PCRE2 binds them to the pattern; from OTP 28 on that is badarg.
//
// Exceptions: a match is not interrupted; match_limit (ten million by default, as in PCRE 8) ends
// what would take very long.
//
// Read before: vm/re/re_capture.c
#include "vm/bif/iolist.h"
#include "vm/re/re.h"
#include "vm/term/binary.h"

enum { JIT_STACK_FIRST = 32 * 1024, JIT_STACK_MAX = 1024 * 1024, BYTES_PER_REDUCTION = 256 };

// ---- compiling

static Term build_error(Space *space, const ReError *error, bool while_running)
{
    const char *text = re_error_text(error->code);
    Term what = space_tuple2(space, space_string(space, text, strlen(text)),
                             space_unsigned(space, error->offset));
    if (while_running) {
        what = space_tuple2(space, ATOM_COMPILE, what);
    }
    return space_tuple2(space, ATOM_ERROR, what);
}

// The key of a pattern given as text. False: it is no iolist.
static bool key_of_source(ByteVec *key, const ReOptions *o, Term source)
{
    re_key_build(key, o, NULL, 0);
    return iolist_append(key, source);
}

static Term trap_to(Process *p, Term *arg, const char *function, uint32_t argc, const Term *argv)
{
    Export *e = export_get(ATOM_RE, atom_from_text(function), argc);
    return bif_trap(p, arg, e, argc, argv);
}

// What compile returns for a pattern without errors.
static Term build_result(Process *p, ReCode *code, const ReOptions *o, Term option_list)
{
    Space *space = process_space(p);
    const bool is_unicode = o->flags & RE_UNICODE;
    Term result = o->flags & RE_EXPORT ? re_pattern_export(space, code, is_unicode, option_list)
                                       : re_pattern_build(space, code, is_unicode);
    return space_tuple2(space, ATOM_OK, result);
}

static Term compile_pattern(Process *p, Term *arg, Term source, Term option_list)
{
    ReOptions o;
    if (!re_options_parse(option_list, &o) || o.flags & RE_RUN_ONLY) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    if (o.flags & RE_UNICODE && !term_is_binary(source)) {
        return trap_to(p, arg, "ucompile", 2, (Term[]){source, option_list});
    }
    ByteVec key = {0};
    Term result = TERM_NONE;
    if (key_of_source(&key, &o, source)) {
        ReError error;
        ReCode *code = re_code_get(key.data, key.size, &error);
        if (code) {
            result = build_result(p, code, &o, option_list);
            re_code_release(code);
        } else {
            result = build_error(process_space(p), &error, false);
        }
        argument_charge(p, key.size, 4);
    }
    byte_vec_free(&key);
    return term_is_none(result) ? bif_badarg(p) : result;
}

Term bif_re_compile_1(Process *p, Term *arg) { return compile_pattern(p, arg, arg[0], TERM_NIL); }
Term bif_re_compile_2(Process *p, Term *arg) { return compile_pattern(p, arg, arg[0], arg[1]); }

// Compiles the source again: what another node, or this one, has exported is for its machine only.
Term bif_re_import_1(Process *p, Term *arg)
{
    Term source, options, result = TERM_NONE;
    ReOptions o;
    if (!re_pattern_exported(arg[0], &source, &options) || !re_options_parse(options, &o) ||
        o.flags & RE_RUN_ONLY) {
        return bif_badarg(p);
    }
    ByteVec key = {0};
    ReError error;
    ReCode *code = key_of_source(&key, &o, source) ? re_code_get(key.data, key.size, &error) : NULL;
    if (code) {
        result = re_pattern_build(process_space(p), code, o.flags & RE_UNICODE);
        re_code_release(code);
    }
    byte_vec_free(&key);
    return term_is_none(result) ? bif_badarg(p) : result;
}

// ---- patterns in calls of run

typedef struct Run {
    Process *p;
    Term *arg;
    Term subject, pattern, option_list;
    ReOptions options;
    bool is_first; // the subject has not been checked yet
    ReCode *code;
} Run;

static Term trap_to_unicode(const Run *r)
{
    return trap_to(r->p, r->arg, "urun", 3, (Term[]){r->subject, r->pattern, r->option_list});
}

static bool wants_lists(const ReOptions *o)
{
    return o->flags & RE_CAPTURE && o->capture_type == ATOM_LIST && !(o->flags & RE_GLOBAL);
}

// Finds the code. False: *result is what the call returns.
static bool prepare_text(Run *r, Term *result)
{
    const ReOptions *o = &r->options;
    Space *space = process_space(r->p);
    if (!term_is_binary(r->pattern) && !term_is_list(r->pattern)) {
        *result = bif_badarg(r->p);
        return false;
    }
    if (o->flags & RE_UNICODE &&
        (!term_is_binary(r->pattern) || !term_is_binary(r->subject) || wants_lists(o))) {
        *result = trap_to_unicode(r);
        return false;
    }
    ByteVec key = {0};
    ReError error;
    bool is_text = key_of_source(&key, o, r->pattern);
    r->code = is_text ? re_code_get(key.data, key.size, &error) : NULL;
    byte_vec_free(&key);
    if (r->code == NULL) {
        *result = is_text && o->flags & RE_REPORT_ERRORS ? build_error(space, &error, true)
                                                         : bif_badarg(r->p);
        return false;
    }
    if (o->flags & RE_GLOBAL) {
        Term compiled = re_pattern_build(space, r->code, o->flags & RE_UNICODE);
        Term third = space_tuple3(space, r->option_list,
                                  argument_boolean(o->flags & RE_COMPILE_ONLY), r->pattern);
        re_code_release(r->code);
        *result = trap_to(r->p, r->arg, "grun", 3, (Term[]){r->subject, compiled, third});
        return false;
    }
    return true;
}

static bool prepare_tuple(Run *r, Term *result)
{
    const ReOptions *o = &r->options;
    if (o->flags & RE_COMPILE_ONLY || !re_pattern_is(r->pattern)) {
        *result = bif_badarg(r->p);
        return false;
    }
    bool is_unicode = tuple_elements(r->pattern)[2] != SMALL(0);
    if (is_unicode && (!term_is_binary(r->subject) || wants_lists(o))) {
        *result = trap_to_unicode(r);
        return false;
    }
    if (o->flags & RE_GLOBAL) {
        Term third = space_tuple2(process_space(r->p), r->option_list, ATOM_FALSE);
        *result = trap_to(r->p, r->arg, "grun", 3, (Term[]){r->subject, r->pattern, third});
        return false;
    }
    r->code = re_pattern_code(r->pattern, o);
    if (r->code == NULL) {
        *result = bif_badarg(r->p);
    }
    return r->code != NULL;
}

// ---- matching

static pcre2_match_context *thread_context(void)
{
    static THREAD_LOCAL pcre2_match_context *context;
    if (context == NULL) { // one for each thread, for ever
        context = pcre2_match_context_create(NULL);
        pcre2_jit_stack_assign(context, NULL,
                               pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MAX, NULL));
    }
    return context;
}

static int match_subject(const Run *r, const uint8_t *subject, size_t size, pcre2_match_data *data)
{
    const ReOptions *o = &r->options;
    pcre2_match_context *context = thread_context();
    uint32_t default_limit;
    pcre2_config(PCRE2_CONFIG_MATCHLIMIT, &default_limit);
    bool has_limits = o->match_limit != UINT32_MAX || o->depth_limit != UINT32_MAX;
    pcre2_set_match_limit(context, o->match_limit != UINT32_MAX ? o->match_limit : default_limit);
    pcre2_set_depth_limit(context, o->depth_limit != UINT32_MAX ? o->depth_limit : default_limit);
    uint32_t flags = o->match | (r->is_first ? 0 : PCRE2_NO_UTF_CHECK);
    if (has_limits || !atomic_load_explicit(&r->code->has_jit, memory_order_acquire)) {
        flags |= PCRE2_NO_JIT; // limits count other things in machine code
    }
    return pcre2_match(r->code->code, subject, size, o->offset, flags, data, context);
}

// What a match that failed returns.
static Term answer_failure(const Run *r, int rc)
{
    bool reports = r->options.flags & RE_REPORT_ERRORS;
    switch (rc) {
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_JIT_STACKLIMIT:
        return reports ? space_tuple2(process_space(r->p), ATOM_ERROR, ATOM_MATCH_LIMIT)
                       : ATOM_NOMATCH;
    case PCRE2_ERROR_DEPTHLIMIT:
        return reports ? space_tuple2(process_space(r->p), ATOM_ERROR, ATOM_MATCH_LIMIT_RECURSION)
                       : ATOM_NOMATCH;
    case PCRE2_ERROR_NOMATCH:
    case PCRE2_ERROR_RECURSELOOP: return ATOM_NOMATCH;
    default: return bif_badarg(r->p); // the subject is not UTF-8, or the offset lies outside it
    }
}

static Term match_bytes(const Run *r, const ReCapture *capture, const uint8_t *subject, size_t size,
                        Term subject_term)
{
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(r->code->code, NULL);
    int rc = match_subject(r, subject, size, data);
    argument_charge(r->p, size + BYTES_PER_REDUCTION, BYTES_PER_REDUCTION);
    Term result =
        rc > 0 ? re_capture_build(process_space(r->p), capture, pcre2_get_ovector_pointer(data),
                                  (uint32_t)rc, subject, subject_term)
               : answer_failure(r, rc);
    pcre2_match_data_free(data);
    return result;
}

static Term match_term(const Run *r, const ReCapture *capture)
{
    if (term_is_binary(r->subject)) {
        size_t size;
        uint8_t *copy;
        const uint8_t *bytes = binary_bytes(r->subject, &size, &copy);
        static const uint8_t nothing[1];
        Term result = match_bytes(r, capture, bytes && size ? bytes : nothing, size,
                                  copy || size <= BINARY_HEAP_MAX ? TERM_NONE : r->subject);
        binary_bytes_free(copy, size);
        return result;
    }
    ByteVec v = {0};
    byte_vec_reserve(&v, 1);
    Term result = iolist_append(&v, r->subject) ? match_bytes(r, capture, v.data, v.size, TERM_NONE)
                                                : bif_badarg(r->p);
    byte_vec_free(&v);
    return result;
}

static Term run_pattern(Process *p, Term *arg, Term option_list, bool is_first)
{
    Run r = {.p = p,
             .arg = arg,
             .subject = arg[0],
             .pattern = arg[1],
             .option_list = option_list,
             .is_first = is_first};
    Term result;
    if (!re_options_parse(option_list, &r.options)) {
        return bif_error_cause(p, ATOM_BADARG, ATOM_BADOPT);
    }
    if (!(term_is_tuple_of(r.pattern, 5) ? prepare_tuple(&r, &result)
                                         : prepare_text(&r, &result))) {
        return result;
    }
    ReCapture capture;
    result =
        re_capture_parse(&r.options, r.code, &capture) ? match_term(&r, &capture) : bif_badarg(p);
    re_capture_free(&capture);
    re_code_release(r.code);
    return result;
}

Term bif_re_run_2(Process *p, Term *arg) { return run_pattern(p, arg, TERM_NIL, true); }
Term bif_re_run_3(Process *p, Term *arg) { return run_pattern(p, arg, arg[2], true); }

Term bif_re_internal_run_4(Process *p, Term *arg)
{
    if (arg[3] != ATOM_TRUE && arg[3] != ATOM_FALSE) {
        return bif_badarg(p);
    }
    return run_pattern(p, arg, arg[2], arg[3] == ATOM_TRUE);
}

// ---- questions

Term bif_re_inspect_2(Process *p, Term *arg)
{
    ReCode *code =
        re_pattern_is(arg[0]) && arg[1] == ATOM_NAMELIST ? re_pattern_code(arg[0], NULL) : NULL;
    if (code == NULL) {
        return bif_badarg(p);
    }
    Term result = space_tuple2(process_space(p), ATOM_NAMELIST, re_names(process_space(p), code));
    re_code_release(code);
    return result;
}

Term bif_re_version_0(Process *p, Term *arg)
{
    char text[64];
    (void)arg;
    int size = pcre2_config(PCRE2_CONFIG_VERSION, text);
    return space_binary(process_space(p), text, size > 0 ? (size_t)size - 1 : 0);
}
