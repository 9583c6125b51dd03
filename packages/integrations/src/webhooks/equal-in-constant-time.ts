import { createHash, timingSafeEqual } from "node:crypto";

/** Compares two texts in a time that says nothing of where they differ, or of how long they are. */
export function equalInConstantTime(given: string, expected: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(expected));
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
