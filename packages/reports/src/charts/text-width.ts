/** About how wide a text of 12 px is, in px: renderers have fonts of their own, so this leaves some room. */
export function textWidth(text: string): number {
  return text.length * 7.2;
}

/** A text that is at most about so many px wide, shortened with an ellipsis. */
export function fitted(text: string, width: number): string {
  const characters = [...text];
  const fits = Math.max(1, Math.floor(width / textWidth("x")));
  return characters.length <= fits
    ? text
    : `${characters
        .slice(0, fits - 1)
        .join("")
        .trimEnd()}…`;
}
