import type { IntegrationFailure } from "@cs/models";

/** What a status means; null for one of success. */
export function failureOfStatus(status: number): IntegrationFailure | null {
  if (status >= 200 && status < 300) return null;
  switch (status) {
    case 401:
      return "unauthorised";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 409:
      return "conflict";
    case 429:
      return "rate_limited";
    default:
      return status >= 500 ? "vendor_failure" : "refused";
  }
}
