#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Say where joist spends the time of one benchmark program: by instruction, C function, Erlang function.

What: runs the program under `perf record` (the processor's time as the clock: no hardware counters are
needed) and prints tables of the samples.

Idea: a handler of the interpreter is a C function, so perf's symbols are instructions: op_NAME__VARIANT is
the fast part for one combination of operand classes, slow_NAME__VARIANT its slow part. Which
Erlang function was running is known from I, the interpreter's program counter, which both back ends keep in
r12: perf stores that register with each sample, and joist writes the addresses of functions into a
perf map file (+JPperf dump). Machine code stands in the same file, instruction by instruction.

Invariants: every sample is counted once in each table. Exceptions: in C functions r12 may hold something
else; a sample whose r12 lies in no code counts as `(in C: not known)` in the table of Erlang functions.

Elsewhere: the programs, and how they are compiled, bench.py.
"""

import argparse
import bisect
import collections
import os
import re
import shutil
import subprocess
import sys

import bench

DATA = bench.OUT / "perf.data"
SAMPLE = re.compile(r"^\s*([0-9a-f]+) (.*?) \((\S*)\) +(?:ABI:\d+)?(?: +R12:0x([0-9a-f]+))?")
MACHINE_CODE = re.compile(r"^(.*) \[(\w+)\]$")
HANDLER = re.compile(r"^(op|slow)_(\w+?)(?:__(\w+))?$")
REGISTER = "r12"


class PerfMap:
    """Address -> Erlang function."""

    def __init__(self, path):
        self.ranges = {}
        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                start, size, name = line.rstrip("\n").split(" ", 2)
                self.ranges[int(start, 16)] = (int(size, 16), name.lstrip("$"))
        self.starts = sorted(self.ranges)

    def find(self, address):
        at = bisect.bisect_right(self.starts, address) - 1
        if at < 0:
            return None
        size, name = self.ranges[self.starts[at]]
        return name if address < self.starts[at] + size else None


def record(program, vm, flags, frequency):
    """Run once under perf; returns (pid of joist, its result line)."""
    command = ["perf", "record", "-q", "-F", str(frequency), "-e", "cpu-clock", f"--user-regs={REGISTER}",
               "-o", str(DATA), "--", vm, "+JPperf", "dump", "+S", "1", *flags, "-noshell", *bench.elixir_paths(),
               "-pa", str(bench.EBIN), "-s", "bench_driver", "main", program.module]
    done = subprocess.run(command, cwd=bench.ROOT, env=bench.environment(), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout}\nperf or joist ended with status {done.returncode}")
    return done.stdout.strip()


def read_samples():
    """Yields (pid, address, symbol, object, r12 or None)."""
    done = subprocess.run(["perf", "script", "-i", str(DATA), "-F", "pid,ip,sym,dso,uregs"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    for line in done.stdout.splitlines():
        pid, _, rest = line.strip().partition(" ")
        found = SAMPLE.match(rest)
        if found:
            address, symbol, dso, register = found.groups()
            yield int(pid), int(address, 16), symbol, dso, int(register, 16) if register else None


class Tables:
    """Counts of samples by each way of looking at them."""

    def __init__(self, binary):
        self.binary = binary  # name of the executable
        self.kinds = collections.Counter()
        self.instructions = collections.Counter()
        self.variants = collections.defaultdict(collections.Counter)
        self.c_functions = collections.Counter()
        self.erlang = collections.Counter()
        self.total = 0

    def add(self, address, symbol, dso, register, perf_map):
        self.total += 1
        handler = HANDLER.match(symbol) if os.path.basename(dso) == self.binary else None
        native = MACHINE_CODE.match(perf_map.find(address) or "")
        if native:
            self.kinds["instructions as machine code"] += 1
            self.instructions[native.group(2)] += 1
            self.variants[native.group(2)]["machine code"] += 1
        elif handler:
            kind, name, variant = handler.groups()
            self.kinds["instructions" if kind == "op" else "slow parts of instructions"] += 1
            row = name if kind == "op" else f"{name} (slow)"
            self.instructions[row] += 1
            self.variants[row][variant or "-"] += 1
        else:
            where = os.path.basename(dso.strip("[]"))
            self.kinds["C functions of joist" if where == self.binary else
                       "kernel" if "kernel" in where else "libraries"] += 1
            self.c_functions[f"{symbol} ({where})" if where != self.binary else symbol] += 1
        known = native.group(1) if native else register and perf_map.find(register)
        self.erlang[known or "(in C: not known)"] += 1


def show(title, counter, total, rows, detail=None):
    if not counter:
        return
    print(f"\n{title}")
    for name, count in counter.most_common(rows):
        print(f"  {100 * count / total:5.1f} %  {name}{detail(name) if detail else ''}")
    rest = sum(counter.values()) - sum(c for _, c in counter.most_common(rows))
    if rest:
        print(f"  {100 * rest / total:5.1f} %  {len(counter) - rows} more")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--bench", required=True, help="the program: NAME or FAMILY/NAME")
    parser.add_argument("--vm", default="build/joist")
    parser.add_argument("--flags", default="", help="more flags for joist, such as `+S 2`")
    parser.add_argument("--rows", type=int, default=20)
    parser.add_argument("--frequency", type=int, default=2000)
    options = parser.parse_args()
    if not shutil.which("perf"):
        raise SystemExit("perf is not installed (Debian: apt-get install linux-perf)")
    if not options.bench:
        raise SystemExit("which program? make profile BENCH=fib")
    programs = [p for p in bench.find_programs(None, options.bench) if p.source]
    if not programs:
        raise SystemExit("a command cannot be profiled: choose a program with a source file")
    bench.compile_programs(programs)
    print(record(programs[0], options.vm, options.flags.split(), options.frequency))

    samples = list(read_samples())
    if not samples:
        raise SystemExit("perf took no sample")
    pid = collections.Counter(s[0] for s in samples).most_common(1)[0][0]
    path = f"/tmp/perf-{pid}.map"
    perf_map = PerfMap(path)
    tables = Tables(os.path.basename(options.vm))
    for sample_pid, *sample in samples:
        if sample_pid == pid:
            tables.add(*sample, perf_map)
    os.unlink(path)

    def top_variants(row):
        return "   " + ", ".join(f"{v} {100 * n / tables.total:.1f}"
                                 for v, n in tables.variants[row].most_common(4))

    print(f"{tables.total} samples of the whole run, starting up and warming up included")
    show("where", tables.kinds, tables.total, 10)
    show("instructions, and their most frequent variants", tables.instructions, tables.total,
         options.rows, top_variants)
    show("C functions", tables.c_functions, tables.total, options.rows)
    show("Erlang functions", tables.erlang, tables.total, options.rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
