// Every kind of page, on a phone and on a desk, in light and dark: for everybody.
import assert from "node:assert/strict";
import { DESK, PAGES, PHONE, brokenPictures, journey, showIn, tooWide, violations } from "../harness.mjs";

/** The narrowest window that text must still fit without scrolling sideways (WCAG 1.4.10). */
const NARROWEST = { width: 320, height: 640 };

/** Looks at a page in both sizes and both themes; gives what is wrong. */
async function look(page, name) {
  const found = [];
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await showIn(page, colorScheme);
      found.push(...(await violations(page, `${name}, ${size.width} px, ${colorScheme}`)));
    }
  }
  for (const size of [PHONE, NARROWEST]) {
    await page.setViewportSize(size);
    const over = await tooWide(page);
    if (over > 0) found.push(`${name}: ${over} px wider than a window of ${size.width} px`);
  }
  return found;
}

/** The first of what is wrong say enough. */
const assertNone = (found) => assert.equal(found.length, 0, `${found.length} things are wrong:\n  ${found.slice(0, 6).join("\n  ")}`);

for (const [name, address, status] of PAGES) {
  journey(`everybody can use the ${name}`, { expects: status === 200 ? undefined : new RegExp(status) }, async ({ page, url }) => {
    const answer = await page.goto(url + address);
    assert.equal(answer.status(), status);
    const isArticle = (await page.locator(".listen-button").count()) > 0;
    if (isArticle) {
      // With the player at work, its queue open, and a sentence marked.
      await page.locator(".listen-button").click();
      await page.waitForSelector(".s.is-now");
      await page.locator("[data-do=panel]").click();
    }
    assertNone(await look(page, name));
    assert.deepEqual(await brokenPictures(page), [], "pictures that do not show");
  });
}

journey("everybody on the staff can use the desk", { within: 120_000 }, async ({ page, url, newsroom }) => {
  await newsroom.signIn(page);
  const found = [];
  await page.goto(`${url}/desk/products`);
  const product = await page.locator(".desk-list th a").first().getAttribute("href");
  const pages = [
    ["desk", "/desk"],
    ["story at the desk", "/desk/articles/night-clinic"],
    ["withdrawn story at the desk", "/desk/articles/bells-by-telegraph"],
    ["products at the desk", "/desk/products"],
    ["product at the desk", product],
    ["orders at the desk", "/desk/orders"],
    ["rules at the desk", "/desk/rates?coins=2"],
    ["staff", "/desk/staff"],
    ["oneself at the desk", "/desk/me"],
  ];
  for (const [name, address] of pages) {
    await page.goto(url + address);
    for (const summary of await page.locator("main summary").all()) if (await summary.isVisible()) await summary.click();
    found.push(...(await look(page, name)));
  }
  assertNone(found);
});
