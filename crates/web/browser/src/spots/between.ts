// Spots between two stories, and before the first. One is asked for in time or not at all: nobody ever waits for it.
import type { Spot } from "../player/types.ts";
import type { Voice } from "../player/voice.ts";
import { Played, reached } from "./played.ts";
import { ask, handBack, tell } from "./tickets.ts";
import type { Keeper, Ticket, Wanted } from "./tickets.ts";

export interface Player extends Keeper {
  voice: Voice;
}

/** What the page says of spoken spots. */
interface Here {
  /** Programme that is heard between two of them at least. */
  apart_s: number;
  before: boolean;
  between: boolean;
}

/** A spot is asked for this long before a story ends. */
const IN_TIME_MS = 25_000;

interface InHand {
  ticket: Ticket;
  spot: Spot;
  before: boolean;
  untilMs: number;
}

let player: Player;
let voice: Voice;
let inHand: InHand | null = null;
/** The one that is heard, how much of it was, and how many marks of that are told. */
let on: { inHand: InHand; played: Played; told: number } | null = null;
/** Of stories, since the last spot. */
let programme = new Played();
let anyHeard = false;
let asking = false;
/** The story before whose end one was asked for. */
let askedIn = "";

function here(): Here | null {
  const said = document.body.dataset["spots"];
  return said ? (JSON.parse(said) as Here) : null;
}

export function watchBetween(with_: Player): void {
  player = with_;
  voice = player.voice;
  voice.spots = {
    get coming() {
      return fresh()?.spot ?? null;
    },
    take,
  };
  voice.on("time", look);
  voice.on("story", () => {
    programme.rest();
    if (on && voice.spot !== on.inHand.spot) end();
  });
  voice.on("state", () => {
    if (voice.state !== "playing") rest();
  });
  window.addEventListener("pagehide", leave);
}

/** Before the first story a spot is ready when the page is, or not heard. */
export function readyBetween(): void {
  const offer = document.querySelector<HTMLElement>("main .play-button[data-first]");
  if (!here()?.before || !offer || voice.queue || (anyHeard && !isApart())) return;
  const first = JSON.parse(offer.dataset["first"] ?? "null") as { slug?: string } | null;
  if (first?.slug) void fetchOne({ placement: "before", story: first.slug });
}

const isApart = (): boolean => programme.ms >= (here()?.apart_s ?? Infinity) * 1000;

/** What is in hand, as long as it may begin. */
function fresh(): InHand | null {
  if (inHand && performance.now() >= inHand.untilMs) letGo();
  return inHand;
}

function letGo(): void {
  if (inHand) handBack(player, inHand.ticket);
  inHand = null;
}

async function fetchOne(wanted: Wanted): Promise<void> {
  if (asking) return;
  asking = true;
  const ticket = await ask(player, wanted).finally(() => (asking = false));
  const { audio, duration_ms } = ticket?.spot ?? {};
  if (!ticket || !audio) return;
  const { headline, partner, lang, dir, picture, house, href } = ticket.spot;
  const spot: Spot = {
    slug: "", page: "", narration: "", headline, publication: partner ?? "", lang, dir, house, href, audio,
    picture: picture?.src ?? null, duration_ms: duration_ms ?? null,
  };
  letGo();
  inHand = { ticket, spot, before: wanted.placement === "before", untilMs: performance.now() + ticket.begins_within_ms };
}

/** The voice asks: is there one to be heard now? */
function take(before: boolean): Spot | null {
  const one = fresh();
  if (!one || one.before !== before) return null;
  inHand = null;
  on = { inHand: one, played: new Played(), told: 0 };
  on.played.at(0, 1, performance.now());
  anyHeard = true;
  programme = new Played();
  return one.spot;
}

function look(): void {
  const isHeard = voice.state === "playing" && !voice.sound.muted && voice.sound.volume > 0;
  if (!isHeard) return rest();
  const { rate } = voice.sound;
  if (on) {
    const heard = on.played.at(voice.ms, rate, performance.now());
    return report(heard, reached(heard, voice.durationMs));
  }
  programme.at(voice.ms, rate, performance.now());
  prepare();
}

function rest(): void {
  programme.rest();
  on?.played.rest();
}

function prepare(): void {
  const story = voice.item?.slug ?? "";
  const next = voice.queue?.items[voice.queue.index + 1];
  const left = voice.durationMs - voice.ms;
  const isTime = left < IN_TIME_MS && voice.durationMs > 0 && askedIn !== story;
  if (!isTime || !next || !here()?.between || !isApart() || (fresh() && !inHand?.before)) return;
  askedIn = story;
  void fetchOne({ placement: "between", story: next.slug });
}

function report(heard: number, marks: number): void {
  if (!on || marks <= on.told) return;
  on.told = marks;
  void tell(on.inHand.ticket, heard);
}

/** It is over, or was skipped: what was heard since the last mark is told as well. */
function end(): void {
  const over = on;
  on = null;
  if (over && over.played.ms > 0) void tell(over.inHand.ticket, over.played.ms);
  else if (over) handBack(player, over.inHand.ticket);
}

function leave(): void {
  end();
  letGo();
}
