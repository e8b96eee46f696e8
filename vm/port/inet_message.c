// SPDX-License-Identifier: Apache-2.0
// inet_message.c -- messages of sockets that both kinds send.
//
// Data is a list, or a binary whose first `header` bytes are list elements in front of it.
//
// Read before: vm/port/inet.h     Read next: vm/port/driver_udp.c
#include "vm/port/inet.h"

#include "vm/base/release.h"
#include "vm/port/port_deliver.h"
#include "vm/term/atom.h"
#include "vm/term/binary.h"
#include "vm/term/etf.h"

static Term build_status(Space *space, Term error)
{
    return term_is_none(error) ? ATOM_OK : space_tuple2(space, ATOM_ERROR, error);
}

bool inet_sender_read(Term caller, Bytes *data, InetSender *sender)
{
    *sender = (InetSender){.pid = caller};
    if (release_tags_sends() && term_is_pid(caller)) {
        sender->tag_bytes = bytes_u16(data);
        sender->tag = bytes_take(data, sender->tag_bytes);
    }
    return !data->bad;
}

void inet_tell_reply(Inet *inet, const InetSender *sender, Term error)
{
    enum { WORDS = 8, TAG_WORDS = 24, WORDS_PER_BYTE = 3 }; // what a tag can become at most
    MessageBuilder b;
    Space *space = message_begin(&b, WORDS + TAG_WORDS + WORDS_PER_BYTE * sender->tag_bytes);
    Term status = build_status(space, error), message;
    if (sender->tag == NULL) {
        message = space_tuple3(space, ATOM_INET_REPLY, inet->port->id, status);
    } else {
        Bytes in = bytes_of(sender->tag, sender->tag_bytes);
        const char *reason;
        Term tag = etf_decode(space, &in, ETF_SAFE, &reason);
        tag = term_is_none(tag) ? ATOM_UNDEFINED : tag;
        message = space_tuple4(space, ATOM_INET_REPLY, inet->port->id, status, tag);
    }
    port_send(inet->port, sender->pid, &b, message);
}

void inet_tell_async(Inet *inet, Term caller, uint16_t ref, Term error)
{
    MessageBuilder b;
    Space *space = message_begin(&b, 8);
    Term status = build_status(space, error);
    port_send(inet->port, caller, &b,
              space_tuple4(space, ATOM_INET_ASYNC, inet->port->id, small_make(ref), status));
}

size_t inet_data_words(const Inet *inet, size_t size)
{
    size_t header = inet->header > 0 ? (size_t)inet->header : 0;
    if (inet->mode == INET_LIST || header > size) {
        return 2 * size;
    }
    return 2 * header +
           (size - header <= BINARY_HEAP_MAX ? heap_bin_words(size - header) : REFC_BIN_WORDS);
}

Term inet_data_term(const Inet *inet, Space *space, const uint8_t *bytes, size_t size)
{
    size_t header = inet->header > 0 ? (size_t)inet->header : 0;
    if (inet->mode == INET_LIST || header > size) {
        return space_string(space, (const char *)bytes, size);
    }
    Term data = space_binary(space, bytes + header, size - header);
    for (size_t i = header; i > 0; i--) {
        data = space_cons(space, small_make(bytes[i - 1]), data);
    }
    return data;
}

void inet_tell_atom(Inet *inet, Term atom)
{
    MessageBuilder b;
    Space *space = message_begin(&b, 3);
    port_send(inet->port, inet->port->owner, &b, space_tuple2(space, atom, inet->port->id));
}

void inet_tell_error(Inet *inet, Term atom, Term reason)
{
    MessageBuilder b;
    Space *space = message_begin(&b, 4);
    port_send(inet->port, inet->port->owner, &b, space_tuple3(space, atom, inet->port->id, reason));
}

bool inet_count_active(Inet *inet, Term passive_atom)
{
    if (inet->active == INET_ONCE) {
        inet->active = INET_PASSIVE;
    } else if (inet->active == INET_MULTI && --inet->active_count <= 0) {
        inet->active_count = 0;
        inet->active = INET_PASSIVE;
        inet_tell_atom(inet, passive_atom);
    }
    return inet->active == INET_PASSIVE;
}
