// Page changes without a page load, so that the voice goes on. Turbo does the work; here stands where it must not have its way.
import * as Turbo from "@hotwired/turbo";
import { relabel, say } from "../player/words.ts";
import { link } from "./link.ts";

interface Answer {
  statusCode: number;
  isHTML: unknown;
}

/** The longest delay a timer takes: Turbo's own bar would write a style element, which the page's policy forbids. Ours is in paper.css. */
const NEVER_MS = 2 ** 31 - 1;

export function startPageChanges(): void {
  Turbo.config.drive.progressBarDelay = NEVER_MS;

  // Turbo shows an error page by replacing the whole document, player and all. Told that it went well, it shows it like any other page.
  document.addEventListener("turbo:before-fetch-response", (event) => {
    const answer = (event as CustomEvent<{ fetchResponse: Answer }>).detail.fetchResponse;
    if (!answer.isHTML || answer.statusCode < 400) return;
    const isForm = event.target instanceof HTMLFormElement;
    Object.defineProperty(answer, "serverError", { value: false });
    if (isForm) return;
    Object.defineProperty(answer, "statusCode", { value: 200 });
    Object.defineProperty(answer, "succeeded", { value: true });
  });

  // Without a connection Turbo would load the page in the browser's own way, and the voice would end at the browser's error page.
  document.addEventListener("turbo:fetch-request-error", (event) => {
    event.preventDefault();
    document.documentElement.removeAttribute("aria-busy");
    tellOffline();
  });

  document.addEventListener("turbo:before-render", (event) => {
    const coming = (event as CustomEvent<{ newBody: HTMLBodyElement }>).detail.newBody.querySelector("#player");
    const staying = document.querySelector("#player");
    if (coming && staying) relabel(staying, coming);
  });

  document.addEventListener("turbo:before-cache", () => document.querySelector("#offline")?.remove());

  // A keyboard or a screen reader goes on in the new page, unless it was in the player, which stays.
  let first = true;
  document.addEventListener("turbo:load", () => {
    const focused = document.activeElement;
    if (!first && !location.hash && (!focused || focused === document.body)) {
      document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    }
    first = false;
  });
  if (document.readyState !== "loading") tellTurbo();
}

/** Turbo takes a page for loaded when it sees it become so. This script comes later. */
function tellTurbo(): void {
  document.dispatchEvent(new Event("readystatechange"));
}

function tellOffline(): void {
  document.querySelector("#offline")?.remove();
  const notice = document.createElement("p");
  notice.id = "offline";
  notice.className = "notice is-refused";
  notice.setAttribute("role", "alert");
  const downloads = document.createElement("a");
  downloads.href = link("/downloads");
  downloads.textContent = say("downloads");
  notice.append(say("pageOffline"), " ", downloads);
  document.querySelector("main")?.prepend(notice);
  notice.scrollIntoView({ block: "nearest" });
}
