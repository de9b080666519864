"""The power goes while coins move: power_loss.py UNDER_LOAD FOLDER [--cuts N] [--seed N]. Linux only.

The load of `soak_till.py` runs over a layer that remembers what the disk was promised (power_loss.c), once as Crier opens
SQLite and once with `synchronous=NORMAL`. Then, at moments drawn by chance, the disk is built as it would be if the power
had gone: what was synced is there; of what was only written nothing, all, or of each 512 bytes perhaps. On each such disk
all that had been answered must be there. It must be so always as Crier does it, and must fail at least once under NORMAL:
otherwise the test sees nothing.
"""

import argparse
import collections
import json
import pathlib
import platform
import random
import shutil
import signal
import struct
import subprocess
import sys
import time

from newsroom import ROOT, environment, stop_servers_when_told

CUTS = 60
LOADED_S = 2.0
SPEAKS_WITHIN_S = 60
SECTOR = 512
RECORD = struct.Struct("=QQQIc")
LEFT = ["none", "some", "some", "all"]


def build_layer(folder):
    layer = folder / "power_loss.so"
    subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", str(layer), str(ROOT / "scripts/parts/power_loss.c"),
                    "-ldl", "-lpthread"], check=True)
    return layer


def records_of(path):
    """(what, file, a, bytes) in their order; the last one may be cut off."""
    log, at, found = path.read_bytes(), 0, []
    while at + RECORD.size <= len(log):
        file, a, _, length, what = RECORD.unpack_from(log, at)
        data = log[at + RECORD.size:at + RECORD.size + length]
        if len(data) < length:
            break
        found.append((what.decode(), file, a, data))
        at += RECORD.size + length
    return found


class Disk:
    """What a folder holds, as the disk was told."""

    def __init__(self, base, folder, records):
        self.base, self.folder, self.records = base, str(folder), records

    def cut(self, moment, left, chance):
        """The files' bytes if the power goes before record `moment`; of what was not synced, `left` is there."""
        records = self.records[:moment]
        synced, folders = collections.defaultdict(int), 0
        for what, file, a, _ in records:
            if what == "f":
                synced[file] = max(synced[file], a)
            elif what == "d":
                folders = max(folders, a)
        survives = {"none": lambda: False, "all": lambda: True, "some": lambda: chance.random() < 0.5}[left]
        names, content = {}, {}
        for path in self.base.rglob("*"):
            if path.is_file() and not path.name.endswith("-shm"):
                names[str(path.relative_to(self.base))] = ("base", path)
        for at, (what, file, a, data) in enumerate(records):
            if what in "ocu":
                name = str(pathlib.Path(data.decode()).relative_to(self.folder))
            if what == "o" and file not in content:
                known = names.get(name)
                content[file] = bytearray(known[1].read_bytes()) if known and known[0] == "base" else bytearray()
                names[name] = ("file", file)
            elif what == "c":
                content.setdefault(file, bytearray())
                if at < folders or survives():
                    names[name] = ("file", file)
            elif what == "u":
                if at < folders or survives():
                    names.pop(name, None)
            elif what == "w":
                if at < synced[file]:
                    put(content[file], a, data)
                else:
                    for begin in range(0, len(data), SECTOR):
                        if survives():
                            put(content[file], a + begin, data[begin:begin + SECTOR])
            elif what == "t" and (at < synced[file] or survives()):
                del content[file][a:]
                content[file].extend(bytes(a - len(content[file])))
        return {name: known[1].read_bytes() if known[0] == "base" else bytes(content[known[1]]) for name, known in names.items()}

    def said(self, moment):
        return b"".join(data for what, _, _, data in self.records[:moment] if what == "s")


def put(content, at, data):
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at:at + len(data)] = data


