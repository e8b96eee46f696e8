// SPDX-License-Identifier: Apache-2.0
// instr_includes.h -- what the bodies in instrs/*.tab use, for handlers and stencils alike.
#pragma once

#include "build/gen/instr_ids.h"
#include "vm/code/export.h"
#include "vm/code/instr.h"
#include "vm/interp/bits_build.h"
#include "vm/interp/bits_match.h"
#include "vm/interp/raise.h"
#include "vm/interp/record_ops.h"
#include "vm/interp/support.h"
#include "vm/proc/mailbox.h"
#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/bits.h"
#include "vm/term/compare.h"
#include "vm/term/map.h"
#include "vm/term/ref.h"

// The active code index is read at each call: whoever has heard of new code (by a message, say) calls
// the new code.
#define EXPORT_ENTRY(target) export_active((const Export *)(target))
