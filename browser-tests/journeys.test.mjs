// All journeys, in one process: they share one newsroom and one browser. `node --test --test-name-pattern=desk` runs some.
import "./journeys/keyboard.mjs";
import "./journeys/page-changes.mjs";
import "./journeys/programme.mjs";
import "./journeys/sentences.mjs";
import "./journeys/controls.mjs";
import "./journeys/waiting.mjs";
import "./journeys/without-scripts.mjs";
import "./journeys/desk.mjs";
import "./journeys/staff.mjs";
import "./journeys/accessible.mjs";
import "./journeys/calm.mjs";
import "./journeys/language.mjs";
import "./journeys/search.mjs";
import "./journeys/feed.mjs";
import "./journeys/coins.mjs";
import "./journeys/spots.mjs";
