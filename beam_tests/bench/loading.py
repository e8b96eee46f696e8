#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Is the time to load a module proportional to its size, and what does machine code add to it?

What: loads modules of 1,000 and 10,000 functions (loading/loading.erl) on joist, with machine code of none (+J false)
and of every module (+J load), and prints microseconds of processor time per function, the ratio of the two sizes (1 is proportional) and
that of the two modes. `make bench-loading`; no test depends on it.

Idea: modes take turns, and the shortest time of all rounds counts.
"""

import argparse
import re
import subprocess
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent.parent
OUT = ROOT / "build" / "bench" / "loading"
SIZES = [1000, 10000]
MODES = ["false", "load"]


def measure(vm, mode):
    """Microseconds per size."""
    command = [vm, "erl", "+S", "1", "+J", mode, "-noshell", "-pa", str(OUT), "-s", "loading", "main",
               *map(str, SIZES)]
    output = subprocess.run(command, capture_output=True, text=True, timeout=300).stdout
    return {int(n): int(us) for n, us in re.findall(r"LOADING (\d+) (\d+)", output)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vm", default=str(ROOT / "build" / "joist"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    subprocess.run(["erlc", "-o", str(OUT), str(BENCH / "loading" / "loading.erl")], check=True)
    times = {}
    for _ in range(options.rounds):
        for mode in MODES:
            for size, us in measure(options.vm, mode).items():
                times[mode, size] = min(us, times.get((mode, size), us))
    for mode in MODES:
        small, large = (times[mode, size] / size for size in SIZES)
        print(f"+J {mode:5}  {SIZES[0]} functions: {small:.2f} us each, {SIZES[1]}: {large:.2f} us each, "
              f"ratio {large / small:.2f}")
    for size in SIZES:
        print(f"{size} functions: +J load takes {times['load', size] / times['false', size]:.2f} of +J false")


if __name__ == "__main__":
    main()
