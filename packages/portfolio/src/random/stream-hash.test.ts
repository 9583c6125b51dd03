import { expect, test } from "vitest";
import { streamHash } from "./stream-hash.ts";

test.each([
  ["", 0x811c9dc5],
  ["a", 0xe40c292c],
  ["foobar", 0xbf9cf968],
  ["usage", 0xce53aea8],
])("FNV-1a of '%s'", (name, hash) => expect(streamHash(name)).toBe(hash));
