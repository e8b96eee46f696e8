// SPDX-License-Identifier: Apache-2.0
// diff_report.c -- two outcomes compared, and the difference shown.
//
//    outcome:  output              result                     fall
//              what was printed    "value 1", "exception ..."  how the machine ended, if it did
//                 |                   |                           |
//              [ normalised, with one numbering of identifiers for all three ]
//                 |                   |                           |
//    view:     output              result                     fall     compared byte by byte
//
// Normalising comes before comparing and before showing, so what is shown is what was compared.
#include "vm/cli/diff_report.h"

#include "vm/cli/diff_normal.h"
#include "vm/cli/diff_text.h"

enum { LINES_MAX = 60 }; // shown of one part

static void add_part(ByteVec *to, DiffNames *names, const ByteVec *part, bool exact)
{
    if (exact) {
        byte_vec_add(to, part->data, part->size);
    } else {
        diff_normal(to, names, part->data, part->size);
    }
}

void diff_view(DiffView *view, const DiffOutcome *outcome, bool exact, const char *hidden)
{
    DiffNames names = {.hidden = hidden};
    *view = (DiffView){0};
    add_part(&view->output, &names, &outcome->output, exact);
    add_part(&view->result, &names, &outcome->result, exact);
    byte_vec_u8(&view->result, '\n');
    add_part(&view->fall, &names, &outcome->fall, exact);
    byte_vec_u8(&view->fall, '\n');
    diff_names_free(&names);
}

static bool same_text(const ByteVec *a, const ByteVec *b)
{
    return a->size == b->size && (!a->size || memcmp(a->data, b->data, a->size) == 0);
}

bool diff_view_same(const DiffView *a, const DiffView *b)
{
    return same_text(&a->output, &b->output) && same_text(&a->result, &b->result) &&
           same_text(&a->fall, &b->fall);
}

static void show_part(ByteVec *out, const char *what, const ByteVec *from, const ByteVec *to)
{
    if (!same_text(from, to)) {
        byte_vec_printf(out, "%s:\n", what);
        diff_text(out, from, to, LINES_MAX);
    }
}

void diff_view_free(DiffView *view)
{
    byte_vec_free(&view->output);
    byte_vec_free(&view->result);
    byte_vec_free(&view->fall);
}

// Appends a word as a shell reads it.
static void quote(ByteVec *out, const char *word)
{
    static const char PLAIN[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-./:=,+@%";
    if (*word && strspn(word, PLAIN) == strlen(word)) {
        byte_vec_text(out, word);
        return;
    }
    byte_vec_u8(out, '\'');
    for (; *word; word++) {
        if (*word == '\'') {
            byte_vec_text(out, "'\\''");
        } else {
            byte_vec_u8(out, (uint8_t)*word);
        }
    }
    byte_vec_u8(out, '\'');
}

static void add_option(ByteVec *text, const char *option, const char *value)
{
    byte_vec_printf(text, " %s ", option);
    quote(text, value);
}

// The command line that runs this program alone on one side.
static void add_command(ByteVec *text, const DiffOptions *o, DiffSide side,
                        const DiffProgram *program)
{
    ByteVec machine = {0};
    for (size_t i = 0; i < o->machines[side].count; i++) {
        byte_vec_text(&machine, i ? " " : "");
        quote(&machine, o->machines[side].list[i]);
    }
    byte_vec_u8(&machine, '\0');
    byte_vec_printf(text, "repeat on %s: ", DIFF_SIDE_NAMES[side]);
    quote(text, o->executable);
    byte_vec_printf(text, " diff --only %s --%s ", DIFF_SIDE_NAMES[side], DIFF_SIDE_NAMES[side]);
    quote(text, (const char *)machine.data);
    byte_vec_free(&machine);
    if (*o->root) {
        add_option(text, "--root", o->root);
    }
    for (size_t i = 0; i < o->paths.count; i++) {
        add_option(text, "--pa", o->paths.list[i]);
    }
    if (o->call) {
        add_option(text, "--call", o->call);
    }
    byte_vec_printf(text, " --timeout %g ", (double)o->limit_ms / 1000);
    quote(text, program->path);
    for (size_t i = 0; i < o->arguments.count; i++) {
        byte_vec_text(text, i ? " " : " -- ");
        quote(text, o->arguments.list[i]);
    }
    byte_vec_u8(text, '\n');
}

void diff_report_show(ByteVec *out, const DiffOptions *options, const DiffProgram *program,
                      const char *headline, const DiffView *from, const DiffView *to,
                      const char *to_name)
{
    byte_vec_printf(out, "%s %s\n", headline, program->path);
    byte_vec_printf(out, "--- stock\n+++ %s\n", to_name);
    show_part(out, "output", &from->output, &to->output);
    show_part(out, "result", &from->result, &to->result);
    show_part(out, "end of the machine", &from->fall, &to->fall);
    add_command(out, options, DIFF_STOCK, program);
    add_command(out, options, DIFF_JOIST, program);
    byte_vec_u8(out, '\n');
}
