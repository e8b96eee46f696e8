// SPDX-License-Identifier: Apache-2.0
// flag_shape.c -- which of the emulator's flags take the next word as their value.
//
// A word in the place of a value is not looked at, whatever it begins with, so the launcher must
// know for each flag: alone (`+ec`, or the value is attached: `+S2`), with a value (`+S 2`), or
// with one of a few words, else alone (`+c`, `+c true`).
//
// +M: stock's allocators are tuned by some 300 names: one letter for an allocator (u: all of them)
// with one of 23 settings, and 21 names of their own. Joist has other allocators, so the values
// mean nothing here; but an unknown name is an error there and here.
#include "vm/cli/flag_shape.h"

#include "vm/base/platform.h"

static const char ALLOCATORS[] = "uBIDEFHLRSTZ";

// Where one name begins another the longer one stands first.
static const char *const OF_ALLOCATOR[] = {"asbcst", "as",     "atags",  "acul",  "acnl",   "acfml",
                                           "acful",  "cp",     "e",      "t",     "lmbcs",  "mbcgs",
                                           "mbsd",   "mmbcs",  "mmmbc",  "mmsbc", "msbclt", "ramv",
                                           "rmbcmt", "rsbcmt", "rsbcst", "sbct",  "smbcs",  NULL};

static const char *const OF_ALL[] = {
    "ea",      "ummc", "uycs",   "usac", "im", "is",  "lpm", "Mamcbf", "Mrmcbf", "Mmcs", "Mscs",
    "Mscrfsd", "Msco", "Mscrpm", "Ye",   "Ym", "Ytp", "Ytt", "Iscs",   "Xscs",   "dai",  NULL};

static MemoryFlag find_in(const char *word, const char *const *names)
{
    for (; *names; names++) {
        size_t length = strlen(*names);
        if (strncmp(word, *names, length) == 0) {
            return word[length] ? MEMORY_FLAG_WITH_VALUE : MEMORY_FLAG_BARE;
        }
    }
    return MEMORY_FLAG_UNKNOWN;
}

MemoryFlag flag_shape_memory(const char *word)
{
    MemoryFlag found = MEMORY_FLAG_UNKNOWN;
    if (word[0] && strchr(ALLOCATORS, word[0])) {
        found = find_in(word + 1, OF_ALLOCATOR);
    }
    return found != MEMORY_FLAG_UNKNOWN ? found : find_in(word, OF_ALL);
}

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++) {
        if (strcmp(word, *list) == 0) {
            return true;
        }
    }
    return false;
}

// What follows +S: nothing, P, Dcpu, DPcpu, Dio; or the value itself is attached.
static FlagShape scheduler_flag_value(const char *word)
{
    static const char *const dirty[] = {"cpu", "Pcpu", "io", NULL};
    if (word[0] == 'P') {
        return word[1] ? FLAG_SHAPE_ALONE : FLAG_SHAPE_NEXT;
    }
    if (word[0] != 'D') {
        return word[0] ? FLAG_SHAPE_ALONE : FLAG_SHAPE_NEXT;
    }
    for (const char *const *name = dirty; *name; name++) {
        if (strncmp(word + 1, *name, strlen(*name)) == 0) {
            return word[1 + strlen(*name)] ? FLAG_SHAPE_ALONE : FLAG_SHAPE_NEXT;
        }
    }
    return FLAG_SHAPE_BAD;
}

static FlagShape io_flag_value(const char *word)
{
    static const char *const names[] = {"Ot", "Op", "OPt", "OPp", "Os", NULL};
    for (const char *const *name = names; *name; name++) {
        if (strncmp(word, *name, strlen(*name)) == 0) {
            return word[strlen(*name)] ? FLAG_SHAPE_ALONE : FLAG_SHAPE_NEXT;
        }
    }
    return FLAG_SHAPE_BAD;
}

// Does `+word` take the next word as its value?
FlagShape flag_shape_of(const char *word)
{
    static const char *const scheduling[] = {
        "bt",     "bwtdcpu", "bwtdio", "bwt", "cl", "ct",     "ecio",  "fwi", "tbt", "wct",
        "wtdcpu", "wtdio",   "wt",     "ws",  "ss", "ssdcpu", "ssdio", "pp",  "ub",  NULL};
    static const char *const heap[] = {"ms", "mbs", "pds", "max", "maxk", "maxel", "mqd", "", NULL};
    static const char *const various[] = {"dbbl", "dntgc", "ebwt", "osrl", NULL};
    const char *rest = word[0] ? word + 1 : word;
    switch (word[0]) {
    case 'a':
    case 'A':
    case 'C':
    case 'e':
    case 'i':
    case 'n':
    case 'P':
    case 'Q':
    case 't':
    case 'T':
    case 'R':
    case 'W':
    case 'K': return *rest ? FLAG_SHAPE_ALONE : FLAG_SHAPE_NEXT;
    case 'I': return io_flag_value(rest);
    case 'J': return FLAG_SHAPE_NEXT;
    case 'S': return scheduler_flag_value(rest);
    case 'B':
    case 'c': return *rest ? FLAG_SHAPE_ALONE : FLAG_SHAPE_SWITCH;
    case 'M':
        return flag_shape_memory(rest) == MEMORY_FLAG_BARE ? FLAG_SHAPE_NEXT : FLAG_SHAPE_ALONE;
    case 'h': return is_one_of(rest, heap) ? FLAG_SHAPE_NEXT : FLAG_SHAPE_ALONE;
    case 'r': return strcmp(rest, "g") == 0 ? FLAG_SHAPE_NEXT : FLAG_SHAPE_ALONE;
    case 's': return is_one_of(rest, scheduling) ? FLAG_SHAPE_NEXT : FLAG_SHAPE_ALONE;
    case 'p': return strcmp(rest, "c") == 0 ? FLAG_SHAPE_NEXT : FLAG_SHAPE_ALONE;
    case 'z': return is_one_of(rest, various) ? FLAG_SHAPE_NEXT : FLAG_SHAPE_ALONE;
    default: return FLAG_SHAPE_ALONE;
    }
}
