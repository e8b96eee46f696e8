// SPDX-License-Identifier: Apache-2.0
// stack.h -- WordStack: an explicit stack of words, for walking terms of any depth without
// recursing in C.
//
// Starts in a small array inside the struct (so on the C stack) and moves to allocated memory when
// deep. Use: WordStack s; word_stack_init(&s); ... word_stack_free(&s).
#pragma once

#include "vm/base/alloc.h"

enum { WORD_STACK_INLINE = 64 };

typedef struct WordStack {
    uint64_t *base;
    uint64_t *top; // next free
    uint64_t *limit;
    uint64_t inline_words[WORD_STACK_INLINE];
} WordStack;

static inline void word_stack_init(WordStack *s)
{
    s->base = s->top = s->inline_words;
    s->limit = s->base + WORD_STACK_INLINE;
}
// Doubles the stack; out of line in alloc.c.
void word_stack_grow(WordStack *s);
void word_stack_free_block(WordStack *s);
static inline void word_stack_free(WordStack *s)
{
    if (UNLIKELY(s->base != s->inline_words)) {
        word_stack_free_block(s);
    }
    word_stack_init(s);
}
static inline void word_stack_push(WordStack *s, uint64_t word)
{
    if (UNLIKELY(s->top == s->limit)) {
        word_stack_grow(s);
    }
    *s->top++ = word;
}
static inline uint64_t word_stack_pop(WordStack *s) { return *--s->top; }
static inline bool word_stack_is_empty(const WordStack *s) { return s->top == s->base; }
