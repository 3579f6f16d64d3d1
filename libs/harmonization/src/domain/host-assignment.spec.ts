import fc from 'fast-check';
import { assignHost, type HostFacts, type HostProgramFacts } from './host-assignment';

const program = (code: string, country: string, facts: Partial<HostProgramFacts> = {}): HostProgramFacts => ({
  code,
  country,
  linked: false,
  headquarters: 'PENDING',
  standing: 'ELIGIBLE',
  ...facts,
});

interface Change extends Partial<Omit<HostFacts, 'programs'>> {
  us?: Partial<HostProgramFacts>;
  ca?: Partial<HostProgramFacts>;
}

const facts = ({ us, ca, ...rest }: Change = {}): HostFacts => ({
  programs: [program('ALPHA', 'US', us), program('BETA', 'CA', ca)],
  lineOfBusiness: 'HIGHWAY_CARRIER',
  isHarmonizable: true,
  headquarters: { country: 'US', isPostBox: false },
  secondHeadOffice: false,
  mergerOrRelocationWithin12Months: false,
  today: '2026-03-02',
  ...rest,
});

const inCanada = { country: 'CA', isPostBox: false };
const decidedBy = (given: HostFacts) =>
  assignHost(given)
    .rules.filter(({ decided }) => decided)
    .map(({ id }) => id);
const spoken = (given: HostFacts) => assignHost(given).rules.map(({ id }) => id);

describe('refusing', () => {
  it.each([
    [
      'another line of business',
      { isHarmonizable: false, lineOfBusiness: 'IMPORTER' },
      'NOT_A_HIGHWAY_CARRIER',
    ],
    ['a live link here', { us: { linked: true } }, 'ACCOUNT_ALREADY_LINKED'],
    ['a live link there', { ca: { linked: true } }, 'ACCOUNT_ALREADY_LINKED'],
    ['no headquarters', { headquarters: undefined }, 'HEADQUARTERS_INVALID'],
    ['a post office box', { headquarters: { country: 'US', isPostBox: true } }, 'HEADQUARTERS_INVALID'],
  ] as const)('HOST-R0: creates nothing for %s', (_, change, refusal) => {
    const result = assignHost(facts(change));

    expect(result).toMatchObject({ result: 'REFUSED', refusal, rules: [{ id: 'HOST-R0', decided: true }] });
    expect(result.host).toBeUndefined();
  });

  it('HOST-R0: names every reason at once', () => {
    const given = facts({ isHarmonizable: false, us: { linked: true }, headquarters: undefined });

    expect(assignHost(given).rules.map((rule) => rule.facts.refusal)).toEqual([
      'NOT_A_HIGHWAY_CARRIER',
      'ACCOUNT_ALREADY_LINKED',
      'HEADQUARTERS_INVALID',
    ]);
  });
});

describe('designating', () => {
  it.each([
    ['HOST-R1: verification failed here', { us: { headquarters: 'FAILED' } }, 'HOST-R1'],
    ['HOST-R1: verification failed there', { ca: { headquarters: 'FAILED' } }, 'HOST-R1'],
    [
      "HOST-R2: the programs' accounts differ",
      { us: { headquartersCountry: 'US' }, ca: { headquartersCountry: 'CA' } },
      'HOST-R2',
    ],
    [
      'HOST-R2: the form differs from the one account there is',
      { ca: { headquartersCountry: 'CA' } },
      'HOST-R2',
    ],
    ['HOST-R3: a second head office', { secondHeadOffice: true }, 'HOST-R3'],
    ['HOST-R3: a merger or relocation', { mergerOrRelocationWithin12Months: true }, 'HOST-R3'],
    ['HOST-R4: a third country', { headquarters: { country: 'MX', isPostBox: false } }, 'HOST-R4'],
    ['HOST-R4: an account for another border', { us: { otherBorder: true } }, 'HOST-R4'],
  ] as const)('%s goes to staff', (_, change, rule) => {
    expect(assignHost(facts(change))).toMatchObject({ result: 'STAFF', objected: false });
    expect(assignHost(facts(change)).host).toBeUndefined();
    expect(decidedBy(facts(change))).toEqual([rule]);
  });

  it('HOST-R5, HOST-R6: the country of the headquarters names the host, whichever program asks', () => {
    const reversed = (given: HostFacts): HostFacts => ({
      ...given,
      programs: [given.programs[1], given.programs[0]],
    });

    for (const given of [facts(), reversed(facts())]) {
      expect(assignHost(given)).toMatchObject({ result: 'HOST', host: 'ALPHA', designated: 'ALPHA' });
      expect(decidedBy(given)).toEqual(['HOST-R5']);
    }
    for (const given of [facts({ headquarters: inCanada }), reversed(facts({ headquarters: inCanada }))]) {
      expect(assignHost(given)).toMatchObject({ result: 'HOST', host: 'BETA', designated: 'BETA' });
      expect(decidedBy(given)).toEqual(['HOST-R6']);
    }
  });

  it('lets unverified headquarters stand: provisional, checked in review', () => {
    expect(
      assignHost(facts({ us: { headquarters: 'PENDING' }, ca: { headquarters: 'VERIFIED' } })).result,
    ).toBe('HOST');
  });

  it('lists every rule that speaks; the first decides', () => {
    const given = facts({
      us: { headquarters: 'FAILED' },
      secondHeadOffice: true,
      ca: { headquartersCountry: 'CA' },
    });

    expect(spoken(given)).toEqual(['HOST-R1', 'HOST-R2', 'HOST-R3', 'HOST-R5']);
    expect(decidedBy(given)).toEqual(['HOST-R1']);
  });
});

