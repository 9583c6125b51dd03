import { completeClientId } from "./complete-client-id.ts";
import type { Resource } from "./resource.ts";

const client: Resource = {
  uriTemplate: "cs://clients/{clientId}",
  name: "client",
  title: "Client",
  description: "One account at a glance, as get_client_overview shows it.",
  variable: "clientId",
  tool: "get_client_overview",
  read: (clientId, { ask }, call) => ask("get_client_overview", { clientId, responseFormat: "detailed" }, call),
  complete: completeClientId,
};

const timeline: Resource = {
  uriTemplate: "cs://clients/{clientId}/timeline",
  name: "client_timeline",
  title: "Client timeline",
  description: "The last 100 events of an account, newest first.",
  variable: "clientId",
  tool: "get_client_timeline",
  read: (clientId, { ask }, call) =>
    ask("get_client_timeline", { clientId, limit: 100, responseFormat: "detailed" }, call),
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

/** Every resource, in the order in which they are listed. */
export const resources: readonly Resource[] = [client, timeline, scorecard];
