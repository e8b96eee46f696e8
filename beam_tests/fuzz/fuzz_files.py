#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Let the machine read and run thousands of broken .beam files and external terms: none may crash it, hang it or leak.

usage: make fuzz-files N=10000 SEED=1          (or fuzz_files.py --count N --seed S [--kind beam|etf] [--seeds DIR]
                                                [--flags "+J load"])
       fuzz_files.py --seed S --one beam:4711  makes that one mutant again, and runs it alone

What: N .beam files and N terms are made from good ones (mutate_beam.py, mutate_etf.py), each by a random number generator
of its own, so that seed and number name a mutant for ever. They are read twice:
  1. by the reader alone (fuzz_beam_file.c, fuzz_etf_decode.c, with address, undefined-behaviour and leak checks);
  2. by the whole machine of the asan build, which loads and runs what it does not refuse (fuzz_runner.erl).
Seeds are the cases that do little but compute, compiled in three ways; those that need OTP 29 (native records) by its own
compiler, where tools/fetch_release.sh 29 has brought it.

Memory is bounded three times: a process that a mutant starts by +hmax, one allocation by the allocator of the asan build,
and the machine as a whole by its resident pages, which this program looks at 20 times a second.

Idea: the machine under test runs many mutants; what it writes to the progress file tells after a crash which one it was.
That one is set aside in the folder found, and a new machine goes on behind it.

