import { NotFoundError } from "@cs/models";
import type { MilestoneVersion, ReadTransaction } from "@cs/persistence";
import { suggest } from "../../operation/suggest.ts";

/** The milestones in force, or those of them that are named, by id. Throws `NotFoundError` for one that is not. */
export async function loadMilestones(
  tx: ReadTransaction,
  ids: readonly string[] | undefined,
): Promise<MilestoneVersion[]> {
  const inForce = (await tx.milestones.newest()).filter(({ retired }) => !retired);
  const known = inForce.map(({ milestone }) => milestone.id);
  const unknown = ids?.find((id) => !known.includes(id));
  if (unknown !== undefined) throw unknownMilestone(unknown, known, "milestoneIds");
  return ids === undefined ? inForce : inForce.filter(({ milestone }) => ids.includes(milestone.id));
}

export function unknownMilestone(id: string, known: readonly string[], field: string): NotFoundError {
  const near = suggest(id, known);
  return new NotFoundError(`No milestone ${JSON.stringify(id)} is in force.`, {
    field,
    hint: near ? `Did you mean "${near}"?` : `In force are: ${known.join(", ") || "none"}.`,
  });
}
