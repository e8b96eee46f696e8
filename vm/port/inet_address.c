// SPDX-License-Identifier: Apache-2.0
// inet_address.c -- socket addresses as bytes of the control protocol, and as terms.
//
// `any` and `loopback` take the family of the socket. A path of a local socket that begins with a zero byte is abstract, as
// Linux has it; an empty one is unbound.
//
// Read before: vm/port/inet.h     Read next: vm/port/inet_option.c
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include "vm/port/inet.h"
#include "vm/term/atom.h"

static const char unsupported[] = "eafnosupport";
static const char invalid[] = "einval";

static void set_inet(InetAddress *a, uint16_t port, const uint8_t *ip)
{
    struct sockaddr_in *in = (struct sockaddr_in *)&a->sa;
    in->sin_family = AF_INET;
    in->sin_port = htons(port);
    memcpy(&in->sin_addr, ip, 4);
    a->size = sizeof *in;
}

static void set_inet6(InetAddress *a, uint16_t port, const uint8_t *ip, uint32_t flow,
                      uint32_t scope)
{
    struct sockaddr_in6 *in = (struct sockaddr_in6 *)&a->sa;
    in->sin6_family = AF_INET6;
    in->sin6_port = htons(port);
    in->sin6_flowinfo = htonl(flow);
    in->sin6_scope_id = scope;
    memcpy(&in->sin6_addr, ip, 16);
    a->size = sizeof *in;
}

static const char *set_known(InetAddress *a, int family, uint16_t port, bool is_loopback)
{
    static const uint8_t any[16], loopback4[4] = {127, 0, 0, 1}, loopback6[16] = {[15] = 1};
    if (family == AF_INET) {
        set_inet(a, port, is_loopback ? loopback4 : any);
        return NULL;
    }
    if (family == AF_INET6) {
        set_inet6(a, port, is_loopback ? loopback6 : any, 0, 0);
        return NULL;
    }
    return invalid;
}

static const char *read_local(Bytes *in, InetAddress *out)
{
    struct sockaddr_un *un = (struct sockaddr_un *)&out->sa;
    size_t size = bytes_u8(in);
    const uint8_t *path = bytes_take(in, size);
    if (in->bad || size >= sizeof un->sun_path) {
        return invalid;
    }
    un->sun_family = AF_UNIX;
    memcpy(un->sun_path, path, size);
    bool is_path = size > 0 && un->sun_path[0] != '\0';
    out->size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size + is_path);
    return NULL;
}

const char *inet_address_read(Bytes *in, int family, InetAddress *out)
{
    memset(out, 0, sizeof *out);
    uint8_t tag = bytes_u8(in);
    if (in->bad) {
        return invalid;
    }
    if (tag == INET_AF_LOCAL) {
        return read_local(in, out);
    }
    if (tag != INET_AF_INET && tag != INET_AF_INET6 && tag != INET_AF_ANY &&
        tag != INET_AF_LOOPBACK) {
        return unsupported;
    }
    uint16_t port = bytes_u16(in);
    if (tag == INET_AF_ANY || tag == INET_AF_LOOPBACK) {
        return in->bad ? invalid : set_known(out, family, port, tag == INET_AF_LOOPBACK);
    }
    const uint8_t *ip = bytes_take(in, tag == INET_AF_INET ? 4 : 16);
    if (in->bad) {
        return invalid;
    }
    if (tag == INET_AF_INET) {
        set_inet(out, port, ip);
        return NULL;
    }
    uint32_t flow = bytes_u32(in);
    uint32_t scope = bytes_u32(in);
    set_inet6(out, port, ip, flow, scope);
    return in->bad ? invalid : NULL;
}

// The path of a local address: what getsockname gives back has a zero at its end or not.
static size_t local_path(const InetAddress *a, const uint8_t **path)
{
    const struct sockaddr_un *un = (const struct sockaddr_un *)&a->sa;
    size_t offset = offsetof(struct sockaddr_un, sun_path);
    size_t size = a->size > offset ? a->size - offset : 0;
    *path = (const uint8_t *)un->sun_path;
    if (size && un->sun_path[0] != '\0') {
        size = strnlen(un->sun_path, size);
    }
    return size > 255 ? 255 : size;
}

bool inet_address_write(const InetAddress *a, ByteVec *out)
{
    const struct sockaddr_in *in = (const struct sockaddr_in *)&a->sa;
    const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)&a->sa;
    const uint8_t *path;
    switch (a->size < sizeof(sa_family_t) ? AF_UNSPEC : a->sa.ss_family) {
    case AF_INET:
        byte_vec_u8(out, INET_AF_INET);
        byte_vec_u16(out, ntohs(in->sin_port));
        byte_vec_add(out, &in->sin_addr, 4);
        return true;
    case AF_INET6:
        byte_vec_u8(out, INET_AF_INET6);
        byte_vec_u16(out, ntohs(in6->sin6_port));
        byte_vec_add(out, &in6->sin6_addr, 16);
        return true;
    case AF_UNIX: {
        size_t size = local_path(a, &path);
        byte_vec_u8(out, INET_AF_LOCAL);
        byte_vec_u8(out, (uint8_t)size);
        byte_vec_add(out, path, size);
        return true;
    }
    case AF_UNSPEC: byte_vec_u8(out, INET_AF_UNSPEC); return true;
    default: byte_vec_u8(out, INET_AF_UNDEFINED); return false;
    }
}

Term inet_address_term(const InetAddress *a, Space *space, Term *port_number)
{
    const struct sockaddr_in *in = (const struct sockaddr_in *)&a->sa;
    const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)&a->sa;
    Term parts[8];
    const uint8_t *path;
    *port_number = SMALL(0);
    switch (a->size < sizeof(sa_family_t) ? AF_UNSPEC : a->sa.ss_family) {
    case AF_INET:
        for (int i = 0; i < 4; i++) {
            parts[i] = small_make(((const uint8_t *)&in->sin_addr)[i]);
        }
        *port_number = small_make(ntohs(in->sin_port));
        return space_tuple(space, 4, parts);
    case AF_INET6:
        for (int i = 0; i < 8; i++) {
            parts[i] = small_make(ntohs(((const uint16_t *)&in6->sin6_addr)[i]));
        }
        *port_number = small_make(ntohs(in6->sin6_port));
        return space_tuple(space, 8, parts);
    case AF_UNIX: {
        size_t size = local_path(a, &path);
        return space_tuple2(space, ATOM_LOCAL, space_binary(space, path, size));
    }
    default: return space_tuple2(space, ATOM_UNSPEC, space_binary(space, "", 0));
    }
}

int inet_address_port(const InetAddress *a)
{
    switch (a->sa.ss_family) {
    case AF_INET: return ntohs(((const struct sockaddr_in *)&a->sa)->sin_port);
    case AF_INET6: return ntohs(((const struct sockaddr_in6 *)&a->sa)->sin6_port);
    default: return -1;
    }
}
