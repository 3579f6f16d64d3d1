import { Outbox } from '@messaging/outbox';
import { Database } from '@platform/database';
import { anEnvelope } from '@testing/peer/pretended-peer';
import { encodeCursor } from '@platform/http/pagination';
import type { Session } from '@testing/people/session';
import { delays, doubles, Gate, passes } from '@testing/proxy/behaviours';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { submit } from './support/play/application';
import { openCase, openHostCase } from './support/play/casework';
import { casesAt, untilHostCase, untilResolved } from './support/play/host-case';
import { untilAllSaid } from './support/play/review';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { until, untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const at = (id: string, action = ''): string => `/v1/staff/cases/${id}${action && `/${action}`}`;
const DIFFERENT = { choice: 'DIFFERENT_CARRIERS', reason: 'Two companies of one name' };

describe('casework', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => {
    for (const side of world.both) side.line.behave = passes;
  });
  afterAll(() => world?.stop());

  const ann = (): Session => world.officer(world.ctpat, 'ann');
  const ben = (): Session => world.officer(world.ctpat, 'ben');
  const hq = (): Session => world.headquarters(world.ctpat);

  describe('a case', () => {
    it('tells why it exists, what it rests on and what each choice will do, in both languages', async () => {
      const id = await openCase(world.ctpat);

      const answer = await ann().get(at(id));

      expect(answer.headers.get('etag')).toBe('"1"');
      expect(answer.body).toMatchObject({
        kind: 'DUPLICATE',
        state: 'OPEN',
        version: 1,
        overdue: false,
        needsBoth: false,
        why: { en: expect.stringContaining('X1'), fr: expect.stringContaining('X1') },
        evidence: expect.arrayContaining([
          { label: { en: 'Linked account', fr: 'Compte lié' }, text: { en: 'X1', fr: 'X1' } },
        ]),
        choices: [
          {
            code: 'SAME_CARRIER',
            by: ['OFFICER', 'HQ'],
            effect: { en: expect.any(String), fr: expect.any(String) },
          },
          { code: 'DIFFERENT_CARRIERS' },
        ],
        comments: [],
        history: [{ action: 'case.opened', actor: 'system:test' }],
      });
    });

    it('names the carrier that it is about, as this program knows it, and nobody where there is none', async () => {
      const carrier = world.carrier('F2');
      const filed = await submit(world.pip, carrier);
      const name = carrier.form.common.legalName;
      const [of, ofNothing] = [
        await openHostCase(world.pip, filed.id),
        await openHostCase(world.pip, 'no id'),
      ];
      const officer = world.officer(world.pip);

      expect((await officer.read(at(of))).carrier).toMatchObject({ name, applicationId: filed.id });
      expect((await officer.read(at(ofNothing))).carrier).toBeNull();
      const [listed] = (await officer.read(`/v1/staff/cases?subjectId=${filed.id}`)).items;
      expect(listed.carrier).toMatchObject({ name });
    });

    it('is opened once for a subject, with the newer facts', async () => {
      const subjectId = uuidv4();
      const first = await openCase(world.ctpat, { subjectId, facts: { linked: 'OLD' } });
      const again = await openCase(world.ctpat, { subjectId, facts: { linked: 'NEW' } });
      const [one, other] = await Promise.all([
        openCase(world.pip, { subjectId }),
        openCase(world.pip, { subjectId }),
      ]);

      expect([again, other]).toEqual([first, one]);
      const found = await ann().read(at(first));
      expect(found).toMatchObject({ facts: { linked: 'NEW' }, version: 2 });
      expect(found.history.map(({ action }: any) => action)).toEqual(['case.opened', 'case.facts-renewed']);
    });

    it('takes comments of its own program, which nobody alters and which never cross', async () => {
      const id = await openHostCase(world.ctpat, uuidv4());
      const text = `Only for us ${uuidv4()}`;
      const key = { 'idempotency-key': uuidv4() };

      const first = await ann().post(at(id, 'comments'), { text }, key);
      const repeated = await ann().post(at(id, 'comments'), { text }, key);
      await ann().make(at(id, 'resolve'), { choice: 'PIP', reason: 'Ours alone', noteForPeer: 'For you' });

      expect([first.status, repeated.status, repeated.body.id]).toEqual([201, 201, first.body.id]);
      expect((await ben().read(at(id))).comments).toEqual([
        expect.objectContaining({ text, author: 'ann@ctpat', authorName: 'Ann' }),
      ]);
      expect((await world.auditor(world.ctpat).post(at(id, 'comments'), { text })).status).toBe(403);
      expect((await ann().post(at(uuidv4(), 'comments'), { text })).status).toBe(404);
      expect((await ann().post(at(id, 'comments'), { text: '' })).status).toBe(422);
      const said = JSON.stringify(await world.ctpat.rows('SELECT envelope FROM outbox'));
      expect(said).toContain('For you');
      for (const secret of [text, 'Ours alone', 'ann@ctpat', 'Ann"']) expect(said).not.toContain(secret);
    });
  });

  describe('the queue', () => {
    const readAll = async (query: string): Promise<any[]> => {
      const found: any[] = [];
      for (let next: string | undefined = ''; next !== undefined;) {
        const page: any = await ann().read(`/v1/staff/cases?${query}&limit=2${next && `&cursor=${next}`}`);
        found.push(...page.items);
        next = page.next;
      }
      return found;
    };

    it('gives what is due first first, page by page, each case once', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 5; count++) {
        ids.push(await openCase(world.ctpat, { kind: 'PARKED_MESSAGE', subjectKind: 'message' }));
        if (count % 2) world.clock.advanceDays(1);
      }

      const all = await readAll('kind=PARKED_MESSAGE');

      expect(all.map(({ id }) => id)).toEqual(ids);
      expect(all.map(({ dueOn }) => dueOn)).toEqual(all.map(({ dueOn }) => dueOn).toSorted());
    });

    it('is narrowed by who has the case, by subject, by state and to what is overdue', async () => {
      const subjectId = uuidv4();
      const id = await openCase(world.ctpat, { subjectId });
      const other = await openCase(world.ctpat);
      const ids = async (query: string): Promise<string[]> => (await readAll(query)).map((each) => each.id);

      expect(await ids('assignee=none')).toEqual(expect.arrayContaining([id, other]));
      await ann().make(at(id, 'claim'));
      expect(await ids('assignee=me&kind=DUPLICATE')).toEqual([id]);
      expect(await ids('assignee=ann@ctpat&kind=DUPLICATE')).toEqual([id]);
      expect(await ids('assignee=none')).not.toContain(id);
      expect(await ids(`subjectId=${subjectId}`)).toEqual([id]);
      expect(await ids('overdue=true')).not.toContain(id);
      world.clock.advanceDays(16);
      expect(await ids('overdue=true')).toContain(id);
      await ann().make(at(id, 'resolve'), DIFFERENT);
      expect(await ids(`subjectId=${subjectId}`)).toEqual([]);
      expect(await ids(`state=RESOLVED&subjectId=${subjectId}`)).toEqual([id]);
      await ben().make(at(other, 'resolve'), DIFFERENT);
    });

    it.each([
      'kind=NO_SUCH_KIND',
      'state=HALF',
      'overdue=maybe',
      'limit=0',
      'cursor=nonsense',
      `cursor=${encodeCursor(['2026-13-40', 'x'])}`,
      `cursor=${encodeCursor([['2026-01-01'], { id: 1 }])}`,
      'color=red',
    ])('refuses %s', async (query) => {
      expect((await ann().get(`/v1/staff/cases?${query}`)).status).toBe(400);
    });

    it('is for staff only', async () => {
      const carrier = world.carrier('F1');

      expect((await carrier.at(world.ctpat).get('/v1/staff/cases')).status).toBe(403);
      expect((await world.auditor(world.ctpat).get('/v1/staff/cases')).status).toBe(200);
    });
  });

  describe('an officer', () => {
    it('claims, and claims again without effect; who comes late or at once hears who has it', async () => {
      const id = await openCase(world.ctpat);

      const answers = await Promise.all(
        ['ann', 'ben', 'cat', 'dan'].map((name) => world.officer(world.ctpat, name).post(at(id, 'claim'))),
      );

      const [winner, ...rest] = answers.filter(({ status }) => status === 200);
      expect(rest).toEqual([]);
      const { assignee, assigneeName, version } = winner!.body;
      for (const { status, body } of answers.filter((each) => each !== winner))
        expect([status, body.code, body.assignee]).toEqual([409, 'CASE_TAKEN', assigneeName]);
      const again = await world.officer(world.ctpat, assignee.split('@')[0]).make(at(id, 'claim'));
      expect(again.version).toBe(version);
    });

    it('hands a case to a colleague where it has it, headquarters always, others never', async () => {
      const id = await openCase(world.ctpat);
      await ann().make(at(id, 'claim'));
      const toBen = { to: 'ben@ctpat', reason: 'On leave' };

      expect((await ben().post(at(id, 'reassign'), toBen)).body).toMatchObject({
        status: 403,
        code: 'NOT_ALLOWED',
      });
      expect((await ann().make(at(id, 'reassign'), toBen)).assignee).toBe('ben@ctpat');
      expect((await ann().post(at(id, 'release'))).body.code).toBe('CASE_TAKEN');
      expect((await hq().make(at(id, 'reassign'), { to: 'cat@ctpat', reason: 'Balance' })).assignee).toBe(
        'cat@ctpat',
      );
      for (const wrong of [{ to: 'cat@ctpat' }, { to: ' ', reason: 'x' }, { reason: 'x' }])
        expect((await hq().post(at(id, 'reassign'), wrong)).status).toBe(422);
      expect((await hq().read(at(id))).history.slice(-2)).toMatchObject([
        {
          action: 'case.reassigned',
          actor: 'ann@ctpat',
          reason: 'On leave',
          after: { assignee: 'ben@ctpat' },
        },
        { action: 'case.reassigned', actor: 'hq@ctpat', reason: 'Balance', role: 'HQ' },
      ]);
    });

    it('resolves once, by a choice that is offered, of the version that it has read', async () => {
      const id = await openCase(world.ctpat);
      await ann().make(at(id, 'comments'), { text: 'Looked at both files' });
      await ben().make(at(id, 'claim'));

      expect((await ann().post(at(id, 'resolve'), DIFFERENT)).body.code).toBe('CASE_TAKEN');
      const odd = await ben().post(at(id, 'resolve'), { choice: 'MERGE', reason: 'x' });
      expect(odd.body).toMatchObject({
        code: 'DATA_INVALID',
        allowed: ['SAME_CARRIER', 'DIFFERENT_CARRIERS'],
        violations: [{ pointer: '/choice' }],
      });
      const stale = await ben().post(at(id, 'resolve'), DIFFERENT, { 'if-match': '"1"' });
      expect(stale.body).toMatchObject({ status: 412, code: 'VERSION_STALE', currentVersion: 2 });
      const answers = await Promise.all([1, 2, 3].map(() => ben().post(at(id, 'resolve'), DIFFERENT)));

      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
      expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
        code: 'CASE_CLOSED',
        resolution: 'DIFFERENT_CARRIERS',
      });
      expect(await ben().read(at(id))).toMatchObject({ state: 'RESOLVED', choices: [], undoable: true });
      expect((await ben().post(at(uuidv4(), 'resolve'), DIFFERENT)).status).toBe(404);
      for (const action of ['claim', 'release'])
        expect((await ben().post(at(id, action))).body.code).toBe('CASE_CLOSED');
    });

    it('undoes its own resolution while it has had no effect; headquarters undo anyone’s', async () => {
      const id = await openCase(world.ctpat);
      const undo = { reason: 'I mixed up two files' };
      expect((await ann().post(at(id, 'undo'), undo)).body.code).toBe('CASE_NOT_RESOLVED');
      await ann().make(at(id, 'resolve'), DIFFERENT);

      expect((await ben().post(at(id, 'undo'), undo)).body.code).toBe('NOT_ALLOWED');
      expect(await ann().make(at(id, 'undo'), undo)).toMatchObject({ state: 'OPEN', resolution: null });
      await ann().make(at(id, 'resolve'), DIFFERENT);
      expect(await hq().make(at(id, 'undo'), undo)).toMatchObject({ state: 'OPEN' });

      await ann().make(at(id, 'resolve'), { choice: 'SAME_CARRIER', reason: 'One company' });
      expect((await ann().post(at(id, 'undo'), undo)).body).toMatchObject({
        status: 409,
        code: 'CASE_HAS_EFFECT',
      });
      expect((await ann().read(at(id))).history.at(-2)).toMatchObject({
        action: 'case.undone',
        reason: undo.reason,
      });
    });

    it('does not undo where a newer case of the subject is open', async () => {
      const subjectId = uuidv4();
      const id = await openCase(world.ctpat, { subjectId });
      await ann().make(at(id, 'resolve'), DIFFERENT);
      const newer = await openCase(world.ctpat, { subjectId });

      expect((await ann().post(at(id, 'undo'), { reason: 'x' })).body).toMatchObject({
        code: 'CASE_ALREADY_OPEN',
        caseId: newer,
      });
    });

    it.each([
      ['REPLAY', 'PENDING'],
      ['DISCARD', 'DISCARDED'],
    ])('decides about a parked message by resolving its case: %s', async (choice, becomes) => {
      const message = anEnvelope({ kind: 'no-such-kind', subject: uuidv7(), record: { spoiled: true } });
      world.planted.push('record of kind no-such-kind: spoiled');
      const { app } = world.ctpat.running;
      await app.get(Database).transaction((tx) => app.get(Outbox).append(tx, [message]));
      const [found] = await untilHolds(
        () => casesAt(world, world.ctpat, { kind: 'PARKED_MESSAGE', subjectId: message.id }),
        (cases) => cases.length === 1,
        'its case',
      );
      world.ctpat.line.behave = async () => 'BROKEN';

      await ann().make(at(found.id, 'resolve'), { choice, reason: 'As the runbook says' });

      const [row] = await world.ctpat.rows('SELECT state, decisions FROM outbox WHERE id = $1', [message.id]);
      expect(row).toMatchObject({
        state: becomes,
        decisions: [{ by: 'ann@ctpat', reason: 'As the runbook says' }],
      });
      expect((await ann().post(at(found.id, 'undo'), { reason: 'x' })).body.code).toBe('CASE_HAS_EFFECT');
      const again = await ann().post(`/v1/staff/exchange/${message.id}/discard`, { reason: 'late' });
      expect(again.status).toBe(choice === 'DISCARD' ? 404 : again.status);
    });
  });

  /** HOST-S1, CASE-1: what needs both programs. */
  describe.each(PROGRAM_CODES)('a case that needs both, first opened at %s', (program) => {
    let first: Side;
    let second: Side;
    let subjectId: string;
    beforeEach(() => {
      first = world.sides[program];
      second = world.other(first);
      subjectId = uuidv4();
    });

    const vote = (side: Side, id: string, choice: string): Promise<any> =>
      world
        .officer(side)
        .make(at(id, 'resolve'), { choice, reason: `Files of ${choice}`, noteForPeer: `For ${choice}` });

    const read = (side: Side, id: string): Promise<any> => world.officer(side).read(at(id));

    const untilTold = (side: Side, id: string, choice: string | undefined): Promise<any> =>
      untilHolds(
        () => read(side, id),
        ({ peerVote }) => peerVote?.choice === choice,
        `the peer's ${choice}`,
      );

    async function bothResolved(ids: readonly [string, string], choice: string): Promise<void> {
      const [one, other] = await Promise.all([
        untilResolved(world, first, ids[0]),
        untilResolved(world, second, ids[1]),
      ]);
      expect(one.resolution).toEqual(other.resolution);
      expect(one.resolution).toMatchObject({ choice, resolvedBy: 'both programs' });
    }

    it('knows a vote that was heard before the case existed here', async () => {
      const id = await openHostCase(first, subjectId);
      await vote(first, id, 'PIP');
      await untilAllSaid(world);

      const late = await openHostCase(second, subjectId);

      expect((await read(second, late)).peerVote).toMatchObject({ choice: 'PIP', noteForPeer: 'For PIP' });
      await vote(second, late, 'PIP');
      await bothResolved([id, late], 'PIP');
    });

    it('closes alike where votes cross, are doubled and delayed', async () => {
      const ids = [await openHostCase(first, subjectId), await openHostCase(second, subjectId)] as const;
      first.line.behave = doubles;
      second.line.behave = delays(60);

      await Promise.all([vote(first, ids[0], 'CTPAT'), vote(second, ids[1], 'CTPAT')]);

      await bothResolved(ids, 'CTPAT');
    });

    it('stays open where both change their votes at once and the changes cross; then closes alike', async () => {
      const ids = [await openHostCase(first, subjectId), await openHostCase(second, subjectId)] as const;
      await vote(first, ids[0], 'CTPAT');
      await vote(second, ids[1], 'PIP');
      await untilTold(first, ids[0], 'PIP');
      await untilTold(second, ids[1], 'CTPAT');
      const gates = [new Gate(), new Gate()] as const;
      first.line.behave = gates[0].behave;
      second.line.behave = gates[1].behave;
      await vote(first, ids[0], 'PIP');
      await vote(second, ids[1], 'CTPAT');
      gates.forEach((gate) => gate.openLatestFirst());
      await untilAllSaid(world);

      expect([(await read(first, ids[0])).state, (await read(second, ids[1])).state]).toEqual([
        'OPEN',
        'OPEN',
      ]);
      await vote(second, ids[1], 'PIP');
      await bothResolved(ids, 'PIP');
    });

    it('lets a vote be taken back while there is no agreement, and not after', async () => {
      const ids = [await openHostCase(first, subjectId), await openHostCase(second, subjectId)] as const;
      await vote(first, ids[0], 'CTPAT');
      await untilTold(second, ids[1], 'CTPAT');

      await world.officer(first).make(at(ids[0], 'undo'), { reason: 'Too early' });
      await untilTold(second, ids[1], undefined);
      await vote(second, ids[1], 'CTPAT');
      await untilTold(first, ids[0], 'CTPAT');
      expect((await read(first, ids[0])).state).toBe('OPEN');
      second.line.behave = async () => 'BROKEN';
      await vote(first, ids[0], 'CTPAT');
      for (const [action, body] of [
        ['undo', { reason: 'x' }],
        ['resolve', { choice: 'REFUSE', reason: 'x' }],
      ] as const) {
        expect((await world.officer(first).post(at(ids[0], action), body)).body).toMatchObject({
          status: 409,
          code: 'CASE_AGREED',
        });
      }
      second.line.behave = passes;
      await bothResolved(ids, 'CTPAT');
      expect((await world.officer(first).post(at(ids[0], 'undo'), { reason: 'x' })).status).toBe(403);
      expect((await world.headquarters(first).post(at(ids[0], 'undo'), { reason: 'x' })).body.code).toBe(
        'CASE_HAS_EFFECT',
      );
    });

    it('begins anew where the same thing comes up again: earlier votes count no more', async () => {
      const ids = [await openHostCase(first, subjectId), await openHostCase(second, subjectId)] as const;
      await vote(first, ids[0], 'PIP');
      await vote(second, ids[1], 'PIP');
      await bothResolved(ids, 'PIP');

      const anew = [await openHostCase(first, subjectId), await openHostCase(second, subjectId)] as const;
      expect((await read(first, anew[0])).peerVote).toBeNull();
      await vote(first, anew[0], 'PIP');
      await untilTold(second, anew[1], 'PIP');
      expect((await read(second, anew[1])).state).toBe('OPEN');
      await vote(second, anew[1], 'PIP');
      await bothResolved(anew, 'PIP');
    });

    it('does not take for a vote what the other program still says of the case before', async () => {
      const ids = [await openHostCase(first, subjectId), await openHostCase(second, subjectId)] as const;
      const gate = new Gate();
      second.line.behave = (request, forward) =>
        request.body.includes('"agreed":"') ? gate.behave(request, forward) : forward();
      await vote(first, ids[0], 'PIP');
      await vote(second, ids[1], 'PIP');
      await bothResolved(ids, 'PIP');

      const anew = await openHostCase(first, subjectId);
      await until(async () => gate.held > 0, { what: 'the last word on the case before' });
      gate.openLatestFirst();
      await untilAllSaid(world);
      second.line.behave = passes;

      expect(await read(first, anew)).toMatchObject({ state: 'OPEN', peerVote: null });
    });

    it('closes by itself in both services where the application is withdrawn', async () => {
      const carrier = world.carrier('F1');
      const { attestations } = carrier.form;
      const form = { ...carrier.form, attestations: { ...attestations, secondHeadOffice: true } };
      const filed = await submit(first, carrier, form);
      const ids = [
        (await untilHostCase(world, first, filed)).id,
        (await untilHostCase(world, second, filed)).id,
      ] as const;
      await vote(first, ids[0], 'PIP');

      await carrier.at(first).make(`/v1/applications/${filed.id}/withdraw`, {});

      for (const [index, side] of [first, second].entries())
        expect((await untilResolved(world, side, ids[index])).resolution).toMatchObject({
          choice: 'OVERTAKEN',
        });
    });

    it('says the office, never the officer', async () => {
      const ids = [await openHostCase(first, subjectId), await openHostCase(second, subjectId)] as const;
      await vote(first, ids[0], 'PIP');

      const told = await untilTold(second, ids[1], 'PIP');

      expect(told.peerVote).toEqual({
        id: expect.any(String),
        choice: 'PIP',
        noteForPeer: 'For PIP',
        office: 'Field office',
        votedAt: expect.any(String),
      });
      expect(told.history.at(-1)).toMatchObject({ actor: `peer:${program}`, action: 'case.peer-voted' });
    });
  });
});
