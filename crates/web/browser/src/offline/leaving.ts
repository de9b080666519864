// Whoever signs out leaves a browser in which nothing tells what they did: the pages they looked at, what was heard and not
// told. Stories that were kept need no account and stay, until somebody removes them.
import type { isSignedIn } from "../coins/signed-in.ts";
import type { load, save } from "../player/store.ts";
import { PAGES } from "./names.ts";

const KEY = "crier:was-signed-in";
const UNTOLD = "crier:untold";

export interface Hands {
  load: typeof load;
  save: typeof save;
  isSignedIn: typeof isSignedIn;
}

/** Called for each page shown. */
export async function clearAfterLeaving({ load, save, isSignedIn }: Hands): Promise<void> {
  const was = !!load<{ in: boolean }>(KEY)?.in;
  const is = isSignedIn();
  if (was !== is) save(KEY, { in: is });
  if (!was || is) return;
  save(UNTOLD, { heard: [], ends: {} });
  if ("caches" in globalThis) await caches.delete(PAGES);
}