def run(asked, words, **more):
    return subprocess.run([str(asked.under_load), *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, text=True, **more)


def load(asked, layer, how):
    """Runs the load over the layer; gives the disk and the product."""
    folder, base, log = asked.folder / how, asked.folder / f"{how}-base", asked.folder / f"{how}.log"
    folder.mkdir()
    made = run(asked, ["setup", f"sqlite:{folder}/crier.sqlite", folder], env=environment())
    if made.returncode != 0:
        raise SystemExit(f"setup ended with {made.returncode}:\n{made.stderr[-2000:]}")
    product = made.stdout.strip()
    shutil.copytree(folder, base)
    over = environment() | {"LD_PRELOAD": str(layer), "POWER_FOLDER": str(folder), "POWER_LOG": str(log)}
    lines = asked.folder / f"{how}.jsonl"
    with open(lines, "wb") as out:
        words = ["load", f"sqlite:{folder}/crier.sqlite", folder, product, "1", "normal" if how == "normal" else "full"]
        process = subprocess.Popen([str(asked.under_load), *map(str, words)], stdin=subprocess.DEVNULL, stdout=out, env=over)
        deadline = time.monotonic() + SPEAKS_WITHIN_S
        while not lines.stat().st_size:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("the load did not begin")
            time.sleep(0.01)
        time.sleep(LOADED_S)
        process.send_signal(signal.SIGKILL)
        process.wait()
    return Disk(base, folder, records_of(log)), product


def cuts(asked, layer, how):
    disk, product = load(asked, layer, how)
    counted = collections.Counter(what for what, *_ in disk.records)
    print(f"{how}: {counted['w']} writes, {counted['f']} syncs, {counted['s']} lines said", flush=True)
    if not counted["s"] or not counted["w"] or not counted["f"]:
        raise SystemExit("the layer saw nothing: the program does not call libc for its files")
    chance = random.Random(asked.seed)
    first = next(at for at, (what, *_) in enumerate(disk.records) if what == "s")
    said = [at + 1 for at, (what, *_) in enumerate(disk.records) if what == "s"]
    sums = collections.Counter()
    for number in range(asked.cuts):
        # Half of them just after an answer, the others anywhere: in the middle of a commit, of a checkpoint.
        moment = chance.choice(said) if number % 2 else chance.randrange(first, len(disk.records))
        left = LEFT[number // 2 % len(LEFT)]
        there = asked.folder / f"{how}-cut"
        shutil.rmtree(there, ignore_errors=True)
        for name, content in disk.cut(moment, left, chance).items():
            path = there / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        lines = asked.folder / f"{how}-cut.jsonl"
        lines.write_bytes(disk.said(moment))
        # A key that others may read is refused.
        for path in (there / "keys").glob("*"):
            path.chmod(0o600)
        done = run(asked, ["check", f"sqlite:{there}/crier.sqlite", there, product, lines], env=environment())
        checked = json.loads(done.stdout) if done.stdout.startswith("{") else {"answered": 0, "lost": [], "wrong": done.stderr[-500:]}
        bad = bool(checked["lost"] or checked["wrong"])
        sums.update(cuts=1, bad=bad, answered=checked["answered"], lost=len(checked["lost"]), wrong=bool(checked["wrong"]))
        if checked["wrong"] or (bad and how == "full"):
            print(f"{how}: the power goes before record {moment} of {len(disk.records)}, {left} of the rest is there: "
                  f"{len(checked['lost'])} of {checked['answered']} lost, {checked['wrong'] or 'the books are right'}")
            for one in checked["lost"][:3]:
                print(f"  {one}")
    print(f"{how}: the power went {sums['cuts']} times; {sums['lost']} of {sums['answered']} answers lost, at {sums['bad']} of them; "
          f"books wrong {sums['wrong']} times", flush=True)
    return sums


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("under_load", type=pathlib.Path)
    ask.add_argument("folder", type=pathlib.Path)
    ask.add_argument("--cuts", type=int, default=CUTS)
    ask.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = ask.parse_args()
    if platform.system() != "Linux":
        print("the power-loss layer is for Linux: not run")
        return
    shutil.rmtree(asked.folder, ignore_errors=True)
    asked.folder.mkdir(parents=True)
    asked.folder = asked.folder.resolve()
    print(f"power loss, --seed {asked.seed}", flush=True)
    layer = build_layer(asked.folder)
    full, normal = cuts(asked, layer, "full"), cuts(asked, layer, "normal")
    if full["bad"]:
        sys.exit("answers were lost, or the books were wrong: the disk was not waited for")
    if not normal["lost"]:
        sys.exit("nothing was lost under NORMAL: this test sees no power loss")
    print("as Crier opens it nothing is lost; under NORMAL answers are: the test can see it")
    shutil.rmtree(asked.folder)


stop_servers_when_told()
main()
