import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A vendor that takes everything and answers the same at once, in a process of its own. Prints its address. */
const ticket = { id: 7, subject: "Export fails", status: "open", created_at: "2026-01-01T00:00:00Z" };
const answers: Readonly<Record<string, string>> = {
  "/api/v2/tickets/7": JSON.stringify({ ticket }),
  "/api/v2/tickets": JSON.stringify({ ticket }),
  "/import": JSON.stringify({ code: 200, num_records_imported: 50, status: "OK" }),
};
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    const body = answers[request.url?.split("?")[0] ?? ""] ?? "";
    response.writeHead(body ? 200 : 404, { "content-type": "application/json" }).end(body);
  });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
