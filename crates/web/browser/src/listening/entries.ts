// The log's entries: what was heard and what was asked for, each with what the device's clocks showed. The newsroom's side is
// newsroom/src/listening/entry.rs.

/** What both clocks of this device show: the page's own counter is never set, the one on the wall may be wrong. */
export interface Reading {
  boot: string;
  mono_ms: number;
  wall_ms: number;
}

/** A sentence, and thousandths of it from and to. */
export type Part = [segment: string, from: number, to: number];
export type Place = [segment: string, thousandth: number];
export type Kind = "saved" | "queued" | "section" | "publication";

export type Did =
  | { did: "heard"; story: string; parts: Part[]; place: Place }
  /** Heard while its voice was made: no sentence had a time yet. Told once they have. */
  | { did: "played"; story: string; from_ms: number; to_ms: number }
  | { did: "moved"; story: string; place: Place }
  | { did: "forgot"; story: string }
  | { did: "cleared" }
  | { did: "added"; kind: Kind; target: string; rank?: string }
  | { did: "ranked"; target: string; rank: string }
  | { did: "removed"; kind: Kind; target: string };

/** As it is kept: of whom it is (null: of nobody yet, and so of whoever signs in here next), and when. */
export type Entry = Did & { at: Reading; who: string | null };

/** Named anew with each page: its counter begins at 0. */
const boot = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export const readClocks = (): Reading => ({ boot, mono_ms: Math.round(performance.now()), wall_ms: Date.now() });

/** What an entry is about; entries about different things never touch each other. */
export function topic(did: Did): string {
  switch (did.did) {
    case "cleared": return "progress";
    case "added":
    case "removed": return `${did.kind} ${did.target}`;
    case "ranked": return `queued ${did.target}`;
    default: return `story ${did.story}`;
  }
}
