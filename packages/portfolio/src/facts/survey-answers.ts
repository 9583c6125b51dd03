import { type SourceFact, type SurveyKind, surveyScales } from "@cs/models";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";
import { healthOn } from "../world/latent-health.ts";

const DAY = 1440;

const comments = {
  bad: ["Too many things do not work for us.", "We wait too long for answers.", "We hardly use it any more."],
  fair: ["It does the job.", "Good in parts, reports could be better.", "Set-up took longer than planned."],
  good: ["Saves us hours every week.", "The team relies on it.", "Quick and friendly help."],
} as const;

/** An answer before it has an id: when, in minutes since 1970-01-01T00:00Z, and what. */
export interface Answer {
  readonly kind: SurveyKind;
  readonly minute: number;
  readonly score: number;
  readonly comment: string | null;
}

/** Answers to a survey that is sent to some people of the account at fixed distances. Unhappy accounts answer less. */
export function periodicAnswers(world: AccountWorld, kind: "nps" | "ces"): Answer[] {
  const random = streamOf(world, kind);
  const { firstDay, everyDays, recipients } = parameters.surveys[kind];
  const given: Answer[] = [];
  for (let day = world.identity.since + firstDay; day < world.until; day += everyDays) {
    if (day < world.from) continue;
    const health = healthOn(world.health, day);
    for (let recipient = 0; recipient < recipients[world.identity.segment]; recipient += 1) {
      const answered = answers(random, kind, health);
      const minute = (day + random.integer(0, 9)) * DAY + random.integer(8 * 60, 17 * 60);
      const content = drawContent(random, kind, health);
      if (answered) given.push({ kind, minute, ...content });
    }
  }
  return given;
}

/** Answers to the question after each solved ticket, within two days of the solution. */
export function ticketAnswers(world: AccountWorld, tickets: readonly SourceFact<"tickets">[]): Answer[] {
  const random = streamOf(world, "csat");
  return tickets.flatMap(({ solvedAt }) => {
    if (solvedAt === null) return [];
    const solved = Date.parse(solvedAt) / 60_000;
    const health = healthOn(world.health, Math.floor(solved / DAY));
    const answered = answers(random, "csat", health);
    const minute = solved + random.integer(30, 2 * DAY);
    const content = drawContent(random, "csat", health);
    return answered ? [{ kind: "csat" as const, minute, ...content }] : [];
  });
}

function answers(random: RandomStream, kind: SurveyKind, health: number): boolean {
  const { answerBase, answerSlope } = parameters.surveys[kind];
  return random.chance(answerBase + answerSlope * health);
}

function drawContent(random: RandomStream, kind: SurveyKind, health: number): Pick<Answer, "score" | "comment"> {
  const { scoreBase, scoreSlope, spread } = parameters.surveys[kind];
  const { lowest, highest } = surveyScales[kind];
  const opinion = Math.round(scoreBase + scoreSlope * health + spread * random.normal());
  const score = Math.min(highest, Math.max(lowest, opinion));
  return { score, comment: remark(random, (score - lowest) / (highest - lowest)) };
}

function remark(random: RandomStream, share: number): string | null {
  const list = share < 0.5 ? comments.bad : share < 0.8 ? comments.fair : comments.good;
  const text = random.pick(list);
  return random.chance(parameters.surveys.commentShare) ? text : null;
}
