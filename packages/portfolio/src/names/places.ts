/** Countries of accounts that pay in euro. */
export const euroCountries = ["Germany", "France", "Netherlands", "Ireland", "Spain", "Finland"] as const;

/** Countries of accounts that pay in US dollars, with weights. */
export const dollarCountries = [
  ["United States", 70],
  ["Canada", 12],
  ["United Kingdom", 8],
  ["Australia", 6],
  ["Singapore", 4],
] as const;

/** Labels of customer success teams; no people. */
export const csmTeams = ["CSM East", "CSM Central", "CSM West"] as const;
