import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeContract } from "./prism.ts";
import { usePrismProxy } from "./prism-proxy.ts";

describeContract("Prism between calls and a server", () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end('{"type":"tag","id":105}');
  });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  const proxy = usePrismProxy(
    "intercom/intercom-2.14.patched.json",
    () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  afterAll(() => void server.close());

  const createTag = (body: object) =>
    fetch(`${proxy.url}/tags`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer x" },
      body: JSON.stringify(body),
    });

  it("finds an answer that has drifted from the description", async () => {
    expect((await createTag({ name: "at risk" })).status).toBe(500);
    expect(proxy.violations).toEqual([expect.stringContaining('"location":["response","body","id"]')]);
  });

  it("finds a request that is not as described, and passes none of it on", async () => {
    expect((await createTag({ name: 7 })).status).toBe(422);
    expect(proxy.violations).toEqual([expect.stringContaining("UNPROCESSABLE_ENTITY")]);
  });
});
