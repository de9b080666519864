// Where a listener stopped in each story, kept in this browser. The store is handed in, so that this can be tested.

/** Stories remembered; the oldest is forgotten first. Some 60 bytes each. */
const MOST = 200;
/** Stopping this close to the end counts as heard, and the next time begins at the beginning. */
const NEARLY_DONE_MS = 8_000;
/** Stopping this early is not worth remembering. */
const BARELY_BEGUN_MS = 3_000;
const KEY = "crier:positions";

export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;
type Kept = Record<string, [ms: number, when: number]>;

function read(store: Store): Kept {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEY) ?? "{}");
    return kept && typeof kept === "object" && !Array.isArray(kept) ? (kept as Kept) : {};
  } catch {
    return {};
  }
}

function write(store: Store, kept: Kept): void {
  const newest = Object.entries(kept).sort(([, a], [, b]) => b[1] - a[1]).slice(0, MOST);
  try {
    store.setItem(KEY, JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // A full or forbidden store costs the memory, never the sound.
  }
}

/** Milliseconds to go on from; 0 for a story never begun or heard to its end. */
export function recall(store: Store, slug: string): number {
  const ms = read(store)[slug]?.[0];
  return typeof ms === "number" && ms > 0 ? ms : 0;
}

export function remember(store: Store, slug: string, ms: number, durationMs: number, now: number): void {
  const kept = read(store);
  if (ms < BARELY_BEGUN_MS || (durationMs > 0 && durationMs - ms < NEARLY_DONE_MS)) {
    if (!(slug in kept)) return;
    delete kept[slug];
  } else {
    kept[slug] = [Math.round(ms), now];
  }
  write(store, kept);
}

export function forget(store: Store, slug: string): void {
  const kept = read(store);
  if (!(slug in kept)) return;
  delete kept[slug];
  write(store, kept);
}
