import type { CloudEvent } from "@cs/models";

/** What a consumer wants to hear. */
export interface EventSubscription {
  /** Consumers of one name share the events; each name hears every event. */
  readonly consumer: string;
  readonly types: readonly string[];
  /** Resolves when the event was dealt with for good; when it throws, the event is delivered again later. */
  handle(event: CloudEvent): Promise<void>;
}

/** Carries events between servers, at least once and in no promised order: a handler must know what it has seen. */
export interface EventBus {
  /** Resolves when the bus has taken the event for good. */
  publish(event: CloudEvent): Promise<void>;
  subscribe(subscription: EventSubscription): Promise<void>;
  /** Waits for running handlers, then lets go of all subscriptions and connections. */
  close(): Promise<void>;
}
