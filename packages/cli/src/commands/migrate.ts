import { createRuntime, type Environment } from "@cs/runtime";
import { settings } from "../settings.ts";

/** Brings the database schema up to date and says so. */
export async function migrate(environment: Environment): Promise<void> {
  const messages: string[] = [];
  const runtime = await createRuntime(settings(environment), { onProgress: (message) => messages.push(message) });
  await runtime.close();
  for (const message of messages) process.stderr.write(`${message}\n`);
  process.stdout.write("The database schema is up to date.\n");
}
