/**
 * Characters that a reader does not see and a model does: zero-width and BiDi controls, soft hyphens, variation selectors
 * beyond the usual one, tags, interlinear marks and other controls. Tab and line feed are not among them.
 */
const invisible =
  /[\p{Cc}--[\t\n]]|[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0E\uFEFF\uFFA0\uFFF0-\uFFFB]|[\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/gv;

/** A text as a person would see it: without what is invisible. */
export function visibleText(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(invisible, "");
}

/** The same in one line, for names and other labels. */
export function visibleLine(text: string): string {
  // Most names and labels hold nothing to look for.
  if (/^[ -~]*$/.test(text)) return text;
  return visibleText(text).replaceAll(/[\t\n]+/g, " ");
}
