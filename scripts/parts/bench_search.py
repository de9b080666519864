"""Searching 100,000 articles: how long a query takes, and what the archive weighs."""

import json
import random
import re
import shutil

from measuring import HOME, PROGRAM, Report, run
from newsroom import demo_articles

ARTICLES, QUERIES = 100_000, 1_000
SENTENCES = (8, 20)
NINETY_NINE_MS = 100.0


def bench():
    report = Report("search")
    home = HOME / "search"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    chance = random.Random(7)
    sentences = {"en": [], "zh-Hant": []}
    for path in demo_articles():
        head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
        lang = "en" if re.search(r"^lang: en", head, re.M) else "zh-Hant"
        sentences[lang] += [s.strip() for s in re.findall(r"[^.。！？!?\n]+[.。！？!?]", body) if len(s.strip()) > 12]
    names = [f"Number{n}" for n in range(ARTICLES // 20)]
    with open(home / "docs.jsonl", "w", encoding="utf-8") as docs:
        for number in range(ARTICLES):
            lang = "zh-Hant" if number % 5 == 0 else "en"
            # Words of the demo, some of them rare: each twentieth article shares an invented name.
            text = [chance.choice(sentences[lang]) for _ in range(chance.randint(*SENTENCES))] + [chance.choice(names)]
            title = chance.choice(sentences[lang])[:60]
            docs.write(json.dumps({"id": number, "title": title, "text": " ".join(text), "lang": lang}, ensure_ascii=False) + "\n")
    with open(home / "queries.jsonl", "w", encoding="utf-8") as queries:
        for number in range(QUERIES):
            if number % 4 == 0:
                sentence = chance.choice(sentences["zh-Hant"])
                at = chance.randrange(max(1, len(sentence) - 6))
                text = sentence[at:at + chance.randint(2, 6)]
            else:
                words = re.findall(r"\w+", chance.choice(sentences["en"]))
                text = " ".join(chance.sample(words, min(len(words), chance.randint(1, 6))))
                if number % 10 == 1:
                    text += " " + chance.choice(names)
            queries.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
    database = home / "archive.sqlite"
    done = run([PROGRAM, "eval", "search", "--docs", home / "docs.jsonl", "--queries", home / "queries.jsonl",
                "--database", f"sqlite:{database}", "--times"])
    median, late, most = map(float, re.search(r"median ([\d.]+), 99 of 100 within ([\d.]+), at most ([\d.]+)", done.stderr).groups())
    report.figure(f"{QUERIES} queries of 1 to 6 words, {ARTICLES:,} articles: median", median, "ms")
    report.at_most("99 of 100 within", late, NINETY_NINE_MS, "ms", note=f"at most {most:.0f} ms; one at a time, nothing kept between them")
    report.figure("queries that found something", len({line.split()[0] for line in done.stdout.splitlines()}), f"of {QUERIES}")
    report.figure("the archive on disk", database.stat().st_size / ARTICLES / 1000, "kB an article")
    return report.show()
