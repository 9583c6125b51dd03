import { dayNumber, surveyScales } from "@cs/models";
import { describe, expect, test } from "vitest";
import { surveyFacts } from "../src/facts/survey-facts.ts";
import { parameters } from "../src/parameters.ts";
import { type Draw, expectation, meanOf, roundedNormal, standardised } from "./statistics.ts";
import { millionth, worlds } from "./worlds.ts";

/** Answers come at most this many days after the question. */
const answerDays = 10;

/** Each question to an account: its health then, whom it went to and what they answered. */
function rounds(kind: "nps" | "ces") {
  const { firstDay, everyDays, recipients } = parameters.surveys[kind];
  return asked.flatMap(({ world, answers }) => {
    const all = [];
    for (let day = world.identity.since + firstDay; day + answerDays <= world.until; day += everyDays) {
      if (day < world.from) continue;
      const scores = answers.flatMap(({ kind: of, respondedAt, score }) => {
        const late = dayNumber(respondedAt.slice(0, 10)) - day;
        return of === kind && late >= 0 && late < answerDays ? [score] : [];
      });
      const health = world.health.weeks[Math.floor((day - world.health.from) / 7)] ?? Number.NaN;
      all.push({ health, people: recipients[world.identity.segment], scores });
    }
    return all;
  });
}

const asked = worlds(6000)
  .filter(({ identity }) => !identity.missingSources.includes("surveyResponses"))
  .map((world) => ({ world, answers: surveyFacts(world, []) }));

describe.each(["nps", "ces"] as const)("%s", (kind) => {
  const { answerBase, answerSlope, scoreBase, scoreSlope, spread } = parameters.surveys[kind];
  const all = rounds(kind);

  test("is answered as often as health says", () => {
    const draws = all.map(({ health, people, scores }): Draw => {
      const chance = answerBase + answerSlope * health;
      return { value: scores.length, mean: people * chance, variance: people * chance * (1 - chance) };
    });
    expect(all.length).toBeGreaterThan(10_000);
    expect(Math.abs(standardised(draws))).toBeLessThan(millionth);
  });

  test("is answered less by unhappy accounts", () => {
    const rate = (part: typeof all) => meanOf(part.map(({ scores, people }) => scores.length / people));
    const sorted = all.toSorted((left, right) => left.health - right.health);
    expect(rate(sorted.slice(0, 2000)) + 0.15).toBeLessThan(rate(sorted.slice(-2000)));
  });

  test("has the scores of its health, within its scale", () => {
    const { lowest, highest } = surveyScales[kind];
    const answers = all.flatMap(({ health, scores }) => {
      const chances = roundedNormal(surveyScales[kind], scoreBase + scoreSlope * health, spread);
      const mean = expectation(chances, (score) => score);
      const variance = expectation(chances, (score) => (score - mean) ** 2);
      const fourth = expectation(chances, (score) => (score - mean) ** 4);
      return scores.map((score) => ({ score, mean, variance, fourth }));
    });
    const draws = answers.map(({ score: value, mean, variance }): Draw => ({ value, mean, variance }));
    const squares = answers.map(({ score, mean, variance, fourth }): Draw => {
      return { value: (score - mean) ** 2, mean: variance, variance: fourth - variance ** 2 };
    });
    expect(Math.abs(standardised(draws))).toBeLessThan(millionth);
    expect(Math.abs(standardised(squares))).toBeLessThan(millionth);
    const seen = answers.map(({ score }) => score);
    expect([Math.min(...seen), Math.max(...seen)]).toEqual([lowest, highest]);
  });
});
