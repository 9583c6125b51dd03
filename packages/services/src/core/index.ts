import { getClientOverview } from "./get-client-overview.ts";
import { getClientTimeline } from "./get-client-timeline.ts";
import { listClients } from "./list-clients.ts";
import { registerClient } from "./register-client.ts";
import { updateClientInfo } from "./update-client-info.ts";

/** Operations on accounts. */
export const coreOperations = [
  registerClient,
  getClientOverview,
  updateClientInfo,
  listClients,
  getClientTimeline,
] as const;
