import { type Contact, type ContactRole, dateOfDayNumber, type SourceFact } from "@cs/models";
import { familyNames, givenNames } from "../names/person-names.ts";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";

interface Seat {
  readonly title: string;
  readonly roles: ContactRole[];
  readonly departedOn: number | null;
}

/** The people at the account: champions, buyer, administrator and users, some of whom have left. */
export function contactFacts(world: AccountWorld): SourceFact<"contacts">[] {
  const random = streamOf(world, "contacts");
  const { externalId, company } = world.identity;
  const names = new Set<string>();
  return seatsOf(world, random).map(({ title, roles, departedOn }, position) => {
    const fullName = freshName(random, names);
    const address = `${fullName.toLowerCase().replace(" ", ".")}@${company.domain}`;
    const contact: Contact = {
      fullName,
      email: random.chance(parameters.contacts.noEmail) ? null : address,
      title,
      roles,
      departedOn: departedOn === null ? null : dateOfDayNumber(departedOn),
    };
    return { externalId: `${externalId}-cnt-${position + 1}`, customer: externalId, ...contact };
  });
}

function seatsOf(world: AccountWorld, random: RandomStream): Seat[] {
  const { champion, identity, until } = world;
  const left = champion.departedOn !== null && champion.departedOn < until ? champion.departedOn : null;
  const seats: Seat[] = [];
  if (champion.known) seats.push({ title: "Head of Operations", roles: ["champion", "power_user"], departedOn: left });
  if (champion.replacedOn !== null && champion.replacedOn < until) {
    seats.push({ title: "Operations Manager", roles: ["champion"], departedOn: null });
  }
  const others: [string, ContactRole[]][] = [
    ["VP Finance", ["economic_buyer"]],
    ["Systems Administrator", ["admin", "technical_evaluator"]],
  ];
  if (identity.segment === "enterprise") others.push(["Procurement Lead", ["procurement"]]);
  for (let user = 0; user < parameters.contacts.users[identity.segment]; user += 1) {
    others.push(["Specialist", user === 0 ? ["power_user"] : ["user"]]);
  }
  for (const [title, roles] of others) seats.push({ title, roles, departedOn: departureOf(world, random) });
  return seats;
}

function departureOf({ from, until }: AccountWorld, random: RandomStream): number | null {
  const day = from + 1 + Math.floor(random.waiting(365 / parameters.contacts.departurePerYear));
  return day < until ? day : null;
}

/** A name that nobody else at the account has; moves through the family names when one is taken. */
function freshName(random: RandomStream, taken: Set<string>): string {
  const given = random.pick(givenNames);
  let family = random.integer(0, familyNames.length - 1);
  while (taken.has(`${given} ${familyNames[family]}`)) family = (family + 1) % familyNames.length;
  const name = `${given} ${familyNames[family]}`;
  taken.add(name);
  return name;
}
