import { RebuiltAccounts } from '@harmonization/account/rebuilt-accounts';
import { SHARE_SCOPE } from '@harmonization/domain/consent';
import { isDown, passes } from '@testing/proxy/behaviours';
import { Database } from '@platform/database';
import { backUp, putBack } from './support/backup';
import { Mailboxes } from './support/mailbox';
import {
  applicationAt,
  fileAtBoth,
  submit,
  untilReviewedByBoth,
  untilState,
  type AccountNumbers,
  type Filed,
} from './support/play/application';
import { loseBytes, share, staffDocument } from './support/play/documents';
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
  untilCase,
  untilEnded,
  untilHosted,
} from './support/play/life';
import { expectDecidedByBoth, expectOneEditor, expectWholeAndEqual } from './support/play/link-checks';
import { aCompany, type Company } from './support/play/people';
import { accountAt, untilAllSaid, validationsAt, verifyHeadquarters } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

/** Words of documents whose bytes the restored side's store has lost too. */
const GIVEN_BACK = 'given back by the other program';
const LOST = 'lost by everybody';

const SHARE_CONSENT = { scope: SHARE_SCOPE, textVersion: '2026-01', language: 'en' };

/** Of a reference such as HA-P-2026-000123 the number at its end. */
const serialIn = (reference: string): number => Number(reference.split('-').at(-1));

