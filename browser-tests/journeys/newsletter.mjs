// The newsletter: signed up for in a page's foot, confirmed, changed, heard from, left; and composed at the desk.
import assert from "node:assert/strict";
import { DESK, PHONE, STORY, hear, journey, pressByKey, showIn, tabTo, tooWide, until, violations } from "../harness.mjs";

/** Looks at a page in both sizes and both themes; fails when axe finds anything. */
async function lookAt(page, name) {
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    for (const theme of ["light", "dark"]) {
      await showIn(page, theme);
      assert.deepEqual(await violations(page, `${name}, ${size.width} px, ${theme}`), []);
    }
    assert.equal(await tooWide(page), 0, `${name} is wider than ${size.width} px`);
  }
}

/** The path behind the first link of a letter at the desk's page of mails that begins so. */
async function linkInLetters(desk, url, path) {
  await desk.goto(`${url}/desk/mails`);
  const href = await desk.locator(`a[href*="${path}"]`).first().getAttribute("href");
  return href.slice(href.indexOf(path));
}

journey("somebody signs up in the foot of a story, confirms, chooses, and leaves by one click", { within: 120_000 }, async ({ page, url, newsroom }) => {
  const elsewhere = await page.context().browser().newContext();
  try {
    const desk = await elsewhere.newPage();
    await newsroom.signIn(desk);

    await page.goto(url + STORY);
    await tabTo(page, (at) => at.field === "email", { most: 250 });
    await page.keyboard.type("rowan.pike@example.com");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/newsletter?sent=1");
    await page.getByText("A letter is on its way.").waitFor();
    await lookAt(page, "sign-up that was sent");

    await page.goto(url + (await linkInLetters(desk, url, "/newsletter/confirmation")));
    await lookAt(page, "confirmation");
    await pressByKey(page, "Yes, send it to me");
    await page.getByText("Welcome. The next issue comes to you.").waitFor();
    await page.getByText("It goes to rowan.pike@example.com.").waitFor();
    await lookAt(page, "choices");

    await page.getByLabel(/Every Saturday/).check();
    await page.getByLabel("Sports").check();
    await pressByKey(page, "Save");
    await page.getByText("Saved. It holds from the next issue on.").waitFor();
    assert.ok(await page.getByLabel("Sports").isChecked());
    assert.ok(await page.getByLabel(/Every Saturday/).isChecked());

    await pressByKey(page, "Unsubscribe now");
    await page.getByText("You are unsubscribed.").waitFor();
    await lookAt(page, "having left");
  } finally {
    await elsewhere.close();
  }
});

journey("the sign-up page has all choices, in both languages, and fits a phone", async ({ page, url }) => {
  await page.goto(`${url}/newsletter`);
  await lookAt(page, "sign-up");
  await page.goto(`${url}/newsletter?ui=zh-Hant`);
  await page.getByText("報導的語言").waitFor();
  await lookAt(page, "sign-up in Chinese");
});

journey("a letter’s Listen opens the story with its sound", async ({ page, url }) => {
  await page.goto(`${url}${STORY}#listen`);
  // A browser that wants a press first leaves the story in the player, with the focus on its button.
  await page.waitForFunction(() => document.activeElement?.classList.contains("listen-button"));
  await page.waitForFunction(() => document.querySelector("#player")?.dataset.state !== "idle");
  if ((await page.locator("#player").getAttribute("data-state")) === "paused") await page.keyboard.press("Enter");
  await hear(page, 0.1);
});

journey("an editor composes an issue, sees it as its readers will, and sends it", { within: 180_000 }, async ({ page, url, newsroom }) => {
  await newsroom.signIn(page);
  await page.goto(`${url}/desk/newsletter`);
  await lookAt(page, "newsletter at the desk");
  await page.locator(`main a[href^="/desk/newsletter/"]`, { hasText: "Daily, English" }).first().click();
  await page.waitForURL(/\/desk\/newsletter\/[0-9a-f-]+$/);
  const issue = new URL(page.url()).pathname;
  for (const summary of await page.locator("main summary").all()) await summary.click();
  await lookAt(page, "an issue at the desk");

  await page.getByLabel(/^Subject/).fill("What the town talks of");
  await page.getByLabel(/^A few words/).fill("Good morning.");
  const first = page.locator(".issue-stories li").first();
  const leftOut = await first.locator("b").innerText();
  await first.getByRole("checkbox").uncheck();
  await pressByKey(page, "Save");
  // A hint on the same page ends in “saved.”, too.
  await page.getByRole("status").getByText("Saved.").waitFor();

  await page.goto(`${url}${issue}/letter`);
  await page.getByText("Good morning.").waitFor();
  assert.equal(await page.getByText(leftOut).count(), 0, `“${leftOut}” was left out`);
  // The letter's own policy lets no script run in it, not even one that looks at it.
  const picture = await page.locator("img").first().getAttribute("src");
  assert.ok((await page.request.get(picture)).ok(), "its picture is there");

  await page.goto(url + issue);
  await page.getByText("Send it now …").click();
  await pressByKey(page, "Send to everybody now");
  await page.getByRole("status").getByText("It goes.").waitFor();
  await until(page, async (path) => (await (await fetch(path)).text()).includes("one sent"), issue);
  await page.goto(`${url}/desk/mails`);
  await page.getByText("What the town talks of").waitFor();
});
