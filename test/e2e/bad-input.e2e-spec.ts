import type { ApplicationForm } from '@harmonization/domain/application-form';
import type { Answer, Session } from '@testing/people/session';
import type { FreshCarrier } from './support/fresh-carrier';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

const PATH = '/v1/applications';
const CONTROL = '\u0007';
const CYRILLIC_A = '\u0410';

const faults = ({ body }: Answer): string[] =>
  (body.violations ?? []).map(({ pointer, code }: any) => `${pointer} ${code}`);

describe('bad input', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  describe.each(PROGRAM_CODES)('to %s', (program) => {
    let side: Side;
    let carrier: FreshCarrier;
    let session: Session;
    beforeEach(() => {
      side = world.sides[program];
      carrier = world.carrier('F2');
      session = carrier.at(side);
    });
    afterEach(async () => {
      expect((await session.read(PATH)).items).toEqual([]);
    });

    const sent = (form: unknown): Promise<Answer> => session.post(PATH, { form });
    const withCommon = (changes: object): unknown => ({
      ...carrier.form,
      common: { ...carrier.form.common, ...changes },
    });

    it('names every wrong field at once, with what was expected, in the language of the reader', async () => {
      const { common, canadianSupplement } = carrier.form;
      const wrong = {
        ...carrier.form,
        common: {
          ...common,
          legalName: '  ',
          phone: '555-0100',
          website: 'ftp://example.com',
          addresses: [{ ...common.addresses[0], postalCode: '12345', region: 'CA-XX' }],
          contacts: [{ ...common.contacts[0], email: 'nobody', isCompanyOfficer: false }],
        },
        usSupplement: { scac: 'TOOLONG', usdot: '0123' },
        canadianSupplement: {
          ...canadianSupplement,
          bn15: wrongCheckDigit(canadianSupplement!.bn15!),
          crossBorderTrips12Months: 1,
        },
        attestations: { ...carrier.form.attestations, accurate: false },
      };

      const [english, french] = await Promise.all(
        ['en-CA', 'fr-CA'].map((language) =>
          session.post(PATH, { form: wrong }, { 'accept-language': language }),
        ),
      );

      expect(english!.status).toBe(422);
      expect(english!.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(english!.body).toMatchObject({
        code: 'APPLICATION_INVALID',
        title: 'The application has fields to correct',
        correlationId: expect.any(String),
      });
      expect(french!.body.title).toBe('La demande comporte des champs à corriger');
      expect(faults(english!)).toEqual(
        expect.arrayContaining([
          '/common/legalName REQUIRED',
          '/common/phone PHONE_MALFORMED',
          '/common/website WEBSITE_MALFORMED',
          '/common/addresses/0/postalCode POSTAL_CODE_MALFORMED',
          '/common/addresses/0/region REGION_UNKNOWN',
          '/common/contacts/0/email EMAIL_MALFORMED',
          '/common/contacts COMPANY_OFFICER_MISSING',
          '/usSupplement/scac SCAC_MALFORMED',
          '/usSupplement/usdot USDOT_MALFORMED',
          '/canadianSupplement/bn15 BN15_CHECK_DIGIT',
          '/canadianSupplement/crossBorderTrips90Days TRIPS_INCONSISTENT',
          '/attestations/accurate ATTESTATION_REQUIRED',
        ]),
      );
      expect(faults(french!)).toEqual(faults(english!));
      const words = (answer: Answer): string[] => answer.body.violations.map(({ expected }: any) => expected);
      expect(words(french!)).toEqual(words(english!).map(() => expect.stringMatching(/\S/)));
      expect(words(french!)).not.toEqual(words(english!));
    });

    it('names both supplements where both are missing', async () => {
      const { usSupplement: _us, canadianSupplement: _canadian, ...rest } = carrier.form;

      const answer = await sent(rest);

      expect(answer.body.code).toBe('APPLICATION_INVALID');
      expect(faults(answer).toSorted()).toEqual([
        '/canadianSupplement SUPPLEMENT_MISSING',
        '/usSupplement SUPPLEMENT_MISSING',
      ]);
    });

    it('refuses unknown fields, on every level', async () => {
      const answer = await sent({
        ...carrier.form,
        colour: 'blue',
        common: { ...carrier.form.common, mood: 'good' },
      });
      expect(faults(answer).toSorted()).toEqual(['/colour UNKNOWN_FIELD', '/common/mood UNKNOWN_FIELD']);

      const outside = await session.post(PATH, { form: carrier.form, admin: true });
      expect(outside.body).toMatchObject({ status: 422, code: 'REQUEST_INVALID' });
      expect(outside.body.violations).toMatchObject([{ pointer: '/admin' }]);
    });

    it('refuses wrong types, wherever they are', async () => {
      const answer = await sent({
        common: { ...carrier.form.common, legalName: 7, addresses: 'here', contacts: [null, 3] },
        usSupplement: [],
        canadianSupplement: {
          ...carrier.form.canadianSupplement,
          carmRegistered: 'yes',
          crossBorderTrips12Months: -1,
        },
        consents: {},
        attestations: 'all true',
      });

      expect(answer.body.code).toBe('APPLICATION_INVALID');
      expect(faults(answer)).toEqual(
        expect.arrayContaining([
          '/common/legalName NOT_A_TEXT',
          '/common/addresses NOT_A_LIST',
          '/common/contacts/0 NOT_AN_OBJECT',
          '/usSupplement NOT_AN_OBJECT',
          '/canadianSupplement/carmRegistered NOT_A_BOOLEAN',
          '/canadianSupplement/crossBorderTrips12Months NOT_A_COUNT',
          '/consents NOT_A_LIST',
          '/attestations NOT_AN_OBJECT',
        ]),
      );
      for (const form of [null, [], 'form', 7]) expect(await sent(form)).toMatchObject({ status: 422 });
    });

    it('refuses what is no JSON, no object, or another media type', async () => {
      const headers = { 'idempotency-key': 'one' };
      const malformed = await session.call('POST', PATH, { body: '{"form": {', headers });
      expect(malformed.body).toMatchObject({ status: 400, code: 'BODY_MALFORMED' });
      for (const body of ['[]', 'null', '"text"', '7']) {
        expect((await session.call('POST', PATH, { body, headers })).status).toBe(422);
      }
      const plain = await session.call('POST', PATH, {
        body: 'form=1',
        headers: { ...headers, 'content-type': 'text/plain' },
      });
      expect(plain.body).toMatchObject({ status: 415, code: 'MEDIA_TYPE_UNSUPPORTED' });
      expect((await session.call('PUT', PATH)).body).toMatchObject({
        status: 405,
        code: 'METHOD_NOT_ALLOWED',
      });
    });

    it('refuses a body of ten megabytes without reading it', async () => {
      const answer = await session
        .post(PATH, { form: withCommon({ legalName: 'x'.repeat(10 * 1024 * 1024) }) })
        .catch((error: unknown) => error as Error);

      // The service closes the connection while the body is still on its way: some clients then see only that.
      if (!(answer instanceof Error))
        expect(answer.body).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
      expect((await session.get('/v1/me')).status).toBe(200);
    });

    it('refuses control characters, wherever they stand', async () => {
      const answer = await sent(
        withCommon({ legalName: `Maple${CONTROL} Transport`, tradeName: 'Null \u0000 inside' }),
      );

      expect(answer.status).toBe(422);
      expect(faults(answer).map((fault) => fault.split(' ')[0])).toEqual(
        expect.arrayContaining([expect.stringMatching(/legalName$/)]),
      );
      const path = await session.get(`${PATH}/%00`);
      expect([400, 404, 422]).toContain(path.status);
    });

    it('refuses names that look like another name', async () => {
      const disguised = [
        'Mаple Transport',
        `${CYRILLIC_A}рех`,
        'Ｍaple Transport',
        'Maple\u200b Transport',
        'Maple \u202etropsnarT',
      ];
      for (const legalName of disguised) {
        const answer = await sent(withCommon({ legalName }));
        expect(faults(answer)).toEqual([
          expect.stringMatching(/^\/common\/legalName (LOOK_ALIKE|INVISIBLE_CHARACTER)$/),
        ]);
      }
    });

    it('refuses a wrong check digit, told apart from a wrong form', async () => {
      const supplement = carrier.form.canadianSupplement!;
      const form = (bn15: string): ApplicationForm => ({
        ...carrier.form,
        canadianSupplement: { ...supplement, bn15 },
      });

      expect(faults(await sent(form(wrongCheckDigit(supplement.bn15!))))).toEqual([
        '/canadianSupplement/bn15 BN15_CHECK_DIGIT',
      ]);
      expect(faults(await sent(form('12345')))).toEqual(['/canadianSupplement/bn15 BN15_MALFORMED']);
    });

    it('refuses another line of business, a post office box as headquarters, and a missing or outdated consent', async () => {
      const [headquarters, ...others] = carrier.form.common.addresses;
      const wrong = {
        ...carrier.form,
        ...(withCommon({
          lineOfBusiness: 'IMPORTER',
          addresses: [{ ...headquarters, street: 'P.O. Box 12' }, ...others],
        }) as object),
      };

      expect(faults(await sent({ ...wrong, consents: [] })).toSorted()).toEqual([
        '/common/addresses/0/street HEADQUARTERS_POST_BOX',
        '/common/lineOfBusiness LINE_OF_BUSINESS_NOT_HARMONIZED',
        '/consents CONSENT_REQUIRED',
      ]);
      const outdated = await sent({
        ...carrier.form,
        consents: [{ scope: 'HARMONIZATION_SHARE', textVersion: '2012-01', language: 'fr' }],
      });
      expect(faults(outdated)).toEqual(['/consents/0/textVersion CONSENT_TEXT_NOT_CURRENT']);
    });

    it('refuses ids, cursors, filters and headers that are none', async () => {
      const officer = world.officer(side);
      for (const path of [
        `${PATH}/not-an-id`,
        `${PATH}?limit=0`,
        `${PATH}?limit=ten`,
        `${PATH}?cursor=%7B%7D`,
        `${PATH}?sort=name`,
      ]) {
        expect((await session.get(path)).status).toBe(400);
      }
      for (const path of [
        '/v1/staff/cases?kind=NONE',
        '/v1/staff/applications?state=ODD',
        '/v1/staff/applications/1',
      ]) {
        expect((await officer.get(path)).status).toBe(400);
      }
      expect(
        (await session.post(PATH, { form: carrier.form }, { 'idempotency-key': 'with a space' })).body.code,
      ).toBe('IDEMPOTENCY_KEY_MISSING');
      const version = await session.patch(
        `${PATH}/01a200f5-2cb3-7457-bff8-328b41f8b1d1`,
        {},
        { 'if-match': 'one' },
      );
      expect([412, 428]).toContain(version.status);
    });

    it('answers no fuzzed form with an internal error, and names what it refuses', async () => {
      for (const form of mutilated(carrier.form)) {
        const answer = await session.post(PATH, { form });
        expect({ form: JSON.stringify(form).slice(0, 200), status: answer.status }).toMatchObject({
          status: 422,
        });
      }
    });
  });
});

/** The form with each of its parts in turn replaced by something that cannot be one. */
function mutilated(form: ApplicationForm): unknown[] {
  const odd = [null, 0, true, 'odd', [], [[]], { odd: 1 }, '\uD800'];
  return (Object.keys(form) as (keyof ApplicationForm)[]).flatMap((name) =>
    odd.map((value) => ({ ...form, [name]: value })),
  );
}

/** The business number with its ninth digit, which checks the other eight, changed. */
const wrongCheckDigit = (bn15: string): string =>
  `${bn15.slice(0, 8)}${(Number(bn15[8]) + 1) % 10}${bn15.slice(9)}`;
