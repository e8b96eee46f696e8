#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run the benchmark programs on joist and on another machine in turns; print the ratios.

What: every program beam_tests/bench/<family>/<name>.erl or .ex, and the commands of the family
`startup` (COMMANDS), run on each machine. The other machine is the installed stock BEAM (with its JIT,
and with its interpreter where `erl -emu_flavor emu` exists), or, with --base REVISION, joist of
another revision, built in a worktree under build/bench. Ratios below 1 are in favour of joist.

Idea: absolute times are worth nothing on a computer that does something else as well, so machines take turns
(round 1: A B, round 2: B A, ...) and only medians of the ratio's two sides are compared. Programs
read the clock themselves (bench_driver.erl), after a first run with a small size: starting up is measured
only where it is the subject. Wall time is what counts; the CPU time beside it is steadier under load, but
holds what idle schedulers of stock burn while they spin.

Invariants: machines get the same arguments, the same number of schedulers and the same .beam files, compiled by
stock. What a program computes must agree on all machines in all rounds, otherwise it has failed. Programs
of the families computing and memory have one process at work, hence one scheduler; the others have as many as
there are cores. No test depends on any time.

Elsewhere: how to write a program stands in README.md here; the drawing in chart.py.
"""

import argparse
import math
import os
import re
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import chart

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent.parent
OUT = ROOT / "build" / "bench"
EBIN = OUT / "ebin"
FAMILIES = ["computing", "processes", "memory", "real", "startup"]
ONE_SCHEDULER = {"computing", "memory"}
TIMEOUT = 120

# The family startup: what a person waits for. {out} is a scratch folder. Timed from outside.
COMMANDS = {
    "erl_halt": ["erl", "-noshell", "-eval", "halt()."],
    "elixir_eval": ["elixir", "-e", "IO.puts(1 + 2)"],
    "escript_hello": ["escript", str(BENCH / "startup" / "hello.escript"), "a"],
    "elixir_script": ["elixir", str(BENCH / "startup" / "hello.exs")],
    "erlc_small": ["erlc", "-o", "{out}", str(BENCH / "startup" / "small.erl")],
    "mix_help": ["mix", "help", "run"],
}


class Failure(Exception):
    """A program that did not do what it should; the text says why."""


@dataclass
class Machine:
    name: str
    start: list            # argument vector that acts as `erl`
    tool_prefix: list      # put before `erl`, `elixir`, ... of COMMANDS

    def tool(self, command):
        return self.tool_prefix + command


@dataclass
class Program:
    family: str
    name: str
    source: Path = None    # None: a command
    module: str = None
    counts_memory: bool = False

    @property
    def label(self):
        return f"{self.family}/{self.name}"

    @property
    def stamp(self):
        return OUT / "stamps" / f"{self.source.name}.compiled"


@dataclass
class Sample:
    unit: str
    value: float           # microseconds or bytes
    cpu_us: float
    result: str


@dataclass
class Row:
    """What was measured of one program: samples per machine name."""
    program: Program
    samples: dict = field(default_factory=dict)

    @property
    def unit(self):
        return next(iter(self.samples.values()))[0].unit

    def median(self, machine, what="value"):
        return statistics.median(getattr(s, what) for s in self.samples[machine])

    def minimum(self, machine):
        return min(s.value for s in self.samples[machine])

    def ratio(self, machine, other, what="value"):
        below = self.median(other, what)
        return self.median(machine, what) / below if below else math.nan


# ---- programs ------------------------------------------------------------------------------------

def find_programs(family, names):
    found = []
    for folder in [family] if family else FAMILIES:
        if folder not in FAMILIES:
            raise SystemExit(f"families: {', '.join(FAMILIES)}")
        for source in sorted((BENCH / folder).glob("*")):
            text = source.read_text() if source.suffix in (".erl", ".ex") else ""
            if "sizes" not in text:
                continue
            module = source.stem
            if source.suffix == ".ex":
                module = "Elixir." + re.findall(r"^defmodule (Bench\.\w+) do", text, re.M)[-1]
            found.append(Program(folder, source.stem, source, module, "unit" in text))
        if folder == "startup":
            found += [Program(folder, name) for name in COMMANDS]
            found.append(Program(folder, "boot_memory", counts_memory=True))
    if names:
        wanted = set(names.split(","))
        found = [p for p in found if p.name in wanted or p.label in wanted]
    if not found:
        raise SystemExit("no such program")
    return found


def compile_programs(programs):
    """With the stock compilers, whatever is older than its source."""
    driver = Program("", "bench_driver", BENCH / "bench_driver.erl")
    stale = [p for p in [driver] + programs if p.source and not (
        p.stamp.exists() and p.stamp.stat().st_mtime > p.source.stat().st_mtime)]
    for suffix, command in ((".erl", ["erlc"]), (".ex", ["elixirc", "--ignore-module-conflict"])):
        sources = [p for p in stale if p.source.suffix == suffix]
        if not sources:
            continue
        print(f"compiling {len(sources)} {suffix} files", flush=True)
        EBIN.mkdir(parents=True, exist_ok=True)
        subprocess.run([*command, "-o", str(EBIN), *(str(p.source) for p in sources)], check=True)
        for program in sources:
            program.stamp.parent.mkdir(exist_ok=True)
            program.stamp.touch()


# ---- machines ------------------------------------------------------------------------------------

def elixir_paths():
    program = shutil.which("elixir")
    lib = Path(os.path.realpath(program)).parent.parent / "lib" if program else None
    return [x for app in ("elixir", "logger", "eex") for x in ("-pa", str(lib / app / "ebin"))] if lib else []


def has_emu_flavor():
    done = subprocess.run(["erl", "-emu_flavor", "emu", "-noshell", "-eval", "halt()."],
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode == 0


def build_base(revision, make_options):
    """joist of another revision, in a worktree of its own."""
    tree = OUT / "base"
    sha = subprocess.run(["git", "rev-parse", "--short", f"{revision}^{{commit}}"], cwd=ROOT, text=True,
                         stdout=subprocess.PIPE, check=True).stdout.strip()
    if (tree / ".git").exists():
        subprocess.run(["git", "checkout", "-q", "--detach", sha], cwd=tree, check=True)
    else:
        subprocess.run(["git", "worktree", "prune"], cwd=ROOT, check=True)
        subprocess.run(["git", "worktree", "add", "-q", "--detach", str(tree), sha], cwd=ROOT, check=True)
    log = OUT / "base.log"
    print(f"building {sha} in {tree.relative_to(ROOT)}, see {log.relative_to(ROOT)}", flush=True)
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    with open(log, "w", encoding="utf-8") as out:
        built = subprocess.run(["make", *make_options], cwd=tree, env=env, stdout=out,
                               stderr=subprocess.STDOUT, check=False)
    if built.returncode != 0:
        raise SystemExit(f"{sha} does not build:\n{log.read_text()[-1500:]}")
    return tree / "build" / "joist", sha


def choose_machines(options):
    """The first one is what the others are compared with."""
    joist = str(ROOT / options.vm)
    machines = []
    if options.base:
        binary, sha = build_base(options.base, shlex.split(options.make_options))
        machines.append(Machine(sha, [str(binary)], [str(binary)]))
    else:
        machines.append(Machine("stock", ["erl"], []))
        if has_emu_flavor():
            machines.append(Machine("emu", ["erl", "-emu_flavor", "emu"], None))
        else:
            print("stock has no interpreter here (erl -emu_flavor emu): compared with its JIT only")
    machines.append(Machine("joist", [joist], [joist]))
    return machines


def environment():
    kept = {key: value for key, value in os.environ.items() if key in ("HOME", "PATH", "JOIST_OTP_ROOT")}
    return {**kept, "LANG": "C.UTF-8", "ERL_CRASH_DUMP": "/dev/null"}


# ---- running -------------------------------------------------------------------------------------

def run_process(command, extra_env=None):
    """Returns (output, wall us, cpu us, peak memory in bytes)."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=OUT, env={**environment(), **(extra_env or {})},
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True)
    previous = signal.signal(signal.SIGALRM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
    signal.alarm(TIMEOUT)
    try:
        output = process.stdout.read().decode("utf-8", "replace")
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failure(f"status {process.returncode}: {output[-300:].strip()}")
    return output, wall * 1e6, (usage.ru_utime + usage.ru_stime) * 1e6, usage.ru_maxrss * 1024


def run_once(program, machine, schedulers):
    if program.source is None:
        name = "erl_halt" if program.counts_memory else program.name
        command = [word.replace("{out}", str(OUT)) for word in COMMANDS[name]]
        output, wall, cpu, peak = run_process(machine.tool(command), {"ERL_FLAGS": f"+S {schedulers}"})
        if program.counts_memory:
            return Sample("bytes", peak, cpu, output)
        return Sample("us", wall, cpu, output)
    command = [*machine.start, "+S", str(schedulers), "-noshell", *elixir_paths(), "-pa", str(EBIN),
               "-s", "bench_driver", "main", program.module]
    output, _, _, _ = run_process(command)
    line = re.search(r"^BENCH (\w+) (\d+) (\d+) (.*)$", output, re.M)
    if not line:
        raise Failure(f"no result: {output[-300:].strip()}")
    return Sample(line.group(1), float(line.group(2)), float(line.group(3)), line.group(4))


def measure(program, machines, rounds, schedulers):
    """All rounds of one program, the machines taking turns."""
    if not schedulers:
        schedulers = 1 if program.family in ONE_SCHEDULER else os.cpu_count()
    row = Row(program)
    expected = None
    for number in range(rounds):
        for machine in machines if number % 2 == 0 else reversed(machines):
            if program.source is None and machine.tool_prefix is None:
                continue
            try:
                sample = run_once(program, machine, schedulers)
            except Failure as failure:
                raise Failure(f"{machine.name}: {failure}") from None
            expected = expected or (machine.name, sample.result)
            if sample.result != expected[1]:
                raise Failure(f"results differ: {expected[0]} {expected[1]}; {machine.name} {sample.result}")
            row.samples.setdefault(machine.name, []).append(sample)
    return row


# ---- telling -------------------------------------------------------------------------------------

def show_value(unit, value):
    if unit == "us":
        return f"{value / 1000:9.1f} ms"
    return f"{value / 1024:9.1f} kB" if value > 100000 else f"{value:9.0f} B "


def show_row(number, total, row, machines):
    first = machines[0].name
    text = f"[{number:2}/{total}] {row.program.label:32}"
    for machine in machines:
        if machine.name in row.samples:
            text += f" {machine.name} {show_value(row.unit, row.median(machine.name))}"
    for machine in machines[1:]:
        if machine.name not in row.samples:
            continue
        ratio = row.ratio(machine.name, first)
        best = row.minimum(machine.name) / row.minimum(first)
        text += f"  {machine.name}/{first} {ratio:5.2f} (of minima {best:4.2f}"
        text += f", cpu {row.ratio(machine.name, first, 'cpu_us'):4.2f})" if row.unit == "us" else ")"
    print(text, flush=True)


def geometric_mean(values):
    values = [v for v in values if v > 0 and math.isfinite(v)]
    return math.exp(sum(math.log(v) for v in values) / len(values)) if values else math.nan


def family_means(rows, machine, first):
    """[(name, programs, mean of medians, of minima, of CPU times)]; sizes in bytes are a family of their own."""
    groups = {}
    for row in rows:
        if machine in row.samples:
            groups.setdefault(row.program.family if row.unit == "us" else "(bytes)", []).append(row)
    means = []
    for name in [f for f in [*FAMILIES, "(bytes)"] if f in groups]:
        members = groups[name]
        means.append((name, len(members), geometric_mean(r.ratio(machine, first) for r in members),
                      geometric_mean(r.minimum(machine) / r.minimum(first) for r in members),
                      geometric_mean(r.ratio(machine, first, "cpu_us") for r in members)))
    return means


def show_means(rows, machines):
    first = machines[0].name
    for machine in machines[1:]:
        print(f"\ngeometric means of {machine.name}/{first}   medians  minima  cpu")
        for name, count, medians, minima, cpu in family_means(rows, machine.name, first):
            cpu_text = f"{cpu:5.2f}" if name != "(bytes)" else "    -"
            print(f"  {name:12} {count:3} programs {medians:11.2f} {minima:7.2f} {cpu_text}")


def write_tsv(path, rows, machines, about):
    first = machines[0].name
    names = [m.name for m in machines]
    with open(path, "w", encoding="utf-8") as out:
        for line in about:
            print("#", line, file=out)
        columns = [f"{n}_{what}" for n in names for what in ("median", "minimum", "cpu_us")]
        print("family", "program", "unit", *columns, *(f"{n}/{first}" for n in names[1:]), sep="\t", file=out)
        for row in rows:
            cells = []
            for name in names:
                if name in row.samples:
                    cells += [f"{row.median(name):.0f}", f"{row.minimum(name):.0f}",
                              f"{row.median(name, 'cpu_us'):.0f}"]
                else:
                    cells += ["", "", ""]
            ratios = [f"{row.ratio(n, first):.3f}" if n in row.samples else "" for n in names[1:]]
            print(row.program.family, row.program.name, row.unit, *cells, *ratios, sep="\t", file=out)


def describe(machines, rounds):
    sha = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, text=True,
                         stdout=subprocess.PIPE, check=False).stdout.strip()
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return [f"{time.strftime('%Y-%m-%d %H:%M')}, joist {sha}, {rounds} rounds, machines: "
            f"{', '.join(m.name for m in machines)}",
            f"{model.group(1) if model else 'unknown processor'}, {os.cpu_count()} cores"]


