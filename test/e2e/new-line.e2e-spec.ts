import type { ProgramProfile } from '@harmonization/domain/program-profile';
import { playFlow } from './support/play/flows';
import { expectOneEditor, expectWholeAndEqual } from './support/play/link-checks';
import { PROGRAMS, type ProgramCode } from './support/programs';
import { Side } from './support/side';
import { startWorld, type World } from './support/world';
import { FreshCarrier } from './support/fresh-carrier';

/** The program as it will be once importers are harmonized too: nothing but its profile differs. */
const withImporters = ({ profile, ...program }: (typeof PROGRAMS)[ProgramCode]) => ({
  ...program,
  profile: {
    ...profile,
    harmonizableLines: [...profile.harmonizableLines, { line: 'IMPORTER', from: '2026-06-01' }],
    accountLines: { ...profile.accountLines, IMPORTER: 'IMPORTER' },
  } satisfies ProgramProfile,
});

describe('a second line of business', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      sideOf: (settings) => new Side({ ...settings, definition: withImporters(PROGRAMS[settings.program]) }),
    });
    jest.spyOn(FreshCarrier.prototype, 'form', 'get').mockImplementation(function (this: FreshCarrier) {
      const { form } = this.document;
      return { ...form, common: { ...form.common, lineOfBusiness: 'IMPORTER' } };
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await world?.stop();
  });

  it('FORM-11: is refused before the date that configuration names', async () => {
    const carrier = world.carrier('F1');
    const refused = await carrier.at(world.ctpat).post('/v1/applications', { form: carrier.form });
    expect(refused.body).toMatchObject({
      status: 422,
      violations: expect.arrayContaining([
        expect.objectContaining({ code: 'LINE_OF_BUSINESS_NOT_HARMONIZED' }),
      ]),
    });
  });

  it('FORM-11: goes through a whole flow from that date on, by configuration alone', async () => {
    await world.advanceDays(100);
    const linked = await playFlow(world, 'F1');
    await expectWholeAndEqual(world, linked);
    await expectOneEditor(linked);
    for (const side of world.both)
      expect(
        await world.officer(side).read(`/v1/staff/accounts/${linked.accountNumbers[side.program]}`),
      ).toMatchObject({ lineOfBusiness: 'IMPORTER' });
  });
});
