// SPDX-License-Identifier: Apache-2.0
// etf_tags.h -- the tag bytes of the external term format, as the document erl_ext_dist names them.
#pragma once

enum {
    ETF_VERSION = 131,
    ETF_STRING_MAX = 65535,             // longer lists of bytes are ordinary lists
    ETF_SHORT_PORT_MAX = (1 << 28) - 1, // larger port numbers take TAG_V4_PORT
};

enum EtfTag {
    TAG_RECORD = 'C',
    TAG_NEW_FLOAT = 'F',
    TAG_BIT_BINARY = 'M',
    TAG_COMPRESSED = 'P',
    TAG_NEW_PID = 'X',
    TAG_NEW_PORT = 'Y',
    TAG_NEWER_REFERENCE = 'Z',
    TAG_SMALL_INTEGER = 'a',
    TAG_INTEGER = 'b',
    TAG_FLOAT = 'c',
    TAG_ATOM = 'd', // Latin-1
    TAG_REFERENCE = 'e',
    TAG_PORT = 'f',
    TAG_PID = 'g',
    TAG_SMALL_TUPLE = 'h',
    TAG_LARGE_TUPLE = 'i',
    TAG_NIL = 'j',
    TAG_STRING = 'k',
    TAG_LIST = 'l',
    TAG_BINARY = 'm',
    TAG_SMALL_BIG = 'n',
    TAG_LARGE_BIG = 'o',
    TAG_NEW_FUN = 'p',
    TAG_EXPORT = 'q',
    TAG_NEW_REFERENCE = 'r',
    TAG_SMALL_ATOM = 's', // Latin-1
    TAG_MAP = 't',
    TAG_ATOM_UTF8 = 'v',
    TAG_SMALL_ATOM_UTF8 = 'w',
    TAG_V4_PORT = 'x',
    TAG_LOCAL = 'y', // only for the node that wrote it: a mark of 32 bits, then the term
};
