import type { CalendarDate, CloudEvent, Instant } from "@cs/models";
import type { WriteTransaction } from "@cs/persistence";

/** What an event may use to take effect. */
export interface ConsumerContext {
  readonly tx: WriteTransaction;
  /** The current day in the tenant's zone. */
  readonly today: CalendarDate;
}

/** An event that follows its contract. */
export interface UnderstoodEvent {
  /** What it is about, by the sender's id: of two events about it the later one holds. */
  readonly subject: string;
  readonly occurredAt: Instant;
  /** Takes effect and says how; throws a `CsError` to refuse the event. */
  apply(context: ConsumerContext): Promise<object>;
}

/** Deals with events of one type, each once. */
export interface EventConsumer {
  /** Names it in the inbox for ever. */
  readonly name: string;
  readonly type: string;
  /** Throws `InvalidInputError` for an event that does not follow its contract. */
  understand(event: CloudEvent): UnderstoodEvent;
}
