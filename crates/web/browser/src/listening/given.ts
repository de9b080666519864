// What the lists of a listener share with the main script, which hands it over: importing it would break that one into pieces.
import type { Hearing } from "../coins/hearing.ts";
import type { isSignedIn } from "../coins/signed-in.ts";
import type { link } from "../page/link.ts";
import type { storyOf } from "../page/story-of.ts";
import type { clock } from "../player/clock.ts";
import type { segmentAt } from "../player/cues.ts";
import type { showOffers } from "../player/offers.ts";
import type { forget, remember } from "../player/position.ts";
import type { load, save, store } from "../player/store.ts";
import type { Voice } from "../player/voice.ts";

export interface Given {
  voice: Voice;
  hearing: Hearing;
  isSignedIn: typeof isSignedIn;
  link: typeof link;
  storyOf: typeof storyOf;
  clock: typeof clock;
  segmentAt: typeof segmentAt;
  showOffers: typeof showOffers;
  forget: typeof forget;
  remember: typeof remember;
  load: typeof load;
  save: typeof save;
  store: typeof store;
}

export let given: Given;

export function give(all: Given): void {
  given = all;
}
