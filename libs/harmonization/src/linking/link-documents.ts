import type { SharedData } from '../domain/shared-data';

/** What a link keeps of shared data besides its account's: the client's former values, and the data as the link ended. */
export interface LinkDocuments {
  readonly archive?: SharedData | null;
  readonly final?: SharedData | null;
}

/** Written by accident it fails the transaction, instead of taking the document's place. */
const unread = (name: keyof LinkDocuments): SharedData =>
  Object.freeze({
    toJSON: () => {
      throw new Error(`The ${name} of a link was to be written, and has not been read`);
    },
  }) as unknown as SharedData;

/**
 * Stand for documents that are in the row and were not read. The rules of the protocol hand documents on without looking into
 * them, and few steps do: what leaves such a step is filled in then (`LinkSession.fillIn`).
 */
export const UNREAD = { archive: unread('archive'), final: unread('final') } as const;

export const isUnread = (document: SharedData | undefined): boolean =>
  document === UNREAD.archive || document === UNREAD.final;

/** The document itself, where `document` only stood for it. */
export function filledIn(document: SharedData | undefined, found: LinkDocuments): SharedData | undefined {
  if (document === UNREAD.archive) return found.archive ?? undefined;
  return document === UNREAD.final ? (found.final ?? undefined) : document;
}
