// SPDX-License-Identifier: Apache-2.0
// flag_shape.h -- which of the emulator's flags take the next word as their value.
#pragma once

typedef enum FlagShape {
    FLAG_SHAPE_ALONE,  // no value, or an attached one
    FLAG_SHAPE_NEXT,   // the next word is the value
    FLAG_SHAPE_SWITCH, // +B, +c: the next word is, if it is one of its own
    FLAG_SHAPE_BAD,    // no such flag
} FlagShape;

typedef enum MemoryFlag {
    MEMORY_FLAG_UNKNOWN,
    MEMORY_FLAG_BARE,       // the word is the whole name: the value is the next word
    MEMORY_FLAG_WITH_VALUE, // the value is attached
} MemoryFlag;

// word is what follows the + or -.
FlagShape flag_shape_of(const char *word);
// word is what follows +M: "Bas", "eamin", ...
MemoryFlag flag_shape_memory(const char *word);
