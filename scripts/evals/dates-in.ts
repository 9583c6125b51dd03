const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const month = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const day = "(\\d{1,2})(?:st|nd|rd|th)?";

/** The forms in which people write a date: 2026-07-05, 5 July 2026, July 5th, 2026. */
const forms = [
  { pattern: /\b(\d{4})-(\d\d)-(\d\d)\b/g, read: ([, y, m, d]: string[]) => iso(y, Number(m), d) },
  {
    pattern: new RegExp(`\\b${day}(?: of)? ${month},? (\\d{4})\\b`, "gi"),
    read: ([, d, m, y]: string[]) => iso(y, numberOf(m), d),
  },
  {
    pattern: new RegExp(`\\b${month} ${day},? (\\d{4})\\b`, "gi"),
    read: ([, m, d, y]: string[]) => iso(y, numberOf(m), d),
  },
];

/** All whole dates in a text, as YYYY-MM-DD. */
export function datesIn(text: string): string[] {
  return forms.flatMap(({ pattern, read }) => [...text.matchAll(pattern)].map((match) => read([...match])));
}

/** A text without its dates, whose numbers are no numbers of anything. */
export function withoutDates(text: string): string {
  return forms.reduce((rest, { pattern }) => rest.replaceAll(pattern, " "), text);
}

function numberOf(name = ""): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function iso(year = "", monthNumber: number, dayNumber = ""): string {
  return `${year}-${String(monthNumber).padStart(2, "0")}-${dayNumber.padStart(2, "0")}`;
}
