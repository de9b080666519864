// The lock screen, the headset's buttons, the car: what the system shows of the story, and what it may ask for.
import { voice } from "./voice.ts";

const JUMP_MS = 15_000;
/** Stands for a story without a picture. */
const COVER = "/covers/site.jpg";

export function tellTheSystem(): void {
  const session = navigator.mediaSession;
  if (!session) return;

  const handle = (action: MediaSessionAction, then: ((details: MediaSessionActionDetails) => void) | null) => {
    try {
      session.setActionHandler(action, then);
    } catch {
      // A browser that does not know this action does without it.
    }
  };
  handle("play", () => voice.play());
  handle("pause", () => voice.pause());
  handle("stop", () => voice.pause());
  handle("seekbackward", (details) => voice.jump(-(details.seekOffset ? details.seekOffset * 1000 : JUMP_MS)));
  handle("seekforward", (details) => voice.jump(details.seekOffset ? details.seekOffset * 1000 : JUMP_MS));
  handle("seekto", (details) => details.seekTime !== undefined && voice.seek(details.seekTime * 1000));

  const position = () => {
    const duration = voice.durationMs / 1000;
    if (!duration || !session.setPositionState) return;
    session.setPositionState({ duration, position: Math.min(voice.ms / 1000, duration), playbackRate: voice.sound.rate });
  };
  voice.on("story", () => {
    const item = voice.spot ?? voice.item;
    session.metadata = item
      ? new MediaMetadata({
          title: item.headline,
          artist: item.publication,
          album: voice.queue?.title ?? "",
          artwork: [{ src: new URL(item.picture ?? COVER, location.origin).href }],
        })
      : null;
  });
  voice.on("queue", () => {
    handle("previoustrack", voice.hasPrevious ? () => voice.previous() : null);
    handle("nexttrack", voice.hasNext ? () => voice.next() : null);
  });
  voice.on("state", () => {
    session.playbackState = !voice.item && !voice.spot ? "none" : voice.wants ? "playing" : "paused";
    position();
  });
  let last = 0;
  voice.on("time", () => {
    if (Math.abs(voice.ms - last) < 900) return;
    last = voice.ms;
    position();
  });
}
