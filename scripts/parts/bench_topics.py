"""Hot topics on 350 made-up stories of 14 days, of which it is known what each is about: how pure the topics are, and
whether the hot list stands in the order that its figures say."""

import json
import math
import random
import shutil
import sqlite3
import time
from datetime import datetime, timezone

from measuring import HOME, PROGRAM, Report, run

SEED = 7
DAYS = 14
EVENTS_OF_A_KIND, LONE_STORIES_OF_A_KIND = 3, 10
PURITY, WHOLENESS = 0.95, 0.80
TOLD_HALVES_H, HEARD_HALVES_H = 24.0, 12.0

GIVEN = "Abel Ines Rufus Odile Marek Tamsin Joss Petra Hollis Wren Ada Silas Nadia Corin Edda Bram Lotte Piers Una Gil".split()
FAMILY = "Harrow Quill Venn Oster Malk Tarrant Pell Brandt Sorrel Finch Umber Drake Lund Crale Thorne Vesey Rook Amadi Stroud Kell".split()
PLACES = "Copper Row|Saint Brida|Millgate|Harbour Ward|Eastern Sluice|Gallows Hill|Ropewalk|North Staithe|Old Foundry|Larkfield".split("|")
BODIES = "Marrow|Tamsel|Kestrel|Weirside|Portal|Larch|Beacon|Sable|Quarry|Meridian|Anchor|Thistle|Ember|Cobalt|Juniper".split("|")

# Every event of a kind is told in the words of its kind: only who and where tell one strike from the next.
KINDS = {
    "strike": ["{body} drivers walked out at {place} for the {n} day over pay.", "{who} of the {body} union said members would not go back.",
               "Managers of {body} offered {m} per cent, and the union refused it.", "Pickets stood at {place} from five in the morning.",
               "Talks between {who} and {body} broke up after {n} hours.", "Passengers at {place} waited while the strike went on.",
               "{other} of the {body} board called the strike a mistake."],
    "fire": ["Fire broke out in the {body} warehouse at {place} before dawn.", "{who}, who leads the fire brigade, said {n} crews were sent to {place}.",
             "Smoke from the {body} blaze was seen for {m} miles.", "{other}, a night watchman of {body}, raised the alarm.",
             "Inspectors sifted the ashes at {place} for the cause of the fire.", "Insurers of {body} put the damage at {m} million.",
             "Neighbours in {place} were told to keep their windows shut."],
    "trial": ["{who} went on trial accused of taking {m} thousand from {body}.", "The court heard how money left the accounts of {body} at {place}.",
              "{other}, for the defence, said {who} had signed nothing.", "A clerk of {body} told the jury of {n} letters.",
              "The judge sent the jury home as {who} looked on.", "Prosecutors say {who} hid the books of {body} in {place}.",
              "The jury asked to see the ledger that {other} had kept."],
    "match": ["{body} Rovers beat their guests at {place} by {n} goals.", "{who} scored twice for {body} Rovers in the cup.",
              "Coach {other} praised {who} after the final whistle.", "The crowd at {place} sang until the floodlights went out.",
              "{body} Rovers are {m} points clear in the league.", "An injury keeps {who} out of the next match of {body} Rovers.",
              "The referee sent off a defender of {body} Rovers."],
    "ballot": ["Voters in {place} choose between {who} and {other} in {n} days.", "{who} promised {m} new homes if {place} votes for {body} List.",
               "{other} said the {body} List had no plan for {place}.", "Turnout in {place} was {m} per cent by noon.",
               "A recount in the {place} ballot was asked for by {other}.", "{who} of the {body} List knocked on doors all weekend.",
               "Posters of the {body} List were torn down at night."],
    "storm": ["The storm they call {body} tore roofs off in {place}.", "{who} of the coast guard counted {n} boats adrift after {body}.",
              "The river rose {m} inches at {place} in the night.", "{other} filled sandbags in {place} with her neighbours.",
              "Power came back to {place} after {n} hours without.", "Forecasters say storm {body} has moved out to sea.",
              "Schools in {place} stay shut until the water falls."],
    "clinic": ["The {body} clinic in {place} opened {n} beds.", "Doctor {who} said the {body} clinic sees {m} patients a night.",
               "{other}, a nurse, asked for a second ambulance at {place}.", "The health board will pay for the {body} clinic until spring.",
               "Patients wait {n} hours less since the {body} clinic opened.", "A trial of a vaccine begins at the {body} clinic.",
               "{who} wants to train midwives in {place}."],
    "bridge": ["The {body} Bridge at {place} closes for {n} weeks.", "Engineer {who} found cracks in a pier of the {body} Bridge.",
               "Ferries take {m} hundred commuters while the {body} Bridge is shut.", "{other} of the council said the repair costs {m} million.",
               "Divers looked at the piers below the {body} Bridge.", "Shops in {place} sell less since the {body} Bridge closed.",
               "The first lorry crossed the {body} Bridge again."],
}
COMMON = ["It was the talk of the town on {day}.", "Nobody in the city could say what would come next.", "The mayor would not be drawn.",
          "More is to be known by {day}.", "Old people remembered something like it.", "It rained, and few stopped to look.",
          "The council meets again on {day}.", "“We shall see,” said a neighbour.", "The figures were read out twice."]
DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
OPENINGS = ["", "Live: ", "In pictures: ", "What we know: ", "Comment: "]
CHINESE = {
    "渡輪罷工": ["{who}說，渡輪工會不會讓步。", "渡輪船員在碼頭罷工第{n}天。", "資方願意加薪百分之{m}，工會拒絕。", "乘客在碼頭等了{n}小時，渡輪仍停駛。"],
    "北門夜市": ["北門夜市本週重新開張。", "{who}在北門夜市擺攤{m}年。", "夜市攤商要求市府延長營業時間。", "北門夜市首日湧入{m}百人。"],
    "石橋小學": ["石橋小學只剩{n}名學生。", "{who}校長說，石橋小學不會關。", "家長為石橋小學連署，收到{m}份。", "教育局下月決定石橋小學去留。"],
}


def events(chance):
    """What happens: kind, names, and how many stories tell of it. Two events of a kind may share a place, and no other name."""
    for kind in KINDS:
        places, bodies = chance.sample(PLACES, len(PLACES)), chance.sample(BODIES, len(BODIES))
        people = [f"{given} {family}" for given, family in zip(chance.sample(GIVEN, 20), chance.sample(FAMILY, 20))]
        sizes = [chance.randint(4, 14) for _ in range(EVENTS_OF_A_KIND)] + [1] * LONE_STORIES_OF_A_KIND
        for number, size in enumerate(sizes):
            yield kind, {"place": places[number % len(places)], "body": bodies[number % len(bodies)],
                         "who": people[number % 20], "other": people[(number + 10) % 20]}, size


def told(chance, templates, names):
    """A story: a headline and sentences, most of its own matter and some that any story could have."""
    def filled(template):
        return template.format(**names, n=chance.randint(2, 9), m=chance.randint(10, 90), day=chance.choice(DAY_NAMES))

    own = chance.sample(templates, chance.randint(3, min(5, len(templates))))
    sentences = [filled(one) for one in own] + [filled(one) for one in chance.sample(COMMON, chance.randint(2, 4))]
    body = sentences[1:]
    chance.shuffle(body)
    return chance.choice(OPENINGS) + sentences[0].rstrip("."), " ".join(body)


def write_stories(folder, chance, now_s):
    """Markdown files; gives what each is about, by its slug."""
    truth, number = {}, 0
    papers = ["morning", "evening", "harbour"]

    def write(about, lang, headline, body, at_s, paper):
        nonlocal number
        number += 1
        slug = f"story-{number}"
        truth[slug] = about
        moment = datetime.fromtimestamp(at_s, timezone.utc).isoformat(timespec="seconds")
        (folder / f"{slug}.md").write_text(
            f'---\nslug: {slug}\nheadline: "{headline}"\nlang: {lang}\npublication: {paper}\nsection: community\npublished: {moment}\n---\n{body}\n',
            encoding="utf-8")

    for at, (kind, names, size) in enumerate(events(chance)):
        begins = now_s - chance.uniform(0.5, DAYS - 0.5) * 86_400
        for _ in range(size):
            headline, body = told(chance, KINDS[kind], names)
            at_s = min(now_s - 600, begins + chance.expovariate(1 / 86_400) * (size > 1))
            write(f"{kind} {at}", "en", headline, body, at_s, chance.choice(papers))
    for about, templates in CHINESE.items():
        begins = now_s - chance.uniform(1, 6) * 86_400
        for _ in range(5):
            sentences = [t.format(who="林" + chance.choice("文怡國美"), n=chance.randint(2, 9), m=chance.randint(10, 90))
                         for t in chance.sample(templates, 3)]
            write(about, "zh-Hant", sentences[0].rstrip("。"), "".join(sentences[1:]), min(now_s - 600, begins + chance.random() * 2e5), "river")
    return truth


