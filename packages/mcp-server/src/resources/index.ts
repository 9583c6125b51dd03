import { completeClientId } from "./complete-client-id.ts";
import type { Resource } from "./resource.ts";

const detailed = { responseFormat: "detailed" };

const client: Resource = {
  uriTemplate: "cs://clients/{clientId}",
  name: "client",
  title: "Client",
  description: "One account at a glance, as get_client_overview shows it.",
  variable: "clientId",
  tool: "get_client_overview",
  read: (clientId, { ask }, call) => ask("get_client_overview", { clientId, ...detailed }, call),
  complete: completeClientId,
};

const timeline: Resource = {
  uriTemplate: "cs://clients/{clientId}/timeline",
  name: "client_timeline",
  title: "Client timeline",
  description: "The last 100 events of an account, newest first.",
  variable: "clientId",
  tool: "get_client_timeline",
  read: (clientId, { ask }, call) => ask("get_client_timeline", { clientId, limit: 100, ...detailed }, call),
  complete: completeClientId,
};

const scorecard: Resource = {
  uriTemplate: "cs://scorecards/{scorecardId}",
  name: "scorecard",
  title: "Scorecard",
  description: "The newest version of a scorecard: measures, weights, normalisers, caps and bands.",
  variable: "scorecardId",
  tool: "calculate_health_score",
  read: (id, { read }) => read((tx) => tx.scorecards.newest(id)),
  async complete(text, { read }) {
    const published = await read((tx) => tx.scorecards.list());
    return [...new Set(published.map(({ scorecardId }) => scorecardId))].filter((id) => id.startsWith(text));
  },
};

const segment: Resource = {
  uriTemplate: "cs://segments/{segmentId}",
  name: "segment",
  title: "Segment",
  description: "A segment of customers as it was last evaluated, as segment_customers shows it.",
  variable: "segmentId",
  tool: "segment_customers",
  read: (segmentId, { ask }, call) => ask("segment_customers", { action: "show", segmentId, ...detailed }, call),
  async complete(text, { read }) {
    const named = await read((tx) => tx.segments.list(null, 1000));
    const search = text.toLowerCase();
    return named
      .filter(({ segmentId, nameKey }) => segmentId.startsWith(text) || nameKey.includes(search))
      .map(({ segmentId }) => segmentId);
  },
};

const report: Resource = {
  uriTemplate: "cs://reports/{reportId}",
  name: "report",
  title: "Health report",
  description: "A report as it was made, with the figures of its charts.",
  variable: "reportId",
  tool: "generate_health_reports",
  async read(reportId, { read }) {
    const { content: _, ...stored } = await read((tx) => tx.reports.get(reportId));
    return stored;
  },
  complete: (text, { read }) => read((tx) => tx.reports.idsLike(text, 100)),
};

/** Every resource, in the order in which they are listed. */
export const resources: readonly Resource[] = [client, timeline, scorecard, segment, report];