const serialOf = ({ accountNumber }: Company): number => Number(accountNumber.slice('PIP'.length));

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
  /** As `madeAnew`, hosted by the other program. */
  let madeAtPip: Linked;
  /** The same carrier at both services in the same second: the application that survived, and the other one. */
  let twins: [Filed, Filed];
  /** Entered at the other program since: its reference goes to somebody else. */
  let referred: Filed;
  /** Ids of documents, by what has become of them since the backup. */
  let documents: Record<'unshared' | 'kept' | 'given' | 'lost', string>;
  /** A validation begun since. */
  let begun: string;
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
    const unshared = await shareAt(edited, 'shared before the backup');
    await untilAllSaid(world);
    for (const side of world.both) await backUp(world, side);

    madeOfMembers = await linkMembers(world, members, world.ctpat, accountNumbers);
    madeAnew = await playFlow(world, 'F1', 'host');
    madeOfNewMembers = await playFlow(world, 'F7', 'host');
    madeAtPip = await playFlow(world, 'F2', 'host');
    twins = await applyAsTwins();
    referred = await applyToBoth(world.carrier('F2'), world.pip);
    await untilReviewedByBoth(world, referred);
    documents = {
      ...{ unshared, lost: '' },
      kept: await shareAt(edited, 'kept by our store'),
      given: await shareAt(madeAnew, GIVEN_BACK),
    };
    // Nine flows, one after the other: more than any one test.
  }, 240_000);
  afterAll(async () => {
    await world?.stop();
    mail.remove();
  });

  const phaseAtRestored = async ({ linkId }: Linked): Promise<string> =>
    (await staffLink(world, world.ctpat, linkId)).phase;

  const withdrawConsent = ({ filed, accountNumbers }: Linked, side: Side): Promise<any> =>
    filed.carrier
      .at(side)
      .make(`/v1/accounts/${accountNumbers[side.program]}/consents/withdraw`, { scope: SHARE_SCOPE });

  /** Shares a document at C-TPAT, and waits until the other side holds its bytes, or has only heard of it. */
  async function shareAt({ filed, accountNumbers }: Linked, words: string, copy = 'HELD'): Promise<string> {
    const { id } = await share(filed.carrier.at(world.ctpat), accountNumbers.CTPAT, words);
    await untilHolds(
      () => staffDocument(world, world.pip, accountNumbers.PIP, id),
      (found) => found?.copy === copy,
      `the document ${words} to be ${copy}`,
    );
    return id;
  }

  async function applyAsTwins(): Promise<[Filed, Filed]> {
    const twins = await fileAtBoth(world, world.carrier('F1'));
    for (const side of world.both) side.line.behave = passes;
    await untilReviewedByBoth(world, twins[0]);
    return twins;
  }

  const planValidation = async ({ accountNumbers }: Linked): Promise<string> => {
    const path = `/v1/staff/accounts/${accountNumbers.CTPAT}/validations`;
    return (await world.officer(world.ctpat).make(path, { kind: 'REVALIDATION' })).id;
  };

  it('B1–B3: becomes again what the other side heard of it since the backup', async () => {
    await patchAccount(edited, world.ctpat, { tradeName: 'Edited since the backup' });
    await agreeToMove(world, moved);
    await untilHosted(world, moved, world.pip, 2);
    await world
      .officer(world.pip)
      .post(`/v1/staff/links/${ended.linkId}/delink`, { reason: 'Ended since the backup' });
    await untilEnded(world, ended);
    await suspend(world, world.ctpat, suspended);
    await withdrawConsent(withdrawn, world.ctpat);
    for (const linked of [suspended, withdrawn])
      await untilBoth(world, linked, ({ paused }) => paused, 'the pause');
    reviewed = await applyToBoth(world.carrier('F1'), world.ctpat);
    made = await untilReviewedByBoth(world, reviewed);
    await voteOnHost(world, world.ctpat, voted, { choice: 'CTPAT' });
    begun = await planValidation(edited);
    const unshared = `/v1/accounts/${edited.accountNumbers.CTPAT}/documents/${documents.unshared}`;
    await edited.filed.carrier.at(world.ctpat).edit(unshared, { visibility: 'HOST_ONLY' });
    await untilAllSaid(world);
    // The other program hears of it, and cannot fetch it any more.
    world.pip.line.behave = isDown;
    documents.lost = await shareAt(edited, LOST, 'AWAITED');

    await putBack(world, world.ctpat, async () => {
      for (const words of [GIVEN_BACK, LOST]) loseBytes(world.ctpat, words);
      await planValidation(edited);
      world.pip.line.behave = passes;
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
  async function expectRebuilt(linked: Linked, side: Side, flow = 'F1'): Promise<void> {
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
    await expectDecidedByBoth(world, linked, flow);
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

  it('B4: has a link again that the other side hosts', async () => {
    await untilLinkedAgain(madeAtPip);
    await expectWholeAndEqual(world, madeAtPip);
    await expectRebuilt(madeAtPip, world.ctpat, 'F2');
    await claim(madeAtPip, world.ctpat);
    await expectOneEditor(madeAtPip);
  });

  it('APP-13: has the outcome of two applications of one carrier again: the same one survives, and no second account is opened', async () => {
    const [lower, higher] = twins;
    const numbers = await untilReviewedByBoth(world, lower);
    const { reference } = await applicationAt(world, world.ctpat, lower.id);
    for (const side of world.both) {
      const superseded = await untilState(world, side, higher, 'SUPERSEDED');
      expect(superseded.supersededBy).toBe(reference);
      expect(superseded.accountNumber).toBeUndefined();
    }
    const { usdot } = lower.carrier.form.usSupplement!;
    const accounts = await world.ctpat.rows('SELECT account_number FROM account WHERE usdot = $1', [usdot]);
    expect(accounts).toEqual([{ account_number: numbers.CTPAT }]);
  });

  it('VAL-14: leaves a validation alone that was begun instead of a forgotten one, and says so', async () => {
    const { CTPAT } = edited.accountNumbers;
    const { why } = await untilCase(world, world.ctpat, 'SYNC_DRIFT', CTPAT);
    expect(why.en).toContain('another one has been begun since');
    const open = (await validationsAt(world, world.ctpat, CTPAT)).filter(({ state }) => state === 'PLANNED');
    expect(open).toHaveLength(1);
    expect(open[0].id).not.toBe(begun);
  });

  it('DOC-12: has documents again that were shared since, and shares none again that no longer was', async () => {
    for (const [{ accountNumbers }, id] of [
      [edited, documents.kept],
      [madeAnew, documents.given],
    ] as const) {
      const found = await untilHolds(
        () => staffDocument(world, world.ctpat, accountNumbers.CTPAT, id),
        ({ copy }) => copy === 'HELD',
        'the bytes',
      );
      expect(found).toMatchObject({
        name: 'plan.pdf',
        visibility: 'SHARED',
        criterion: '4.1',
        replica: false,
      });
      const content = `/v1/staff/accounts/${accountNumbers.CTPAT}/documents/${id}/content`;
      expect((await world.officer(world.ctpat).get(content)).status).toBe(200);
    }
    const { accountNumbers } = edited;
    const unshared = (side: Side): Promise<any> =>
      staffDocument(world, side, accountNumbers[side.program], documents.unshared);
    expect(await unshared(world.ctpat)).toMatchObject({ state: 'PRESENT', visibility: 'HOST_ONLY' });
    await untilAllSaid(world);
    expect(await unshared(world.pip)).toMatchObject({ state: 'REMOVED' });
  });

  it('DOC-13: tells staff of one whose bytes nobody has, until they are put in again', async () => {
    const { CTPAT } = edited.accountNumbers;
    const found = await untilCase(world, world.ctpat, 'SYNC_DRIFT', documents.lost);
    expect(found.why.en).toContain('the other program cannot give them back');
    expect(found.evidence.map(({ text }: any) => text.en)).toContain('plan.pdf');
    expect(await staffDocument(world, world.ctpat, CTPAT, documents.lost)).toMatchObject({
      ...{ state: 'PRESENT', copy: 'AWAITED' },
    });

    await share(edited.filed.carrier.at(world.ctpat), CTPAT, LOST);
    await world.officer(world.ctpat).make(`/v1/staff/accounts/${CTPAT}/documents/${documents.lost}/fetch`);

    await untilHolds(
      () => staffDocument(world, world.ctpat, CTPAT, documents.lost),
      ({ copy }) => copy === 'HELD',
      'the bytes',
    );
    expect(await casesOf(world, world.ctpat, 'SYNC_DRIFT', documents.lost)).toEqual([]);
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
    await withdrawConsent(madeAtPip, world.ctpat);
    await untilBoth(world, madeAtPip, ({ paused }) => paused, 'the pause');
    const { reference } = await applicationAt(world, world.pip, referred.id);
    await putBack(world, world.pip, async () => {
      // As where nobody had announced the restore: what the peer knows is given to somebody else before it could be asked.
      const taken = Number(madeOfNewMembers.accountNumbers.PIP.slice('PIP'.length));
      await world.pip.rows(`SELECT setval('account_number_seq', $1)`, [taken - 1], 'owner');
      await world.pip.rows(
        `SELECT setval('application_reference_seq', $1)`,
        [serialIn(reference) - 1],
        'owner',
      );
      newcomer = await aCompany(world, world.pip);
      expect(newcomer.accountNumber).toBe(madeOfNewMembers.accountNumbers.PIP);
      expect(newcomer.reference).toBe(reference);
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

  it('ACC-8: does not rebuild an account whose consent has been withdrawn; once it is given again, it does', async () => {
    const accountNumber = madeAtPip.accountNumbers.PIP;
    const { why } = await untilCase(world, world.pip, 'SYNC_DRIFT', accountNumber);
    expect(why.en).toContain('It cannot be rebuilt');
    expect((await world.officer(world.pip).get(`/v1/staff/accounts/${accountNumber}`)).status).toBe(404);
    // What needs the consent waits at the other side meanwhile.
    const { held } = await world.officer(world.ctpat).read('/v1/staff/exchange');
    expect(held).toBeGreaterThan(0);

    await madeAtPip.filed.carrier
      .at(world.ctpat)
      .make(`/v1/accounts/${madeAtPip.accountNumbers.CTPAT}/consents`, SHARE_CONSENT);

    await untilLinkedAgain(madeAtPip);
    await world.pip.runDueJobs();
    await expectWholeAndEqual(world, madeAtPip);
    await expectRebuilt(madeAtPip, world.pip, 'F2');
    await untilAllSaid(world);
    expect(await world.officer(world.ctpat).read('/v1/staff/exchange')).toMatchObject({ held: 0, parked: 0 });
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

  it('APP-13: leaves the application alone that has been given the reference of another one since, and says so', async () => {
    const found = await untilCase(world, world.pip, 'SYNC_DRIFT', referred.id);
    expect(found.why.en).toContain('Its reference has been given to another application since');
    expect((await world.officer(world.pip).get(`/v1/staff/applications/${referred.id}`)).status).toBe(404);
    const { id, reference } = newcomer;
    expect(await applicationAt(world, world.pip, id)).toMatchObject({ reference, state: 'IN_REVIEW' });
  });

  it('DOC-7: has the replicas again of documents that were shared since', async () => {
    await world.pip.runDueJobs();
    for (const [{ accountNumbers }, id] of [
      [edited, documents.kept],
      [madeAnew, documents.given],
    ] as const)
      await untilHolds(
        () => staffDocument(world, world.pip, accountNumbers.PIP, id),
        (found) => found?.copy === 'HELD',
        'the replica',
      );
  });

  it('ACC-8: rebuilds nothing of which nothing may cross, and says so', async () => {
    const accountNumber = `PIP${String(serialOf(newcomer) + 300).padStart(7, '0')}`;
    const { app } = world.pip.running;
    const forgotten = { accountNumber, lineOfBusiness: 'HIGHWAY_CARRIER', shared: undefined };
    const told = { since: madeAnew.linkId, about: madeAnew.linkId };
    await app
      .get(Database)
      .transaction((tx) => app.get(RebuiltAccounts).rebuild(tx, { ...forgotten, ...told }));

    const { why } = await untilCase(world, world.pip, 'SYNC_DRIFT', accountNumber);
    expect(why.en).toContain('It cannot be rebuilt');
    expect((await world.officer(world.pip).get(`/v1/staff/accounts/${accountNumber}`)).status).toBe(404);
  });

  it('asks for a reconciliation once its links are live again', async () => {
    const requesters = async (): Promise<string[]> => {
      await world.ctpat.runDueJobs();
      const { items } = await world.officer(world.ctpat).read('/v1/staff/reconciliations?limit=100');
      return items.map(({ requestedBy }: any) => requestedBy);
    };
    // One that is under way has it asked for a little later.
    await untilHolds(
      requesters,
      (all) => all.includes('system:freeze-restored'),
      'a reconciliation after the restore',
    );
  });
});
