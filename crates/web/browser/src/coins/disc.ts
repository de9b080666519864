// The brass disc in the masthead, and the wallet's page: coins as they come, and how far it is to the next one.
import { startTelling } from "./teller.ts";
import type { Player, Reply } from "./teller.ts";

interface Coins {
  coins: { available: number; pending: number; set_aside: number };
  standing: { towards_next_ms: number; quantum_ms: number; left_today_ms: number; pool_is_empty: boolean };
}

/** How long the disc says that a coin has come. */
const SAID_MS = 4_000;

let known: Coins | null = null;
let asking: Promise<void> | null = null;

let watching = false;

/** Begins, once, to tell what is heard. */
export function watchCoins(player: Player): void {
  if (watching) return;
  watching = true;
  startTelling(player, (reply) => void heard(reply));
}

/** Shows what is known on a page that has just come, and asks when nothing is. */
export function showCoins(): void {
  if (known) paint(known);
  else asking ??= ask().finally(() => (asking = null));
}

async function ask(): Promise<void> {
  const answer = await fetch("/wallet/coins.json", { headers: { accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  known = (await answer.json()) as Coins;
  paint(known);
}

async function heard(reply: Reply): Promise<void> {
  if (!reply.coins && known) {
    known.standing = { ...known.standing, ...reply };
    return paint(known);
  }
  await ask();
  if (!reply.coins) return;
  celebrate(reply);
  await renewWallet();
}

function paint({ coins, standing }: Coins): void {
  for (const disc of document.querySelectorAll<HTMLElement>("[data-coins]")) {
    const words = JSON.parse(disc.dataset["words"] ?? "{}") as Record<string, string>;
    const seconds = Math.max(0, Math.ceil((standing.quantum_ms - standing.towards_next_ms) / 1000));
    const have = (words["have"] ?? "").replace("%1", String(coins.available));
    const more = standing.pool_is_empty
      ? words["empty"]
      : standing.left_today_ms <= 0
        ? words["done"]
        : (words["next"] ?? "").replace("%1", String(seconds));
    disc.classList.add("is-signed-in");
    disc.setAttribute("aria-label", have);
    disc.title = [have, more, coins.pending ? words["held"] : ""].filter(Boolean).join(" · ");
    const number = disc.querySelector("[data-coins-number]");
    if (number) number.textContent = String(coins.available);
  }
  const bar = document.querySelector<HTMLProgressElement>(".purse progress");
  if (bar) bar.value = standing.towards_next_ms;
}

function celebrate(reply: Reply): void {
  for (const disc of document.querySelectorAll<HTMLElement>("[data-coins]")) {
    const words = JSON.parse(disc.dataset["words"] ?? "{}") as Record<string, string>;
    disc.dataset["came"] = (words["earned"] ?? "+%1").replace("%1", String(reply.coins));
    setTimeout(() => delete disc.dataset["came"], SAID_MS);
  }
}

/** On the wallet's own page the new line appears as well, unless somebody is doing something there. */
async function renewWallet(): Promise<void> {
  const wallet = document.querySelector(".wallet");
  if (!wallet || wallet.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".wallet");
  if (page && wallet.isConnected) wallet.replaceWith(page);
}
