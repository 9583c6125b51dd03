import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface LocalVendor {
  readonly url: string;
  stop(): void;
}

export async function startVendor(): Promise<LocalVendor> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "vendor.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url]: unknown[] = await once(createInterface({ input: child.stdout }), "line");
  return { url: String(url), stop: () => void child.kill() };
}
