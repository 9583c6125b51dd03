import { useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { addAccount } from "./fixtures.ts";
import { held, ticketCalls, ticketOf } from "./ticket-fixtures.ts";

const store = useTestStore();
const { tickets, create, get } = ticketCalls(store);
const racers = Array.from({ length: 50 }, (_, racer) => racer);

it("of 50 who change a ticket from one version one wins; the others are told and write nothing", async () => {
  const answer = await create(await addAccount(store));
  const race = await Promise.allSettled(
    racers.map((racer) =>
      tickets(
        racer % 2 === 0
          ? { action: "update", ...held(answer), subject: `racer ${racer}` }
          : { action: "comment", ...held(answer), body: `racer ${racer}` },
      ),
    ),
  );
  const losers = race.filter((each) => each.status === "rejected").map(({ reason }) => reason);
  expect(losers).toHaveLength(49);
  for (const reason of losers) expect(reason).toMatchObject({ code: "conflict", field: "expectedVersion" });
  const { ticketId } = ticketOf(answer);
  const {
    tickets: [ticket],
    events,
    total,
  } = await get(ticketId);
  expect(ticket).toMatchObject({ version: 2 });
  expect(events).toHaveLength(2);
  expect([ticket?.subject === "Export fails", total]).toEqual(events[1]?.type === "commented" ? [true, 2] : [false, 1]);
});

it("tickets that are merged into each other at once leave one that is open", async () => {
  const clientId = await addAccount(store);
  const [one, other] = [await create(clientId), await create(clientId)];
  const merge = (from: typeof one, to: typeof one) =>
    tickets({ action: "merge", ...held(from), into: ticketOf(to).ticketId });
  const race = await Promise.allSettled([merge(one, other), merge(other, one)]);
  expect(race.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await tickets({ clientId, status: "unsolved" })).toMatchObject({ total: 1 });
});
