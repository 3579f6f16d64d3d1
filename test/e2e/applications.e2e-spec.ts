import { randomUUID } from 'node:crypto';
import type { FreshCarrier } from './support/fresh-carrier';
import { OWN_SUPPLEMENT, submit, untilReviewedByBoth, untilState } from './support/play/application';
import { applyAsMember } from './support/play/flows';
import { becomeMember } from './support/play/membership';
import { accountAt } from './support/play/review';
import { PROGRAM_CODES, otherThan } from './support/programs';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const PATH = '/v1/applications';

describe('the applications API', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  describe.each(PROGRAM_CODES)('at %s', (program) => {
    let side: Side;
    let carrier: FreshCarrier;
    beforeEach(() => {
      side = world.sides[program];
      carrier = world.carrier(program === 'CTPAT' ? 'F1' : 'F2');
    });

    it('takes a draft, lets it change, submits it as it stands, and withdraws it from both programs', async () => {
      const session = carrier.at(side);
      const draft = await session.make(`${PATH}?draft=true`, { form: { common: carrier.form.common } });
      expect(draft).toMatchObject({
        state: 'DRAFT',
        entry: program,
        submittedAt: null,
        reference: expect.stringMatching(/^HA-[CP]-2026-\d{6}$/),
      });

      const path = `${PATH}/${draft.id}`;
      const { common: _written, ...rest } = carrier.form;
      const changed = await session.edit(path, { ...rest, common: { tradeName: 'Another name' } });
      expect(changed.form).toEqual({
        ...carrier.form,
        common: { ...carrier.form.common, tradeName: 'Another name' },
      });

      expect(await session.make(`${path}/submit`)).toMatchObject({ id: draft.id, state: 'SUBMITTED' });
      await untilReviewedByBoth(world, { id: draft.id, entry: side, carrier });
      expect((await session.post(`${path}/submit`)).body).toMatchObject({
        status: 409,
        code: 'APPLICATION_STATE',
        state: 'IN_REVIEW',
      });

      expect(await session.make(`${path}/withdraw`, { reason: 'We have changed our mind.' })).toMatchObject({
        state: 'WITHDRAWN',
      });
      await untilState(world, world.other(side), { id: draft.id, entry: side, carrier }, 'WITHDRAWN');
      expect((await session.post(`${path}/withdraw`)).body).toMatchObject({
        status: 409,
        code: 'APPLICATION_NOT_OPEN',
      });
    });

    it('answers at once on local facts, with where the application is and what its version is', async () => {
      const answer = await carrier.at(side).post(PATH, { form: carrier.form });

      expect(answer).toMatchObject({
        status: 201,
        body: { state: 'SUBMITTED', entry: program, standalone: false, decisions: {} },
      });
      expect(answer.headers.get('location')).toBe(`${PATH}/${answer.body.id}`);
      expect(answer.headers.get('etag')).toBe(`"${answer.body.version}"`);
    });

    it('lists a carrier its own applications, newest first, page by page', async () => {
      const session = carrier.at(side);
      const ids: string[] = [];
      for (let n = 0; n < 3; n++) ids.push((await session.make(`${PATH}?draft=true`, { form: {} })).id);

      const first = await session.read(`${PATH}?limit=2`);
      const second = await session.read(`${PATH}?limit=2&cursor=${encodeURIComponent(first.next)}`);

      expect([...first.items, ...second.items].map(({ id }: any) => id)).toEqual(ids.toReversed());
      expect(second.next).toBeUndefined();
    });

    it('needs an Idempotency-Key, repeats its first answer for the same request, and refuses another request under it', async () => {
      const session = carrier.at(side);
      const key = { 'idempotency-key': randomUUID() };
      const body = { form: carrier.form };

      const keyless = await session.call('POST', PATH, { body: JSON.stringify(body) });
      expect(keyless.body).toMatchObject({ status: 400, code: 'IDEMPOTENCY_KEY_MISSING' });

      const first = await session.post(PATH, body, key);
      const again = await session.post(PATH, body, key);
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(again.headers.get('location')).toBe(first.headers.get('location'));

      const other = await session.post(
        PATH,
        { form: { ...carrier.form, common: { ...carrier.form.common, phone: '+15145550100' } } },
        key,
      );
      expect(other.body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
      expect((await session.read(PATH)).items).toHaveLength(1);
    });

    it('gives one application to a request that is sent five times at once under one key', async () => {
      const session = carrier.at(side);
      const key = { 'idempotency-key': randomUUID() };

      const answers = await Promise.all(
        Array.from({ length: 5 }, () => session.post(PATH, { form: carrier.form }, key)),
      );

      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    it('needs If-Match for a change, and refuses a version that is no longer the present one', async () => {
      const session = carrier.at(side);
      const { id } = await session.make(`${PATH}?draft=true`, { form: {} });
      const path = `${PATH}/${id}`;
      const version = { 'if-match': await session.versionOf(path) };

      expect((await session.patch(path, { common: {} })).body).toMatchObject({ status: 428 });
      expect((await session.patch(path, { attestations: { accurate: true } }, version)).status).toBe(200);
      expect((await session.patch(path, { attestations: { accurate: false } }, version)).body).toMatchObject({
        status: 412,
      });
      expect((await session.read(path)).form).toEqual({ attestations: { accurate: true } });
    });

    it('lets an applicant answer a request for information, and nothing else change after submission', async () => {
      const filed = await submit(side, carrier);
      const session = carrier.at(side);
      const path = `${PATH}/${filed.id}`;
      await untilReviewedByBoth(world, filed);
      const early = await session.patch(
        path,
        { common: { tradeName: 'Too early' } },
        { 'if-match': await session.versionOf(path) },
      );
      expect(early.body).toMatchObject({ status: 409, code: 'APPLICATION_STATE', state: 'IN_REVIEW' });

      const other = world.other(side);
      await world
        .officer(other)
        .make(`/v1/staff/applications/${filed.id}/request-info`, { text: 'Which trade name do you use?' });
      await untilState(world, side, filed, 'INFO_REQUESTED');
      expect((await session.read(path)).asks).toEqual([
        { kind: 'INFORMATION', program: other.program, text: 'Which trade name do you use?' },
      ]);

      await session.edit(path, { common: { tradeName: 'Late but true' } });
      for (const each of world.both) {
        const { form } = await untilState(world, each, filed, 'IN_REVIEW');
        expect(form.common.tradeName).toBe('Late but true');
      }
    });

    it('mirrors an application in the applicant’s account, where a member’s account is edited itself (APP-12)', async () => {
      const joiner = world.carrier(program === 'CTPAT' ? 'F3' : 'F6');
      const filed = await applyAsMember(world, joiner, side, side);
      const numbers = await untilReviewedByBoth(world, filed);

      await joiner
        .at(side)
        .edit(`/v1/accounts/${numbers[side.program]}`, { tradeName: 'Edited by the member' });

      for (const each of world.both)
        await untilHolds(
          () => accountAt(world, each, numbers[each.program]),
          ({ shared }) => shared.tradeName === 'Edited by the member',
          `the edit at ${each.program}`,
        );
      const applied = numbers[world.other(side).program];
      const ofItself = await joiner
        .at(world.other(side))
        .patch(`/v1/accounts/${applied}`, { tradeName: 'Edited by the applicant' }, { 'if-match': '"1"' });
      expect(ofItself.status).toBeGreaterThanOrEqual(400);
      expect((await accountAt(world, world.other(side), applied)).shared.tradeName).toBe(
        'Edited by the member',
      );
    });

    it('asks a member of one program only for the supplement that it lacks', async () => {
      const member = world.carrier(program === 'CTPAT' ? 'F3' : 'F6');
      const accountNumber = await becomeMember(world, side, member);
      const lacking = OWN_SUPPLEMENT[otherThan(program)];
      const { consents, attestations } = member.form;

      const without = await member.at(side).post(PATH, { accountNumber, form: { consents, attestations } });
      expect(without.body).toMatchObject({
        status: 422,
        code: 'APPLICATION_INVALID',
        violations: [{ pointer: `/${lacking}`, code: 'SUPPLEMENT_MISSING' }],
      });

      const withIt = await member
        .at(side)
        .post(PATH, { accountNumber, form: { consents, attestations, [lacking]: member.form[lacking] } });
      expect(withIt).toMatchObject({ status: 201, body: { accountNumber } });
    });
  });

  describe('who may do what', () => {
    let carrier: FreshCarrier;
    beforeEach(() => {
      carrier = world.carrier('F1');
    });

    it('answers 404 to everyone but the applicant, whatever is tried', async () => {
      const { id } = await carrier.at(world.ctpat).make(`${PATH}?draft=true`, { form: carrier.form });
      const stranger = world.carrier('F2').at(world.ctpat);
      const path = `${PATH}/${id}`;

      const tried = [
        await stranger.get(path),
        await stranger.patch(path, { common: {} }, { 'if-match': '"1"' }),
        await stranger.post(`${path}/submit`),
        await stranger.post(`${path}/withdraw`),
        await stranger.post(`${path}/proof`, { accountNumber: 'PIP0000001', code: 'ABCDEFGHJK' }),
        await stranger.post(`${path}/terms`),
        await stranger.get(`${PATH}/${randomUUID()}`),
      ];

      expect(tried.map(({ status, body }) => [status, body.code])).toEqual(
        tried.map(() => [404, 'NOT_FOUND']),
      );
      expect((await stranger.read(PATH)).items).toEqual([]);
    });

    it('shows a submitted application only to its applicant, at both services', async () => {
      const filed = await submit(world.ctpat, carrier);
      const accountNumbers = await untilReviewedByBoth(world, filed);
      const stranger = world.carrier('F2');

      for (const side of world.both) {
        const account = `/v1/accounts/${accountNumbers[side.program]}`;
        expect(await carrier.at(side).read(account)).toMatchObject({
          accountNumber: accountNumbers[side.program],
        });
        for (const path of [`${PATH}/${filed.id}`, account, `${account}/validations`]) {
          expect((await stranger.at(side).get(path)).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
        }
        expect((await stranger.at(side).post(`${account}/link-codes`)).body).toMatchObject({ status: 404 });
      }
    });

    it('refuses a token of one program at the other, and no token at all', async () => {
      for (const side of world.both) {
        const foreign = world.people.signIn(
          side,
          { name: 'officer', role: 'OFFICER' },
          otherThan(side.program),
        );
        expect((await foreign.get('/v1/me')).status).toBe(401);
        expect((await foreign.get('/v1/staff/applications')).status).toBe(401);
        expect((await fetch(`${side.url}${PATH}`)).status).toBe(401);
      }
    });

    it('lets a carrier user draft and change, and not submit', async () => {
      const user = carrier.userAt(world.ctpat);
      const submitted = await user.post(PATH, { form: carrier.form });
      expect(submitted.body).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });

      const { id } = await user.make(`${PATH}?draft=true`, { form: carrier.form });
      await user.edit(`${PATH}/${id}`, { common: { tradeName: 'By a user' } });
      expect((await user.post(`${PATH}/${id}/submit`)).status).toBe(403);
    });

    it('gives staff no carrier rights and carriers no staff rights', async () => {
      expect((await world.officer(world.ctpat).post(PATH, { form: carrier.form })).status).toBe(403);
      expect((await world.officer(world.ctpat).get(PATH)).status).toBe(403);
      for (const path of [
        '/v1/staff/applications',
        '/v1/staff/cases',
        '/v1/staff/exchange',
        '/v1/staff/audit',
      ]) {
        expect((await carrier.at(world.ctpat).get(path)).status).toBe(403);
      }
    });

    it('lets an auditor read, and change nothing', async () => {
      const filed = await submit(world.ctpat, carrier);
      const { CTPAT: accountNumber } = await untilReviewedByBoth(world, filed);
      const auditor = world.auditor(world.ctpat);
      const staff = `/v1/staff/applications/${filed.id}`;

      expect(await auditor.read(staff)).toMatchObject({ id: filed.id });
      expect(await auditor.read(`/v1/staff/accounts/${accountNumber}`)).toMatchObject({ accountNumber });
      expect(
        (await auditor.read(`/v1/staff/audit?subjectKind=application&subjectId=${filed.id}`)).items.length,
      ).toBeGreaterThan(0);
      const tried = [
        await auditor.post(`${staff}/decision`, { outcome: 'APPROVED' }),
        await auditor.post(`${staff}/headquarters`, { outcome: 'VERIFIED' }),
        await auditor.post(`${staff}/request-info`, { text: 'Why?' }),
        await auditor.post(`/v1/staff/accounts/${accountNumber}/status`, { to: 'APPROVED' }),
        await auditor.post(`/v1/staff/accounts/${accountNumber}/validations`, { kind: 'INITIAL' }),
      ];
      expect(tried.map(({ status }) => status)).toEqual(tried.map(() => 403));
    });

    it('shows an officer every required criterion without an answer, and when it was decided (SEC-4)', async () => {
      const { common } = carrier.form;
      const securityProfile = common.securityProfile.filter(({ criterion }) => criterion !== '1.4');
      const filed = await submit(world.ctpat, carrier, {
        ...carrier.form,
        common: { ...common, securityProfile },
      });
      await untilReviewedByBoth(world, filed);
      const officer = world.officer(world.ctpat);
      const path = `/v1/staff/applications/${filed.id}`;

      expect((await officer.read(path)).unansweredMusts).toEqual(['1.4']);
      await officer.make(`${path}/decision`, { outcome: 'APPROVED' });
      expect((await officer.read(path)).decisions.CTPAT).toEqual({
        outcome: 'APPROVED',
        decidedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      });
    });

    it('shows drafts to nobody of the staff', async () => {
      const { id } = await carrier.at(world.ctpat).make(`${PATH}?draft=true`, { form: carrier.form });

      expect((await world.officer(world.ctpat).get(`/v1/staff/applications/${id}`)).status).toBe(404);
      expect(
        (
          await world
            .officer(world.ctpat)
            .post(`/v1/staff/applications/${id}/decision`, { outcome: 'APPROVED' })
        ).status,
      ).toBe(404);
    });
  });
});
