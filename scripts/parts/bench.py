"""Runs the sections named, or all but `clone`, `piper` and `pages`; ends non-zero when a goal was missed."""

import sys

import bench_again
import bench_books
import bench_joined
import bench_ear
import bench_heartbeats
import bench_live
import bench_pages
import bench_piper
import bench_search
import bench_start
import bench_timing
import bench_topics
import bench_voice
import bench_web
from measuring import HOME, adopt_orphans
from newsroom import stop_servers_when_told

SECTIONS = {
    "voice": bench_voice.bench,
    "timing": bench_timing.bench,
    "live": bench_live.bench,
    "joined": bench_joined.bench,
    "again": bench_again.bench,
    "ear": bench_ear.bench,
    "piper": bench_piper.bench,
    "web": bench_web.bench,
    "pages": bench_pages.bench,
    "books": bench_books.bench,
    "heartbeats": bench_heartbeats.bench,
    "search": bench_search.bench,
    "topics": bench_topics.bench,
    "start": bench_start.bench,
    "clone": bench_start.bench_clone,
}
UNLESS_TOLD = ["voice", "timing", "ear", "live", "joined", "again", "web", "books", "heartbeats", "search", "topics", "start"]

asked = sys.argv[1:] or UNLESS_TOLD
unknown = [name for name in asked if name not in SECTIONS]
if unknown:
    sys.exit(f"bench: no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
adopt_orphans()
stop_servers_when_told()
missed = [f"{name}: {goal}" for name in asked for goal in SECTIONS[name]()]
print(f"\nfigures as JSON: {HOME}/{{{','.join(asked)}}}.json")
if missed:
    sys.exit("goals missed:\n  " + "\n  ".join(missed))
print("every goal met")
