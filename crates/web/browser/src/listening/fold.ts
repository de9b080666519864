// Makes a long log short without losing what it says: of each story one entry of what was heard, and the last that was asked
// for. For those who listen for weeks without a line, or without an account. Pure.
import { topic } from "./entries.ts";
import type { Entry, Part } from "./entries.ts";
import { with_ } from "./parts.ts";
import type { Spans } from "./parts.ts";

export type Numbered = readonly [seq: number, entry: Entry];

/** `most`: after it, the oldest are given up. */
export function fold(log: readonly Numbered[], most: number): Numbered[] {
  const kept = new Map<string, Numbered>();
  const drop = (key: (key: string) => boolean) => [...kept.keys()].filter(key).forEach((each) => kept.delete(each));
  for (const [seq, entry] of [...log].sort(([a], [b]) => a - b)) {
    // Only what belongs to the same listener is one.
    const about = `${entry.who} ${topic(entry)}`;
    switch (entry.did) {
      case "heard": {
        const before = kept.get(`${about} heard`)?.[1];
        kept.delete(`${about} heard`);
        kept.delete(`${about} moved`);
        kept.set(`${about} heard`, [seq, before?.did === "heard" ? { ...entry, parts: join(before.parts, entry.parts) } : entry]);
        break;
      }
      case "moved":
        kept.delete(`${about} moved`);
        kept.set(`${about} moved`, [seq, entry]);
        break;
      case "forgot":
        drop((key) => key.startsWith(`${about} `));
        kept.set(`${about} forgot`, [seq, entry]);
        break;
      case "cleared":
        drop((key) => key.startsWith(`${entry.who} story `) || key === `${about} cleared`);
        kept.set(`${about} cleared`, [seq, entry]);
        break;
      case "added":
      case "removed":
        kept.delete(`${about} there`);
        if (entry.did === "removed" || entry.rank) kept.delete(`${about} ranked`);
        kept.set(`${about} there`, [seq, entry]);
        break;
      case "ranked":
        kept.delete(`${about} ranked`);
        kept.set(`${about} ranked`, [seq, entry]);
        break;
      default:
        kept.set(`${about} ${seq}`, [seq, entry]);
    }
  }
  return [...kept.values()].sort(([a], [b]) => a - b).slice(-most);
}

function join(before: readonly Part[], after: readonly Part[]): Part[] {
  const spans = new Map<string, Spans>();
  for (const [segment, from, to] of [...before, ...after]) spans.set(segment, with_(spans.get(segment) ?? [], from, to));
  return [...spans].flatMap(([segment, all]) => all.map(([from, to]): Part => [segment, from, to]));
}
