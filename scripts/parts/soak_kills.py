"""kill -9 in the middle of voicing: soak_kills.py PROGRAM FOLDER [--rounds N] [--seed N].

Each round starts the demo newsroom in a fresh folder, kills the program and its voices at a random moment while stories
are being voiced, looks at what is left, starts again, and waits until every story can be heard. After that each
published article has one ready narration and points at it, its file is there and whole, and no file is left over.
"""

import argparse
import os
import pathlib
import random
import re
import shutil
import sys
import time

from newsroom import Newsroom, demo_articles, digest, stop_servers_when_told

ROUNDS = 20
# The sweep spares young files, which another process may be about to point at (`newsroom/src/sweeping.rs`). Instead of
# waiting between the kill and the start, what was left is made to look as old as it would be after this many seconds.
LATER_S = 600
# The second sweep after a start comes 15 seconds after the first.
SWEPT_WITHIN_S = 60
HALF_WRITTEN = re.compile(r"#\d+$")


def files(newsroom, under=""):
    folder = newsroom.data / "files" / under
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def narrations(newsroom):
    """Every published article with its pointer and its ready narrations."""
    with newsroom.database() as db:
        return [dict(row) for row in db.execute(
            "SELECT a.slug, a.narration_id, n.state, n.audio, n.audio_bytes, n.duration_ms,"
            " (SELECT COUNT(*) FROM narration r WHERE r.article_id = a.id AND r.state = 'ready') AS ready"
            " FROM article a LEFT JOIN narration n ON n.id = a.narration_id WHERE a.state = 'published' ORDER BY a.slug")]


def half_visible(newsroom):
    """What a listener could stumble over right after the kill: a pointer at something that is not whole."""
    wrong = []
    for row in narrations(newsroom):
        if row["narration_id"] is None:
            continue
        if row["state"] != "ready":
            wrong.append(f"{row['slug']} points at a narration that is {row['state']}")
        else:
            wrong += unwhole(newsroom, row)
    return wrong


def unwhole(newsroom, row):
    path = newsroom.data / f"files/audio/{row['audio']}.mp3"
    if not path.is_file():
        return [f"{row['slug']}: {path.name} is not there"]
    if path.stat().st_size != row["audio_bytes"]:
        return [f"{row['slug']}: {path.name} has {path.stat().st_size} bytes, not {row['audio_bytes']}"]
    if digest(path) != row["audio"]:
        return [f"{row['slug']}: {path.name} holds other bytes than its name says"]
    return []


def left_over(newsroom):
    with newsroom.database() as db:
        # A narration that was replaced keeps its file for an hour, for those who are in the middle of it.
        kept = {f"{row[0]}.mp3" for row in db.execute("SELECT audio FROM narration WHERE audio IS NOT NULL"
                                                      " UNION SELECT audio FROM spot WHERE audio IS NOT NULL")}
    orphans = [f"{path.name} belongs to no narration and no spot" for path in files(newsroom, "audio") if path.name not in kept]
    return orphans + [f"{path.name} is half written" for path in files(newsroom) if HALF_WRITTEN.search(path.name)]


def after_restart(newsroom, articles):
    wrong = []
    rows = narrations(newsroom)
    if len(rows) != articles:
        wrong.append(f"{len(rows)} articles are published, not {articles}")
    for row in rows:
        if row["state"] != "ready" or row["ready"] != 1:
            wrong.append(f"{row['slug']} points at {row['state']} and has {row['ready']} ready narrations")
            continue
        wrong += unwhole(newsroom, row)
        status, headers, _ = newsroom.get(f"/audio/{row['audio']}.mp3", method="HEAD")
        if (status, headers["Content-Length"]) != (200, str(row["audio_bytes"])):
            wrong.append(f"{row['slug']}: the server answers {status} with {headers['Content-Length']} bytes")
    with newsroom.database() as db:
        sound = db.execute("PRAGMA integrity_check").fetchone()[0]
        if sound != "ok":
            wrong.append(f"the database is broken: {sound}")
        late = db.execute("SELECT COUNT(*) FROM job WHERE kind = 'voice'").fetchone()[0]
        if late:
            wrong.append(f"{late} voicing jobs are left")
    return wrong


def grow_old(newsroom):
    for path in files(newsroom):
        then = path.stat().st_mtime - LATER_S
        os.utime(path, (then, then))


def voicing_time(program, folder, articles):
    """Seconds from the first story being voiced to the last, undisturbed: the span from which the moments are drawn."""
    with Newsroom(program, folder / "undisturbed") as newsroom:
        newsroom.wait_until(lambda: newsroom.counts()[2] > 0 or newsroom.counts()[1] > 0, 60, "begin to voice", every_s=0.01)
        began = time.perf_counter()
        newsroom.wait_voiced(articles)
        return newsroom.voiced_at - began


def one_round(program, folder, moment, articles):
    """Kills at `moment` seconds after voicing has begun; gives (stories voiced by then, what is wrong)."""
    newsroom = Newsroom(program, folder, log=folder.with_suffix(".log")).start()
    try:
        newsroom.wait_until(lambda: newsroom.counts()[2] > 0, 60, "begin to voice", every_s=0.01)
        time.sleep(moment)
        newsroom.kill()
        _, heard, coming = newsroom.counts()
        left = len(left_over(newsroom))
        wrong = half_visible(newsroom)
        grow_old(newsroom)
        newsroom.start()
        newsroom.wait_ready().wait_voiced(articles)
        deadline = time.monotonic() + SWEPT_WITHIN_S
        while left_over(newsroom) and time.monotonic() < deadline:
            time.sleep(0.5)
        wrong += after_restart(newsroom, articles) + left_over(newsroom)
        return heard, coming, left, wrong
    finally:
        newsroom.stop()


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("program", type=pathlib.Path)
    ask.add_argument("folder", type=pathlib.Path)
    ask.add_argument("--rounds", type=int, default=ROUNDS)
    ask.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = ask.parse_args()
    articles = len(demo_articles())
    shutil.rmtree(asked.folder, ignore_errors=True)
    asked.folder.mkdir(parents=True)
    span = voicing_time(asked.program, asked.folder, articles)
    print(f"{articles} stories are voiced in {span:.1f} s; {asked.rounds} kills, --seed {asked.seed}", flush=True)
    chance, failed, struck = random.Random(asked.seed), 0, 0
    for number in range(1, asked.rounds + 1):
        # Not to the very end: a kill that comes when all is voiced shows nothing.
        moment = chance.uniform(0, span * 0.9)
        heard, coming, left, wrong = one_round(asked.program, asked.folder / f"round-{number}", moment, articles)
        struck += coming > 0
        print(f"round {number}: killed after {moment:.2f} s with {heard} stories voiced, {coming} to come, {left} files left over: "
              f"{'WRONG' if wrong else 'fine'}", flush=True)
        for one in wrong:
            print(f"  {one}")
        failed += bool(wrong)
        if not wrong:
            shutil.rmtree(asked.folder / f"round-{number}")
    print(f"{struck} of {asked.rounds} kills struck while stories were being voiced")
    print(f"{asked.rounds - failed} passed, {failed} failed")
    sys.exit(1 if failed or struck < asked.rounds * 0.8 else 0)


stop_servers_when_told()
main()
