// Journeys of who hears, in one process: they share one newsroom and one browser. Beside it runs reading.test.mjs.
// `node --test --test-name-pattern=queue` runs some.
import "./journeys/keyboard.mjs";
import "./journeys/page-changes.mjs";
import "./journeys/programme.mjs";
import "./journeys/sentences.mjs";
import "./journeys/controls.mjs";
import "./journeys/waiting.mjs";
import "./journeys/queue.mjs";
import "./journeys/coins.mjs";
import "./journeys/moments.mjs";
import "./journeys/app.mjs";
import "./journeys/spots.mjs";