def bench():
    report = Report("topics")
    home = HOME / "topics"
    shutil.rmtree(home, ignore_errors=True)
    (home / "stories").mkdir(parents=True)
    chance, now_s = random.Random(SEED), time.time()
    data = home / "data"
    for slug, lang in (("morning", "en"), ("evening", "en"), ("harbour", "en"), ("river", "zh-Hant")):
        run([PROGRAM, "publication", "add", slug, "--name", slug.title(), "--lang", lang, "--data", data])
    truth = write_stories(home / "stories", chance, now_s)
    run([PROGRAM, "import", home / "stories", "--publish", "--data", data])
    with sqlite3.connect(data / "crier.sqlite") as db:
        listened = listen(db, chance, truth, now_s)
    began = time.monotonic()
    lines = run([PROGRAM, "topics", "--json", "--data", data]).stdout.splitlines()
    took = time.monotonic() - began
    topics = [json.loads(line) for line in lines]
    report.figure("stories of 14 days", len(truth), "", note=f"of {len(set(truth.values()))} matters, {sum(1 for a in set(truth.values()) if size(truth, a) > 1)} of them told more than once; found in {took:.1f} s")
    grouped = [topic["articles"] for topic in topics]
    placed = sum(map(len, grouped))
    pure = sum(max(count(truth, group).values()) for group in grouped) / max(placed, 1)
    report.at_least("purity", pure, PURITY, "", note=f"{placed} stories in {len(grouped)} topics; of each topic the stories of its commonest matter")
    many = [about for about in set(truth.values()) if size(truth, about) > 1]
    whole = sum(max((count(truth, group).get(about, 0) for group in grouped), default=0) for about in many) / sum(size(truth, about) for about in many)
    report.at_least("stories of a matter that are in one topic", whole, WHOLENESS, "", note="of those told more than once")
    print_order(report, data, topics, listened, now_s)
    return report.show()


def size(truth, about):
    return sum(1 for other in truth.values() if other == about)


def count(truth, group):
    counts = {}
    for slug in group:
        counts[truth[slug]] = counts.get(truth[slug], 0) + 1
    return counts


def listen(db, chance, truth, now_s):
    """Minutes heard of some stories in some of the last hours, as hearing would have written them down."""
    rows = []
    for slug in chance.sample(sorted(truth), len(truth) // 3):
        article, published_at_ms = db.execute("SELECT id, published_at_ms FROM article WHERE slug = ?", (slug,)).fetchone()
        oldest = int(min(48, (now_s - published_at_ms / 1000) / 3600))
        for hour in {int(now_s // 3600) - chance.randint(0, oldest) for _ in range(3)}:
            rows.append((article, hour, chance.randint(1, 120) * 60_000))
    db.executemany("INSERT INTO listened (article_id, hour, ms) VALUES (?, ?, ?)", rows)
    return rows


def print_order(report, data, topics, listened, now_s):
    """Works out each topic's heat anew, from the database's plain rows, and compares the order."""
    with sqlite3.connect(data / "crier.sqlite") as db:
        articles = {slug: (article, at_ms, paper) for slug, article, at_ms, paper in db.execute(
            "SELECT a.slug, a.id, a.published_at_ms, p.slug FROM article a JOIN publication p ON p.id = a.publication_id")}
    fresh = []
    for topic in topics:
        told, papers = 0.0, {}
        for slug in topic["articles"]:
            papers.setdefault(articles[slug][2], []).append(math.exp2(-(now_s - articles[slug][1] / 1000) / 3600 / TOLD_HALVES_H))
        for of_paper in papers.values():
            told += sum(left / place for place, left in enumerate(sorted(of_paper, reverse=True), 1))
        ids = {articles[slug][0] for slug in topic["articles"]}
        heard = sum(ms / 60_000 * math.exp2(-(now_s / 3600 - hour) / HEARD_HALVES_H) for article, hour, ms in listened if article in ids)
        fresh.append((told, heard, len(topic["articles"]), len(papers)))
    all_told, all_heard = sum(one[0] for one in fresh), sum(one[1] for one in fresh)
    heats = [told / all_told + heard / all_heard for told, heard, *_ in fresh]
    print("\n  why the hot list stands so (told: fresh stories, a publication's second counts half; heard: fresh minutes):")
    for topic, heat, (told, heard, stories, papers) in list(zip(topics, heats, fresh))[:12]:
        print(f"  {heat / 2:6.1%} = half of {told / all_told:5.1%} told ({told:.2f} of {stories} stories, {papers} publications)"
              f" + {heard / all_heard:5.1%} heard ({heard:.0f} min)  {topic['topic']['name']}")
    apart = max(abs(heat - topic["topic"]["heat"] / 1e6) for topic, heat in zip(topics, heats))
    english = [heat for topic, heat in zip(topics, heats) if topic["topic"]["lang"] == "en"]
    in_order = all(one >= next_one - 1e-3 for one, next_one in zip(english, english[1:]))
    report.at_most("heat worked out anew differs by", apart, 0.002, "", note="of a sum of 2; the hot list is in this order" if in_order else "THE ORDER IS ANOTHER")
    report.at_least("the order is the one worked out", float(in_order), 1.0, "")
