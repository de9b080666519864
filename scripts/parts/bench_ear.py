"""How well an independent recogniser understands each embedded English voice, over texts of the demo's articles.

Each text is read twice: as it is written, by the engine's own program, and as Crier hands it to the engine. What is heard
is compared with the words that Crier hands over, numbers and abbreviations written out.
"""

import re
import subprocess

from bench_timing import tool
from bench_voice import body, is_english
from measuring import HOME, Report, run
from newsroom import ROOT, TARGET, demo_articles

WORDS_A_TEXT = 60
TEXTS = 36
AT_LEAST = 30
# What `speech/src/normalise/en/own.rs` names for English.
DEFAULT = "flite:slt"
# A voice's id, and how the engine's own program reads a file into another.
VOICES = {
    "espeak:en-us": lambda text, wav: ["espeak-ng", "-v", "en-us", "-f", text, "-w", wav],
    "flite:slt": lambda text, wav: ["flite", "-voice", "slt", "-f", text, "-o", wav],
    "flite:rms": lambda text, wav: ["flite", "-voice", "rms", "-f", text, "-o", wav],
}


def paragraphs(path):
    """The plain paragraphs of an article, without headings, lists, quotes and marks."""
    for part in body(path).split("\n\n"):
        plain = " ".join(part.split())
        if re.match(r"[A-Z“0-9$£]", plain):
            plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", plain)
            yield re.sub(r"[*_`]", "", plain)


def texts():
    """Texts of about 60 words, whole sentences, from each English article in turn."""
    cut = []
    for path in filter(is_english, demo_articles()):
        texts, words = [], []
        for paragraph in paragraphs(path):
            for sentence in re.split(r"(?<=[a-z0-9][.!?”]) (?=[A-Z“])", paragraph):
                words += sentence.split()
                if len(words) >= WORDS_A_TEXT:
                    texts.append(" ".join(words))
                    words = []
        cut.append(texts)
    turns = [texts[turn] for turn in range(max(map(len, cut))) for texts in cut if turn < len(texts)]
    return turns[:TEXTS]


def bench():
    report = Report("ear")
    home = HOME / "ear"
    python = tool(HOME / "timing" / "python")
    run(["cargo", "build", "--release", "--locked", "--package", "voice", "--example", "ear"], cwd=ROOT)
    measure(report, home, python, TARGET / "release/examples/ear")
    return report.show()


def measure(report, home, python, ear):
    written = texts()
    understood = {}
    for voice, read in VOICES.items():
        ours, alone = home / voice.replace(":", "-") / "ours", home / voice.replace(":", "-") / "alone"
        for folder in (ours, alone):
            folder.mkdir(parents=True, exist_ok=True)
        handed = subprocess.run([ear, voice, ours], input="\n".join(written), text=True, capture_output=True, check=True).stdout
        (home / "handed.txt").write_text(handed, encoding="utf-8")
        for number, text in enumerate(written, 1):
            (home / "text.txt").write_text(text, encoding="utf-8")
            run(read(home / "text.txt", alone / f"{number}.wav"))
        for folder, name in ((alone, "text as it is written"), (ours, "as Crier hands it over")):
            told = run([python, ROOT / "scripts/parts/ear_wer.py", home / "handed.txt", folder]).stdout
            words, errors, unknown, unknown_errors = map(int, told.split())
            known = (errors - unknown_errors) / (words - unknown)
            understood[voice] = errors / words
            report.figure(f"word error, {voice}, {name}", errors / words,
                          note=f"{known:.3f} without the {unknown} of {words} words that the judge does not know")
    others = min(error for voice, error in understood.items() if voice != DEFAULT)
    report.at_most(f"{DEFAULT}, the default, as Crier hands it over", understood[DEFAULT], others, note="goal: the best of the others")
    report.at_least("texts", len(written), AT_LEAST, "")
