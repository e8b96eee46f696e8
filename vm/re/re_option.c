// SPDX-License-Identifier: Apache-2.0
// re_option.c -- the option list of re:compile and re:run.
//
// Some options belong to compiling, some to running, some (anchored, newline, bsr_*) to both; run
// accepts all of them when it is given a pattern as text.
//
// Read before: vm/re/re.h     Read next: vm/re/re_cache.c
#include "vm/base/release.h"
#include "vm/bif/argument.h"
#include "vm/re/re.h"
#include "vm/term/atom.h"

typedef struct ReWord {
    const Term *atom;
    uint32_t compile, match, flags;
} ReWord;

static const ReWord words[] = {
    {&ATOM_ANCHORED, PCRE2_ANCHORED, PCRE2_ANCHORED, 0},
    {&ATOM_NOTEMPTY, 0, PCRE2_NOTEMPTY, RE_RUN_ONLY},
    {&ATOM_NOTEMPTY_ATSTART, 0, PCRE2_NOTEMPTY_ATSTART, RE_RUN_ONLY},
    {&ATOM_NOTBOL, 0, PCRE2_NOTBOL, RE_RUN_ONLY},
    {&ATOM_NOTEOL, 0, PCRE2_NOTEOL, RE_RUN_ONLY},
    {&ATOM_REPORT_ERRORS, 0, 0, RE_RUN_ONLY | RE_REPORT_ERRORS},
    {&ATOM_GLOBAL, 0, 0, RE_RUN_ONLY | RE_GLOBAL},
    {&ATOM_NO_START_OPTIMIZE, PCRE2_NO_START_OPTIMIZE, 0, RE_COMPILE_ONLY},
    {&ATOM_CASELESS, PCRE2_CASELESS, 0, RE_COMPILE_ONLY},
    {&ATOM_DOLLAR_ENDONLY, PCRE2_DOLLAR_ENDONLY, 0, RE_COMPILE_ONLY},
    {&ATOM_DOTALL, PCRE2_DOTALL, 0, RE_COMPILE_ONLY},
    {&ATOM_EXTENDED, PCRE2_EXTENDED, 0, RE_COMPILE_ONLY},
    {&ATOM_FIRSTLINE, PCRE2_FIRSTLINE, 0, RE_COMPILE_ONLY},
    {&ATOM_MULTILINE, PCRE2_MULTILINE, 0, RE_COMPILE_ONLY},
    {&ATOM_NO_AUTO_CAPTURE, PCRE2_NO_AUTO_CAPTURE, 0, RE_COMPILE_ONLY},
    {&ATOM_DUPNAMES, PCRE2_DUPNAMES, 0, RE_COMPILE_ONLY},
    {&ATOM_UNGREEDY, PCRE2_UNGREEDY, 0, RE_COMPILE_ONLY},
    {&ATOM_UCP, PCRE2_UCP, 0, RE_COMPILE_ONLY},
    {&ATOM_NEVER_UTF, PCRE2_NEVER_UTF, 0, RE_COMPILE_ONLY},
    {&ATOM_UNICODE, PCRE2_UTF, 0, RE_COMPILE_ONLY | RE_UNICODE},
    {&ATOM_EXPORT, 0, 0, RE_COMPILE_ONLY | RE_EXPORT}, // from 28 on
};

static bool read_newline(Term value, ReOptions *o)
{
    o->newline = value == ATOM_CR                           ? PCRE2_NEWLINE_CR
                 : value == ATOM_LF                         ? PCRE2_NEWLINE_LF
                 : value == ATOM_CRLF                       ? PCRE2_NEWLINE_CRLF
                 : value == ATOM_ANY                        ? PCRE2_NEWLINE_ANY
                 : value == ATOM_ANYCRLF                    ? PCRE2_NEWLINE_ANYCRLF
                 : value == ATOM_NUL && release_has_pcre2() ? PCRE2_NEWLINE_NUL
                                                            : 0;
    return o->newline != 0;
}

static bool read_word(Term word, ReOptions *o)
{
    if (word == ATOM_BSR_ANYCRLF || word == ATOM_BSR_UNICODE) {
        o->bsr = word == ATOM_BSR_ANYCRLF ? PCRE2_BSR_ANYCRLF : PCRE2_BSR_UNICODE;
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (*words[i].atom == word && (word != ATOM_EXPORT || release_has_pcre2())) {
            o->compile |= words[i].compile;
            o->match |= words[i].match;
            o->flags |= words[i].flags;
            return true;
        }
    }
    return false;
}

static bool read_limit(Term value, uint32_t *limit, ReOptions *o)
{
    int64_t n;
    o->flags |= RE_RUN_ONLY;
    bool is_good = argument_in_range(value, 0, INT32_MAX, &n);
    *limit = is_good ? (uint32_t)n : 0;
    return is_good;
}

static bool read_capture(const Term *elements, uint32_t arity, ReOptions *o)
{
    o->capture_values = elements[1];
    o->capture_type = arity == 3 ? elements[2] : ATOM_INDEX;
    o->flags |= RE_RUN_ONLY | RE_CAPTURE;
    return true;
}

static bool read_tuple(Term option, ReOptions *o)
{
    const Term *elements = tuple_elements(option);
    uint32_t arity = tuple_arity(option);
    if ((arity == 2 || arity == 3) && elements[0] == ATOM_CAPTURE) {
        return read_capture(elements, arity, o);
    }
    if (arity != 2) {
        return false;
    }
    if (elements[0] == ATOM_OFFSET) {
        uint32_t offset;
        bool is_good = read_limit(elements[1], &offset, o);
        o->offset = offset;
        return is_good;
    }
    if (elements[0] == ATOM_MATCH_LIMIT) {
        return read_limit(elements[1], &o->match_limit, o);
    }
    if (elements[0] == ATOM_MATCH_LIMIT_RECURSION) {
        return read_limit(elements[1], &o->depth_limit, o);
    }
    return elements[0] == ATOM_NEWLINE && read_newline(elements[1], o);
}

bool re_options_parse(Term list, ReOptions *o)
{
    *o = (ReOptions){.match_limit = UINT32_MAX,
                     .depth_limit = UINT32_MAX,
                     .capture_values = ATOM_ALL,
                     .capture_type = ATOM_INDEX};
    Term option;
    while (argument_next(&list, &option)) {
        if (!(term_is_tuple(option) ? read_tuple(option, o) : read_word(option, o))) {
            return false;
        }
    }
    return term_is_nil(list);
}
