"""A programme as one file: how soon it begins, that every range of it is the same bytes, and that nothing is heard at its joins."""

import array
import hashlib
import http.client
import json
import random
import time

from bench_data import demo_data
from bench_voice import flaws, loudness
from measuring import HOME, PROGRAM, Report, memory_mb, run, spread
from newsroom import Newsroom

STORIES_AT_LEAST = 10
RANGES = 1000
LONGEST_RANGE = 1 << 20
FIRST_BYTE_MS = 5.0
RATE = 48_000
# On both sides of a join; and of each story, how much of its middle tells how large steps are in speech.
AROUND_MS, SPEECH_MS = 5, 10_000
LOUDNESS_LUFS, LOUDNESS_WITHIN, TRUE_PEAK_DBTP = -16.0, 0.7, -1.0


def bench():
    report = Report("joined")
    home = HOME / "joined"
    home.mkdir(parents=True, exist_ok=True)
    data = demo_data()
    with Newsroom(PROGRAM, data, "serve") as newsroom:
        newsroom.wait_ready()
        connection = http.client.HTTPConnection("127.0.0.1", newsroom.port, timeout=30)
        levels, peaks, complaints, longest = [], [], [], None
        for path in programmes(newsroom):
            began = time.perf_counter()
            status, headers, _ = ask(connection, path)
            joined_ms = (time.perf_counter() - began) * 1000
            if status not in (302, 303, 307):
                raise SystemExit(f"{path} was answered with {status}")
            place = headers["Location"]
            before = memory_mb(newsroom.process.pid)
            whole = ask(connection, place)[2]
            file = home / f"{path.strip('/').replace('/', '-')}"
            file.write_bytes(whole)
            level, peak = loudness(file)
            levels.append(level)
            peaks.append(peak)
            complaints += [f"{path}: {flaw}" for flaw in flaws(file)]
            if longest is None or len(whole) > len(longest[2]):
                longest = (place, file, whole, joined_ms, memory_mb(newsroom.process.pid) - before)
        place, file, whole, joined_ms, grown = longest
        found = chapters(file)
        report.at_least("stories in the longest programme", len(found), STORIES_AT_LEAST, "",
                        note=f"{found[-1][1] / 60:.0f} min, {len(whole) / 1e6:.1f} MB, sha256 {hashlib.sha256(whole).hexdigest()[:12]}")
        report.figure("joined for the first time, and sent on to it", joined_ms, "ms")
        report.figure("memory grown by sending all of it", grown, "MB")
        ranges(report, connection, place, whole)
        joins(report, home, newsroom, file, found)
    levels, peaks = spread(levels), spread(peaks)
    report.at_least("loudness of programmes, least", levels["min"], LOUDNESS_LUFS - LOUDNESS_WITHIN, "LUFS")
    report.figure("loudness of programmes, median", levels["median"], "LUFS")
    report.at_most("loudness of programmes, most", levels["max"], LOUDNESS_LUFS + LOUDNESS_WITHIN, "LUFS")
    report.at_most("true peak of programmes, most", peaks["max"], TRUE_PEAK_DBTP, "dBTP")
    report.at_most("complaints of ffprobe, ffmpeg, mp3val", len(complaints), 0, note="; ".join(complaints[:3]))
    return report.show()


def programmes(newsroom):
    with newsroom.database() as db:
        publications = [row[0] for row in db.execute("SELECT slug FROM publication ORDER BY slug")]
    return ["/programme.mp3", *(f"/publications/{slug}/programme.mp3" for slug in publications)]


def ask(connection, path, **headers):
    connection.request("GET", path, headers={"Accept-Language": "en", **headers})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def ranges(report, connection, place, whole):
    """Random parts, each compared with the same part of the whole; and when its first byte came."""
    chance, wrong, waits = random.Random(1), 0, []
    for _ in range(RANGES):
        first = chance.randrange(len(whole))
        last = min(len(whole), first + chance.randrange(1, LONGEST_RANGE)) - 1
        began = time.perf_counter()
        connection.request("GET", place, headers={"Range": f"bytes={first}-{last}"})
        answer = connection.getresponse()
        head = answer.read(1)
        waits.append((time.perf_counter() - began) * 1000)
        told = answer.headers["Content-Range"]
        wrong += answer.status != 206 or told != f"bytes {first}-{last}/{len(whole)}" or head + answer.read() != whole[first:last + 1]
    waits.sort()
    report.at_most(f"of {RANGES} random ranges, unlike that part of the whole", wrong, 0)
    report.at_most("first byte of a range: median", waits[len(waits) // 2], FIRST_BYTE_MS, "ms",
                   note=f"99 of 100 within {waits[int(len(waits) * 0.99)]:.1f} ms")


def chapters(file):
    """(begin, end) of each story in seconds, as ffprobe reads them."""
    told = json.loads(run(["ffprobe", "-v", "error", "-show_chapters", "-of", "json", file]).stdout)
    return [(float(chapter["start_time"]), float(chapter["end_time"])) for chapter in told["chapters"]]


def joins(report, home, newsroom, file, found):
    """The largest step between two samples near each join, beside the largest inside the speech."""
    raw = home / "decoded.s16"
    run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", file, "-f", "s16le", "-ac", "1", "-ar", RATE, raw])
    # A story begins with its chapter; the sting before it follows the end of the story before, whose length its row tells.
    with newsroom.database() as db:
        lengths = {row[0] for row in db.execute("SELECT duration_ms FROM narration WHERE state = 'ready'")}
    at = []
    for (begin, end), _ in zip(found, found[1:]):
        ends = [length for length in lengths if begin * 1000 + length <= end * 1000 + 1]
        at += [begin * 1000 + max(ends), end * 1000]
    with open(raw, "rb") as samples:
        near = max(step(samples, ms - AROUND_MS, ms + AROUND_MS) for ms in at)
        inside = max(step(samples, middle - SPEECH_MS / 2, middle + SPEECH_MS / 2)
                     for middle in ((begin + end) * 500 for begin, end in found))
    report.at_most(f"step at {len(at)} joins, of the largest in the speech", near / inside, 1.0, "×")
    raw.unlink()


def step(samples, from_ms, to_ms):
    first = int(from_ms * RATE / 1000)
    samples.seek(first * 2)
    values = array.array("h", samples.read((int(to_ms * RATE / 1000) - first) * 2))
    return max((abs(a - b) for a, b in zip(values, values[1:])), default=0)
