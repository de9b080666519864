// What a page without a line needs, in one part that comes after everything else. It is handed what it shares with the main
// script: importing it would break that one into pieces.
import type { isSignedIn } from "../coins/signed-in.ts";
import type { link } from "../page/link.ts";
import type { load, save } from "../player/store.ts";
import type { Voice } from "../player/voice.ts";
import { startWorker, tellLanguage } from "./build.ts";
import { showKeep, watchKeep } from "./button.ts";
import { check } from "./checking.ts";
import { clearAfterLeaving } from "./leaving.ts";
import { showList, watchList } from "./list.ts";
import { canKeep } from "./shelf.ts";

export interface Hands {
  voice: Voice;
  load: typeof load;
  save: typeof save;
  isSignedIn: typeof isSignedIn;
  showOffers: () => void;
  clock: (ms: number) => string;
  link: typeof link;
}

let begun = false;

/** Called for each page shown. */
export async function readyOffline(hands: Hands): Promise<void> {
  if (!begun) {
    begun = true;
    watchKeep(hands.link);
    watchList(hands);
    addEventListener("online", () => void checkAll(hands, true));
    void startWorker(hands.voice).catch(() => {
      // Without it pages are as they were; it is begun again with the next full load.
    });
  }
  await clearAfterLeaving(hands);
  showKeep();
  await showList();
  await tellLanguage();
  await checkAll(hands, !!document.querySelector("[data-kept]"));
}

async function checkAll(hands: Hands, now: boolean): Promise<void> {
  if (!canKeep()) return;
  await check(hands, now);
  await showList();
}
