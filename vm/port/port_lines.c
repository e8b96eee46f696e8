// SPDX-License-Identifier: Apache-2.0
// port_lines.c -- cuts input into lines of limited length: the option {line, N} of ports.
//
//   MAIN       collecting
//   FULL       N bytes are there: either the newline comes now, or the line is given out without end
//   CR_INSIDE  a carriage return was read: it belongs to a newline, or else to the line
//   CR_AFTER   the same, behind a full line
//
// A newline is \n or \r\n. A full line followed by its newline is one line with end, so a line of exactly N bytes is whole.
//
// Read before: vm/port/port_deliver.h
#include "vm/port/port_deliver.h"

enum { LINE_MAIN, LINE_FULL, LINE_CR_INSIDE, LINE_CR_AFTER, LINE_FIRST_ROOM = 64 };

PortLines *port_lines_new(size_t length)
{
    PortLines *lines = vm_calloc(sizeof *lines);
    lines->length = length;
    return lines;
}

void port_lines_free(PortLines *lines)
{
    if (lines) {
        vm_free(lines->bytes, lines->room);
        vm_free(lines, sizeof *lines);
    }
}

static void append_byte(PortLines *lines, uint8_t byte)
{
    if (lines->size == lines->room) {
        size_t room = lines->room ? lines->room * 2 : LINE_FIRST_ROOM;
        lines->bytes = vm_realloc(lines->bytes, lines->room, room);
        lines->room = room;
    }
    lines->bytes[lines->size++] = byte;
}

// Gives out what is there.
static bool end_line(PortLines *lines, size_t *line_size, int next_state)
{
    *line_size = lines->size;
    lines->size = 0;
    lines->state = next_state;
    return true;
}

// One byte that is no newline. True: a line is complete; *used tells whether the byte has been taken.
static bool take_byte(PortLines *lines, uint8_t byte, bool *used, size_t *line_size)
{
    *used = true;
    switch (lines->state) {
    case LINE_MAIN:
        if (lines->size >= lines->length) {
            lines->state = LINE_FULL;
            *used = false;
        } else if (byte == '\r') {
            lines->state = LINE_CR_INSIDE;
        } else {
            append_byte(lines, byte);
        }
        return false;
    case LINE_FULL:
        if (byte == '\r') {
            lines->state = LINE_CR_AFTER;
            return false;
        }
        *used = false;
        return end_line(lines, line_size, LINE_MAIN);
    case LINE_CR_INSIDE:
        append_byte(lines, '\r');
        lines->state = LINE_MAIN;
        *used = false;
        return false;
    default: // LINE_CR_AFTER
        *used = false;
        return end_line(lines, line_size, LINE_CR_INSIDE);
    }
}

bool port_lines_take(PortLines *lines, const uint8_t **bytes, size_t *size, size_t *line_size,
                     bool *has_end)
{
    while (*size) {
        bool used = true, complete;
        uint8_t byte = **bytes;
        *has_end = byte == '\n';
        if (byte == '\n') {
            complete = end_line(lines, line_size, LINE_MAIN);
        } else {
            complete = take_byte(lines, byte, &used, line_size);
        }
        *bytes += used;
        *size -= used;
        if (complete) {
            return true;
        }
    }
    return false;
}

bool port_lines_flush(PortLines *lines, size_t *line_size)
{
    int next = LINE_MAIN;
    if (lines->state == LINE_CR_INSIDE) {
        append_byte(lines, '\r');
    } else if (lines->state == LINE_CR_AFTER) {
        next = LINE_CR_INSIDE;
    }
    end_line(lines, line_size, next);
    return *line_size > 0;
}
