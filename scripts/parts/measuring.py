"""What the benchmarks share: processor time of a whole process tree, memory, medians, goals, tables."""

import contextlib
import ctypes
import json
import os
import platform
import resource
import statistics
import subprocess
import time

from newsroom import TARGET

HOME = TARGET / "bench"
PROGRAM = TARGET / "release/crier"

_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans():
    """A child that outlives its parent becomes ours (Linux), so that its processor time is counted, too."""
    if platform.system() == "Linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run(command, **more):
    """Runs it to its end; shows what it wrote if it failed."""
    done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return done


def cpu_s(commands):
    """User and system seconds of all processes that the commands start, run one after the other."""
    def spent():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = spent()
    for command in commands:
        run(command)
    deadline = time.monotonic() + 10
    with contextlib.suppress(ChildProcessError):  # raised when nobody is left to wait for
        while time.monotonic() < deadline:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.005)
    return spent() - before


def children(pid):
    """The process and all that descend from it."""
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = [tuple(map(int, line.split())) for line in listing.splitlines()]
    tree = [pid]
    for member in tree:
        tree += [child for child, parent in parents if parent == member]
    return tree


def memory_mb(pid):
    """Resident memory of the process and its descendants, in MB (10⁶ bytes)."""
    pids = ",".join(map(str, children(pid)))
    listing = subprocess.run(["ps", "-o", "rss=", "-p", pids], capture_output=True, text=True, check=True).stdout
    return sum(map(int, listing.split())) * 1024 / 1e6


def processor_s(pid):
    """User and system seconds that the process and its living descendants have used so far; Linux only, elsewhere 0."""
    ticks = 0
    for member in children(pid):
        with contextlib.suppress(OSError):
            with open(f"/proc/{member}/stat", encoding="utf-8") as stat:
                # After the name, which may hold anything but is closed by the last bracket: fields 14 and 15 of proc(5).
                ticks += sum(map(int, stat.read().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def median(values):
    return statistics.median(values)


def spread(values):
    """Least, middle, most."""
    return {"min": min(values), "median": median(values), "max": max(values)}


class Report:
    """Figures of one section, each with its goal where there is one; printed as a table and kept as JSON."""

    def __init__(self, section):
        self.section, self.figures = section, []

    def figure(self, name, value, unit="", goal=None, met=None, note=""):
        self.figures.append({"name": name, "value": value, "unit": unit, "goal": goal, "met": met, "note": note})

    def at_least(self, name, value, goal, unit="", note=""):
        self.figure(name, value, unit, f"≥ {goal}", value >= goal, note)

    def at_most(self, name, value, goal, unit="", note=""):
        self.figure(name, value, unit, f"≤ {goal}", value <= goal, note)

    def show(self):
        """Prints the table and writes target/bench/SECTION.json; gives the names of missed goals."""
        print(f"\n{self.section}")
        width = max(len(figure["name"]) for figure in self.figures)
        for f in self.figures:
            value = f"{f['value']:.3g}" if isinstance(f["value"], float) and abs(f["value"]) < 100 else \
                f"{f['value']:,.0f}" if isinstance(f["value"], (int, float)) else str(f["value"])
            verdict = "" if f["met"] is None else f"  goal {f['goal']}: {'met' if f['met'] else 'MISSED'}"
            print(f"  {f['name']:<{width}}  {value:>9} {f['unit']:<9}{verdict}{'  ' + f['note'] if f['note'] else ''}")
        HOME.mkdir(parents=True, exist_ok=True)
        machine = {"cores": os.cpu_count(), "system": platform.platform(), "load": os.getloadavg()}
        (HOME / f"{self.section}.json").write_text(json.dumps({"machine": machine, "figures": self.figures}, indent=1, ensure_ascii=False))
        return [f["name"] for f in self.figures if f["met"] is False]
