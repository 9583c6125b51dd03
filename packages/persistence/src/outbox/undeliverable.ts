/** Thrown by a handler for an effect that must not be tried again: it is a dead letter at once. */
export class Undeliverable extends Error {
  override readonly name = "Undeliverable";
}
