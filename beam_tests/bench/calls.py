#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which single calls of built-in functions are slower on joist than on stock BEAM?

What: runs calls/calls.erl on both, in turns, and prints the calls whose ratio of nanoseconds (joist over stock) is above
a limit, slowest first, and the geometric mean of all. `make bench-calls`; no test depends on it.

Idea: the programs of bench.py weigh what programs do; here every function counts the same, so that one that is ten times
too slow is seen although no program happens to call it. The shortest time of all rounds counts. Calls of a few
nanoseconds measure the loop around them.
"""

import argparse
import math
import re
import subprocess
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent.parent
OUT = ROOT / "build" / "bench" / "calls"


def measure(command):
    """Nanoseconds of each call."""
    output = subprocess.run([*command, "+S", "1", "-noshell", "-pa", str(OUT), "-s", "calls", "main"],
                            capture_output=True, text=True, timeout=300).stdout
    return {name: float(ns) for ns, name in re.findall(r"^CALL ([0-9.]+) (.*)$", output, re.MULTILINE)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vm", default=str(ROOT / "build" / "joist"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--above", type=float, default=1.3, metavar="RATIO", help="show calls from here on")
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    subprocess.run(["erlc", "-o", str(OUT), str(BENCH / "calls" / "calls.erl")], check=True)
    times = {"joist": {}, "stock": {}}
    for _ in range(options.rounds):
        for machine, command in (("joist", [options.vm]), ("stock", ["erl"])):
            for name, ns in measure(command).items():
                times[machine][name] = min(ns, times[machine].get(name, ns))
    if not times["stock"] or times["joist"].keys() != times["stock"].keys():
        raise SystemExit("calls.erl did not run to its end on both machines")
    rows = sorted((times["joist"][name] / ns, ns, name) for name, ns in times["stock"].items())
    for ratio, ns, name in reversed(rows):
        if ratio >= options.above:
            print(f"{ratio:6.2f}  {ns * ratio:10.0f} ns joist {ns:10.0f} ns stock   {name}")
    mean = math.exp(sum(math.log(ratio) for ratio, _, _ in rows) / len(rows))
    print(f"{len(rows)} calls, geometric mean joist/stock {mean:.2f}, "
          f"{sum(ratio > options.above for ratio, _, _ in rows)} above {options.above}")


if __name__ == "__main__":
    main()
