// Single keys that work anywhere on the page, except while somebody types or a control wants the key itself.
// They can be switched off (WCAG 2.1.4): voice control and screen readers send single letters, too.
import { backToVoice } from "../story/follow.ts";
import type { Player } from "./bar.ts";
import { load, save } from "./store.ts";
import { FASTEST, SLOWEST } from "./sound.ts";
import { voice } from "./voice.ts";

const JUMP_MS = 15_000;
const SPEED_STEP = 0.25;

interface Setting {
  on: boolean;
}

const CONTROLS = "button, a, summary, select, input, textarea, [role=button], [contenteditable], [role=slider], .table";
/** Keys a focused control needs for itself. Letters a button has no use for still work on it. */
const THEIRS = new Set([" ", "ArrowLeft", "ArrowRight"]);
const TYPING = "textarea, select, input:not([type=range], [type=checkbox], [type=radio], [type=button]), [contenteditable]";

export function watchKeys(player: Player): void {
  let on = load<Setting>("crier:keys")?.on !== false;
  const box = player.querySelector<HTMLInputElement>("[data-keys]");
  if (box) {
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      save("crier:keys", { on } satisfies Setting);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(TYPING)) return;
    if (player.querySelector("dialog")?.open && event.key !== "?") return;
    if (THEIRS.has(event.key) && target.closest(CONTROLS)) return;
    if (!on && event.key !== "?") return;
    if (act(event, player)) event.preventDefault();
  });
}

/** Whether the key meant something. With nothing to hear, the space bar still scrolls. */
function act(event: KeyboardEvent, player: Player): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "?") return player.help(), true;
  if (key === "k") return player.toggle(), true;
  if (!voice.item) return false;
  switch (key) {
    case " ": return event.shiftKey ? false : (player.toggle(), true);
    case "j": return voice.jump(-JUMP_MS), true;
    case "l": return voice.jump(JUMP_MS), true;
    case "ArrowLeft": return voice.sentence(-1), true;
    case "ArrowRight": return voice.sentence(1), true;
    case "c": return void player.copyMoment(), true;
    case "n": return event.shiftKey ? (voice.next(), true) : false;
    case "p": return event.shiftKey ? (voice.previous(), true) : false;
    case "<": return (voice.sound.rate = Math.max(SLOWEST, voice.sound.rate - SPEED_STEP)), true;
    case ">": return (voice.sound.rate = Math.min(FASTEST, voice.sound.rate + SPEED_STEP)), true;
    case "m": return voice.mute(!voice.sound.muted), true;
    case "v": return backToVoice();
    default: return false;
  }
}
