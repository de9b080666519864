// What a listener does with stories, in one place: it is shown at once, written into the log, and told in good time.
import type { Item } from "../player/types.ts";
import type { Voice } from "../player/voice.ts";
import { Diary } from "./diary.ts";
import { readClocks } from "./entries.ts";
import type { Did, Kind } from "./entries.ts";
import { given } from "./given.ts";
import { browserLog } from "./log.ts";
import { rowsFor } from "./bars.ts";
import { inOrder, put } from "./rank.ts";
import { findStories, forgetStories, keep, lose, storyNamed } from "./stories.ts";
import { Sync } from "./sync.ts";
import * as views from "./view.ts";
import type { View } from "./view.ts";

/** What was heard may wait a little; what was asked for is told at once, and a pause is a good moment. */
const HEARD_TOLD_WITHIN_MS = 15_000;
const TOLD_WITHIN_MS = 800;
/** A page that is looked at again asks what other devices did meanwhile. */
const ASK_AGAIN_MS = 20_000;
/** Stories in the queue; the newsroom takes no more. */
export const QUEUE_AT_MOST = 200;
/** What the early script looks at, to leave room for rows that come. */
const ROWS = "crier:rows";

export class Listening {
  readonly #voice: Voice;
  readonly #log = browserLog();
  readonly #sync: Sync;
  readonly #diary: Diary;
  #view: View = views.read(given.store);
  #listeners: (() => void)[] = [];
  #askedMs = 0;
  #line = "";