def load_line(when):
    return f"load of the computer {when}: {Path('/proc/loadavg').read_text().rsplit(' ', 2)[0]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--family", help="only " + ", ".join(FAMILIES))
    parser.add_argument("--bench", help="only these programs: NAME or FAMILY/NAME, with commas between")
    parser.add_argument("-n", "--rounds", type=int, default=5)
    parser.add_argument("-s", "--schedulers", type=int, help="instead of 1 or the number of cores")
    parser.add_argument("--vm", default="build/joist", help="the joist to measure")
    parser.add_argument("--base", metavar="REVISION", help="compare with joist of this revision")
    parser.add_argument("--make-options", default="", help="for building the base")
    options = parser.parse_args()

    programs = find_programs(options.family, options.bench)
    compile_programs(programs)
    machines = choose_machines(options)
    about = [*describe(machines, options.rounds), load_line("at the start")]
    print("\n".join(about), flush=True)
    rows, failures = [], []
    try:
        for number, program in enumerate(programs, 1):
            try:
                row = measure(program, machines, options.rounds, options.schedulers)
                show_row(number, len(programs), row, machines)
                rows.append(row)
            except Failure as failure:
                failures.append(program.label)
                print(f"[{number:2}/{len(programs)}] {program.label:32} FAILED {failure}", flush=True)
    except KeyboardInterrupt:
        print("\ninterrupted: what follows is about the programs that have ended")
    about.append(load_line("at the end"))
    if rows:
        show_means(rows, machines)
        write_tsv(OUT / "bench.tsv", rows, machines, about)
        chart.write_chart(OUT / "bench.svg", rows, [m.name for m in machines], about,
                          {m.name: family_means(rows, m.name, machines[0].name) for m in machines[1:]})
        print(f"\n{load_line('at the end')}\n{(OUT / 'bench.tsv').relative_to(ROOT)}, "
              f"{(OUT / 'bench.svg').relative_to(ROOT)}")
    if failures:
        print(f"FAILED: {', '.join(failures)}")
    return 1 if failures or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
