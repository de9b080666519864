#!/usr/bin/env python3
"""How far a narration's times are from what is heard.

    measure-timing.py FILE.mp3 FILE.json [FILE.mp3 FILE.json ...]

FILE.json is the segment table beside the file: {"segments": [{"start_ms", "text", "words": [{"start_ms"}]}]}.
Onsets are found in the sound that ffmpeg decodes, before the table is looked at:

* segments, and words after a pause: where the level rises from silence;
* all other words, when the package `pocketsphinx` is there (English): by an acoustic model that is given the text and
  the whole sound of a segment (cut at detected silences, not at the table's times) and finds the words in it.

Needs ffmpeg and numpy. Prints count, median, 95th percentile and maximum of the error in milliseconds.
"""

import json
import re
import subprocess
import sys

import numpy as np

RATE = 48_000
HOP = RATE // 1000  # one millisecond
QUIET_DB = -45.0  # below the loudest 10 ms of the file: silence
SHORTEST_PAUSE_MS = 90  # a shorter silence is the closure of a stop consonant
SEGMENT_PAUSE_MS = 250  # between two segments there is at least this much
NEAR_MS = 150  # farther apart, an onset and a word have nothing to do with each other


def decode(path, rate=RATE):
    """The sound as a player hears it: ffmpeg honours the Info frame."""
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-ac", "1", "-ar", str(rate), "-"],
        check=True,
        capture_output=True,
    ).stdout
    return np.frombuffer(raw, dtype="<f4")


def onsets(sound):
    """(onset ms, silence before it in ms) of every rise from silence, and the ms at which each silence begins."""
    blocks = sound[: len(sound) // HOP * HOP].reshape(-1, HOP)
    power = (blocks.astype(np.float64) ** 2).mean(axis=1)
    smooth = np.convolve(power, np.ones(3) / 3, mode="same")
    loudest = np.convolve(power, np.ones(10) / 10, mode="same").max()
    loud = smooth > loudest * 10 ** (QUIET_DB / 10)
    found, ends, silent_since = [], [], 0
    for ms, is_loud in enumerate(loud):
        if is_loud:
            if silent_since is not None:
                if ms - silent_since >= SHORTEST_PAUSE_MS or not found:
                    found.append((ms, ms - silent_since if found else 10_000))
                silent_since = None
        elif silent_since is None:
            silent_since = ms
            ends.append(ms)
    return found


def nearest(times, wanted):
    times = np.asarray(times)
    at = int(np.abs(times - wanted).argmin())
    return times[at] - wanted


def report(name, errors, missing=0):
    if not errors:
        print(f"{name}: nothing to compare ({missing} without an onset)")
        return
    size = np.sort(np.abs(np.asarray(errors, dtype=float)))
    print(
        f"{name}: {len(errors)} compared, {missing} without an onset; error median {np.median(size):.0f} ms, "
        f"95 % {size[int(0.95 * (len(size) - 1))]:.0f} ms, max {size[-1]:.0f} ms; mean {np.mean(errors):+.0f} ms"
    )


def aligned(path, segments, starts):
    """Word onsets of each segment by forced alignment: [(segment, [ms])]. Empty without pocketsphinx."""
    try:
        from pocketsphinx import Decoder
    except ImportError:
        return []
    sound = decode(path, 16_000)
    decoder = Decoder(samprate=16_000, lm=None, loglevel="FATAL")
    bounds = [*starts, len(sound) // 16]
    found = []
    for index, segment in enumerate(segments):
        words = [re.sub(r"[^a-z']", "", word.lower().replace("’", "'")) for word in segment["text"].split()]
        known = all(word and decoder.lookup_word(word) for word in words)
        if not known or len(words) != len(segment["words"]):
            continue
        begin, end = max(0, bounds[index] - 100), bounds[index + 1]
        part = (np.clip(sound[begin * 16 : end * 16], -1, 1) * 32767).astype("<i2").tobytes()
        try:
            decoder.set_align_text(" ".join(words))
            decoder.start_utt()
            decoder.process_raw(part, full_utt=True)
            decoder.end_utt()
            heard = [begin + 10 * seg.start_frame for seg in decoder.seg() or [] if seg.word[0] not in "<["]
        except RuntimeError:
            continue
        if len(heard) == len(words):
            found.append((index, heard))
    return found


def main(arguments):
    if not arguments or len(arguments) % 2:
        sys.exit(__doc__)
    segment_errors, pause_errors, word_errors, chance, missing = [], [], [], [], 0
    for path, table in zip(arguments[::2], arguments[1::2]):
        found = onsets(decode(path))
        segments = json.load(open(table, encoding="utf-8"))["segments"]
        starts = []
        for segment in segments:
            error = nearest([ms for ms, silence in found if silence >= SEGMENT_PAUSE_MS], segment["start_ms"])
            starts.append(segment["start_ms"] + int(error) if abs(error) < NEAR_MS else segment["start_ms"])
            if abs(error) < NEAR_MS:
                segment_errors.append(error)
            else:
                missing += 1
        words = [word["start_ms"] for segment in segments for word in segment["words"]]
        for ms, silence in found:
            if silence < SEGMENT_PAUSE_MS:
                error = -nearest(words, ms)
                if abs(error) < NEAR_MS:
                    pause_errors.append(error)
        for index, heard in aligned(path, segments, starts):
            told = [word["start_ms"] for word in segments[index]["words"]]
            word_errors += [a - b for a, b in zip(heard, told)]
            # What a table that only divided the segment evenly would score.
            even = np.linspace(told[0], segments[index]["speech_end_ms"], len(told), endpoint=False)
            chance += [a - b for a, b in zip(heard, even)]
    report("segment starts", segment_errors, missing)
    report("words after a pause", pause_errors)
    report("words by forced alignment", word_errors)
    if word_errors:
        within = np.mean(np.abs(word_errors) <= 60)
        print(f"  within 60 ms: {within:.1%} (words spread evenly would have {np.mean(np.abs(chance) <= 60):.1%})")


main(sys.argv[1:])
