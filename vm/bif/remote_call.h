// SPDX-License-Identifier: Apache-2.0
// remote_call.h -- asking another process: a BIF runs a function on the other's own thread and
// waits for the answer.
//
//   first call:  signal (RPC) to the target, BIF_WAIT           target: f(target, request), answer copied, signal back
//   again:       answer there? result : BIF_WAIT
//
// The request lives in a BinData behind a magic reference, which the waiting process holds in its
// extra state; so whoever dies first, nothing dangles.
#pragma once

#include "vm/proc/process.h"

// Runs on the target's thread between slices; builds its answer in process_space(target). target
// NULL: it is gone; then builds nothing and returns an immediate. request: a copy of what the
// caller gave (in a fragment: copy what is kept).
typedef Term (*RemoteFunction)(Process *target, Term request);
// The answer in p's heap, or TERM_NONE (BIF_WAIT). A BIF that calls this must return its result at
// once, and do nothing before it that must not be done twice. may_collect: f may call
// process_collect_gc.
Term remote_call(Process *p, Term target, RemoteFunction f, Term request, bool may_collect);
