# SPDX-License-Identifier: Apache-2.0
"""mutate_etf.py -- terms in the external format, right and slightly wrong, chosen by a random number generator.

random_term writes a term of any kind (every tag that a decoder must know, the old ones too); mutate_term changes bytes,
lengths, tags and nesting of what it is given; random_external wraps it all, sometimes compressed.
"""
import struct
import zlib

SIZES = [0, 1, 2, 3, 127, 128, 255, 256, 65535, 65536, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]
TAGS = [70, 77, 78, 82, 88, 89, 90, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116,
        117, 118, 119, 120, 121]
ATOMS = [b"a", b"true", b"error", b"nonode@nohost", b"erlang", b"lists", b"", b"x" * 255, "å".encode(), b"\xff"]


def atom(r):
    text = r.choice(ATOMS)
    return r.choice((b"\x77" + bytes([len(text)]), b"v" + struct.pack(">H", len(text)), b"d" + struct.pack(">H", len(text)),
                     b"s" + bytes([len(text)]))) + text


def integer(r):
    choice = r.randrange(4)
    if choice == 0:
        return b"a" + bytes([r.randrange(256)])
    if choice == 1:
        return b"b" + struct.pack(">i", r.choice((0, 1, -1, 1 << 27, -(1 << 27), (1 << 31) - 1, -(1 << 31))))
    size = r.choice((0, 1, 4, 7, 8, 9, 16, 200))
    head = b"n" + bytes([size]) if choice == 2 else b"o" + struct.pack(">I", size)
    return head + bytes([r.choice((0, 1, 1, 2))]) + r.randbytes(size)


def floating(r):
    if r.random() < 0.7:
        return b"F" + struct.pack(">d", r.choice((0.0, -0.0, 1.5, 1e308, -1e-308, float("inf"), float("nan"))))
    return b"c" + r.choice((b"1.00000000000000000000e+00", b"nan", b"1e999", b"-1.5", b"")).ljust(31, b"\0")


def binary(r):
    data = r.randbytes(r.choice((0, 1, 7, 8, 63, 64, 65, 300)))
    if r.random() < 0.7:
        return b"m" + struct.pack(">I", len(data)) + data
    return b"M" + struct.pack(">I", len(data)) + bytes([r.choice((0, 1, 7, 8, 9))]) + data


def pid(r):
    return b"g" + atom(r) + struct.pack(">IIB", r.randrange(1 << 16), 0, 0) if r.random() < 0.5 else \
        b"X" + atom(r) + struct.pack(">III", r.randrange(1 << 16), 0, r.randrange(4))


def reference(r):
    count = r.choice((0, 1, 3, 5, 6))
    return r.choice((b"r" + struct.pack(">H", count) + atom(r) + b"\0", b"Z" + struct.pack(">H", count) + atom(r) + bytes(4))) + \
        r.randbytes(4 * count)


def port(r):
    return r.choice((b"f" + atom(r) + bytes(5), b"Y" + atom(r) + bytes(8), b"x" + atom(r) + bytes(12)))


def fun(r, depth):
    if r.random() < 0.4:
        return b"q" + atom(r) + atom(r) + integer(r)
    free = [random_term(r, depth + 2) for _ in range(r.randrange(3))]
    rest = bytes([r.randrange(4)]) + bytes(16) + struct.pack(">II", r.randrange(4), len(free)) + atom(r) + integer(r) + \
        integer(r) + pid(r) + b"".join(free)
    return b"p" + struct.pack(">I", len(rest) + 4) + rest


def container(r, depth):
    kind, count = r.randrange(5), r.choice((0, 1, 2, 3, 33 if depth < 2 else 2))
    items = b"".join(random_term(r, depth + 1) for _ in range(count * (2 if kind == 4 else 1)))
    if kind == 0:
        return b"h" + bytes([count]) + items
    if kind == 1:
        return b"i" + struct.pack(">I", count) + items
    if kind == 2:
        return b"l" + struct.pack(">I", count) + items + (b"j" if r.random() < 0.8 else random_term(r, depth + 1))
    if kind == 3:
        text = r.randbytes(r.choice((0, 1, 5)))
        return b"k" + struct.pack(">H", len(text)) + text
    return b"t" + struct.pack(">I", count) + items


def random_term(r, depth=0):
    makers = [atom, integer, integer, floating, binary, pid, reference, port, lambda r: fun(r, depth), lambda r: b"j"]
    if depth < 4:
        makers += [lambda r: container(r, depth)] * 6
    return r.choice(makers)(r)


def mutate_bytes(r, data):
    data = bytearray(data)
    for _ in range(r.choice((1, 1, 2, 4))):
        at, choice = r.randrange(len(data) + 1), r.randrange(8)
        if choice == 0:
            del data[at:]
        elif choice == 1:
            data[at:at] = r.randbytes(r.randrange(1, 5))
        elif choice == 2:
            del data[at:at + r.randrange(1, 9)]
        elif choice == 3 and at + 4 <= len(data):
            data[at:at + 4] = struct.pack(">I", r.choice(SIZES))
        elif choice == 4:
            data[at:at] = data[at:at + r.randrange(1, 17)]
        elif at < len(data):
            data[at] = r.choice((data[at] ^ 1 << r.randrange(8), r.choice(TAGS), r.randrange(256), 0, 255))
    return bytes(data)


def nest(r, data):
    depth = r.choice((3, 100, 20000))
    return r.choice((b"h\x01", b"l\0\0\0\1", b"t\0\0\0\1a\1", b"i\0\0\0\1")) * depth + data


def mutate_term(r, data):
    choice = r.random()
    if choice < 0.05:
        return nest(r, data)
    if choice < 0.1:
        return data + random_term(r)
    return mutate_bytes(r, data)


def random_external(r):
    """A term as term_to_binary writes it, most of them with something wrong."""
    data = random_term(r)
    if r.random() < 0.75:
        data = mutate_term(r, data)
    if r.random() < 0.1:
        size = len(data) if r.random() < 0.7 else r.choice(SIZES)
        packed = zlib.compress(data)
        data = b"P" + struct.pack(">I", size) + (packed if r.random() < 0.7 else mutate_bytes(r, packed))
    return b"\x83" + data
