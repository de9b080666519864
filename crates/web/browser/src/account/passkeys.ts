// The buttons by which a passkey is made or shown. The browser does it; here its questions are fetched and its answers sent.

interface Asked {
  ceremony: string;
  options: { publicKey: unknown };
}

type Deed = "sign-in" | "join" | "add";

/** Browsers that cannot turn questions into what they need themselves are few and old: there the mail is the way in. */
function isThere(): boolean {
  return !!window.PublicKeyCredential && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

/** Shows the buttons where there are passkeys. */
export function readyPasskeys(): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-needs-passkeys]")) part.hidden = !isThere();
}

let watching = false;

/** Begins, once, to wait for their buttons to be pressed. */
export function watchPasskeys(): void {
  if (watching) return;
  watching = true;
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("[data-passkey]") : null;
    const page = button?.closest<HTMLElement>("[data-passkeys]");
    if (button && page) void press(button, page, button.dataset["passkey"] as Deed);
  });
}

async function press(button: HTMLButtonElement, page: HTMLElement, deed: Deed): Promise<void> {
  const words = JSON.parse(page.dataset["words"] ?? "{}") as Record<string, string>;
  const say = (text: string) => {
    const place = page.querySelector<HTMLElement>("[data-passkey-problem]");
    if (place) place.textContent = text;
    if (place) place.hidden = !text;
  };
  say("");
  button.disabled = true;
  try {
    // Listeners and staff have doors of their own.
    const door = page.dataset["passkeys"] || "/account";
    await (deed === "sign-in" ? signIn(door) : make(door));
    location.assign(page.dataset["to"] || door);
  } catch (error) {
    // The listener closed the system's question: that is an answer, too.
    if (error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name)) say(words["none"] ?? "");
    else say((error instanceof Refused && error.status === 429 ? words["busy"] : words["failed"]) ?? "");
  } finally {
    button.disabled = false;
  }
}

class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the newsroom answers ${status}`);
    this.status = status;
  }
}

async function signIn(door: string): Promise<void> {
  const asked = await post<Asked>(`${door}/passkey-questions`, {});
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked.options.publicKey as never);
  const answer = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  await post(`${door}/passkey-session`, { ceremony: asked.ceremony, answer: answer.toJSON() });
}

async function make(door: string): Promise<void> {
  const asked = await post<Asked>(`${door}/new-passkey-questions`, {});
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked.options.publicKey as never);
  const answer = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  await post(`${door}/passkeys`, { ceremony: asked.ceremony, answer: answer.toJSON() });
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Refused(answer.status);
  return (await answer.json()) as T;
}
