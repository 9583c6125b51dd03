import { z } from "zod";

/** The contact because of which Intercom creates no other. */
export interface ContactConflict {
  readonly conflictingId: string;
  /** Archived, or deleted and not yet forgotten: Intercom says the same of both. */
  readonly archived: boolean;
}

/** `A contact matching those details already exists with id=…`, or `An archived contact …`. The id is in the text alone. */
const namesContact = /^(a|an archived) contact matching .* exists with id=([\w-]+)\.?$/i;

export const conflictOnWire = z
  .object({ errors: z.array(z.object({ message: z.string().nullish() })) })
  .transform(({ errors }, { addIssue }): ContactConflict => {
    const named = errors.map(({ message }) => namesContact.exec(message ?? "")).find((match) => match !== null);
    if (!named?.[1] || !named[2]) {
      addIssue("names no contact");
      return z.NEVER;
    }
    return { conflictingId: named[2], archived: named[1].toLowerCase() !== "a" };
  });
