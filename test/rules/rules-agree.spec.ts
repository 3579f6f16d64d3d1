import {
  documentedRows,
  documentedRules,
  isTested,
  isTestedIn,
  PROTOCOL_IDS,
  protocolComments,
  pureRules,
  statedRules,
} from './rule-ids';

const documented = documentedRules();
const ids = [...documented.keys()];
const sorted = (values: Iterable<string>): string[] => [...values].toSorted();

describe('the rules in the code, in docs/rules.md and in the tests', () => {
  it('are many: the scan finds what it looks for', () => {
    expect(statedRules().size).toBeGreaterThan(80);
    expect(ids.length).toBeGreaterThan(110);
  });

  it('each stand in docs/rules.md once', () => {
    expect(documentedRows().map(([id]) => id)).toEqual([...new Set(documentedRows().map(([id]) => id))]);
  });

  it('each stand in docs/rules.md if the code states them', () => {
    expect(sorted(statedRules()).filter((id) => !documented.has(id))).toEqual([]);
  });

  it('each stand in the code if docs/rules.md lists them', () => {
    const known = new Set([...statedRules(), ...PROTOCOL_IDS]);

    expect(ids.filter((id) => !known.has(id))).toEqual([]);
  });

  it('each are named by a test if they are pure', () => {
    expect(sorted(pureRules()).filter((id) => !isTested(id))).toEqual([]);
  });

  it('each have a sentence and a known source', () => {
    const incomplete = [...documented].filter(
      ([, [rule, source]]) => !rule || !/^(\[(seed|law|cbsa|cbp)\]|design)/.test(source ?? ''),
    );

    expect(incomplete).toEqual([]);
  });

  it('each are named by the very test that docs/rules.md points to', () => {
    const pure = pureRules();
    const misled = [...documented].filter(
      ([id, [, , test]]) =>
        !PROTOCOL_IDS.includes(id) && (pure.has(id) || test !== '—') && !isTestedIn(test ?? '', id),
    );

    expect(misled.map(([id, [, , test]]) => `${id}: ${test}`)).toEqual([]);
  });
});

describe('the rules of the link protocol', () => {
  it.each(PROTOCOL_IDS)('%s stands in the code, in docs/rules.md and in a test', (id) => {
    expect(protocolComments()).toMatch(new RegExp(`\\b${id}\\b`));
    expect(documented.has(id)).toBe(true);
    expect(isTested(id)).toBe(true);
  });
});
