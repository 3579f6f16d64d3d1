import { fateOf, holdOf } from './edit-draft';
import type { LinkCopy, LinkRecord } from './link/record';

const copy = (own: Partial<LinkRecord>, mirror: Partial<LinkRecord> = {}): LinkCopy<unknown> => {
  const record = { phase: 'ACTIVE', host: 'A', epoch: 1, flow: 'KEEP', pauses: [], wantEnd: '' };
  return {
    self: 'A',
    peer: 'B',
    own: { ...record, ...own },
    mirror: { ...record, ...mirror },
  } as unknown as LinkCopy<unknown>;
};
const profile = { securityProfile: [] };

describe('an edit that cannot be applied now', () => {
  it.each<[string, LinkCopy<unknown> | undefined, boolean, unknown, string | undefined]>([
    ['while the host moves', copy({ phase: 'TRANSFER_PENDING' }), false, { phone: '+1' }, 'MOVING'],
    ['while the record moves to the host', copy({ phase: 'CUTOVER', flow: 'MOVE' }), false, {}, 'MOVING'],
    ['while two members are linked', copy({ phase: 'CUTOVER', flow: 'BOTH' }), false, {}, 'MOVING'],
    ['where the client never edited', copy({ phase: 'CUTOVER' }), false, {}, undefined],
    ['while the profile is reviewed', copy({}), true, profile, 'REVIEW'],
    ['of a standalone account under review', undefined, true, profile, 'REVIEW'],
    ['of other data under review', copy({}), true, { phone: '+1' }, undefined],
    ['otherwise', copy({}), false, profile, undefined],
  ])('DRAFT-1: is held %s', (_when, held, underReview, changes, expected) => {
    expect(holdOf({ copy: held, underReview, changes })).toBe(expected);
  });

  it.each<[string, LinkCopy<unknown> | undefined, string]>([
    ['the right has returned', copy({}), 'APPLY'],
    ['the account stands alone', undefined, 'APPLY'],
    ['the link has ended', copy({ phase: 'ENDED' }), 'APPLY'],
    ['it is still on its way', copy({ phase: 'TRANSFER_PENDING' }), 'KEEP'],
    ['the other side holds it', copy({ host: 'B', epoch: 2 }), 'SEND'],
    ['the other side holds it, paused', copy({ host: 'B' }, { pauses: ['SUSPENDED'] }), 'KEEP'],
    ['the link is to end', copy({ host: 'B', wantEnd: 'CHOICE' }), 'KEEP'],
    ['the final copy is awaited', copy({ host: 'B' }, { phase: 'ENDED' }), 'KEEP'],
    ['this side was restored', copy({ phase: 'RESYNC' }), 'KEEP'],
  ])('DRAFT-2: where %s', (_where, held, expected) => {
    expect(fateOf(held)).toBe(expected);
  });
});
