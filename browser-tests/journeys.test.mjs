// All journeys, in one process: they share one newsroom and one browser. `node --test --test-name-pattern=desk` runs some.
import "./journeys/keyboard.mjs";
import "./journeys/page-changes.mjs";
import "./journeys/programme.mjs";
import "./journeys/sentences.mjs";
