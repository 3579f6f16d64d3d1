import { CaseDefinitions, type CaseDefinition } from './case-definition';
import { CASE_KINDS, type CaseKind } from './staff-case.entity';

const definitionOf = (kind: CaseKind): CaseDefinition => ({
  kind,
  dueDays: 1,
  needsBoth: false,
  why: () => ({ en: kind, fr: kind }),
  choices: () => [],
});

function definitionsOf(kinds: readonly CaseKind[]): CaseDefinitions {
  const definitions = new CaseDefinitions();
  for (const kind of kinds) definitions.register(definitionOf(kind));
  return definitions;
}

describe('the kinds of case', () => {
  it('each have a definition when the service starts', () => {
    expect(() => definitionsOf(CASE_KINDS).onApplicationBootstrap()).not.toThrow();
  });

  it.each(CASE_KINDS)('keep a service from starting that has none of %s', (kind) => {
    const others = CASE_KINDS.filter((each) => each !== kind);
    expect(() => definitionsOf(others).onApplicationBootstrap()).toThrow(kind);
  });

  it('have one definition each', () => {
    expect(() => definitionsOf(['APPEAL', 'APPEAL'])).toThrow('APPEAL');
  });
});
