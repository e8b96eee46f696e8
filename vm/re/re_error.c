// SPDX-License-Identifier: Apache-2.0
// re_error.c -- the texts of errors in patterns, as programs know them from stock BEAM, which used
// PCRE 8 up to OTP 27.
//
// PCRE2 numbers its errors 100 + n with mostly the same n. Errors that only PCRE2 has keep its own
// text.
//
// Read before: vm/re/re.h
#include "vm/base/release.h"
#include "vm/re/re.h"

enum { ERROR_BASE = 100 };

static const char *const texts[] = {
    [0] = "no error",
    [1] = "\\ at end of pattern",
    [2] = "\\c at end of pattern",
    [3] = "unrecognized character follows \\",
    [4] = "numbers out of order in {} quantifier",
    [5] = "number too big in {} quantifier",
    [6] = "missing terminating ] for character class",
    [7] = "invalid escape sequence in character class",
    [8] = "range out of order in character class",
    [9] = "nothing to repeat",
    [11] = "unrecognized character after (? or (?-",
    [12] = "POSIX named classes are supported only within a class",
    [13] = "POSIX collating elements are not supported",
    [14] = "missing )",
    [15] = "reference to non-existent subpattern",
    [18] = "missing ) after comment",
    [19] = "parentheses are too deeply nested",
    [20] = "regular expression is too large",
    [21] = "failed to get memory",
    [22] = "unmatched parentheses",
    [24] = "malformed number or name after (?(",
    [25] = "lookbehind assertion is not fixed length",
    [26] = "a numbered reference must not be zero",
    [27] = "conditional group contains more than two branches",
    [28] = "assertion expected after (?( or (?(?C)",
    [29] = "digit expected after (?+",
    [30] = "unknown POSIX class name",
    [33] = "parentheses are too deeply nested (stack check)",
    [34] = "character value in \\x{} or \\o{} is too large",
    [36] = "\\C not allowed in lookbehind assertion",
    [37] = "PCRE does not support \\L, \\l, \\N{name}, \\U, or \\u",
    [38] = "number after (?C is > 255",
    [39] = "closing ) for (?C expected",
    [41] = "unrecognized character after (?P",
    [42] = "syntax error in subpattern name (missing terminator)",
    [43] = "two named subpatterns have the same name",
    [44] = "group name must start with a non-digit",
    [46] = "malformed \\P or \\p sequence",
    [47] = "unknown property name after \\P or \\p",
    [48] = "subpattern name is too long (maximum 32 characters)",
    [50] = "invalid range in character class",
    [51] = "octal value is greater than \\377 in 8-bit non-UTF-8 mode",
    [54] = "DEFINE group contains more than one branch",
    [55] = "missing opening brace after \\o",
    [57] = "\\g is not followed by a braced, angle-bracketed, or quoted name/number or by a plain "
           "number",
    [58] = "(?R or (?[+-]digits must be followed by )",
    [60] = "(*VERB) not recognized or malformed",
    [61] = "number is too big",
    [62] = "subpattern name expected",
    [64] = "non-octal character in \\o{} (closing brace missing?)",
    [65] = "different names for subpatterns of the same number are not allowed",
    [66] = "(*MARK) must have an argument",
    [67] = "non-hex character in \\x{} (closing brace missing?)",
    [68] = "\\c must be followed by an ASCII character",
    [69] = "\\k is not followed by a braced, angle-bracketed, or quoted name",
    [71] = "\\N is not supported in a class",
    [73] = "disallowed Unicode code point (>= 0xd800 && <= 0xdfff)",
    [74] = "setting UTF is disabled by the application",
    [76] = "name is too long in (*MARK), (*PRUNE), (*SKIP), or (*THEN)",
    [77] = "character value in \\u.... sequence is too large",
    [78] = "digits missing in \\x{} or \\o{}",
    [84] = "parentheses are too deeply nested",
    [86] = "regular expression is too complicated",
    [RE_ERROR_AFTER_LESS - ERROR_BASE] = "unrecognized character after (?<",
    [93] = "PCRE does not support \\L, \\l, \\N{name}, \\U, or \\u",
};

const char *re_error_text(int code)
{
    static THREAD_LOCAL char own[256];
    if (code < 0 && !release_has_pcre2()) { // the pattern is not UTF-8
        return "invalid UTF-8 string";
    }
    size_t n = (size_t)(code - ERROR_BASE);
    if (!release_has_pcre2() && code >= ERROR_BASE && n < sizeof texts / sizeof texts[0] &&
        texts[n]) {
        return texts[n];
    }
    pcre2_get_error_message(code, (PCRE2_UCHAR *)own, sizeof own);
    return own;
}
