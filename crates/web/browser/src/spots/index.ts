// What only pages with spots need: it arrives by itself.
import { readyBetween, watchBetween } from "./between.ts";
import type { Player } from "./between.ts";
import { readySlots, watchSlots } from "./slots.ts";

let watching = false;

/** Called for each page shown. */
export function readySpots(player: Player): void {
  if (!watching) {
    watching = true;
    watchSlots(player);
    watchBetween(player);
  }
  readySlots();
  readyBetween();
}
