import { randomBytes } from "node:crypto";
import { visibleText } from "@cs/models";
import { decodeHTML } from "entities";

/** Longest customer-written text that an answer shows, in characters. */
const longest = 1000;

/** A text that a customer wrote, as an answer shows it. */
export interface FencedText {
  readonly untrusted: true;
  /** Between marks that nobody outside can know; null when it is withheld. */
  readonly text: string | null;
  /** How many characters are not shown. */
  readonly omitted?: number;
}

export type Fence = (text: string) => FencedText;

/**
 * The fence of one answer. Its marks carry a number that is new in every answer, and their brackets occur nowhere inside,
 * so no text can end its own fence or begin another one.
 */
export function createFence({ lockdown }: { readonly lockdown: boolean }): Fence {
  if (lockdown) return (text) => ({ untrusted: true, text: null, omitted: text.length });
  let drawn: string | undefined;
  return (text) => {
    drawn ??= randomBytes(6).toString("hex");
    const nonce = drawn;
    const plain = withoutBrackets(revealed(text));
    const shown = plain.slice(0, longest).toWellFormed();
    const omitted = plain.length - shown.length;
    return {
      untrusted: true,
      text: `⟦untrusted ${nonce}⟧${shown}⟦/untrusted ${nonce}⟧`,
      ...(omitted > 0 && { omitted }),
    };
  };
}

/** A text without disguises: entities can hide brackets and invisible characters, and those can hide entities. */
function revealed(text: string): string {
  let [before, after] = ["", text];
  while (after !== before) [before, after] = [after, visibleText(decodeHTML(after))];
  return after;
}

/** The brackets of the fence, and those that look like them. */
function withoutBrackets(text: string): string {
  return text.replaceAll(/[⟦〚⦋⟬❲]/g, "[").replaceAll(/[⟧〛⦌⟭❳]/g, "]");
}
