/** Where Intercom keeps a workspace, and the address for it. */
export const intercomRegions = {
  us: "https://api.intercom.io",
  eu: "https://api.eu.intercom.io",
  au: "https://api.au.intercom.io",
} as const;

export type IntercomRegion = keyof typeof intercomRegions;
