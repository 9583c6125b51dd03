import { known, unknown } from "@cs/models";
import type { Block, KeyFigure, Report, Section } from "@cs/reports";
import { reasonsOf } from "../outputs/reasons.ts";
import { nextRenewal } from "../scoring/next-renewal.ts";
import { arrByCurrency, runningOn } from "../scoring/running-lines.ts";
import { bandNames } from "./bands.ts";
import { changeSection } from "./change-section.ts";
import type { ClientData } from "./client-data.ts";
import { contributionSection } from "./contribution-section.ts";
import { feedTable } from "./coverage-section.ts";
import { forecastText } from "./score-section.ts";
import { thinned } from "./thinned.ts";
import { bandLines } from "./thresholds.ts";
import { ticketSection } from "./ticket-section.ts";
import { trendFigure } from "./trend-figure.ts";
import { usageSection } from "./usage-section.ts";

/** The report about one account. */
export function clientReport(data: ClientData): Report {
  const { clientName, from, to, snapshot, facts } = data;
  return {
    title: `Health report: ${clientName}`,
    subtitle: `${from} to ${to}`,
    asOf: to,
    sections: [
      glance(data),
      scores(data),
      ...(snapshot ? [contributionSection(snapshot)] : []),
      changeSection(data),
      usageSection(data),
      ticketSection(data),
      renewal(data),
      { title: "Coverage", blocks: [feedTable(facts.coverage)] },
    ],
  };
}

function glance({ snapshot, study, facts, to }: ClientData): Section {
  const arr = Object.entries(arrByCurrency(runningOn(facts.subscriptions, to)));
  const noScore = unknown(snapshot?.reason ?? "Never scored up to this day.");
  const figures: KeyFigure[] = [
    {
      label: "Score",
      value: snapshot === null || snapshot.score === null ? noScore : known(snapshot.score),
      ...(snapshot && { note: `${bandNames[snapshot.band]}, as of ${snapshot.asOf}` }),
    },
    trendFigure("Trend", study.trend),
    ...arr.map(([currency, amount]) => ({ label: `ARR, ${currency}`, value: known(amount), format: { currency } })),
  ];
  const reasons: Block[] = snapshot ? [{ kind: "list", items: reasonsOf(snapshot, 5) }] : [];
  return { title: "At a glance", blocks: [{ kind: "key-figures", figures }, ...reasons] };
}

function scores({ standings, study, thresholds }: ClientData): Section {
  const { entries, note } = thinned(standings);
  return {
    title: "Score over time",
    blocks: [
      {
        kind: "line-chart",
        title: "Health score",
        description: `On the days on which it was computed.${note}`,
        x: { label: "Day" },
        y: { label: "Score", domain: [0, 100] },
        series: [
          {
            name: "Score",
            points: entries.map(({ asOf, score }) => ({
              x: asOf,
              y: score === null ? unknown("too little is known") : known(score),
            })),
          },
        ],
        ...bandLines(thresholds),
      },
      { kind: "paragraph", text: forecastText(study.forecast) },
    ],
  };
}

function renewal({ facts, to }: ClientData): Section {
  const next = nextRenewal(facts, to);
  if (next === null) {
    return { title: "Renewal", blocks: [{ kind: "paragraph", text: "No end of a term after this day is known." }] };
  }
  const { date, optOutDeadline, daysToOptOut, autoRenew } = next;
  const figures: KeyFigure[] = [
    { label: "Renewal", value: date },
    { label: "Opt-out by", value: optOutDeadline ?? unknown("The notice period is not known.") },
    {
      label: "Days to opt out",
      value: daysToOptOut === null ? unknown("The notice period is not known.") : known(daysToOptOut),
      format: { decimals: 0 },
    },
    { label: "Renews by itself", value: autoRenew === null ? unknown("Not known.") : autoRenew ? "yes" : "no" },
  ];
  return { title: "Renewal", blocks: [{ kind: "key-figures", figures }] };
}
