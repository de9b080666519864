// A listener's coins: in by a passkey, a minute heard, coins in the wallet without a reload, a voucher for them, everything taken along, and out.
import assert from "node:assert/strict";
import { PHONE, hear, journey, pressByKey, tabTo, violations, withPasskeys } from "../harness.mjs";

/** The demo's stories last longer than what is heard of them here. */
const LONG = "/articles/ferry-inquiry";

journey("a listener joins by passkey, hears a minute, redeems a voucher for the coins that came, and leaves with everything", { within: 200_000 }, async ({ page, url }) => {
  await withPasskeys(page);
  await page.goto(`${url}/wallet`);
  await pressByKey(page, "New here: make a passkey");
  await page.waitForURL("**/wallet");
  assert.equal(await page.locator("[data-wallet-available]").textContent(), "0");

  // Heard at double speed: half a minute of the clock for the coins of a minute (the demo pays one for fifteen seconds).
  await page.goto(url + LONG);
  await page.locator(".listen-button").click();
  await hear(page);
  await page.locator("[data-speed]").selectOption("2");
  await page.locator("[data-coins]").click();
  await page.waitForURL("**/wallet");
  await page.locator("[data-wallet-available]", { hasText: /^[1-9]/ }).waitFor({ timeout: 120_000 });
  assert.match(await page.locator(".statement").textContent(), /listening, rules no\. 1/);
  assert.ok((await (await page.request.get(`${url}/wallet/coins.json`)).json()).coins.available >= 1);
  await page.waitForFunction(async () => (await (await fetch("/wallet/coins.json")).json()).coins.available >= 2, null, { timeout: 60_000, polling: 1_000 });
  await page.locator("[data-do=toggle]").click();

  // The cheapest product, by keyboard alone: asked once more, given, shown, and shown again.
  await page.goto(`${url}/products`);
  assert.deepEqual(await violations(page, "products"), []);
  await page.locator(".ware h2 a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/products/*");
  assert.deepEqual(await violations(page, "a product"), []);
  await pressByKey(page, "Redeem for 2 coins");
  await page.waitForURL("**/orders/new*");
  assert.deepEqual(await violations(page, "a redemption"), []);
  await pressByKey(page, "Give 2 coins");
  await page.waitForURL((at) => /^\/orders\/[0-9a-f]{32}$/.test(at.pathname));
  await pressByKey(page, "Show it");
  await page.locator(".code").waitFor();
  const brought = await page.locator(".code").textContent();
  assert.ok(brought.length > 20, brought);
  assert.deepEqual(await violations(page, "an order"), []);
  await page.reload();
  assert.equal(await page.locator(".code").textContent(), brought);
  await page.goto(`${url}/orders`);
  assert.equal(await page.locator(".orders li").count(), 1);
  await page.goto(`${url}/wallet`);
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
  assert.ok(export_.statement.length >= 1 && export_.heard.length >= 1 && export_.orders.length === 1);
  await page.locator("summary", { hasText: "Erase this account" }).click();
  await tabTo(page, (at) => at.field === "sure");
  await page.keyboard.press("Space");
  await pressByKey(page, "Erase my account");
  await page.waitForURL("**/account/sign-in*");
  assert.equal((await page.request.get(`${url}/wallet/coins.json`)).status(), 401);
});
