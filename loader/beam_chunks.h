// SPDX-License-Identifier: Apache-2.0
// beam_chunks.h -- one reader per chunk: atoms, imports, exports, funs, literals, strings, lines,
// types, attributes. (The Code chunk: beam_code.h.)
//
// Read before: loader/beam_file.h     Read next: loader/beam_operand.h
#pragma once

#include "loader/beam_file.h"
#include "loader/beam_literals.h"

// Reads all chunks but Code into *code. Literals, file names, attributes and compile information
// are in `literals` until beam_chunks_finish; literal_count is what LitT holds.
bool beam_chunks_read(const BeamFile *file, BeamCode *code, BeamLiterals *literals,
                      BeamError *error);
// After the Code chunk has been read, too: moves all constants to code->literal_area and hands
// `terms` over to code->literals; nothing refers to an index of `literals` any more.
void beam_chunks_finish(BeamCode *code, BeamLiterals *literals);
