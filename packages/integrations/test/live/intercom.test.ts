import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { createIntercom } from "../../src/intercom/index.ts";
import { describeLive } from "./describe-live.ts";

describeLive("Intercom", ["INTERCOM_ACCESS_TOKEN", "INTERCOM_ADMIN_ID"], (settings) => {
  it("keeps one contact for one external id, and takes a note, a tag and an event of it", async () => {
    const accessToken = settings.INTERCOM_ACCESS_TOKEN;
    const intercom = createIntercom({ accessToken, adminId: Number(settings.INTERCOM_ADMIN_ID) });
    const externalId = `live-test-${randomUUID()}`;
    const first = await intercom.createUser({ externalId, name: "Live test" });
    const second = await intercom.createUser({ externalId, name: "Live test, renamed" });
    if (first.outcome !== "done") throw new Error(first.outcome);
    const { id } = first.value;
    expect(second).toMatchObject({ value: { id, externalId, name: "Live test, renamed" } });
    expect(await intercom.createNote(id, "A note of a test.")).toMatchObject({ outcome: "done" });
    expect(await intercom.addTag(id, "live-test")).toMatchObject({ value: { name: "live-test" } });
    const event = { name: "live-test", contact: { externalId }, at: new Date().toISOString() };
    expect(await intercom.trackEvent(event)).toEqual({ outcome: "done", value: null });
    await intercom.close();
  });

  it("gives contacts in the order of their changes, and goes on behind the last one of a page", async () => {
    const accessToken = settings.INTERCOM_ACCESS_TOKEN;
    const intercom = createIntercom({ accessToken, adminId: Number(settings.INTERCOM_ADMIN_ID) });
    const times: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 2; page += 1) {
      const found = await intercom.searchContacts(null, cursor);
      if (found.outcome !== "done") throw new Error(found.outcome);
      times.push(...found.value.contacts.flatMap(({ updatedAt }) => updatedAt ?? []));
      if (found.value.cursor === null) break;
      cursor = found.value.cursor;
    }
    expect(times).not.toEqual([]);
    expect(times).toEqual(times.toSorted());
    await intercom.close();
  });
});
