import { scopes } from "@cs/models";
import type { JwtConfig } from "@cs/runtime";

const wellKnown = "/.well-known/oauth-protected-resource";

/** Where clients learn how to get a token for the resource (RFC 9728): the well-known part stands before its path. */
export function metadataUrl(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}${wellKnown}${pathname === "/" ? "" : pathname}`;
}

/** Whether a path asks for the metadata of the resource, with its path or without. */
export function isMetadataPath(path: string, resource: string): boolean {
  return path === wellKnown || path === new URL(metadataUrl(resource)).pathname;
}

/** The metadata. The authorization server is named when access tokens have one; API keys are given out by hand. */
export function protectedResource(resource: string, jwt: JwtConfig | null): object {
  const server = jwt && URL.canParse(jwt.issuer) ? { authorization_servers: [jwt.issuer] } : {};
  return {
    resource,
    ...server,
    scopes_supported: scopes,
    bearer_methods_supported: ["header"],
    resource_name: "Customer success",
  };
}
