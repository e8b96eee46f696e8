// SPDX-License-Identifier: Apache-2.0
// segments.h -- how the loader hands bit syntax to the instructions bs_create_bin and bs_match:
// what stands in their lists.
#pragma once

// Segments of bs_create_bin: triples of words {kind | flags << 8 | unit << 16 | number << 32, value, size}; value and size are
// general operands (of a string: address and length in bytes; with the flag SEGMENT_BITS: size is
// the number of bits, constant).
enum { SEGMENT_BITS = 128 };
// Few bits, all numbers and text, are packed into one word first (vm/interp/bits_build.h).
enum { PACKED_MAX = 56 };
typedef enum SegmentKind {
    SEGMENT_APPEND,
    SEGMENT_PRIVATE_APPEND,
    SEGMENT_BINARY,
    SEGMENT_BINARY_ALL,
    SEGMENT_FLOAT,
    SEGMENT_INTEGER,
    SEGMENT_STRING,
    SEGMENT_UTF8,
    SEGMENT_UTF16,
    SEGMENT_UTF32,
} SegmentKind;

// Commands of bs_match: MATCH_COMMAND_WORDS words each: {command | unit << 8 | flags << 24 | live << 40, size, value, destination as
// a general operand}.
typedef enum MatchCommand {
    MATCH_ENSURE_AT_LEAST,
    MATCH_ENSURE_EXACTLY,
    MATCH_INTEGER,
    MATCH_BINARY,
    MATCH_SKIP,
    MATCH_GET_TAIL,
    MATCH_EQUAL,
} MatchCommand;
enum { MATCH_COMMAND_WORDS = 4 };
