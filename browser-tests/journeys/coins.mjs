// A listener's coins: in by a passkey, a minute heard, a coin in the wallet without a reload, everything taken along, and out.
import assert from "node:assert/strict";
import { PHONE, hear, journey, pressByKey, tabTo, violations } from "../harness.mjs";

/** The demo's stories last longer than what is heard of them here. */
const LONG = "/articles/ferry-inquiry";

/** A device that has passkeys, confirms everything, and shows nothing. */
async function withPasskeys(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable", { enableUI: false });
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

journey("a listener joins by passkey, hears a minute, sees the coin come, and leaves with everything", { within: 200_000 }, async ({ page, url }) => {
  await withPasskeys(page);
  await page.goto(`${url}/wallet`);
  await pressByKey(page, "New here: make a passkey");
  await page.waitForURL("**/wallet");
  assert.equal(await page.locator("[data-wallet-available]").textContent(), "0");

  // Heard at double speed: half a minute of the clock for the minute that a coin takes.
  await page.goto(url + LONG);
  await page.locator(".listen-button").click();
  await hear(page);
  await page.locator("[data-speed]").selectOption("2");
  await page.locator("[data-coins]").click();
  await page.waitForURL("**/wallet");
  await page.locator("[data-wallet-available]", { hasText: /^[1-9]/ }).waitFor({ timeout: 120_000 });
  assert.match(await page.locator(".statement").textContent(), /listening, rules no\. 1/);
  assert.ok((await (await page.request.get(`${url}/wallet/coins.json`)).json()).coins.available >= 1);
  await page.locator("[data-do=toggle]").click();
  const { width, height } = page.viewportSize();
  await page.setViewportSize(PHONE);
  assert.deepEqual(await violations(page, "wallet on a phone"), []);

  // Out and in again by the same passkey.
  await page.goto(`${url}/account`);
  assert.deepEqual(await violations(page, "account on a phone"), []);
  await page.setViewportSize({ width, height });
  await page.locator(".desk-head button").click();
  await page.waitForURL((at) => at.pathname === "/");
  await page.goto(`${url}/account/sign-in`);
  await pressByKey(page, "Sign in with a passkey");
  await page.waitForURL("**/account");

  const export_ = await (await page.request.get(`${url}/account/export.json`)).json();
  assert.equal(export_.passkeys.length, 1);
  assert.ok(export_.statement.length >= 1 && export_.heard.length >= 1);
  await page.locator("summary", { hasText: "Erase this account" }).click();
  await tabTo(page, (at) => at.field === "sure");
  await page.keyboard.press("Space");
  await pressByKey(page, "Erase my account");
  await page.waitForURL("**/account/sign-in*");
  assert.equal((await page.request.get(`${url}/wallet/coins.json`)).status(), 401);
});
