// No page without a picture: the routes of the sources and those the stories look at are the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { routesInSources, screens, unseen } from "../harness/screens.mjs";

test("every route that the sources know is looked at, and every one looked at exists", () => {
  const looked = new Set([...Object.values(screens), ...Object.keys(unseen)]);
  const known = routesInSources();
  assert.ok(known.size > 20, `only ${known.size} routes were found: does this test look in the right place?`);
  assert.deepEqual([...known].filter((route) => !looked.has(route)), [], "routes without a picture");
  assert.deepEqual([...looked].filter((route) => !known.has(route)), [], "pictures of routes that are gone");
});
