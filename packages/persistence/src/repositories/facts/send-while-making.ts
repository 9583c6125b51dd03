import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * Makes one part after the other and sends each as soon as it is made, so that the database works on one while the next is
 * being made. Gives the answers in the order of the parts, and fails with the first that fails.
 */
export async function sendWhileMaking<Part, Answer>(
  parts: Iterable<Part>,
  send: (part: Part) => Promise<Answer>,
): Promise<Answer[]> {
  const sent: Promise<Answer>[] = [];
  for (const part of parts) {
    sent.push(send(part));
    await Promise.race([nextTurn(), Promise.all(sent)]);
  }
  return Promise.all(sent);
}
