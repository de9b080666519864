"""What is made again: one corrected sentence beside the whole story; and whether two cores do twice the work of one."""

import json
import os
import re
import shutil
import time

from bench_data import more_stories
from measuring import HOME, PROGRAM, Report, median, processor_s, run
from newsroom import Newsroom

STORIES = 50
WORDS = 600
CORRECTED = 7
CHEAPER = 10.0
THROUGHPUT = 1.7


def bench():
    report = Report("again")
    home = HOME / "again"
    shutil.rmtree(home, ignore_errors=True)
    stories = home / "stories"
    stories.mkdir(parents=True)
    for number, text in enumerate(more_stories(STORIES, WORDS)):
        (stories / f"archive-{number:03}.md").write_text(distinct(text, number), encoding="utf-8")
    data = home / "data"
    run([PROGRAM, "publication", "add", "larkhaven-bell", "--name", "The Larkhaven Bell", "--data", data])
    run([PROGRAM, "import", stories, "--data", data])
    corrected(report, data)
    cores(report, home, stories)
    return report.show()


def distinct(text, number):
    """The stories share paragraphs, and a sentence that was spoken once is found again: each gets words of its own."""
    head, _, body = text.partition("\n---\n")
    return f"{head}\n---\n" + re.sub(r"\.(\s)", rf" of edition {number + 100}.\1", body)


def corrected(report, data):
    first, again, same = [], [], 0
    with Newsroom(PROGRAM, data, "serve") as newsroom:
        newsroom.wait_ready().wait_openings()
        with newsroom.database() as db:
            slugs = [row[0] for row in db.execute("SELECT slug FROM article ORDER BY slug LIMIT ?", (CORRECTED + 1,))]
        for turn, slug in enumerate(slugs):
            first.append(spent(newsroom, turn + 1, [PROGRAM, "article", "publish", slug, "--data", data]))
            before = segments(newsroom, slug)
            middle = sorted(before)[len(before) // 2]
            sentence = before[middle][0]
            again.append(spent(newsroom, turn + 1, [
                PROGRAM, "article", "correct", slug, "--segment", middle, "--text", sentence + " It was so." if sentence.endswith("”") else f"{sentence[:-1]} after all.",
                "--note", "One sentence said it wrongly.", "--data", data]))
            after = segments(newsroom, slug)
            same += sum(after.get(segment, (None, None))[1] != sound for segment, (_, sound) in before.items())
    first, again = first[1:], again[1:]  # the first one starts the voice's process
    report.at_least("first voicing, CPU of one corrected sentence and its notice", median(first) / median(again), CHEAPER, "×",
                    note=f"{median(first):.2f} s and {median(again):.3f} s of the server, medians of {len(first)}")
    report.figure("pieces that became others, of all stories", same, "", note=f"{len(slugs)} sentences were corrected")


def spent(newsroom, voiced, command):
    before = processor_s(newsroom.process.pid)
    run(command)
    newsroom.wait_voiced(voiced)
    return processor_s(newsroom.process.pid) - before


def segments(newsroom, slug):
    """Of each sentence of the story, its text and the name of its piece."""
    with newsroom.database() as db:
        table = db.execute("SELECT n.segments FROM article a JOIN narration n ON n.id = a.narration_id WHERE a.slug = ?", (slug,)).fetchone()[0]
    return {row["id"]: (row["text"], row["sound"]) for row in json.loads(table) if row["id"].startswith("s")}


def cores(report, home, stories):
    """The same queue on one core and on all: the whole program bound to the core, as the operator of a smaller machine has it."""
    took = {}
    for name, bound in (("one core", ["taskset", "-c", "0"]), ("all cores", [])):
        data = home / name.replace(" ", "-")
        run([PROGRAM, "publication", "add", "larkhaven-bell", "--name", "The Larkhaven Bell", "--data", data])
        run([PROGRAM, "import", stories, "--publish", "--data", data])
        began = time.perf_counter()
        with Newsroom(PROGRAM, data, "serve", before=bound) as newsroom:
            newsroom.wait_ready().wait_voiced(STORIES)
            took[name] = newsroom.voiced_at - began
    report.at_least(f"{STORIES} stories: all {os.cpu_count()} cores against one", took["one core"] / took["all cores"], THROUGHPUT, "×",
                    note=f"{took['one core']:.1f} s and {took['all cores']:.1f} s")
