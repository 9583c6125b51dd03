/** The domain of an e-mail address, in lower case; null for what is none. */
export function domainOf(email: string | null): string | null {
  const domain = email?.slice(email.lastIndexOf("@") + 1).toLowerCase();
  return domain && email?.includes("@") ? domain : null;
}
