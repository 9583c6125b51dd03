import { datesIn } from "./dates-in.ts";
import { saysNumber } from "./numbers-in.ts";
import type { ExpectedFacts } from "./task.ts";

/** What an answer does not say though it must, and says though it must not. Nothing when it is right. */
export function faultsOf(answer: string, { texts, numbers, dates, forbidden }: ExpectedFacts): string[] {
  const words = answer.toLowerCase();
  const says = (text: string) => words.includes(text.toLowerCase());
  const days = new Set(datesIn(answer));
  return [
    ...texts.filter((text) => !says(text)).map((text) => `does not say ${text}`),
    ...numbers.filter((number) => !saysNumber(answer, number)).map((number) => `does not say ${number}`),
    ...dates.filter((date) => !days.has(date)).map((date) => `does not say ${date}`),
    ...forbidden.filter(says).map((text) => `says ${text}`),
  ];
}