describe('the gate of the designated host', () => {
  it('HOST-R7: an ineligible carrier goes to staff, and is offered the other program alone', () => {
    const given = facts({ us: { standing: 'INELIGIBLE' } });

    expect(assignHost(given)).toMatchObject({
      result: 'STAFF',
      designated: 'ALPHA',
      standaloneOffered: 'BETA',
    });
    expect(spoken(given)).toEqual(['HOST-R5', 'HOST-R7']);
    expect(decidedBy(given)).toEqual(['HOST-R7']);
  });

  it('HOST-R8: a suspended carrier is held, after 30 days staff decide', () => {
    const held = (heldSince?: string) => assignHost(facts({ us: { standing: 'HELD' }, heldSince }));

    expect(held()).toMatchObject({ result: 'HELD', designated: 'ALPHA' });
    expect(held('2026-02-01').result).toBe('HELD');
    expect(held('2026-01-31').result).toBe('STAFF');
    expect(decidedBy(facts({ us: { standing: 'HELD' } }))).toEqual(['HOST-R8']);
  });

  it('HOST-R7, HOST-R8: does not ask the program that is not designated', () => {
    expect(assignHost(facts({ ca: { standing: 'INELIGIBLE' } }))).toMatchObject({
      result: 'HOST',
      host: 'ALPHA',
    });
    expect(assignHost(facts({ ca: { standing: 'HELD' } }))).toMatchObject({ result: 'HOST', host: 'ALPHA' });
  });
});

describe('the objection', () => {
  it('HOST-R9: is written down and changes nothing', () => {
    const hostObjection = 'Our trucks are in Ontario.';

    expect(assignHost(facts({ hostObjection }))).toMatchObject({
      result: 'HOST',
      host: 'ALPHA',
      objected: true,
    });
    expect(assignHost(facts({ hostObjection })).rules.at(-1)).toMatchObject({
      id: 'HOST-R9',
      decided: false,
      facts: { objection: hostObjection },
    });
  });
});

describe('the whole matrix', () => {
  const verification = ['PENDING', 'VERIFIED', 'FAILED'] as const;
  const standing = ['ELIGIBLE', 'HELD', 'INELIGIBLE'] as const;
  const known = [undefined, 'US', 'CA', 'MX'] as const;

  /** Domain §7, said once more and independently: first match wins, then the gate of the designated host. */
  function expected({ programs: [us, ca], headquarters, ...given }: HostFacts): string {
    const country = headquarters!.country;
    const countries = new Set([us.headquartersCountry, ca.headquartersCountry, country].filter(Boolean));
    const host = country === 'US' ? us : ca;
    const table: [boolean, string][] = [
      [[us.headquarters, ca.headquarters].includes('FAILED'), 'STAFF HOST-R1'],
      [countries.size > 1, 'STAFF HOST-R2'],
      [given.secondHeadOffice || given.mergerOrRelocationWithin12Months, 'STAFF HOST-R3'],
      [
        !['US', 'CA'].includes(country) || us.otherBorder === true || ca.otherBorder === true,
        'STAFF HOST-R4',
      ],
      [host.standing === 'INELIGIBLE', 'STAFF HOST-R7'],
      [host.standing === 'HELD', 'HELD HOST-R8'],
      [country === 'US', 'HOST HOST-R5'],
      [country === 'CA', 'HOST HOST-R6'],
    ];
    return table.find(([holds]) => holds)![1];
  }

  const everything: HostFacts[] = verification.flatMap((usVerified) =>
    verification.flatMap((caVerified) =>
      standing.flatMap((usStanding) =>
        standing.flatMap((caStanding) =>
          known.flatMap((usCountry) =>
            known.flatMap((caCountry) =>
              ['US', 'CA', 'MX'].flatMap((country) =>
                [0, 1, 2, 3].map((bits) =>
                  facts({
                    us: { headquarters: usVerified, standing: usStanding, headquartersCountry: usCountry },
                    ca: {
                      headquarters: caVerified,
                      standing: caStanding,
                      headquartersCountry: caCountry,
                      otherBorder: bits === 3,
                    },
                    headquarters: { country, isPostBox: false },
                    secondHeadOffice: bits === 1,
                    mergerOrRelocationWithin12Months: bits === 2,
                  }),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );

  it('agrees with the table of the rules in all 15,552 cases', () => {
    const differing = everything.filter(
      (given) => `${assignHost(given).result} ${decidedBy(given).join()}` !== expected(given),
    );

    expect(everything).toHaveLength(15_552);
    expect(differing).toEqual([]);
  });

  it('never lets the applicant decide, and always says why in both languages', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everything), fc.string({ minLength: 1 }), (given, hostObjection) => {
        const plain = assignHost(given);
        const objected = assignHost({ ...given, hostObjection });

        expect({ ...objected, objected: false, rules: objected.rules.slice(0, -1) }).toEqual(plain);
        expect(objected.rules.every(({ text }) => text.en !== '' && text.fr !== '')).toBe(true);
        expect(plain.rules.filter(({ decided }) => decided)).toHaveLength(1);
      }),
    );
  });
});
