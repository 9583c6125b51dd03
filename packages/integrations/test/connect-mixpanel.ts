import { createMixpanel, type MixpanelOptions } from "../src/mixpanel/index.ts";
import { fakeAccount, fakeToken } from "./fakes/mixpanel.ts";
import { answer } from "./fault-server.ts";

/** A Mixpanel at another address, with all credentials and short times. */
export const connect = (baseUrl: string, options: Partial<MixpanelOptions> = {}) =>
  createMixpanel({
    baseUrl,
    projectToken: fakeToken,
    serviceAccount: fakeAccount,
    timeouts: { connect: 500, headers: 300, body: 300, total: 600 },
    firstRetryMs: 1,
    ...options,
  });

export const event = { name: "report_viewed", distinctId: "usr_1" } as const;

/** How imports and how `/track` and `/engage` answer. */
export const imported = answer(200, { code: 200, num_records_imported: 1, status: "OK" });
export const received = answer(200, { status: 1, error: null });

export const bodyOf = (request: string | undefined) => JSON.parse(request?.split("\r\n\r\n")[1] ?? "");
export const lineOf = (request: string | undefined) => request?.split("\r\n")[0];
