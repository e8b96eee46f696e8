// SPDX-License-Identifier: Apache-2.0
// record_ops.h -- slow parts of the instructions on native records (vm/interp/instrs/record.tab).
//
// TERM_NONE: an error is described in p. Fields are general operands (name, value)*.
#pragma once

#include "vm/code/code.h"
#include "vm/interp/support.h"
#include "vm/term/record.h"

Term record_create_gc(Process *p, Registers *r, const RecordTemplate *t, const Cell *fields,
                      uint32_t count, uint32_t live);
// id: {Module, Name}; badrecord unless it is defined and exported.
Term record_create_ext_gc(Process *p, Registers *r, Term id, const Cell *fields, uint32_t count,
                          uint32_t live);
Term record_update_gc(Process *p, Registers *r, Term record, const Cell *fields, uint32_t count,
                      uint32_t live);
// id: {Module, Name}, whose fields can be read only if it is exported; the Name of a record of the
// asking module; or '_' for any.
Term record_field(Process *p, Term record, Term id, Term field);
