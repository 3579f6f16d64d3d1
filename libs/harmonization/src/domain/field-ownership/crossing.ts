import type { Bilingual } from '../bilingual';

/** The classes of domain §8: whatever crosses the border is in one of them. */
export type CrossingClass =
  | 'SHARED_DATA'
  | 'VALIDATION'
  | 'PROGRAM_FACT'
  | 'INQUIRY'
  | 'APPLICATION'
  | 'CONSENT_FACT'
  | 'EDIT_DRAFT'
  | 'PROTOCOL'
  | 'CASEWORK'
  | 'DIFFERENCE';

/** Who writes a field and who reads it. No field has two writers (ground rule 3); `EACH_ITS_OWN`: each side says only its own. */
export type Direction =
  | 'HOST_TO_CLIENT'
  | 'CLIENT_TO_HOST'
  | 'WRITER_TO_OTHER'
  | 'OWNER_TO_OTHER'
  | 'EACH_ITS_OWN'
  | 'ENTRY_TO_OTHER'
  | 'MEMBER_PROGRAM_TO_JOINED'
  | 'FORMER_EDITOR_TO_NEW'
  | 'EACH_ITS_OWN_ONCE';

/** Kinds of record that the two services say to each other; a kind without a row in the table may not cross. */
export type CrossingKind =
  | 'link'
  | 'application'
  | 'account'
  | 'validation'
  | 'case'
  | 'match'
  | 'host-transfer'
  | 'consent'
  | 'document'
  | 'differences'
  | 'code-check'
  | 'edit-draft';

export interface CrossingRow {
  readonly path: string;
  readonly class: CrossingClass;
  readonly direction: Direction;
  readonly kind: CrossingKind;
  readonly label: Bilingual;
}

/** OWN-2: what needs a live arrangement and a live consent of the member (ground rule 5); facts of links and statuses do not. */
export const needsConsent = (crossing: CrossingClass): boolean =>
  ['SHARED_DATA', 'VALIDATION', 'INQUIRY', 'APPLICATION', 'EDIT_DRAFT', 'DIFFERENCE'].includes(crossing);
