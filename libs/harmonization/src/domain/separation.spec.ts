import type { LinkCopy } from './link/record';
import { needsSeparation } from './separation';

const ended = (facts: { host?: string; epoch?: number; wantEnd?: string }): LinkCopy<unknown> => {
  const { host = 'B', epoch = 1, wantEnd = 'PROGRAM_ENDED' } = facts;
  return { self: 'A', peer: 'B', own: { epoch, host }, mirror: { wantEnd } } as unknown as LinkCopy<unknown>;
};

describe('separation from a host that has ended its account', () => {
  it.each([
    ['the host ended its account', ended({}), 'ACTIVE_VALIDATED', true],
    ['a suspended client, too', ended({}), 'SUSPENDED', true],
    ['the link ended by choice', ended({ wantEnd: 'CHOICE' }), 'ACTIVE', false],
    ['the client ended its own', ended({ host: 'A' }), 'ACTIVE', false],
    ['the client is ended as well', ended({}), 'ENDED_BY_PROGRAM', false],
    ['nothing was ever shared', ended({ epoch: 0 }), 'ACTIVE', false],
  ] as const)('SEP-1: %s', (_when, copy, wire, expected) => {
    expect(needsSeparation(copy, wire)).toBe(expected);
  });
});
