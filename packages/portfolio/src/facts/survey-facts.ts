import { type SourceFact, type SurveyKind, surveyScales } from "@cs/models";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";
import { healthOn } from "../world/latent-health.ts";
import { instantOfMinute } from "./instant-of-minute.ts";

const DAY = 1440;

const comments = {
  bad: ["Too many things do not work for us.", "We wait too long for answers.", "We hardly use it any more."],
  fair: ["It does the job.", "Good in parts, reports could be better.", "Set-up took longer than planned."],
  good: ["Saves us hours every week.", "The team relies on it.", "Quick and friendly help."],
} as const;

/** An answer before it has an id: when, in minutes, and what. */
interface Answer {
  readonly kind: SurveyKind;
  readonly minute: number;
  readonly score: number;
  readonly comment: string | null;
}

/** Answers to NPS twice a year and to CSAT after solved tickets. Unhappy accounts answer less. */
export function surveyFacts(
  world: AccountWorld,
  tickets: readonly SourceFact<"tickets">[],
): SourceFact<"surveyResponses">[] {
  if (!world.identity.hasSurveys) return [];
  const customer = world.identity.externalId;
  const answers = [...npsAnswers(world), ...csatAnswers(world, tickets)];
  return answers
    .filter(({ minute }) => minute >= world.from * DAY && minute < world.until * DAY)
    .sort((left, right) => left.minute - right.minute)
    .map(({ kind, minute, score, comment }, position) => ({
      externalId: `${customer}-sur-${position + 1}`,
      customer,
      kind,
      score,
      respondedAt: instantOfMinute(minute),
      comment,
    }));
}

function npsAnswers(world: AccountWorld): Answer[] {
  const random = streamOf(world, "nps");
  const { npsEveryDays, npsFirstDay, npsRecipients, npsAnswerBase, npsAnswerSlope, npsSpread } = parameters.surveys;
  const answers: Answer[] = [];
  for (let day = world.identity.since + npsFirstDay; day < world.until; day += npsEveryDays) {
    if (day < world.from) continue;
    const health = healthOn(world.health, day);
    for (let recipient = 0; recipient < npsRecipients[world.identity.segment]; recipient += 1) {
      const answered = random.chance(npsAnswerBase + npsAnswerSlope * health);
      const minute = (day + random.integer(0, 9)) * DAY + random.integer(8 * 60, 17 * 60);
      const score = inScale("nps", 1.5 + 8.5 * health + npsSpread * random.normal());
      const comment = remark(random, score / 10);
      if (answered) answers.push({ kind: "nps", minute, score, comment });
    }
  }
  return answers;
}

function csatAnswers(world: AccountWorld, tickets: readonly SourceFact<"tickets">[]): Answer[] {
  const random = streamOf(world, "csat");
  const { csatAnswerBase, csatAnswerSlope, csatSpread } = parameters.surveys;
  return tickets.flatMap(({ solvedAt }) => {
    if (solvedAt === null) return [];
    const solved = Date.parse(solvedAt) / 60_000;
    const health = healthOn(world.health, Math.floor(solved / DAY));
    const answered = random.chance(csatAnswerBase + csatAnswerSlope * health);
    const minute = solved + random.integer(30, 2 * DAY);
    const score = inScale("csat", 1.8 + 3.2 * health + csatSpread * random.normal());
    const comment = remark(random, (score - 1) / 4);
    return answered ? [{ kind: "csat" as const, minute, score, comment }] : [];
  });
}

function inScale(kind: SurveyKind, value: number): number {
  const { lowest, highest } = surveyScales[kind];
  return Math.min(highest, Math.max(lowest, Math.round(value)));
}

function remark(random: RandomStream, share: number): string | null {
  const list = share < 0.5 ? comments.bad : share < 0.8 ? comments.fair : comments.good;
  const text = random.pick(list);
  return random.chance(parameters.surveys.commentShare) ? text : null;
}
