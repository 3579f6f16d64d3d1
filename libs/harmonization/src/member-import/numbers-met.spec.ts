import { NumbersMet } from './numbers-met';

/** Whether each number of each batch is met for the first time. */
const firsts = (remembered: number, batches: readonly (readonly string[])[]): boolean[][] => {
  const met = new NumbersMet(remembered);
  return batches.map((numbers) => {
    const found = numbers.map((number) => met.meets(number));
    met.beginBatch();
    return found;
  });
};

describe('the account numbers of a file', () => {
  it('IMP-7: are taken once, in a batch and in the one beside it', () => {
    expect(firsts(2, [['A', 'B', 'A'], ['B', 'C'], ['C']])).toEqual([
      [true, true, false],
      [false, true],
      [false],
    ]);
  });

  it('IMP-7: are known to a dry run for the whole file, for nothing is written that would tell', () => {
    expect(firsts(Infinity, [['A'], ['B'], ['C'], ['A']])).toEqual([[true], [true], [true], [false]]);
  });

  it('are forgotten once their batch has committed: a file of any length takes no more memory', () => {
    expect(firsts(2, [['A'], ['B'], ['A']])).toEqual([[true], [true], [true]]);
  });
});
