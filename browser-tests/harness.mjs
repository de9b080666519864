// journey("what a person notices", async ({ page, url }) => …): a test in a real browser, on the newsroom that all journeys share.
// Whatever it does, a journey fails when a page throws, writes an error, is refused by its own policy, or asks another site.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { closeBrowser, openVisitor } from "./browser.mjs";
import { sound } from "./listening.mjs";
import { startNewsroom } from "./newsroom.mjs";

export { DESK, PATIENCE_MS, PHONE, TABLET, openVisitor } from "./browser.mjs";
export * from "./checks.mjs";
export * from "./demo.mjs";
export * from "./listening.mjs";
export { openLine } from "./line.mjs";
export { crier, startNewsroom, startWorker } from "./newsroom.mjs";

/** A journey that takes longer has got lost. */
const JOURNEY_MS = 60_000;
/** The first journey waits for the newsroom; without a voiced copy, all its voices are made first. */
const NEWSROOM_MS = 900_000;

/** Pictures of where journeys failed. */
const PICTURES = join(process.env.CARGO_TARGET_DIR ?? resolve(import.meta.dirname ?? ".", "../target"), "test/journeys");

let shared = null;

after(async () => {
  await closeBrowser();
  if (shared) await shared.then((newsroom) => newsroom.stop(), () => {});
});

/**
 * `options` go to openVisitor, and: `within` in ms; `expects`: a pattern of the complaints that the journey provokes on
 * purpose, such as /404/; `alone`: it brings a newsroom of its own.
 */
export function journey(name, options, steps) {
  if (typeof options === "function") [options, steps] = [{}, options];
  const { within = JOURNEY_MS, expects, alone = false, ...visitor } = options;
  test(name, { timeout: within + NEWSROOM_MS }, async () => {
    if (!alone) shared ??= startNewsroom();
    const newsroom = alone ? null : await shared;
    const opened = await openVisitor(visitor);
    const complaints = watch(opened.context, expects);
    let timer;
    try {
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`the journey took longer than ${within / 1000} s`)), within);
      });
      await Promise.race([steps({ ...opened, newsroom, url: newsroom?.url }), late]);
    } catch (error) {
      throw new Error(`${error.message}\n${await scene(opened.page, name)}\n  complaints: ${complaints.join("; ") || "none"}`, { cause: error });
    } finally {
      clearTimeout(timer);
      await opened.close();
    }
    assert.deepEqual(complaints, [], "the pages complained");
  });
}

/** Where a journey ended that did not arrive: in words, and as a picture. */
async function scene(page, name) {
  try {
    const path = join(PICTURES, `${name.replace(/[^a-z0-9]+/gi, "-").slice(0, 60)}.png`);
    await mkdir(PICTURES, { recursive: true });
    await page.screenshot({ path });
    const player = await page.locator("#player").evaluate((bar) => `${bar.dataset.state}, “${bar.querySelector(".player-from").textContent}”`, null, { timeout: 1_000 });
    return `  on ${page.url()}, player: ${player}, sound: ${JSON.stringify(await sound(page))}, picture: ${path}`;
  } catch (error) {
    return `  on ${page.url()}; and of the page there is no picture: ${error.message.split("\n")[0]}`;
  }
}

/** Collects what no page of ours may ever do. */
function watch(context, expects) {
  const complaints = [];
  // What the browser's driver itself says where a journey goes without the worker.
  const drivers = /Service Worker registration blocked by Playwright/;
  const complain = (text) => {
    if (!expects?.test(text) && !drivers.test(text)) complaints.push(text);
  };
  context.on("weberror", (error) => complain(`thrown: ${error.error().stack ?? error.error()}`));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complain(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^https?:$/.test(protocol) && hostname !== "localhost") complain(`asked another site: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) complain(`${response.status()} for ${response.url()}`);
  });
  return complaints;
}

/** Makes a visitor's device one that has passkeys, confirms everything, and shows nothing. */
export async function withPasskeys(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable", { enableUI: false });
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

/** Asks in the page until it is so: `waitForFunction` does not ask again when what it asks takes a moment. */
export async function until(page, isSo, of) {
  const end = Date.now() + 20_000;
  while (!(await page.evaluate(isSo, of))) {
    assert.ok(Date.now() < end, `it was not so within 20 s: ${isSo}`);
    await page.waitForTimeout(250);
  }
}
