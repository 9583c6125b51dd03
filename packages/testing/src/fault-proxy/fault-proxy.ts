import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Direction, Fault } from "./fault.ts";
import { openLane } from "./lane.ts";

/** A network between a client and a server that tests can break: a TCP proxy on a port of its own. */
export interface FaultProxy {
  /** The server's URL, through the proxy. */
  readonly url: string;
  /** What went through so far. */
  readonly counts: FaultProxyCounts;
  /** Changes what happens to connections, also to those that are open. Resolves once it holds. */
  set(fault: Fault): Promise<void>;
  /** Breaks what is open and closes the port. */
  close(): Promise<void>;
}

export interface FaultProxyCounts {
  /** Connections accepted, ever. */
  readonly connections: number;
  /** Connections open now. */
  readonly open: number;
  readonly bytes: Readonly<Record<Direction, number>>;
}

interface Connection {
  apply(fault: Fault): void;
  /** Ends it as a network does that loses it: the client gets a reset, not a goodbye. */
  breakOff(): void;
  readonly closed: Promise<unknown>;
}

/** Opens a proxy before the server at the host and port of `targetUrl`. It passes everything on until told otherwise. */
export async function openFaultProxy(targetUrl: string): Promise<FaultProxy> {
  const target = new URL(targetUrl);
  const counts = { connections: 0, open: 0, bytes: { toServer: 0, toClient: 0 } };
  const live = new Set<Connection>();
  let fault: Fault = { kind: "pass" };

  const server = createServer({ allowHalfOpen: true }, (near) => {
    counts.connections += 1;
    const connection = carry(near);
    if (fault.kind === "reset") connection.breakOff();
    else connection.apply(fault);
  });

  function carry(near: Socket): Connection {
    const far = connect({ port: Number(target.port), host: target.hostname, allowHalfOpen: true });
    const breakOff = () => {
      near.resetAndDestroy();
      far.destroy();
    };
    const open = (from: Socket, to: Socket, direction: Direction) => {
      const onPassed = (bytes: number) => {
        counts.bytes[direction] += bytes;
      };
      return openLane({ from, to, direction, onPassed, onBroken: breakOff });
    };
    const lanes = [open(near, far, "toServer"), open(far, near, "toClient")];
    const closed = [near, far].map((socket) => {
      socket.on("error", breakOff);
      return new Promise((resolve) => socket.on("close", resolve));
    });
    const connection: Connection = {
      apply(next) {
        for (const lane of lanes) lane.apply(next);
      },
      breakOff,
      closed: Promise.all(closed).then(() => {
        live.delete(connection);
        counts.open = live.size;
      }),
    };
    live.add(connection);
    counts.open = live.size;
    return connection;
  }

  async function listen(port: number): Promise<void> {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  }

  async function shut(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const connection of live) connection.breakOff();
    await Promise.all([closed, ...[...live].map((connection) => connection.closed)]);
  }

  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(targetUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);

  return {
    url: url.href,
    counts,
    async set(next) {
      fault = next;
      if (next.kind === "refuse") return shut();
      if (!server.listening) await listen(port);
      for (const connection of live) {
        if (next.kind === "reset") connection.breakOff();
        else connection.apply(next);
      }
    },
    close: shut,
  };
}
