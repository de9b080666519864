"""ear_wer.py HANDED FOLDER: what pocketsphinx hears in FOLDER/1.wav, 2.wav, … beside the lines of HANDED.

Prints the number of words, of errors (a word replaced, left out or put in), of words that are not in its dictionary, and
of errors at those. With --show also what was heard.
"""

import re
import subprocess
import sys
from pathlib import Path

from pocketsphinx import Decoder

RATE = 16_000


def words(text):
    """Lower-case words without marks; hyphens part them. Crier hands over the letter A as “eh”."""
    found = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'").replace("é", "e"))
    bare = (word.strip("'") for word in found)
    return ["a" if word == "eh" else word for word in bare if word]


def heard(decoder, wav):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", wav, "-f", "s16le", "-ac", "1", "-ar", str(RATE), "-"],
                         check=True, capture_output=True).stdout
    decoder.start_utt()
    decoder.process_raw(raw, full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return words(found.hypstr) if found else []


def missed(said, heard):
    """The fewest errors that make the one of the other, and the words of the first that they are at."""
    rows = [[(column, None) for column in range(len(heard) + 1)]]
    for row, word in enumerate(said, 1):
        line = [(row, "left out")]
        for column, other in enumerate(heard, 1):
            line.append(min((rows[row - 1][column - 1][0] + (word != other), "same" if word == other else "replaced"),
                            (rows[row - 1][column][0] + 1, "left out"), (line[column - 1][0] + 1, "put in"),
                            key=lambda step: step[0]))
        rows.append(line)
    at, row, column = [], len(said), len(heard)
    while row > 0:
        step = rows[row][column][1]
        if step in ("left out", "replaced"):
            at.append(said[row - 1])
        row -= step != "put in"
        column -= step != "left out"
    return rows[-1][-1][0], at


def main(handed, folder):
    decoder = Decoder(samprate=RATE, loglevel="FATAL")
    total = errors = unknown = unknown_errors = 0
    for number, line in enumerate(Path(handed).read_text(encoding="utf-8").splitlines(), 1):
        said, found = words(line), heard(decoder, Path(folder) / f"{number}.wav")
        wrong, at = missed(said, found)
        if "--show" in sys.argv:
            print(wrong, " ".join(said), "|", " ".join(found), file=sys.stderr)
        total += len(said)
        errors += wrong
        unknown += sum(not decoder.lookup_word(word) for word in said)
        unknown_errors += sum(not decoder.lookup_word(word) for word in at)
    print(total, errors, unknown, unknown_errors)


main(*sys.argv[1:3])
