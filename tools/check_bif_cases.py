#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that every built-in function of tiers 1 and 2 is called by a case.

What: the rows of vm/bif/bifs.def that a boot or the tools of OTP 25 need (otp_bifs.def, tiers 1 and
2) must be called somewhere in beam_tests/cases/**/*.erl. Functions that only OTP's own Erlang code
calls (INTERNAL) are counted, not demanded: cases reach them through that code.

Idea: cases are read as text. A call counts when its module, name and number of arguments can be
seen: `maps:get(K, M)`, `byte_size(B)` (module erlang), `fun lists:map/2`, `{maps, get, [K, M]}` and
`[maps, get, [K, M]]` in tables of calls to apply, and `bif(maps, get, 2, [...])` of
beam_tests/cases/bif.hrl. Operators count as `bif(erlang, '+', 2, ...)` and `table('+', ...)`.

Exception: whether the call pins anything down is for the reviewer to see.
"""

import re
import sys

from source_tree import read_text, tree_files

ROW = re.compile(r'^(?:OTP_)?BIF\(\s*([\w"]+)\s*,\s*"((?:[^"\\]|\\.)*)"\s*,\s*(\d+)\s*,\s*(\w+)', re.M)
NAME = r"([a-z]\w*|'(?:[^'\\]|\\.)*')"
BY_TABLE = re.compile(rf"\bbif\(\s*{NAME}\s*,\s*{NAME}\s*,\s*(\d+)")
OPERATOR = re.compile(rf"\btable\(\s*{NAME}\s*,")
REMOTE_FUN = re.compile(rf"\bfun\s+{NAME}:{NAME}/(\d+)")
REMOTE_CALL = re.compile(rf"\b{NAME}:{NAME}(\()")
LOCAL_CALL = re.compile(rf"()(?<![\w?:'@]){NAME}(\()")
APPLY = re.compile(rf"[{{\[(]\s*{NAME}\s*,\s*{NAME}\s*,\s*(\[)")
LITERAL = re.compile(r'"(?:\\.|[^"\\])*"|\$\\.|\$.|%[^\n]*', re.S)

INTERNAL = re.compile(r"erts_internal:|erts_literal_area_collector:|\w+:internal_|ets:match_spec_run_r|"
                      r"erlang:(call_on_load_function|finish_after_on_load)/")


def unquote(name):
    return name[1:-1] if name.startswith("'") else name


def count_arguments(text, start):
    """How many arguments stand between the bracket at `start` and its partner; None: it has none."""
    depth, count, is_empty = 0, 1, True
    for i in range(start, len(text)):
        c = text[i]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0:
                return 0 if is_empty else count
        elif c == "," and depth == 1:
            count += 1
        if i > start and not c.isspace():
            is_empty = False
    return None


def called_in(text):
    """Module, name and number of arguments of what seems to be a call."""
    text = text.replace("<<", "[").replace(">>", "]")
    text = LITERAL.sub(lambda m: "x" if m.group()[0] in '"$' else "", text)
    for m in BY_TABLE.finditer(text):
        yield unquote(m.group(1)), unquote(m.group(2)), int(m.group(3))
    for m in OPERATOR.finditer(text):
        yield "erlang", unquote(m.group(1)), 2
    for m in REMOTE_FUN.finditer(text):
        yield unquote(m.group(1)), unquote(m.group(2)), int(m.group(3))
    for pattern in (REMOTE_CALL, LOCAL_CALL, APPLY):
        for m in pattern.finditer(text):
            count = count_arguments(text, m.start(3))
            yield unquote(m.group(1) or "erlang"), unquote(m.group(2)), count


def rows(path, wanted=lambda m: True):
    return {(m.group(1).strip('"'), m.group(2), int(m.group(3)))
            for m in ROW.finditer(read_text(path)) if wanted(m)}


def main():
    needed = rows("vm/bif/otp_bifs.def", lambda m: m.group(4) in "12")
    ours = rows("vm/bif/bifs.def")
    called = set()
    for path in tree_files(".erl", under=("beam_tests/cases",)):
        called.update(called_in(read_text(path)))
    left = [f"{module}:{name}/{arity}" for module, name, arity in sorted((needed & ours) - called)]
    missing = [f for f in left if not INTERNAL.match(f)]
    for function in missing:
        print(f"vm/bif/bifs.def: no case calls {function}")
    print(f"{len(needed & ours)} functions of tiers 1 and 2, {len(needed & ours & called)} called by "
          f"cases, {len(left) - len(missing)} by OTP only")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
