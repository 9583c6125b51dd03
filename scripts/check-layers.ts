import { cruiseLayers } from "./layers.ts";

const { violations, totalCruised } = await cruiseLayers(process.cwd());
for (const { rule, from, to } of violations) console.error(`${rule.severity} ${rule.name}: ${from} → ${to}`);
if (totalCruised === 0) console.error("No module was cruised: the layers were not checked.");
console.error(`${totalCruised} modules cruised, ${violations.length} violations`);
process.exitCode = violations.length > 0 || totalCruised === 0 ? 1 : 0;
