// Journeys of who reads, writes and runs the newsroom, in one process: they share one newsroom and one browser. Beside it
// runs hearing.test.mjs. `node --test --test-name-pattern=desk` runs some.
import "./journeys/accessible.mjs";
import "./journeys/calm.mjs";
import "./journeys/language.mjs";
import "./journeys/without-scripts.mjs";
import "./journeys/desk.mjs";
import "./journeys/staff.mjs";
import "./journeys/search.mjs";
import "./journeys/topics.mjs";
import "./journeys/feed.mjs";
import "./journeys/newsletter.mjs";
