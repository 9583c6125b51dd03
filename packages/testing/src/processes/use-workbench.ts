import { afterAll } from "vitest";
import { createWorkbench, type Workbench } from "./workbench.ts";

/** A workbench for all tests of a file; after the last of them nothing that was made on it is left. */
export function useWorkbench(): Workbench {
  const bench = createWorkbench();
  afterAll(() => bench.dispose());
  return bench;
}
