export type { BufferLimits } from "./buffer-limits.ts";
export type { Tracked } from "./events.ts";
export type { MixpanelRegion } from "./hosts.ts";
export {
  createMixpanel,
  type EventExport,
  type EventRange,
  type Mixpanel,
  type MixpanelOptions,
  type MixpanelServiceAccount,
} from "./mixpanel.ts";
export type { NewEvent } from "./new-event.ts";
export type { RemoteEvent } from "./remote-event.ts";
export type { BufferCounts, NotAdded } from "./send-buffer.ts";
export type { LostEvent } from "./send-events.ts";
