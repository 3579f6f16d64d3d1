import { categoriesIn, categoryOf, CROSSWALK_AREAS, FOCUS_AREAS, SECURITY_CATEGORIES } from './categories';
import { CRITERIA, isCriterion } from './criteria';
import { answersIn, unansweredCategories, unansweredMusts } from './profile';

const answered = (...criteria: string[]) =>
  criteria.map((criterion) => ({ criterion, answer: 'Yes.', evidence: [] }));

describe('the categories', () => {
  it('SEC-1: are twelve in three focus areas', () => {
    expect(SECURITY_CATEGORIES.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(
      FOCUS_AREAS.map((focus) => SECURITY_CATEGORIES.filter((each) => each.focus === focus).length),
    ).toEqual([4, 4, 4]);
  });

  it.each([
    ['CORPORATE', [1, 2, 4, 11, 12]],
    ['CARGO_AND_CONVEYANCE', [5, 6, 7, 8]],
    ['PHYSICAL', [9, 10]],
    ['SUPPLY_CHAIN_PARTNERS', [3]],
  ] as const)('SEC-1: are read as %s by the other program', (area, numbers) => {
    expect(categoriesIn(area).map(({ number }) => number)).toEqual(numbers);
  });
});

describe('the criteria', () => {
  it('SEC-2: stand in every category, once each, with a MUST, in both languages', () => {
    const musts = CRITERIA.filter(({ level }) => level === 'MUST').map(({ id }) => categoryOf(id));

    expect(new Set(musts).size).toBe(12);
    expect(new Set(CRITERIA.map(({ id }) => id)).size).toBe(CRITERIA.length);
    expect(CRITERIA.every(({ text }) => text.en !== text.fr)).toBe(true);
    expect([isCriterion('4.1'), isCriterion('4.99'), isCriterion('toString')]).toEqual([true, false, false]);
  });
});

describe('a profile', () => {
  it('SEC-3: answers every category', () => {
    expect(unansweredCategories([]).length).toBe(12);
    expect(
      unansweredCategories([
        '1.1',
        '2.1',
        '3.1',
        '4.1',
        '5.1',
        '6.1',
        '7.1',
        '8.1',
        '9.1',
        '10.1',
        '12.1',
      ]).map(({ number }) => number),
    ).toEqual([11]);
  });

  it('SEC-4: tells the officer every MUST that is not answered', () => {
    const musts = CRITERIA.filter(({ level }) => level === 'MUST').map(({ id }) => id);

    expect(unansweredMusts(answered(...musts))).toEqual([]);
    expect(unansweredMusts(answered(...musts.slice(1))).map(({ id }) => id)).toEqual(musts.slice(0, 1));
  });

  it('is read whole through the crosswalk, no answer twice', () => {
    const all = answered(...CRITERIA.map(({ id }) => id));
    const read = CROSSWALK_AREAS.flatMap((area) => answersIn(area, all));

    expect(read.map(({ criterion }) => criterion).toSorted()).toEqual(
      all.map(({ criterion }) => criterion).toSorted(),
    );
  });
});
