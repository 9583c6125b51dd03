import type { SurfaceSettings } from "@cs/runtime";
import type { Operation } from "@cs/services";

/** What a server shows: fixed when it starts, because clients do not look again. */
export type Surface = Pick<SurfaceSettings, "readOnly" | "lockdown"> & { readonly operations: readonly Operation[] };

/** What a server shows of the operations. */
export function surfaceOf(operations: readonly Operation[], settings: SurfaceSettings): Surface {
  const { readOnly, lockdown } = settings;
  return { operations: operations.filter((operation) => isShown(operation, settings)), readOnly, lockdown };
}

function isShown(operation: Operation, { toolsets, tools, excludeTools, readOnly }: SurfaceSettings): boolean {
  const { name, category } = operation;
  const chosen = toolsets === null ? tools === null : toolsets.includes(category);
  const shown = (chosen || tools?.includes(name) === true) && !excludeTools.includes(name);
  return shown && !(readOnly && !canRead(operation));
}

function canRead({ effect, actions }: Operation): boolean {
  return effect === "read" || Object.values(actions ?? {}).includes("read");
}
