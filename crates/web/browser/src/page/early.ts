/** Keeps the last press on what a script that comes later knows; call the answer when it is there. */
export function keepPresses(on: string): () => void {
  let pressed: HTMLElement | null = null;
  const keep = (event: MouseEvent): void => {
    pressed = event.target instanceof Element ? event.target.closest<HTMLElement>(on) : null;
  };
  document.addEventListener("click", keep);
  return () => {
    document.removeEventListener("click", keep);
    if (pressed?.isConnected) pressed.click();
    pressed = null;
  };
}
