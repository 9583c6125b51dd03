import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addDays, seededNumbers } from "@cs/models";

/**
 * Writes the invented history in `data`: accounts with a trouble that stays and shows in two noisy measures with gaps.
 * Who is in trouble is more likely to decide to leave, and another account comes in its place.
 */
const folder = join(import.meta.dirname, "..", "data");
const random = seededNumbers(7);
const months = ["account,day,arr,logins,open_tickets,moon_phase"];
const decisions = ["account,decided_on"];

for (let place = 1; place <= 150; place += 1) {
  let account = `account-${place}`;
  let trouble = 4 * random() - 2;
  const arr = Math.round(1000 + 99_000 * random());
  for (let month = 0; month < 20; month += 1) {
    const day = new Date(Date.UTC(2023, month, 1)).toISOString().slice(0, 10);
    const logins = random() < 0.1 ? "" : Math.round(40 - 10 * trouble + 20 * random());
    const openTickets = Math.max(0, Math.round(2 + trouble + 2 * random()));
    months.push([account, day, arr, logins, openTickets, random().toFixed(2)].join(","));
    if (random() >= 1 / (1 + Math.exp(3.3 - 1.5 * trouble))) continue;
    decisions.push(`${account},${addDays(day, 1 + Math.floor(27 * random()))}`);
    account = `${account}-next`;
    trouble = 4 * random() - 2;
  }
}
writeFileSync(join(folder, "account-months.csv"), `${months.join("\n")}\n`);
writeFileSync(join(folder, "decisions.csv"), `${decisions.join("\n")}\n`);