  constructor(voice: Voice) {
    this.#voice = voice;
    this.#sync = new Sync({
      log: this.#log,
      isSignedIn: given.isSignedIn,
      view: () => this.#view,
      change: (how) => this.#change(how),
      left: () => this.#left(),
      moved: (slugs) => slugs.forEach((slug) => this.#place(slug)),
      fetch: (...args) => fetch(...args),
    });
    this.#diary = new Diary(voice, {
      heard: (did, slug, from, to, of) => {
        this.#change((view) => views.heard(view, slug, from, to, of, this.#now, "place" in did ? did.place : null));
        this.#write(did, HEARD_TOLD_WITHIN_MS);
        if (voice.item?.slug === slug) keep([voice.item]);
      },
      moved: (did, slug, ms, of) => {
        this.#change((view) => views.moved(view, slug, ms, of, this.#now, "place" in did ? did.place : null));
        // The player itself remembers where it was, not where it was sent while it had no sound.
        given.remember(given.store, slug, ms, of, Date.now());
        this.#write(did, TOLD_WITHIN_MS);
      },
      paused: () => (document.hidden ? void this.#sync.now() : this.#sync.soon(TOLD_WITHIN_MS)),
    });
    voice.lined = () => this.#firstInLine();
    voice.gone = ({ slug }) => {
      lose(slug);
      this.#tell(true);
    };
    // Whichever way a story begins, its turn has come.
    voice.on("story", () => {
      const slug = voice.item?.slug;
      if (slug && voice.wants && this.isMarked("queued", slug)) this.mark("queued", slug, false);
    });
    // After the diary: what was heard until now was by the sentences before.
    voice.on("narration", () => this.#putRight());
    if (!given.isSignedIn() && this.#view.who !== null) this.#left();
    this.#line = this.queue.join(",");
    // As they are now: one that was taken back meanwhile would end what is heard without hands.
    void findStories(this.queue, true).then(() => voice.lineChanged());
    // Another window of this browser has changed something.
    window.addEventListener("storage", (event) => {
      if (!views.isViewKey(event.key)) return;
      this.#view = views.read(given.store);
      this.#tell(true);
    });
    window.addEventListener("online", () => this.#sync.soon(0));
    document.addEventListener("visibilitychange", () => !document.hidden && this.ask());
  }

  get view(): View {
    return this.#view;
  }

  on(then: () => void): void {
    this.#listeners.push(then);
  }

  /** Asks what other devices did, unless it was asked just now. */
  ask(): void {
    if (performance.now() - this.#askedMs < ASK_AGAIN_MS && this.#askedMs) return;
    this.#askedMs = performance.now();
    this.#sync.soon(0);
  }

  // ── What a listener asks for ──

  mark(kind: Kind, target: string, there: boolean): void {
    this.#asked(there ? { did: "added", kind, target } : { did: "removed", kind, target });
  }

  isMarked = (kind: Kind, target: string): boolean => target in this.#view[kind];

  /** The stories in the queue, in their order. */
  get queue(): string[] {
    return inOrder(Object.entries(this.#view.queued)).map(([slug]) => slug);
  }

  /** Puts a story into the queue, or elsewhere in it. False: it is full. */
  lineUp(slug: string, at: number): boolean {
    const isNew = !this.isMarked("queued", slug);
    if (isNew && this.queue.length >= QUEUE_AT_MOST) return false;
    for (const [target, rank] of put(Object.entries(this.#view.queued), slug, at)) {
      const adds = isNew && target === slug;
      this.#asked(adds ? { did: "added", kind: "queued", target, rank } : { did: "ranked", target, rank });
    }
    return true;
  }

  /** "Play next" and "Add to queue", with what is needed to show it. */
  lineUpStory(item: Item, next: boolean): boolean {
    keep([item]);
    return this.lineUp(item.slug, next ? 0 : this.queue.length);
  }

  save(item: Item, there: boolean): void {
    keep([item]);
    this.mark("saved", item.slug, there);
  }

  forget(slug: string): void {
    given.forget(given.store, slug);
    this.#asked({ did: "forgot", story: slug });
  }

  forgetAll(): void {
    for (const slug of Object.keys(this.#view.stories)) given.forget(given.store, slug);
    this.#asked({ did: "cleared" });
  }

  /** From its beginning, whatever was heard before. */
  startOver(item: Item): void {
    given.forget(given.store, item.slug);
    if (this.#voice.item?.slug === item.slug) {
      this.#voice.seek(0);
      this.#voice.play();
    } else {
      this.#voice.playStory(item);
    }
  }

  // ── Inside ──

  get #now(): number {
    return Date.now() + this.#view.behind;
  }

  #firstInLine(): Item | undefined {
    for (const slug of this.queue) {
      const item = storyNamed(slug);
      if (item) return item;
    }
    return undefined;
  }

  #asked(did: Did): void {
    this.#change((view) => views.asked(view, did, this.#now));
    this.#write(did, TOLD_WITHIN_MS);
  }

  #write(did: Did, within: number): void {
    const who = given.isSignedIn() ? this.#view.who : null;
    void this.#log.append({ ...did, at: readClocks(), who }).catch(() => {});
    this.#sync.soon(within);
  }

  /** The store is read first: another window may have written there. */
  #change(how: (view: View) => void): void {
    const view = views.read(given.store);
    how(view);
    views.write(given.store, view);
    this.#view = view;
    const line = this.queue.join(",");
    const isOther = line !== this.#line;
    this.#line = line;
    try {
      given.store.setItem(ROWS, rowsFor(view).join(" "));
    } catch {
      // Then there is no room for the rows, and none comes.
    }
    this.#tell(isOther);
  }

  #tell(isOtherLine: boolean): void {
    for (const then of this.#listeners) then();
    if (isOtherLine) void findStories(this.queue, true).then(() => this.#voice.lineChanged());
    if (isOtherLine) this.#voice.lineChanged();
  }

  /** Whoever was signed in has gone, and the next may be somebody else: what was theirs comes back with them. */
  #left(): void {
    // A voice that speaks is still wanted here; one that rests has the programme of whoever has gone.
    if (!this.#voice.wants) this.#voice.stop();
    this.#change((view) => Object.assign(view, views.left(view)));
    forgetStories();
    for (const key of ["crier:positions", "crier:programme"]) given.store.removeItem(key);
  }

  /** Another device was in this story later than this one: whoever plays it here goes on from there, unless it plays already. */
  #place(slug: string): void {
    const begun = this.#view.stories[slug];
    const isHere = this.#voice.item?.slug === slug;
    if (isHere && this.#voice.wants) return;
    const ms = begun && !views.isDone(begun) ? begun.ms : 0;
    if (!begun) given.forget(given.store, slug);
    else given.remember(given.store, slug, ms, begun.of, begun.at - this.#view.behind);
    // Whoever goes elsewhere at this moment is there later than any other device was.
    if (!isHere || this.#diary.isOnTheWay(slug) || Math.abs(this.#voice.ms - ms) < views.SAME_PLACE_MS) return;
    this.#diary.placed(slug, ms);
    this.#voice.seek(ms);
  }

  /** The times of the sentences have come: the voice goes on in the sentence in which it was left, wherever that is by now. */
  #putRight(): void {
    const { item, narration, ms } = this.#voice;
    const begun = this.#view.stories[item?.slug ?? ""];
    if (!item || !begun || narration?.slug !== item.slug) return;
    const to = views.goesOnAt(begun, narration.segments, ms);
    if (to === undefined) return;
    this.#change((view) => Object.assign(view.stories[item.slug] ?? {}, { ms: to, place: begun.place }));
    this.#diary.placed(item.slug, to);
    this.#voice.seek(to);
  }
}
