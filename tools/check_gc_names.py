#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check the rule of the `_gc` names: who may move the calling process's heap says so in its name.

Idea: purely lexical. A function of a .c or .h file that calls `something_gc(` must itself end in
`_gc`, since its callers hold terms in C locals and read only names.

Exceptions, all of them: vm/interp (instruction bodies declare `effects gc`, and the generator
checks that), BIFs (functions named in vm/bif/*.def: their row declares it), vm/sched and files
directly in vm/ (nobody's terms are on their C stack), and tests.
"""

import re
import sys

from source_tree import functions_of, line_of, read_text, tree_files

CALL = re.compile(r"\b([a-z_]\w*_gc)\s*\(")
EXEMPT = ("vm/interp/", "vm/sched/")


def names_in_tables():
    names = set()
    for path in tree_files(".def", under=("vm",)):
        names.update(re.findall(r"\b[a-z_]\w*\b", read_text(path)))
    return names


def main():
    table_names = names_in_tables()
    findings = []
    for path in tree_files(".c", ".h", under=("vm", "loader")):
        name = path.as_posix()
        if name.startswith(EXEMPT) or path.parent.as_posix() == "vm":
            continue
        for function, line, body, _ in functions_of(path):
            if function.endswith("_gc") or function in table_names:
                continue
            for call in CALL.finditer(body):
                place = line + line_of(body, call.start()) - 1
                findings.append(f"{name}:{place}: {function} calls {call.group(1)}, "
                                "so its own name must end in _gc")
    print("\n".join(findings) if findings else "no finding")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
