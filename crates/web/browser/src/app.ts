// What runs on every page. Turbo keeps this script alive while pages change; `ready` is what each new page needs.
import { Hearing } from "./coins/hearing.ts";
import { isSignedIn } from "./coins/signed-in.ts";
import { watchCopyLinks } from "./page/copy-link.ts";
import { keepPresses } from "./page/early.ts";
import { link } from "./page/link.ts";
import { storyOf } from "./page/story-of.ts";
import { showTheme, watchThemeSwitch } from "./page/theme-switch.ts";
import { definePlayer, showPlayer } from "./player/bar.ts";
import { clock } from "./player/clock.ts";
import { segmentAt } from "./player/cues.ts";
import { beginAsAsked, mainOffer, showOffers, take, watchOffers } from "./player/offers.ts";
import { forget, remember } from "./player/position.ts";
import { tellTheSystem } from "./player/session.ts";
import { load, save, store } from "./player/store.ts";
import { voice } from "./player/voice.ts";
import { watchReader } from "./story/follow.ts";
import { showMoments, watchMoments } from "./story/moment.ts";
import { readyReadAlong, watchVoice } from "./story/read-along.ts";
import { readySentences, watchSentences } from "./story/sentences.ts";

function ready(): void {
  showTheme();
  showOffers();
  readySentences();
  readyReadAlong();
  showMoments();
  showPlayer();
  void readyForListening();
  void readyForListeners();
  void readyForSpots();
}

/**
 * Turbo comes by itself: on a slow phone it is the longer half of the work, and a press waits for the other half only.
 * Without a line pages are loaded in the browser's own way.
 */
async function changePages(): Promise<void> {
  try {
    const { startPageChanges } = await import("./page/turbo.ts");
    // It takes the page that is there for loaded, too; that one is ready.
    let first = true;
    document.addEventListener("turbo:load", () => {
      if (!first) {
        ready();
        void readyForTheRoad();
      }
      first = false;
    });
    startPageChanges();
  } catch {
    // Asked for again with the next page.
  }
}

/** What only listeners with an account need comes when one is there. Without a line it comes with a later page. */
async function readyForListeners(): Promise<void> {
  try {
    if (isSignedIn()) {
      const { watchCoins, showCoins } = await import("./coins/disc.ts");
      watchCoins({ voice, load, save, isSignedIn, hearing: new Hearing() });
      showCoins();
    }
    if (document.querySelector("[data-passkeys]")) {
      const { readyPasskeys, watchPasskeys } = await import("./account/passkeys.ts");
      watchPasskeys();
      readyPasskeys();
    }
  } catch {
    // Asked for again with the next page.
  }
}

const pressTools = keepPresses("[data-more], [data-tool], [data-follow]");

/** What was heard, lined up, saved and followed. */
async function readyForListening(): Promise<void> {
  try {
    const { readyListening } = await import("./listening/index.ts");
    const hearing = new Hearing();
    readyListening({ voice, hearing, isSignedIn, link, storyOf, clock, segmentAt, showOffers, forget, remember, load, save, store });
    pressTools();
  } catch {
    // Asked for again with the next page.
  }
}

/** Keeping stories, and pages without a line: after everything that one sees and hears. */
async function readyForTheRoad(): Promise<void> {
  try {
    const { readyOffline } = await import("./offline/ready.ts");
    await readyOffline({ voice, load, save, isSignedIn, showOffers, clock, link });
  } catch {
    // Asked for again with the next page.
  }
}

/** "Play the news" on the icon of the installed app is a press of its own. A browser that wants another one shows the page. */
function playWhenAsked(): void {
  if (location.hash !== "#play" || !matchMedia("(display-mode: standalone)").matches) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  const offer = mainOffer();
  if (offer && !voice.item) take(offer);
}

/** Spots come to pages that have room for one, or a programme that has. */
async function readyForSpots(): Promise<void> {
  if (!document.body.dataset["spots"] && !document.querySelector("[data-spot-slot]")) return;
  try {
    const { readySpots } = await import("./spots/index.ts");
    readySpots({ voice, load, save });
  } catch {
    // Asked for again with the next page.
  }
}

definePlayer();
tellTheSystem();
watchOffers();
watchSentences();
watchVoice();
watchReader();
watchMoments();
watchCopyLinks();
watchThemeSwitch();
ready();
beginAsAsked();
playWhenAsked();
void changePages().then(readyForTheRoad);
