import { calendarDateSchema } from "@cs/models";
import { type Config, type Environment, loadConfig } from "@cs/runtime";
import { InvalidArgumentError } from "commander";

/** Options that stand in for environment variables; the option wins. */
export interface SettingOptions {
  readonly asOf?: string;
  readonly port?: string;
}

/** The configuration of a command: environment first, options over it. People get warnings only; `LOG_LEVEL` shows more. */
export function settings(environment: Environment, { asOf, port }: SettingOptions = {}): Config {
  return loadConfig({
    LOG_LEVEL: "warn",
    ...environment,
    ...(asOf === undefined ? {} : { CS_AS_OF: asOf }),
    ...(port === undefined ? {} : { HTTP_PORT: port }),
  });
}

/** The day that counts as today, for commands that look at one. */
export const asOfOption = [
  "--as-of <date>",
  "the day that counts as today, for data that ends in the past",
  parseDay,
] as const;

/** Parses an option that is a whole number from 0; which of them are allowed is for the command to say. */
export function parseWholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Give a whole number.");
  return Number(text);
}

/** Parses an option that is a whole number from 1. */
export function parsePositive(text: string): number {
  const number = parseWholeNumber(text);
  if (number === 0) throw new InvalidArgumentError("Give a whole number from 1.");
  return number;
}

/** Parses an option that is a day. */
export function parseDay(text: string): string {
  if (!calendarDateSchema.safeParse(text).success) throw new InvalidArgumentError("Give a day as YYYY-MM-DD.");
  return text;
}

/** Parses an option that lists lead times in months, as `1,3,6`. */
export function parseLeads(text: string): number[] {
  const leads = text.split(",").map(Number);
  if (leads.every((lead) => Number.isInteger(lead) && lead >= 0 && lead <= 24)) return leads;
  throw new InvalidArgumentError("Give months from 0 to 24, as 1,3,6.");
}
