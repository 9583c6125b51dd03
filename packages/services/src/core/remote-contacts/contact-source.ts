import type { SourcePage, StreamSource } from "../../sync/sync-stream.ts";
import type { RemoteContact } from "./remote-contact.ts";

/** A system whose contacts can be read, up to 1,000 on a page. */
export type ContactSource = StreamSource<ContactPage>;

export interface ContactPage extends SourcePage {
  readonly contacts: readonly RemoteContact[];
  /** How many were read, with those that lack too much to be taken. */
  readonly read: number;
}