Results of the second pass: refused; ran (all functions returned); raised; killed (by the limit on heap or time); halted
(the machine was told to stop); CRASHED; HANG (could not be killed); MEMORY (the machine outgrew its limit); leak. The last
four make the exit status 1.
"""
import argparse
import collections
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from beam_code import join_chunks, split_chunks  # noqa: E402
from mutate_beam import mutate_beam  # noqa: E402
from mutate_etf import random_external  # noqa: E402

ROOT = HERE.parent.parent
WORK = ROOT / "build" / "fuzz"  # of this run: a folder in it, named after seed and flags
AREAS = ["bif_bits", "bif_int", "bif_list", "bif_map", "bignum", "binary", "comprehension", "exception", "float", "fun", "gc",
         "generated", "guard", "link", "list", "map", "monitor", "order", "pattern", "priority", "process", "record", "recursion",
         "string", "term", "timer"]
COMPILATIONS = {"plain": [], "all": ["+export_all", "+nowarn_export_all"], "old": ["+r22", "+export_all", "+nowarn_export_all"]}
KEPT = [b"AtU8", b"Code", b"StrT", b"ImpT", b"ExpT", b"FunT", b"LitT", b"Line", b"Type", b"Attr", b"CInf"]
HEAP_WORDS = 4000000  # of any process; the first process of a mutant has a tenth of it (fuzz_runner.erl)
ALLOCATION_MB, MACHINE_MB = 1000, 3000
ENVIRONMENT = {"ASAN_OPTIONS": "detect_leaks=0:exitcode=99:allocator_may_return_null=1:abort_on_error=0:"
               f"max_allocation_size_mb={ALLOCATION_MB}:hard_rss_limit_mb={2 * MACHINE_MB}",
               "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1"}
PARSERS = {"beam": "fuzz_beam_file", "etf": "fuzz_etf_decode"}
STOPPING = (b"halt", b"\x04stop")  # atoms of the cases that stop the machine on purpose
HANG_SECONDS = 60
BAD = ("CRASHED", "HANG", "MEMORY", "leak")


# ---- seeds and mutants

def compile_all(compiler, sources, environment):
    """Those that this compiler takes."""
    def compiling(files):
        return subprocess.run([*compiler, *files], check=False, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode

    if sources and compiling(sources):
        # Some need another release, and those behind them were not reached.
        folder = Path(compiler[-1])
        for source in sources:
            if not (folder / Path(source).with_suffix(".beam").name).exists():
                compiling([source])


def compile_seeds(vm):
    """{name: bytes} of the cases, without the chunks that nobody reads."""
    seeds = {}
    shutil.rmtree(WORK / "seeds", ignore_errors=True)
    paths = [p for area in AREAS for p in sorted((ROOT / "beam_tests" / "cases" / area).glob("*.erl"))]
    newer = [str(p) for p in paths if re.search("^%% releases: 29$", p.read_text(), re.M)]
    usual = [str(p) for p in paths if str(p) not in newer]
    otp29 = ROOT / "build" / "otp29" / "usr" / "lib" / "erlang"
    for how, options in COMPILATIONS.items():
        folder = WORK / "seeds" / how
        folder.mkdir(parents=True, exist_ok=True)
        arguments = ["erlc", "+deterministic", *options, "-o", str(folder)]
        compile_all(arguments, usual, None)
        if otp29.exists() and how != "old":
            compile_all([str(vm), *arguments], newer, {**os.environ, **ENVIRONMENT, "JOIST_OTP_ROOT": str(otp29)})
        for path in sorted(folder.glob("*.beam")):
            data = path.read_bytes()
            if not any(name in data for name in STOPPING):
                seeds[f"{how}/{path.stem}"] = data
    return seeds


def strip(data):
    return join_chunks([c for c in split_chunks(data) if c[0] in KEPT])


def generator(seed, kind, index):
    return random.Random(f"{seed}:{kind}:{index}")


class Mutants:
    """Makes mutants and remembers from which module they came."""

    def __init__(self, seed, folder, extra_seeds, vm):
        self.seed, self.folder = seed, folder
        self.seeds = compile_seeds(vm)
        for path in sorted(Path(extra_seeds).glob("*.beam")) if extra_seeds else []:
            self.seeds[f"extra/{path.stem}"] = path.read_bytes()
        self.seeds = {name: strip(data) for name, data in self.seeds.items() if len(data) < 60000}
        self.names = sorted(self.seeds)

    def make(self, kind, index):
        """(module, path) of one mutant."""
        r = generator(self.seed, kind, index)
        path = self.folder / kind / f"{index:06}.{kind}"
        if kind == "etf":
            path.write_bytes(random_external(r))
            return "none", path
        name = r.choice(self.names)
        path.write_bytes(mutate_beam(r, self.seeds[name]))
        return name.split("/")[1], path


# ---- first pass: the readers alone

def run_parser(program, paths, log):
    """Mutants that a reader crashes on; a leak is found at the end of a batch and has no number."""
    bad, left = [], list(paths)
    while left:
        batch = left[:1000]
        environment = dict(os.environ, **ENVIRONMENT, LSAN_OPTIONS=f"suppressions={HERE / 'leaks.supp'}")
        environment["ASAN_OPTIONS"] = environment["ASAN_OPTIONS"].replace("detect_leaks=0", "detect_leaks=1")
        done = subprocess.run([str(program), "-timeout=60", "-rss_limit_mb=0", "-malloc_limit_mb=0", *map(str, batch)],
                              env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, errors="replace")
        running = [line.split(" ", 1)[1] for line in done.stderr.splitlines() if line.startswith("Running: ")]
        if done.returncode == 0:
            left = left[len(batch):]
            continue
        log.write(done.stderr[-8000:] + "\n")
        if "LeakSanitizer" in done.stderr:
            bad.append(("leak", f"among {batch[0].name}..{batch[len(running) - 1].name}"))
            left = left[len(batch):]
        else:
            bad.append(("CRASHED", batch[len(running) - 1]))
            left = left[max(1, len(running)):]
    return bad


# ---- second pass: the whole machine

def read_progress(path):
    """[(index, what)] as far as they were written."""
    lines = path.read_text(errors="replace").splitlines() if path.exists() else []
    return [(int(line.split(" ", 1)[0]), line.split(" ", 1)[1]) for line in lines if " " in line]


def resident_mb(pid):
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") >> 20
    except (OSError, IndexError):
        return 0  # it has ended


def show_threads(pid, out):
    """Where a machine stands that does not go on, if gdb is installed."""
    if shutil.which("gdb"):
        out.flush()
        subprocess.run(["gdb", "-p", str(pid), "-batch", "-ex", "thread apply all backtrace 8"], check=False, timeout=120,
                       stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)


def run_machine(vm, flags, manifest, progress, output):
    """Runs one machine until it ends, stands still or grows too large; its exit status, or what was wrong."""
    command = [str(vm), "+P", "1024", "+hmax", str(HEAP_WORDS), "+hmaxel", "false", *flags, "-noshell", "-pa", str(WORK / "bin"),
               "-s", "fuzz_runner", "main", str(manifest), str(progress)]
    place = WORK / "cwd"
    place.mkdir(exist_ok=True)
    with open(output, "wb") as out:
        child = subprocess.Popen(command, cwd=place, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                 env=dict(os.environ, **ENVIRONMENT))
        while child.poll() is None:
            time.sleep(0.05)
            newest = progress.stat().st_mtime if progress.exists() else time.time()
            bad = "HANG" if time.time() - newest > HANG_SECONDS else "MEMORY" if resident_mb(child.pid) > MACHINE_MB else None
            if bad:
                show_threads(child.pid, out)
                child.kill()
                child.wait()
                return bad
    return child.returncode


def run_all(vm, flags, kind, mutants, counts, log):
    found, left, round_number = [], mutants, 0
    while left:
        round_number += 1
        manifest, progress, output = WORK / "manifest", WORK / "progress", WORK / "output"
        manifest.write_text("".join(f"{{{i}, {kind}, '{module}', \"{path}\"}}.\n" for i, module, path in left))
        progress.unlink(missing_ok=True)
        status = run_machine(vm, flags, manifest, progress, output)
        results = read_progress(progress)
        for index, what in results:
            if what.startswith("leak"):
                counts["leak"] += 1
                found.append(("leak", f"up to {index}: {what}"))
            elif what not in ("start", "end"):
                counts["HANG" if what == "hang" else what] += 1
        if results and results[-1][1] == "end":
            return found
        last = results[-1][0] if results else left[0][0]
        said = output.read_text(errors="replace")
        # A mutant may call halt/0, or end a process that the Erlang system cannot be without: that is no crash.
        is_ended = status == 0 or (status == 1 and "init terminating" in said)
        what = status if status in BAD else "halted" if is_ended else "CRASHED"
        counts[what] += 1
        if what in BAD:
            found.append((what, next(path for i, _, path in left if i == last)))
            log.write(f"==== {what} {kind} {last} (status {status})\n{said[-12000:]}\n")
            log.flush()
        left = [m for m in left if m[0] > last]
    return found


# ---- all together

def prepare(seed, flags):
    global WORK
    WORK = WORK / "-".join(["seed", seed, *re.findall(r"\w+", flags)])
    shutil.rmtree(WORK, ignore_errors=True)
    for name in [*PARSERS, "bin", "found"]:
        (WORK / name).mkdir(parents=True)
    subprocess.run(["erlc", "-o", str(WORK / "bin"), str(HERE / "fuzz_runner.erl")], check=True)


def run_kind(kind, indexes, mutants, vm, flags, log):
    made = [(index, *mutants.make(kind, index)) for index in indexes]
    found = run_parser(vm.parent / "fuzz" / PARSERS[kind], [path for _, _, path in made], log)
    counts = collections.Counter(what for what, _ in found)
    found += run_all(vm, flags, kind, made, counts, log)
    print(f"{kind}: {len(made)} mutants: " + ", ".join(f"{counts[k]} {k}" for k in sorted(counts)), flush=True)
    for what, where in found:
        if isinstance(where, Path):
            shutil.copy(where, WORK / "found")
            where = f"{where}\n    repeat: beam_tests/fuzz/fuzz_files.py --seed {mutants.seed} --one {kind}:{int(where.stem)}"
        print(f"  {what}: {where}")
    return sum(counts[k] for k in BAD)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--kind", choices=sorted(PARSERS))
    parser.add_argument("--seeds", help="a folder with more .beam files to begin from")
    parser.add_argument("--one", help="KIND:NUMBER")
    parser.add_argument("--flags", default="", help="more of them for the machine")
    parser.add_argument("--vm", default=str(ROOT / "build" / "asan" / "joist"))
    args = parser.parse_args()
    print(f"seed {args.seed}, {args.count} mutants of each kind", flush=True)
    kinds, indexes = [args.kind] if args.kind else ["beam", "etf"], range(args.first, args.first + args.count)
    if args.one:
        kinds, indexes = [args.one.split(":")[0]], [int(args.one.split(":")[1])]
    prepare(args.seed, args.flags)
    mutants = Mutants(args.seed, WORK, args.seeds, Path(args.vm).resolve())
    with open(WORK / "log", "w") as log:
        bad = sum(run_kind(kind, indexes, mutants, Path(args.vm).resolve(), args.flags.split(), log) for kind in kinds)
    print(f"{bad} crashes, hangs and leaks" + (f" (what they said: {WORK / 'log'})" if bad else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
