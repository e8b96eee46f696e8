// SPDX-License-Identifier: Apache-2.0
// remote_call.c -- a request to another process, its answer, and waiting for it.
//
// INVARIANTS
//   1. A request's `answer` is written by the target's thread before `done` (release) and read
//      after it (acquire).
//   2. The request is counted: one reference of the waiting process's magic reference, one of the
//      signal on its way.
#include "vm/bif/remote_call.h"

#include "vm/base/alloc.h"
#include "vm/heap/copy.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/signal.h"
#include "vm/term/ref.h"

typedef struct Request {
    _Atomic bool done;
    Term caller;
    RemoteFunction function;
    Term request, answer;
    Fragment *request_data, *answer_data;
} Request;

static Request *request_of(BinData *data) { return (Request *)data->bytes; }

static void destroy_request(BinData *data)
{
    Request *r = request_of(data);
    if (r->request_data) {
        fragment_destroy(r->request_data);
    }
    if (r->answer_data) {
        fragment_destroy(r->answer_data);
    }
    vm_free(data, sizeof *data + data->size);
}

// Wakes the caller: the call itself is all that is needed.
static void wake_caller(Process *p, void *data)
{
    (void)p;
    bin_data_release(data);
}

static void run_request(Process *target, void *data)
{
    Request *r = request_of(data);
    const Term answer = r->function(target, r->request);
    r->answer_data = copy_to_fragment(answer, &r->answer);
    atomic_store_explicit(&r->done, true, memory_order_release);
    if (!signal_rpc(r->caller, wake_caller, data, false)) {
        bin_data_release(data);
    }
}

static Term start_request(Process *p, Term target, RemoteFunction f, Term request, bool may_collect)
{
    BinData *data = bin_data_new(sizeof(Request));
    Request *r = request_of(data);
    *r = (Request){.caller = p->pid, .function = f, .answer = TERM_NIL};
    data->destroy = destroy_request;
    r->request_data = copy_to_fragment(request, &r->request);
    bin_data_retain(data);
    if (!signal_rpc(target, run_request, data, may_collect)) {
        const Term gone = f(NULL, request);
        bin_data_release(data);
        bin_data_release(data);
        return gone;
    }
    process_extra(p)->on_heap_state = ref_make_magic(process_space(p), data);
    return bif_wait(p);
}

Term remote_call(Process *p, Term target, RemoteFunction f, Term request, bool may_collect)
{
    const Term state = p->extra ? p->extra->on_heap_state : TERM_NIL;
    if (state == TERM_NIL) {
        return start_request(p, target, f, request, may_collect);
    }
    Request *r = request_of(ref_magic_data(state));
    if (!atomic_load_explicit(&r->done, memory_order_acquire)) {
        return bif_wait(p);
    }
    p->extra->on_heap_state = TERM_NIL;
    return copy_term(process_space(p), r->answer);
}
