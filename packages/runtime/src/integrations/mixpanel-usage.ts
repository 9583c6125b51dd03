import { setTimeout as sleep } from "node:timers/promises";
import type { Mixpanel, RemoteEvent } from "@cs/integrations/mixpanel";
import { ConfigurationError, IntegrationError } from "@cs/models";
import type { RemoteUsage, UsageRange, UsageSource } from "@cs/services";
import { z } from "zod";
import type { MixpanelUsageConfig } from "../config/integrations-config.ts";
import type { Logger } from "../logging/logger.ts";

export interface MixpanelUsageOptions extends MixpanelUsageConfig {
  readonly log: Pick<Logger, "warn">;
  /** Milliseconds that are waited when Mixpanel is asked too often and does not say for how long. */
  readonly waitMs?: number | undefined;
}

const anHour = 3_600_000;
/** Mixpanel allows three readings a second. */
const pauseMs = 400;

/**
 * The events of Mixpanel. Its own do not count unless they are named. It allows 60 readings an hour: beyond that the reading
 * waits as long as Mixpanel says, up to an hour.
 */
export function mixpanelUsage(mixpanel: Mixpanel, options: MixpanelUsageOptions): UsageSource {
  const { accountProperty, events: names, timeZone, log, waitMs = anHour / 12 } = options;

  async function* read({ from, to, signal }: UsageRange): AsyncGenerator<RemoteEvent> {
    const events = mixpanel.exportEvents({ from, to, names: names ?? undefined, signal });
    if (events.outcome === "done") return yield* events.value;
    throw noServiceAccount();
  }

  return {
    name: "mixpanel",
    timeZone,
    async *events(range) {
      const { signal } = range;
      for (let waited = 0; ; ) {
        await sleep(pauseMs, undefined, { signal });
        try {
          for await (const event of read(range)) {
            if (names !== null || !isOwn(event)) yield usageOf(event, accountProperty);
          }
          return;
        } catch (error) {
          // It is said before the first event only.
          if (!(error instanceof IntegrationError) || error.failure !== "rate_limited") throw error;
          const wait = error.retryAfterMs ?? waitMs;
          waited += wait;
          if (waited > anHour) throw error;
          log.warn({ vendor: "mixpanel", seconds: Math.ceil(wait / 1000) }, "waits, as Mixpanel was asked too often");
          await sleep(wait, undefined, { signal });
        }
      }
    },
  };
}

export function noServiceAccount(): ConfigurationError {
  return new ConfigurationError("Mixpanel has no service account.", {
    field: "MIXPANEL_SERVICE_ACCOUNT",
    hint: "Set MIXPANEL_PROJECT_ID, MIXPANEL_SERVICE_ACCOUNT and MIXPANEL_SERVICE_SECRET.",
  });
}

/** Mixpanel begins the names of what it sends itself, as of page views and sessions, so. */
function isOwn({ name }: RemoteEvent): boolean {
  return name.startsWith("$") || name.startsWith("mp_");
}

/** Mixpanel calls devices so on which nobody has signed in. */
const device = "$device:";

const address = z.email();

function usageOf({ name, insertId, occurredAt, distinctId, properties }: RemoteEvent, accountProperty: string) {
  return {
    id: insertId,
    feature: name,
    shownAt: occurredAt,
    user: distinctId?.startsWith(device) ? null : distinctId,
    organizations: namesIn(properties[accountProperty]),
    email: address.safeParse(distinctId).data ?? null,
  } satisfies RemoteUsage;
}

/** A group key holds the name of a group, or several of them. */
function namesIn(value: unknown): string[] {
  const names = (Array.isArray(value) ? value : [value]).filter(
    (name) => typeof name === "string" || typeof name === "number",
  );
  return names.map((name) => String(name).trim()).filter((name) => name !== "");
}
