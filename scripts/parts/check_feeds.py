"""The feeds as programs that others wrote read them: feedparser, podcastparser, rss-parser; ffmpeg plays what they point at,
and the programmes that are one file, which mp3val reads frame by frame.

Needs CRIER_PROGRAM, and CRIER_SEED: a demo newsroom with every story voiced (scripts/parts/seed.py).
"""

import html.parser
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import urllib.parse
import xml.etree.ElementTree as xml

import feedparser
import podcastparser
from rss_parser import RSSParser

from newsroom import Newsroom

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"
# Sound is decoded from so many stories of each podcast.
PLAYED = 2


class Feeds(unittest.TestCase):
    """A subscriber finds the feeds on the pages, as a browser or a podcast app would."""

    # What the player is told of a page's programme, by the first word of the page's address.
    SOURCES = {"sections": "?section={}", "publications": "?publication={}"}

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory(prefix="crier-feeds-")
        data = pathlib.Path(cls.home.name) / "data"
        shutil.copytree(os.environ["CRIER_SEED"], data)
        cls.newsroom = Newsroom(os.environ["CRIER_PROGRAM"], data).start().wait_ready()
        cls.feeds = {"application/rss+xml": {}, "application/atom+xml": {}, "application/feed+json": {}}
        for page in cls.pages():
            for kind, href in cls.announced(page):
                if kind in cls.feeds:
                    cls.feeds[kind][cls.path(href)] = page

    @classmethod
    def tearDownClass(cls):
        cls.newsroom.stop()
        cls.home.cleanup()

    @classmethod
    def pages(cls):
        """The front page, every section, every publication."""
        with cls.newsroom.database() as db:
            sections = [f"/sections/{row[0]}" for row in db.execute("SELECT slug FROM section ORDER BY position")]
            publications = [f"/publications/{row[0]}" for row in db.execute("SELECT slug FROM publication ORDER BY position")]
        return ["/", *sections, *publications]

    @classmethod
    def announced(cls, page):
        """The feeds that a page's head names, as (type, address)."""
        found = []

        class Head(html.parser.HTMLParser):
            def handle_starttag(self, tag, attributes):
                named = dict(attributes)
                if tag == "link" and named.get("rel") == "alternate" and named.get("type"):
                    found.append((named["type"], named["href"]))

        status, _, body = cls.newsroom.get(page, Accept_Language="en")
        assert status == 200, f"{page} answers {status}"
        Head().feed(body.decode())
        return found

    @staticmethod
    def path(address):
        parts = urllib.parse.urlsplit(address)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def each(self, kind):
        """Every feed of a kind: its path, its headers, its bytes."""
        self.assertTrue(self.feeds[kind], f"no page announces {kind}")
        for path in sorted(self.feeds[kind]):
            status, headers, body = self.newsroom.get(path)
            self.assertEqual((path, status, headers.get_content_type()), (path, 200, kind))
            yield path, headers, body

    def test_every_section_and_publication_has_its_podcast(self):
        pages = set(self.feeds["application/rss+xml"].values())
        self.assertEqual(len(self.feeds["application/rss+xml"]), len(self.pages()), f"podcasts were found on {sorted(pages)}")

    def test_feedparser_reads_every_podcast_without_a_complaint(self):
        for path, _, body in self.each("application/rss+xml"):
            read = feedparser.parse(body)
            self.assertFalse(read.bozo, f"{path}: {read.get('bozo_exception')}")
            self.assertEqual(read.version, "rss20")
            self.assertTrue(read.feed.title and read.feed.link and read.feed.language and read.feed.image.href)
            self.assertTrue(read.entries, "an empty podcast")
            self.assertEqual(len({entry.id for entry in read.entries}), len(read.entries), "two episodes share a guid")
            for entry in read.entries:
                self.assertTrue(entry.title and entry.published_parsed and entry.link)
                self.assertEqual(len(entry.enclosures), 1)
                self.assertEqual(entry.enclosures[0].type, "audio/mpeg")
                self.assertTrue(self.path(entry.enclosures[0].href).endswith(".mp3"))

    def test_podcastparser_finds_an_episode_with_its_length_for_every_story(self):
        for path, _, body in self.each("application/rss+xml"):
            read = podcastparser.parse(f"http://localhost{path}", io.BytesIO(body))
            self.assertTrue(read["title"] and read.get("cover_url") and read.get("description"))
            self.assertEqual(len(read["episodes"]), len(feedparser.parse(body).entries), "podcastparser drops episodes")
            for episode in read["episodes"]:
                self.assertGreater(episode["total_time"], 10)
                self.assertGreater(episode["enclosures"][0]["file_size"], 10_000)

    def test_rss_parser_finds_what_the_standard_demands(self):
        for _, _, body in self.each("application/rss+xml"):
            RSSParser.parse(body.decode())

    def test_podcasts_carry_the_tags_that_directories_ask_for(self):
        for path, _, body in self.each("application/rss+xml"):
            channel = xml.fromstring(body).find("channel")
            for tag in ("author", "category", "explicit", "image"):
                self.assertIsNotNone(channel.find(ITUNES + tag), f"{path}: itunes:{tag}")
            self.assertTrue(channel.findtext(PODCAST + "guid"), f"{path}: podcast:guid")
            notices = [txt.text for txt in channel.iter(PODCAST + "txt") if txt.get("purpose") == "ai-content"]
            self.assertTrue(notices and notices[0], f"{path}: nobody is told that the voice is made by a machine")
            own = [link.get("href") for link in channel.findall(ATOM + "link") if link.get("rel") == "self"]
            self.assertEqual([self.path(address) for address in own], [path])
            for item in channel.findall("item"):
                self.assertIsNotNone(item.find(PODCAST + "transcript"), item.findtext("title"))

    def test_enclosures_and_transcripts_answer_at_the_first_hop(self):
        for _, _, body in self.each("application/rss+xml"):
            for item in list(xml.fromstring(body).iter("item"))[:5]:
                enclosure = item.find("enclosure")
                path = self.path(enclosure.get("url"))
                status, headers, nothing = self.newsroom.get(path, method="HEAD")
                self.assertEqual((status, headers["Content-Type"], headers["Content-Length"], nothing),
                                 (200, "audio/mpeg", enclosure.get("length"), b""))
                status, part, some = self.newsroom.get(path, Range="bytes=1000-1999")
                self.assertEqual((status, len(some)), (206, 1000))
                self.assertEqual(part["Content-Range"], f"bytes 1000-1999/{enclosure.get('length')}")
                status, _, _ = self.newsroom.get(path, If_None_Match=headers["ETag"])
                self.assertEqual(status, 304)
                transcript = item.find(PODCAST + "transcript")
                status, headers, text = self.newsroom.get(self.path(transcript.get("url")))
                self.assertEqual((status, headers.get_content_type()), (200, transcript.get("type")))
                self.assertTrue(text)

    def test_ffmpeg_plays_what_a_subscriber_downloads(self):
        for _, _, body in self.each("application/rss+xml"):
            for entry in feedparser.parse(body).entries[:PLAYED]:
                address = self.newsroom.url + self.path(entry.enclosures[0].href)
                played = subprocess.run(["ffmpeg", "-nostdin", "-v", "warning", "-i", address, "-f", "null", "-"],
                                        capture_output=True, text=True, timeout=120)
                self.assertEqual((played.returncode, played.stderr), (0, ""))
                asked = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", address],
                                       capture_output=True, text=True, timeout=60)
                told = sum(int(part) * 60 ** n for n, part in enumerate(reversed(entry.itunes_duration.split(":"))))
                self.assertAlmostEqual(float(asked.stdout), told, delta=1.1, msg="itunes:duration is wrong")

    def test_a_programme_is_one_clean_file_with_a_chapter_for_every_story(self):
        for page in self.pages():
            at = page.rstrip("/")
            _, kind, slug = at.split("/") if at else ("", "", "")
            _, _, body = self.newsroom.get("/programme.json" + self.SOURCES.get(kind, "").format(slug))
            items = json.loads(body)["items"]
            status, _, sound = self.newsroom.get(f"{at}/programme.mp3")
            if not items:
                self.assertEqual(status, 404, page)
                continue
            self.assertEqual(status, 200, page)
            file = pathlib.Path(self.home.name) / "programme.mp3"
            file.write_bytes(sound)
            asked = subprocess.run(["ffprobe", "-v", "warning", "-show_chapters", "-show_entries", "format=duration", "-of", "json", file],
                                   capture_output=True, text=True, timeout=60)
            self.assertEqual((asked.returncode, asked.stderr), (0, ""), page)
            told = json.loads(asked.stdout)
            self.assertEqual([chapter["tags"]["title"] for chapter in told["chapters"]], [item["headline"] for item in items], page)
            stories_ms = sum(item["duration_ms"] for item in items)
            self.assertGreater(float(told["format"]["duration"]) * 1000, stories_ms, page)
            played = subprocess.run(["ffmpeg", "-nostdin", "-v", "warning", "-i", file, "-f", "null", "-"],
                                    capture_output=True, text=True, timeout=300)
            self.assertEqual((played.returncode, played.stderr), (0, ""), page)
            read = subprocess.run(["mp3val", file], capture_output=True, text=True, timeout=60)
            self.assertIsNone(re.search("WARNING|PROBLEM|ERROR", read.stdout + read.stderr), f"{page}: {read.stdout}")

    def test_atom_feeds_are_read_without_a_complaint(self):
        for path, _, body in self.each("application/atom+xml"):
            read = feedparser.parse(body)
            self.assertFalse(read.bozo, f"{path}: {read.get('bozo_exception')}")
            self.assertEqual(read.version, "atom10")
            for entry in read.entries:
                self.assertTrue(entry.id and entry.title and entry.updated_parsed and entry.link)

    def test_json_feeds_hold_what_version_1_1_demands(self):
        for _, _, body in self.each("application/feed+json"):
            read = json.loads(body)
            self.assertEqual(read["version"], "https://jsonfeed.org/version/1.1")
            self.assertTrue(read["title"] and read["items"])
            for item in read["items"]:
                self.assertTrue(item["id"] and (item.get("content_html") or item.get("content_text")))
                for attachment in item.get("attachments", []):
                    self.assertTrue(attachment["url"] and attachment["mime_type"])

    def test_a_reader_that_asks_again_is_told_that_nothing_changed(self):
        for kind in self.feeds:
            for path, headers, _ in self.each(kind):
                self.assertEqual(self.newsroom.get(path, If_None_Match=headers["ETag"])[0], 304, path)


if __name__ == "__main__":
    unittest.main()
