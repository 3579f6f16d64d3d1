import { Injectable } from '@nestjs/common';
import type { Envelope } from '@peer-contract/envelope';
import type { Receipt } from '@peer-contract/receipt';
import type { Tx } from '@platform/database';
import { asPeer } from '../audit/audit-log';
import { inBoth } from '../domain/bilingual';
import type { ProgramProfile } from '../domain/program-profile';
import { isUuid, recordOf } from '../domain/record-shape';
import { Links } from '../linking/links';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { RecordKind } from '../record-sync/record-kind';
import { EditDrafts } from './edit-drafts';
import { EDIT_DRAFT_KIND, type EditDraftRecord } from './settle-edit-drafts';

const isEditDraft = recordOf({ linkId: isUuid, changes: recordOf({}) });

/** Edits that the former holder of the right to edit could not apply: nothing is changed by them until the carrier confirms. */
@Injectable()
export class EditDraftKind extends RecordKind {
  readonly kind = EDIT_DRAFT_KIND;

  constructor(
    private readonly drafts: EditDrafts,
    private readonly links: Links,
    private readonly notices: Notices,
    private readonly conversations: Conversations,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    super();
  }

  isWellFormed({ subject, record }: Envelope): boolean {
    return isUuid(subject) && isEditDraft(record);
  }

  async hear(tx: Tx, messages: readonly Envelope[]): Promise<Receipt[]> {
    return this.conversations.hear(tx, messages, ({ subject, record }) =>
      this.receive(tx, subject, record as EditDraftRecord),
    );
  }

  private async receive(tx: Tx, id: string, { linkId, changes }: EditDraftRecord): Promise<void> {
    const link = await this.links.find(tx, linkId);
    if (!link) return;
    const by = asPeer(this.profile.peer.code);
    const accountNumber = link.localAccountNumber;
    const draft = { id, accountNumber, linkId, changes, madeBy: by.actor };
    if (!(await this.drafts.receive(tx, draft, by))) return;
    await this.notices.write(tx, {
      kind: 'EDIT_DRAFT_RECEIVED',
      accountNumber,
      facts: { draft: id, linkId },
      text: inBoth(
        'An edit that you made while your account moved here waits for you: confirm or discard it.',
        'Une modification faite pendant le transfert de votre compte vous attend : confirmez-la ou rejetez-la.',
      ),
    });
  }
}
