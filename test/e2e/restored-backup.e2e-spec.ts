import { SHARE_SCOPE } from '@harmonization/domain/consent';
import { backUp, putBack } from './support/backup';
import { Mailboxes } from './support/mailbox';
import {
  applicationAt,
  submit,
  untilReviewedByBoth,
  type AccountNumbers,
  type Filed,
} from './support/play/application';
import { applyToBoth, becomeMemberOfBoth, linkMembers, playFlow, type Linked } from './support/play/flows';
import { untilHostCase, untilResolved, voteOnHost } from './support/play/host-case';
import {
  agreeToMove,
  casesOf,
  patchAccount,
  reinstate,
  staffLink,
  suspend,
  untilBoth,
  untilEnded,
  untilHosted,
} from './support/play/life';
import { expectDecidedByBoth, expectOneEditor, expectWholeAndEqual } from './support/play/link-checks';
import { aCompany, type Company } from './support/play/people';
import { accountAt, untilAllSaid, validationsAt, verifyHeadquarters } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

describe('a side whose database was put back from a backup', () => {
  let world: World;
  let edited: Linked;
  let moved: Linked;
  let ended: Linked;
  let suspended: Linked;
  let withdrawn: Linked;
  /** Members of both programs before the backup, linked since. */
  let madeOfMembers: Linked;
  /** Nobody knew it before the backup: application, both accounts, a validation and its recognition, and the link are younger. */
  let madeAnew: Linked;
  /** Members of each program since the backup, by applications that the other one never heard of; linked since. */
  let madeOfNewMembers: Linked;
  /** In review since the backup: its account numbers are not given out again. */
  let reviewed: Filed;
  let made: AccountNumbers;
  /** A case of both programs, on which this one has voted since. */
  let voted: Filed;
  /** Applies between a restore and its announcement. */
  let newcomer: Company;
  const mail = new Mailboxes();

  beforeAll(async () => {
    world = await startWorld({ environment: mail.environment });
    edited = await playFlow(world, 'F1', 'host');
    moved = await playFlow(world, 'F1', 'host');
    ended = await playFlow(world, 'F2', 'host');
    suspended = await playFlow(world, 'F1', 'host');
    withdrawn = await playFlow(world, 'F1', 'host');
    const members = world.carrier('F7');
    const accountNumbers = await becomeMemberOfBoth(world, members);
    const undetermined = world.carrier('F1');
    const attestations = { ...undetermined.form.attestations, secondHeadOffice: true };
    voted = await submit(world.ctpat, undetermined, { ...undetermined.form, attestations });
    for (const side of world.both) await untilHostCase(world, side, voted);
    await untilAllSaid(world);
    for (const side of world.both) await backUp(world, side);

    madeOfMembers = await linkMembers(world, members, world.ctpat, accountNumbers);
    madeAnew = await playFlow(world, 'F1', 'host');
    madeOfNewMembers = await playFlow(world, 'F7', 'host');
    // Eight flows, one after the other: more than any one test.
  }, 240_000);
  afterAll(async () => {
    await world?.stop();
    mail.remove();
  });

  const phaseAtRestored = async ({ linkId }: Linked): Promise<string> =>
    (await staffLink(world, world.ctpat, linkId)).phase;

  const withdrawConsent = (): Promise<any> =>
    withdrawn.filed.carrier
      .at(world.ctpat)
      .make(`/v1/accounts/${withdrawn.accountNumbers.CTPAT}/consents/withdraw`, { scope: SHARE_SCOPE });

  it('B1–B3: becomes again what the other side heard of it since the backup', async () => {
    await patchAccount(edited, world.ctpat, { tradeName: 'Edited since the backup' });
    await agreeToMove(world, moved);
    await untilHosted(world, moved, world.pip, 2);
    await world
      .officer(world.pip)
      .post(`/v1/staff/links/${ended.linkId}/delink`, { reason: 'Ended since the backup' });
    await untilEnded(world, ended);
    await suspend(world, world.ctpat, suspended);
    await withdrawConsent();
    for (const linked of [suspended, withdrawn])
      await untilBoth(world, linked, ({ paused }) => paused, 'the pause');
    reviewed = await applyToBoth(world.carrier('F1'), world.ctpat);
    made = await untilReviewedByBoth(world, reviewed);
    await voteOnHost(world, world.ctpat, voted, { choice: 'CTPAT' });
    await untilAllSaid(world);

    await putBack(world, world.ctpat, async () => {
      // While nobody can be asked nothing goes on: neither a job nor a message of the peer takes the backup for the truth.
      await expect(world.ctpat.runDueJobs()).rejects.toThrow('scheduled jobs failed');
      expect(await phaseAtRestored(suspended)).toBe('ACTIVE');
    });

    await untilHosted(world, moved, world.pip, 2);
    await untilEnded(world, ended);
    await untilHolds(
      () => staffLink(world, world.ctpat, edited.linkId),
      ({ phase }) => phase === 'ACTIVE',
      'the edited link to be active again',
    );
    const account = edited.accountNumbers.CTPAT;
    const { shared } = await accountAt(world, world.ctpat, account);
    expect(shared.tradeName).toBe('Edited since the backup');
    await patchAccount(edited, world.ctpat, { tradeName: 'Edited after the restore' });
    await untilHolds(
      () => accountAt(world, world.pip, edited.accountNumbers.PIP),
      (found) => found.shared.tradeName === 'Edited after the restore',
      'the other side to hear the restored one',
    );
  });

  it('B3: has its own suspension and its carrier’s withdrawal of consent again, as rows with source RESTORED', async () => {
    for (const linked of [suspended, withdrawn])
      for (const link of await untilBoth(world, linked, ({ phase }) => phase === 'ACTIVE', 'the links'))
        expect(link.paused).toBe(true);
    const { status, history } = await accountAt(world, world.ctpat, suspended.accountNumbers.CTPAT);
    expect(status).toBe('SUSPENDED');
    expect(history.at(-1)).toMatchObject({ status: 'SUSPENDED', source: 'RESTORED' });
    expect(history.at(-1).reasonCode).toEqual(expect.any(String));
    const consents = await world.ctpat.rows(
      `SELECT withdrawn_by FROM consent WHERE account_number = $1 AND scope = $2`,
      [withdrawn.accountNumbers.CTPAT, SHARE_SCOPE],
    );
    expect(consents).toEqual([{ withdrawn_by: 'RESTORED' }]);
    const { items } = await world.officer(world.ctpat).read('/v1/staff/cases?kind=SYNC_DRIFT&state=OPEN');
    expect(items.map(({ subjectId }: any) => subjectId)).toEqual(
      expect.arrayContaining([suspended.linkId, withdrawn.linkId]),
    );
  });

  /** Both copies are active, and neither side had to refuse a message of the other. */
  async function untilLinkedAgain(linked: Linked): Promise<void> {
    const links = await untilBoth(
      world,
      linked,
      ({ phase, peerPhase, sync }) => phase === 'ACTIVE' && peerPhase === 'ACTIVE' && sync === 'IN_SYNC',
      `link ${linked.linkId} to be active again`,
    );
    expect(links.map(({ host }) => host)).toEqual([linked.host.program, linked.host.program]);
    for (const side of world.both)
      expect((await world.officer(side).read('/v1/staff/exchange')).parked).toBe(0);
  }

  /** Nobody of the company is known any more: its officer claims the account as an imported one is claimed. */
  async function claim({ filed: { carrier }, accountNumbers }: Linked, side: Side): Promise<void> {
    const accountNumber = accountNumbers[side.program];
    const officer = carrier.at(side);
    expect((await officer.get(`/v1/accounts/${accountNumber}`)).status).toBe(404);
    expect((await officer.post('/v1/account-claims', { accountNumber })).status).toBeLessThan(300);
    const code = await mail.codeFor(side, carrier.officerEmail);
    const redeemed = await officer.post('/v1/account-claims/redeem', { accountNumber, code });
    expect(redeemed.status).toBeLessThan(300);
  }

  /** All that the other side holds of the account and its application is here again, and staff know what is not. */
  async function expectRebuilt(linked: Linked, side: Side): Promise<void> {
    const accountNumber = linked.accountNumbers[side.program];
    const { status, history, dates } = await accountAt(world, side, accountNumber);
    expect(status).toBe(side === world.ctpat ? 'CERTIFIED_VALIDATED' : 'MEMBER');
    expect(new Set(history.map(({ source }: any) => source))).toEqual(new Set(['RESTORED']));
    const other = await accountAt(world, world.other(side), linked.accountNumbers[world.other(side).program]);
    expect(dates.memberSince.on <= other.peer.statusSince).toBe(true);
    expect(dates.lastValidatedOn.on).toBe(other.dates.lastValidatedOn.on);
    const [validation] = await validationsAt(world, side, accountNumber);
    expect(validation).toMatchObject({
      state: 'PASSED',
      performedHere: side === linked.host,
      recognition: { outcome: 'RECOGNIZED' },
    });
    const [found] = await casesOf(world, side, 'SYNC_DRIFT', accountNumber);
    expect(found.why.en).toContain('rebuilt under its number');
    expect(found.evidence[0].text.en).toContain('who may sign in');
    await expectDecidedByBoth(world, linked, 'F1');
  }

  it('B4: has a link again that was made since the backup between accounts that it knew', async () => {
    await untilLinkedAgain(madeOfMembers);
    await expectWholeAndEqual(world, madeOfMembers);
    await expectOneEditor(madeOfMembers);
    await expectDecidedByBoth(world, madeOfMembers, 'F7');
  });

  it('ACC-8, APP-13, VAL-14: has a link again both of whose accounts were opened since, with application, validation and recognition', async () => {
    await untilLinkedAgain(madeAnew);
    await expectWholeAndEqual(world, madeAnew);
    await expectRebuilt(madeAnew, world.ctpat);
    await claim(madeAnew, world.ctpat);
    await expectOneEditor(madeAnew);
  });

  it('ACC-8: rebuilds an account of which no application tells from the shared data with which the other side answers', async () => {
    await untilLinkedAgain(madeOfNewMembers);
    const accountNumber = madeOfNewMembers.accountNumbers.CTPAT;
    const { status, recordRole, history } = await accountAt(world, world.ctpat, accountNumber);
    expect({ status, recordRole }).toEqual({ status: 'CERTIFIED_VALIDATED', recordRole: 'HOST' });
    expect(new Set(history.map(({ source }: any) => source))).toEqual(new Set(['RESTORED']));
    expect(await casesOf(world, world.ctpat, 'SYNC_DRIFT', accountNumber)).toHaveLength(1);
    await claim(madeOfNewMembers, world.ctpat);
    await expectOneEditor(madeOfNewMembers);
    await expectDecidedByBoth(world, madeOfNewMembers, 'F7');
  });

  it('APP-13: goes on with an application that was made since, under the same account number', async () => {
    expect(await untilReviewedByBoth(world, reviewed)).toEqual(made);
    const { linkId } = await applicationAt(world, world.ctpat, reviewed.id);
    const [, atPip] = await untilBoth(
      world,
      { linkId } as Linked,
      ({ phase, peerPhase }) => phase === 'DECISIONS_PENDING' && peerPhase === 'DECISIONS_PENDING',
      'the undecided link',
    );
    expect(atPip.peerAccountNumber).toBe(made.CTPAT);
    await verifyHeadquarters(world, world.ctpat, reviewed.id);
  });

  it('B3: has its own vote on a case of both programs again, which agrees with the other’s', async () => {
    const found = await untilHostCase(world, world.ctpat, voted);
    expect(found.ownVote).toMatchObject({ choice: 'CTPAT', office: 'Field office' });
    await voteOnHost(world, world.pip, voted, { choice: 'CTPAT' });
    expect(await untilResolved(world, world.ctpat, found.id)).toMatchObject({
      resolution: { choice: 'CTPAT' },
    });
  });

  it('goes on from there: reinstated, the link is no longer paused on either side', async () => {
    await reinstate(world, world.ctpat, suspended);
    await untilBoth(world, suspended, ({ paused }) => !paused, 'the end of the pause');
  });

  it('ID-10: gives no account number to another carrier that it had given out since the backup', async () => {
    const others = await untilReviewedByBoth(world, await applyToBoth(world.carrier('F1'), world.ctpat));
    expect(others.CTPAT > made.CTPAT).toBe(true);
  });

  it('B1–B4: the other way round, has all of it again where the other side is put back', async () => {
    await untilAllSaid(world);
    await putBack(world, world.pip, async () => {
      // As where nobody had announced the restore: a number that the peer knows goes to somebody else before it could be asked.
      const taken = Number(madeOfNewMembers.accountNumbers.PIP.slice('PIP'.length));
      await world.pip.rows(`SELECT setval('account_number_seq', $1)`, [taken - 1], 'owner');
      newcomer = await aCompany(world, world.pip);
      expect(newcomer.accountNumber).toBe(madeOfNewMembers.accountNumbers.PIP);
    });
    await untilHosted(world, moved, world.pip, 2);
    await untilEnded(world, ended);
    for (const linked of [madeOfMembers, madeAnew]) {
      await untilLinkedAgain(linked);
      await expectWholeAndEqual(world, linked);
    }
    await expectRebuilt(madeAnew, world.pip);
    await claim(madeAnew, world.pip);
    await expectOneEditor(madeAnew, { tradeName: 'After both restores' });
    expect(await untilReviewedByBoth(world, reviewed)).toEqual(made);
  });

  it('ID-10: leaves the account of another carrier alone that has been given the number since, and says so', async () => {
    await untilAllSaid(world);
    const { accountNumber, carrier } = newcomer;
    const account = await accountAt(world, world.pip, accountNumber);
    expect(account).toMatchObject({ status: 'UNDER_REVIEW', recordRole: 'STANDALONE' });
    expect(account).not.toHaveProperty('linkId');
    expect(account.shared.legalName).toBe(carrier.form.common.legalName);
    const [found] = await casesOf(world, world.pip, 'SYNC_DRIFT', accountNumber);
    expect(found.why.en).toContain('has been given to another carrier since');
    expect((await world.officer(world.pip).get(`/v1/staff/links/${madeOfNewMembers.linkId}`)).status).toBe(
      404,
    );
  });

  it('asks for a reconciliation once its links are live again', async () => {
    await world.ctpat.runDueJobs();
    const { items } = await world.officer(world.ctpat).read('/v1/staff/reconciliations');
    expect(items.map(({ requestedBy }: any) => requestedBy)).toContain('system:freeze-restored');
  });
});
