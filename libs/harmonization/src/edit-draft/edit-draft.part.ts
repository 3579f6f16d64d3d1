import type { KernelPart } from '../kernel-parts';
import { DecideEditDraft } from './decide-edit-draft.use-case';
import { EditDraftKind } from './edit-draft-kind';
import { EditDraft } from './edit-draft.entity';
import { EditDrafts } from './edit-drafts';
import { EditDraftsController } from './edit-drafts.controller';
import { SettleEditDrafts } from './settle-edit-drafts';

/** Edits that could not be applied when they were made. */
export const EDIT_DRAFT_PART: KernelPart = {
  controllers: [EditDraftsController],
  providers: [DecideEditDraft, EditDrafts, SettleEditDrafts],
  kinds: [EditDraftKind],
  entities: [EditDraft],
};
