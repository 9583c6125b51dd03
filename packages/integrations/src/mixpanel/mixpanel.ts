import { z } from "zod";
import { basicAuthorization, fixedAuthorization } from "../http/authorization.ts";
import { createVendorClient, type VendorClientOptions } from "../http/vendor-client.ts";
import { vendorMethods } from "../http/vendor-methods.ts";
import type { VendorOutcome } from "../outcome.ts";
import type { BufferLimits } from "./buffer-limits.ts";
import { createEvents, type Tracked } from "./events.ts";
import { type MixpanelRegion, mixpanelHosts } from "./hosts.ts";
import type { NewEvent } from "./new-event.ts";
import { received } from "./received.ts";
import { eventOnWire, type RemoteEvent } from "./remote-event.ts";
import type { BufferCounts } from "./send-buffer.ts";
import type { LostEvent } from "./send-events.ts";

/** With neither a token nor a service account there is no Mixpanel; what needs one of them says `not_configured` without. */
export interface MixpanelOptions extends VendorClientOptions {
  /** Profiles need it; events do where there is no service account. */
  readonly projectToken?: string | undefined;
  /** Sends events in the way that says which were refused, and is needed to read. */
  readonly serviceAccount?: MixpanelServiceAccount | undefined;
  /** Default `us`. */
  readonly region?: MixpanelRegion | undefined;
  /** Another address than those of the region. */
  readonly baseUrl?: string | undefined;
  readonly buffer?: Partial<BufferLimits> | undefined;
  /** Told which tracked events Mixpanel refused, or could not be sent before `close` had to end. */
  readonly onLost?: ((events: readonly LostEvent[]) => void) | undefined;
}

export interface MixpanelServiceAccount {
  readonly projectId: string;
  readonly username: string;
  readonly secret: string;
}

/** Days as YYYY-MM-DD, both inclusive. */
export interface EventRange {
  readonly from: string;
  readonly to: string;
}

export interface EventExport extends EventRange {
  /** Only events of these names; default all. */
  readonly names?: readonly string[] | undefined;
  /** A condition in Mixpanel's language of expressions. */
  readonly where?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Events and profiles at Mixpanel. Methods throw `IntegrationError`; without what they need each says `not_configured`.
 * https://developer.mixpanel.com/reference/overview
 */
export interface Mixpanel {
  /** Whose credentials these are: asked by a reading that the service account must be allowed. */
  whoAmI(): Promise<VendorOutcome<Pick<MixpanelServiceAccount, "projectId" | "username">>>;
  /**
   * At once: the event waits to be sent with others. A full buffer refuses it. Never fails for the network.
   *
   * @throws InvalidInputError for an `occurredAt` that is no time, TypeError for properties that are no JSON.
   */
  trackEvent(event: NewEvent): VendorOutcome<Tracked>;
  /** Sends the events that wait, and counts those since the start. What cannot be sent now stays and is sent later. */
  flush(): Promise<VendorOutcome<BufferCounts>>;
  setProfile(distinctId: string, properties: Readonly<Record<string, unknown>>): Promise<VendorOutcome<void>>;
  /** Adds to numbers of a profile. Sent twice it would count twice: one whose fate is unknown is not sent again. */
  increment(distinctId: string, amounts: Readonly<Record<string, number>>): Promise<VendorOutcome<void>>;
  /** What these users did, read into memory: for some users and some weeks. Mixpanel allows 60 such readings an hour. */
  getEvents(
    query: EventRange & { readonly distinctIds: readonly string[] },
  ): Promise<VendorOutcome<readonly RemoteEvent[]>>;
  /**
   * Everything that happened, one event after the other, however many. It is sent when the first is asked for. An answer
   * that breaks off is thrown, and never looks like the end; events before it were given already.
   */
  exportEvents(range: EventExport): VendorOutcome<AsyncIterable<RemoteEvent>>;
  /** Sends what waits, in bounded time. */
  close(): Promise<void>;
}

const lookupTables = z.object({ results: z.array(z.unknown()) });
const activity = z.object({ results: z.object({ events: z.array(eventOnWire) }) });

export function createMixpanel(options: MixpanelOptions = {}): Mixpanel {
  const { projectToken, serviceAccount: account, region = "us", baseUrl, buffer, onLost, ...rest } = options;
  const hosts = mixpanelHosts(region, baseUrl);
  const isConfigured = projectToken !== undefined || account !== undefined;
  const client = isConfigured
    ? createVendorClient({
        ...rest,
        vendor: "mixpanel",
        baseUrl: hosts.ingestion,
        authorization: account ? basicAuthorization(account.username, account.secret) : fixedAuthorization(""),
      })
    : undefined;
  const withToken = vendorMethods("mixpanel", projectToken === undefined ? undefined : client);
  const withAccount = vendorMethods("mixpanel", account && client);
  const events =
    client &&
    createEvents({ client, projectToken, projectId: account?.projectId, limits: buffer, onLost, now: rest.now });
  // Of nobody where nothing is sent.
  const { projectId, username } = account ?? { projectId: "", username: "" };
  const notConfigured = { outcome: "not_configured", vendor: "mixpanel" } as const;

  const changeProfile = (operation: string, repeat: "always" | "unless_sent", distinctId: string, change: object) =>
    withToken.send(
      {
        ...received,
        operation,
        method: "POST",
        path: "/engage",
        query: { ip: 0, verbose: 1 },
        body: [{ $token: projectToken, $distinct_id: distinctId, ...change }],
        repeat,
      },
      () => {},
    );

  return {
    whoAmI: () =>
      withAccount.send(
        {
          operation: "whoAmI",
          method: "GET",
          path: "/lookup-tables",
          query: { project_id: projectId },
          repeat: "always",
          answer: lookupTables,
        },
        () => ({ projectId, username }),
      ),
    trackEvent: (event) => (events ? { outcome: "done", value: events.track(event) } : notConfigured),
    flush: async () => (events ? { outcome: "done", value: await events.flush() } : notConfigured),
    setProfile: (distinctId, $set) => changeProfile("setProfile", "always", distinctId, { $set }),
    increment: (distinctId, $add) => changeProfile("increment", "unless_sent", distinctId, { $add }),
    getEvents: ({ distinctIds, from, to }) =>
      withAccount.send(
        {
          operation: "getEvents",
          method: "GET",
          baseUrl: hosts.query,
          path: "/api/query/stream/query",
          query: {
            project_id: projectId,
            distinct_ids: JSON.stringify(distinctIds),
            from_date: from,
            to_date: to,
          },
          repeat: "always",
          answer: activity,
        },
        ({ results }) => results.events,
      ),
    exportEvents: ({ from, to, names, where, signal }) =>
      withAccount.stream({
        operation: "exportEvents",
        method: "GET",
        baseUrl: hosts.export,
        path: "/api/2.0/export",
        query: {
          project_id: projectId,
          from_date: from,
          to_date: to,
          event: names && JSON.stringify(names),
          where,
          time_in_ms: "true",
        },
        headers: { accept: "text/plain" },
        repeat: "always",
        item: eventOnWire,
        signal,
      }),
    async close() {
      await events?.close();
      await client?.close();
    },
  };
}
