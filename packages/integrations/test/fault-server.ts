import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** What a vendor can do wrong, or right, with one request. The text of an answer is sent as it is. */
export type Reply = (socket: Socket) => void;

export interface FaultServer {
  readonly url: string;
  /** The requests that came whole, as text, in order. */
  readonly requests: readonly string[];
  /** Replies to the next requests, in this order; the last one also to all that follow. */
  reply(...replies: readonly Reply[]): void;
}

/** A server over bare sockets, which keeps no rule of HTTP but those that a reply keeps. */
export async function openFaultServer(...replies: readonly Reply[]): Promise<FaultServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let next = [...replies];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    let text = "";
    socket.on("data", (data) => {
      text += data;
      if (!isWhole(text)) return;
      requests.push(text);
      text = "";
      (next.length > 1 ? next.shift() : next[0])?.(socket);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    reply(...given) {
      next = [...given];
    },
  };
}

function isWhole(request: string): boolean {
  const end = request.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /^content-length: (\d+)/im.exec(request.slice(0, end))?.[1] ?? "0";
  return Buffer.byteLength(request.slice(end + 4)) >= Number(length);
}

/** A whole answer. */
export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const lines = Object.entries({ "content-length": String(Buffer.byteLength(text)), ...headers });
  return (socket) => {
    socket.write(
      `HTTP/1.1 ${status} X\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${text}`,
    );
  };
}

/** Takes the request and says nothing. */
export const hang: Reply = () => {};

/** Takes the request and breaks the connection. */
export const reset: Reply = (socket) => socket.resetAndDestroy();

/** Breaks the connection in the middle of an answer. */
export const resetInBody: Reply = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"ticket":', () => socket.resetAndDestroy());
};

/** Ends an answer too early, in good order. */
export const truncate: Reply = (socket) => {
  socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{"ticket":{"id":');
};

/** Sends a byte now and then, so that no wait between two of them is long. */
export const drip: Reply = (socket) => {
  socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
  const timer = setInterval(() => socket.write(" "), 20);
  socket.on("close", () => clearInterval(timer));
};

export const badGateway = answer(502, "<html><body>502 Bad Gateway</body></html>", { "content-type": "text/html" });
export const emptySuccess = answer(200, "");
export const htmlSuccess = answer(200, "<html>Sign in</html>", { "content-type": "text/html" });
