"""Newsrooms to measure on, made once for each build of the program and kept in target/bench/."""

import pathlib
import re
import shutil

from measuring import HOME, PROGRAM, run
from newsroom import Newsroom, demo_articles

SOUNDS = 200
# Two minutes and more of sound each: some 15 ranges of 64 KiB.
WORDS_EACH = 320


def made(folder, make):
    """The folder, made anew when the program is newer than it."""
    stamp = pathlib.Path(f"{folder}.made")
    if not stamp.is_file() or stamp.stat().st_mtime < PROGRAM.stat().st_mtime:
        shutil.rmtree(folder, ignore_errors=True)
        HOME.mkdir(parents=True, exist_ok=True)
        make(folder)
        stamp.touch()
    return folder


def demo_data():
    """The demo newsroom, every story voiced."""
    def make(folder):
        print("  making the demo newsroom …", flush=True)
        with Newsroom(PROGRAM, folder) as newsroom:
            newsroom.wait_ready().wait_voiced(len(demo_articles()))

    return made(HOME / "demo", make)


def many_data():
    """The demo newsroom and more stories, so that there are 200 sound files."""
    def make(folder):
        print(f"  voicing stories until there are {SOUNDS} sound files (some minutes) …", flush=True)
        shutil.copytree(demo_data(), folder)
        stories = HOME / "stories"
        shutil.rmtree(stories, ignore_errors=True)
        stories.mkdir()
        missing = SOUNDS - len(demo_articles())
        for number, text in enumerate(more_stories(missing)):
            (stories / f"archive-{number:03}.md").write_text(text, encoding="utf-8")
        run([PROGRAM, "import", stories, "--publish", "--data", folder])
        with Newsroom(PROGRAM, folder, "serve") as newsroom:
            newsroom.wait_ready().wait_voiced(SOUNDS)

    return made(HOME / "many", make)


def more_stories(count, words_each=WORDS_EACH):
    """Stories nobody would print, but of the length and the words of news: headlines and paragraphs of the demo in another order."""
    texts = [path.read_text(encoding="utf-8") for path in demo_articles()]
    english = [text for text in texts if re.search(r"^lang: en", text, re.M)]
    headlines = [re.search(r"^headline: .+$", text, re.M)[0] for text in english]
    paragraphs = [p for text in english for p in text.split("\n---\n", 1)[1].strip().split("\n\n") if len(p) > 80]
    for number in range(count):
        chosen, words, at = [], 0, number * 7
        while words < words_each:
            chosen.append(paragraphs[at % len(paragraphs)])
            words += len(chosen[-1].split())
            at += 1 + number % 5
        yield (f"---\n{headlines[number % len(headlines)]}\nslug: archive-{number:03}\npublication: larkhaven-bell\nsection: community\nlang: en\n"
               f"published: 2026-01-{number % 28 + 1:02}T06:{number % 60:02}:00+00:00\n---\n" + "\n\n".join(chosen) + "\n")
