// What runs on every page. Turbo keeps this script alive while pages change; `ready` is what each new page needs.
import { watchCopyLinks } from "./page/copy-link.ts";
import { showTheme, watchThemeSwitch } from "./page/theme-switch.ts";
import { startPageChanges } from "./page/turbo.ts";
import { definePlayer, showPlayer } from "./player/bar.ts";
import { showOffers, watchOffers } from "./player/offers.ts";
import { tellTheSystem } from "./player/session.ts";
import { watchReader } from "./story/follow.ts";
import { readyReadAlong, watchVoice } from "./story/read-along.ts";
import { readySentences, watchSentences } from "./story/sentences.ts";

function ready(): void {
  showTheme();
  showOffers();
  readySentences();
  readyReadAlong();
  showPlayer();
}

definePlayer();
tellTheSystem();
watchOffers();
watchSentences();
watchVoice();
watchReader();
watchCopyLinks();
watchThemeSwitch();
document.addEventListener("turbo:load", ready);
startPageChanges();
