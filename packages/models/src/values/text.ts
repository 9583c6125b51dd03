import { z } from "zod";

/**
 * Text that PostgreSQL can store and JSON can carry: trimmed, not empty, no NUL, no lone surrogate.
 * Nothing else is refused: names such as `O'Brien -- DROP` are real.
 */
export function text(maximumLength: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(maximumLength, `must have at most ${maximumLength} characters`)
    .refine((value) => value.isWellFormed() && !value.includes("\0"), "must not contain NUL or broken characters");
}
