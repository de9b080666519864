// Pictures of every kind of page for people to look at: screenshots.mjs FOLDER [--only NAME,NAME] [--url URL --staff LINK].
// `--url` takes them of a newsroom that runs already; what is wrong with a page is for the journeys to say.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DESK, PHONE, TABLET, closeBrowser, openVisitor } from "./browser.mjs";
import { MISSING, PUBLICATION, PUBLICATION_ZH, RETRACTED, SECTION, STORY, STORY_ZH, TAG, TOPIC } from "./demo.mjs";
import { startNewsroom } from "./newsroom.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, url: { type: "string" }, staff: { type: "string" }, whole: { type: "boolean", default: false } },
});
const [folder] = positionals;
if (!folder) throw new Error("say into which folder: screenshots.mjs FOLDER");

const listen = async (page, button) => {
  await page.locator(button).first().click();
  await page.waitForFunction(() => document.querySelector("html > audio").currentTime > 1);
};
const reading = async (page) => {
  await listen(page, ".listen-button");
  await page.evaluate(() => (document.querySelector("html > audio").currentTime = 30));
  await page.waitForFunction(() => document.querySelector("html > audio").currentTime > 30.5);
};
const openQueue = async (page) => {
  await listen(page, ".play-button");
  await page.locator("[data-do=panel]").click();
};
/** Three stories of a section, and back to the list. */
const lineUp = async (page) => {
  const list = page.url();
  await page.goto(new URL(SECTION, list).href);
  for (const more of (await page.locator(".more").all()).slice(0, 3)) {
    await more.click();
    await page.locator(".story-tools [data-tool=queue]").last().click();
    await more.click();
  }
  await page.goto(list);
  await page.locator(".line").first().waitFor();
};
const openForms = async (page) => {
  for (const summary of await page.locator(".desk-deeds summary").all()) await summary.click();
  await page.locator(".desk-text summary").first().click();
};

/** Name, address, what is done there first. */
const PAGES = [
  ["front", "/"],
  ["front-zh", "/?ui=zh-Hant"],
  ["front-playing", "/", openQueue],
  ["section", SECTION],
  ["publication", PUBLICATION],
  ["publication-zh", `${PUBLICATION_ZH}?ui=zh-Hant`],
  ["tag", TAG, (page) => listen(page, ".play-button")],
  ["article", STORY],
  ["article-reading", STORY, reading],
  ["article-zh", `${STORY_ZH}?ui=zh-Hant`],
  ["article-zh-reading", `${STORY_ZH}?ui=zh-Hant`, reading],
  ["topic", TOPIC],
  ["search", "/search"],
  ["search-found", "/search?q=night+clinic"],
  ["search-zh", "/search?q=%E6%A9%8B&ui=zh-Hant"],
  ["search-nothing", "/search?q=volcano"],
  ["queue", "/queue", lineUp],
  ["history", "/history"],
  ["following", "/following"],
  ["saved", "/saved"],
  ["downloads", "/downloads"],
  ["offline", "/offline"],
  ["sign-in", "/account/sign-in"],
  ["products", "/products"],
  ["rules", "/coins/rules"],
  ["missing", MISSING],
  ["retracted", RETRACTED],
  ["about", "/about/voice"],
  ["newsletter", "/newsletter"],
  ["newsletter-zh", "/newsletter?ui=zh-Hant"],
  ["desk", "/desk", undefined, true],
  ["desk-newsletter", "/desk/newsletter", undefined, true],
  ["desk-article", "/desk/articles/night-clinic", openForms, true],
  ["desk-spots", "/desk/spots", undefined, true],
  ["desk-new-spot", "/desk/spots/new", undefined, true],
  ["desk-products", "/desk/products", undefined, true],
  ["desk-orders", "/desk/orders", undefined, true],
  ["desk-books", "/desk/books", undefined, true],
  ["desk-rates", "/desk/rates", undefined, true],
  ["desk-staff", "/desk/staff", undefined, true],
  ["desk-me", "/desk/me", undefined, true],
];

let cookies = null;
const newsroom = values.url ? null : await startNewsroom();
const url = values.url ?? newsroom.url;
try {
  for (const size of [PHONE, TABLET, DESK]) {
    for (const theme of ["light", "dark"]) {
      for (const [name, address, act, staff] of PAGES) {
        if (values.only && !values.only.split(",").some((only) => name.startsWith(only))) continue;
        const visitor = await openVisitor({ ...size, theme });
        try {
          if (staff) await signIn(visitor.page);
          await visitor.page.goto(url + address, { waitUntil: "networkidle" });
          await act?.(visitor.page);
          const path = join(folder, `${name}-${size.width}-${theme}.png`);
          await visitor.page.screenshot({ path, fullPage: values.whole });
          console.log(path);
        } finally {
          await visitor.close();
        }
      }
    }
  }
} finally {
  await closeBrowser();
  await newsroom?.stop();
}

/** Once for all pictures: the link opens the desk one time only. */
async function signIn(page) {
  if (cookies) return page.context().addCookies(cookies);
  if (newsroom) await newsroom.signIn(page);
  else {
    await page.goto(values.staff);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/desk$/);
  }
  cookies = await page.context().cookies();
}
