// SPDX-License-Identifier: Apache-2.0
// inet_interface.c -- network interfaces: their names, flags and addresses.
//
//   getiflist:    [name, 0]*
//   getifaddrs:   [name, 0, option*, 0]*          one entry for each address, as getifaddrs(3) lists them
//   ifget:        [size:8, name, option code*]  ->  option*
//
// An option here is its code, then: addr, broadaddr, dstaddr, netmask [family, bytes]; flags and mtu 32 bits; hwaddr [size:16, bytes].
//
// Read before: vm/port/inet_control.c
#define _GNU_SOURCE
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>

#include "vm/port/inet.h"

enum { IF_ADDRESS = 1, IF_BROADCAST, IF_DESTINATION, IF_MTU, IF_NETMASK, IF_FLAGS, IF_HARDWARE };
enum {
    FLAG_UP = 1,
    FLAG_BROADCAST = 2,
    FLAG_LOOPBACK = 4,
    FLAG_POINT_TO_POINT = 8,
    FLAG_RUNNING = 16,
    FLAG_MULTICAST = 32
};

static uint32_t flags_of(unsigned flags)
{
    return (flags & IFF_UP ? FLAG_UP : 0u) | (flags & IFF_BROADCAST ? FLAG_BROADCAST : 0u) |
           (flags & IFF_LOOPBACK ? FLAG_LOOPBACK : 0u) |
           (flags & IFF_POINTOPOINT ? FLAG_POINT_TO_POINT : 0u) |
           (flags & IFF_RUNNING ? FLAG_RUNNING : 0u) |
           (flags & IFF_MULTICAST ? FLAG_MULTICAST : 0u);
}

static void add_address(ByteVec *out, uint8_t code, const struct sockaddr *sa)
{
    if (sa == NULL) {
        return;
    }
    if (sa->sa_family == AF_INET) {
        byte_vec_u8(out, code);
        byte_vec_u8(out, INET_AF_INET);
        byte_vec_add(out, &((const struct sockaddr_in *)sa)->sin_addr, 4);
    } else if (sa->sa_family == AF_INET6) {
        byte_vec_u8(out, code);
        byte_vec_u8(out, INET_AF_INET6);
        byte_vec_add(out, &((const struct sockaddr_in6 *)sa)->sin6_addr, 16);
    } else if (sa->sa_family == AF_PACKET && code == IF_ADDRESS) {
        const struct sockaddr_ll *ll = (const struct sockaddr_ll *)sa;
        byte_vec_u8(out, IF_HARDWARE);
        byte_vec_u16(out, ll->sll_halen);
        byte_vec_add(out, ll->sll_addr,
                     ll->sll_halen <= sizeof ll->sll_addr ? ll->sll_halen : sizeof ll->sll_addr);
    }
}

void inet_interface_addresses(ByteVec *reply)
{
    struct ifaddrs *all;
    if (getifaddrs(&all) != 0) {
        inet_reply_error(reply, errno);
        return;
    }
    byte_vec_u8(reply, INET_REPLY_OK);
    for (const struct ifaddrs *i = all; i; i = i->ifa_next) {
        byte_vec_add(reply, i->ifa_name, strlen(i->ifa_name) + 1);
        byte_vec_u8(reply, IF_FLAGS);
        byte_vec_u32(reply, flags_of(i->ifa_flags));
        if (i->ifa_addr && i->ifa_addr->sa_family != AF_PACKET) {
            add_address(reply, IF_ADDRESS, i->ifa_addr);
            add_address(reply, IF_NETMASK, i->ifa_netmask);
            if (i->ifa_flags & IFF_POINTOPOINT) {
                add_address(reply, IF_DESTINATION, i->ifa_dstaddr);
            } else if (i->ifa_flags & IFF_BROADCAST) {
                add_address(reply, IF_BROADCAST, i->ifa_broadaddr);
            }
        } else {
            add_address(reply, IF_ADDRESS, i->ifa_addr);
        }
        byte_vec_u8(reply, 0);
    }
    freeifaddrs(all);
}

void inet_interface_list(Inet *inet, ByteVec *reply)
{
    struct ifreq entries[256];
    struct ifconf c = {.ifc_len = sizeof entries};
    c.ifc_req = entries;
    if (ioctl(inet->fd, SIOCGIFCONF, &c) != 0) {
        inet_reply_error(reply, errno);
        return;
    }
    byte_vec_u8(reply, INET_REPLY_OK);
    for (size_t i = 0; i < (size_t)c.ifc_len / sizeof entries[0]; i++) {
        byte_vec_add(reply, entries[i].ifr_name, strnlen(entries[i].ifr_name, IFNAMSIZ));
        byte_vec_u8(reply, 0);
    }
}

static bool ask(const Inet *inet, unsigned long what, const char *name, struct ifreq *r)
{
    memset(r, 0, sizeof *r);
    memcpy(r->ifr_name, name, IFNAMSIZ);
    return ioctl(inet->fd, what, r) == 0;
}

static void get_one(const Inet *inet, const char *name, uint8_t code, ByteVec *out)
{
    static const struct {
        uint8_t code;
        unsigned long what;
    } addresses[] = {{IF_ADDRESS, SIOCGIFADDR},
                     {IF_BROADCAST, SIOCGIFBRDADDR},
                     {IF_DESTINATION, SIOCGIFDSTADDR},
                     {IF_NETMASK, SIOCGIFNETMASK}};
    struct ifreq r;
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        if (addresses[i].code == code && ask(inet, addresses[i].what, name, &r)) {
            add_address(out, code, &r.ifr_addr);
        }
    }
    if (code == IF_MTU && ask(inet, SIOCGIFMTU, name, &r)) {
        byte_vec_u8(out, code);
        byte_vec_u32(out, (uint32_t)r.ifr_mtu);
    } else if (code == IF_FLAGS && ask(inet, SIOCGIFFLAGS, name, &r)) {
        byte_vec_u8(out, code);
        byte_vec_u32(out, flags_of((unsigned)(uint16_t)r.ifr_flags));
    } else if (code == IF_HARDWARE && ask(inet, SIOCGIFHWADDR, name, &r)) {
        byte_vec_u8(out, code);
        byte_vec_u16(out, 6);
        byte_vec_add(out, r.ifr_hwaddr.sa_data, 6);
    }
}

void inet_interface_get(Inet *inet, const uint8_t *bytes, size_t size, ByteVec *reply)
{
    Bytes in = bytes_of(bytes, size);
    char name[IFNAMSIZ] = {0};
    size_t length = bytes_u8(&in);
    const uint8_t *text = bytes_take(&in, length);
    if (text == NULL || length >= sizeof name) {
        inet_reply_error(reply, EINVAL);
        return;
    }
    memcpy(name, text, length);
    byte_vec_u8(reply, INET_REPLY_OK);
    while (bytes_left(&in)) {
        get_one(inet, name, bytes_u8(&in), reply);
    }
}
