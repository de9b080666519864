// Staff: an owner invites an editor of one publication, who comes in by the letter, makes a passkey and is let in by it from then on.
import assert from "node:assert/strict";
import { PATIENCE_MS, journey, pressByKey, tabTo, violations, withPasskeys } from "../harness.mjs";

const EDITOR = { name: "Ken Abe", email: "ken.abe@example.org" };

journey("an editor is invited by mail, makes a passkey, signs in by it, and is let go", { within: 120_000, expects: /403/ }, async ({ page, url, newsroom }) => {
  await newsroom.signIn(page);
  await page.goto(`${url}/desk/staff`);
  await tabTo(page, (at) => at.field === "name");
  await page.keyboard.type(EDITOR.name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(EDITOR.email);
  const publications = await page.locator("form.product-form select option").allInnerTexts();
  const paper = publications.find((name) => name.startsWith("Editor of ") && !name.includes("all"));
  await page.locator("form.product-form select").selectOption({ label: paper });
  await pressByKey(page, "Invite");
  await page.getByText("The invitation is on its way.").waitFor();
  const invited = page.locator(".account-list > li", { hasText: EDITOR.name });
  assert.match(await invited.first().innerText(), new RegExp(`${paper}.*invited on`, "s"));
  await page.goto(`${url}/desk/mails`);
  const letter = await page.locator("a", { hasText: "/desk/sign-in?token=" }).first().getAttribute("href");

  const elsewhere = await page.context().browser().newContext();
  try {
    const editor = await elsewhere.newPage();
    editor.setDefaultTimeout(PATIENCE_MS);
    await withPasskeys(editor);
    await editor.goto(url + letter);
    await pressByKey(editor, "Sign in");
    await editor.getByText(`Welcome, ${EDITOR.name}.`).waitFor();
    assert.deepEqual(await violations(editor, "a welcome at the desk"), []);
    await pressByKey(editor, "Add a passkey for this device");
    await editor.getByText("The passkey was added.").waitFor();
    await editor.goto(`${url}/desk`);
    const where = await editor.locator(".desk-where").allInnerTexts();
    const name = paper.replace("Editor of ", "");
    assert.ok(where.length > 0 && where.every((one) => one.startsWith(name)), where.join(", "));
    assert.equal((await editor.goto(`${url}/desk/orders`)).status(), 403);

    // Out, and in again by what the device keeps.
    await editor.goto(`${url}/desk/me`);
    await pressByKey(editor, "Sign out");
    await editor.waitForURL((at) => at.pathname === "/");
    await editor.goto(`${url}/desk`);
    await editor.waitForURL("**/desk/sign-in");
    await pressByKey(editor, "Sign in with a passkey");
    await editor.waitForURL((at) => at.pathname === "/desk");

    await page.goto(`${url}/desk/staff`);
    await invited.first().locator("summary").click();
    await invited.first().getByRole("button", { name: "Not of the staff any more" }).click();
    await page.getByText("They are signed out everywhere").waitFor();
    await editor.goto(`${url}/desk`);
    await editor.waitForURL("**/desk/sign-in");
    await pressByKey(editor, "Sign in with a passkey");
    await editor.getByText("That did not work.").waitFor();
  } finally {
    await elsewhere.close();
  }
});
