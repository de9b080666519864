// Asks the newsroom for a spot, and tells when it was seen or heard. Without cookies: nothing in it says who asks.
import type { load, save } from "../player/store.ts";
import type { Item } from "../player/types.ts";
import { enough, had, handedBack, today } from "./counts.ts";
import type { Counts } from "./counts.ts";

export interface Wanted {
  placement: "article" | "front" | "section" | "before" | "between";
  story?: string;
  section?: string;
  lang?: string;
}

export interface Picture {
  src: string;
  srcset: string;
  width: number;
  height: number;
}

/** A spot as the newsroom sends it. */
export interface Sent {
  headline: string;
  words: string;
  href: string | null;
  partner: string | null;
  house: boolean;
  lang: string;
  dir: NonNullable<Item["dir"]>;
  picture: Picture | null;
  audio: string | null;
  duration_ms: number | null;
}

/** One showing or hearing. */
export interface Ticket {
  ticket: string;
  campaign: string;
  cap: number | null;
  begins_within_ms: number;
  day_ends_in_ms: number;
  spot: Sent;
}

export interface Keeper {
  load: typeof load;
  save: typeof save;
}

const KEPT = "crier:spots";
/** A report that got no answer is sent again after these pauses. */
const AGAIN_MS = [5_000, 20_000];

const post = (path: string, body: unknown) =>
  fetch(path, { method: "POST", credentials: "omit", keepalive: true, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** A spot for a place, or null. It counts as had from now on: two windows would else each show the last one. */
export async function ask(keeper: Keeper, wanted: Wanted): Promise<Ticket | null> {
  const answer = await post("/spots/tickets", { ...wanted, enough: enough(counts(keeper)) }).catch(() => null);
  if (answer?.status !== 200) return null;
  const given = (await answer.json()) as Ticket;
  keeper.save(KEPT, had(counts(keeper), Date.now(), given.campaign, given.cap, given.day_ends_in_ms));
  return given;
}

/** It will not be seen or heard. */
export function handBack(keeper: Keeper, ticket: Ticket): void {
  keeper.save(KEPT, handedBack(counts(keeper), ticket.campaign));
}

const counts = (keeper: Keeper): Counts => today(keeper.load<Counts>(KEPT), Date.now());

/** It was seen, or heard so far: told until the newsroom has answered. What it refuses it would refuse again. */
export async function tell(ticket: Ticket, heardMs = 0): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const answer = await post("/spots/heard", { ticket: ticket.ticket, heard_ms: Math.floor(heardMs) }).catch(() => null);
    const wait = AGAIN_MS[tries];
    if ((answer && answer.status < 500) || wait === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
