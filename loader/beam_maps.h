// SPDX-License-Identifier: Apache-2.0
// beam_maps.h -- new maps get a constant to start from.
//
// Read before: loader/beam_literals.h     Read next: loader/rewrite_maps.c
#pragma once

#include "loader/beam_literals.h"

// #{a => X, b => Y} is put_map_assoc on the constant #{}. Where all keys are immediate constants it becomes put_map_assoc on a
// constant with just these keys, which gives the same map; the emitter then knows its shape. After reading, before
// beam_literals_finish.
void beam_maps_prepare(BeamCode *code, BeamLiterals *literals);
