import { step } from './step';
import { holdsToken } from './token';
import type { LinkContext, LinkEvent } from './event';
import type { LinkCopy, LinkMessage } from './record';
const ctx = (self: string, peer: string, data: string): LinkContext<string> => ({
  self,
  peer,
  now: 'x',
  incarnation: 0,
  conflicts: [],
  headquarters: 'VERIFIED',
  data,
});
test.each(['KEEP', 'MOVE', 'BOTH'] as const)('%s', (flow) => {
  const side: Record<string, LinkCopy<string> | undefined> = {};
  const q: [string, LinkMessage<string>][] = [];
  const data: Record<string, string> = { A: 'a0', B: 'b0' };
  const run = (who: string, event: LinkEvent<string>) => {
    const other = who === 'A' ? 'B' : 'A';
    const d = step(side[who], event, ctx(who, other, data[who]!));
    if (!d.ok) throw new Error(JSON.stringify(d.refusal));
    for (const c of d.value.copies) side[who] = c;
    for (const m of d.value.say) q.push([other, m]);
    console.log(
      who,
      event.kind,
      d.value.audit.map((a) => a.rule + a.event).join(),
      JSON.stringify(d.value.accounts),
      d.value.heard,
    );
  };
  const drain = () => {
    while (q.length) {
      const [w, m] = q.shift()!;
      run(w, { kind: 'hear', ...m });
    }
  };
  run('A', {
    kind: 'propose',
    linkId: 'L1',
    accountNumber: 'a',
    peerAccountNumber: 'b',
    applicationId: 'x',
    flow,
    host: 'A',
  });
  drain();
  run('A', { kind: 'decide', decision: 'APPROVE' });
  run('B', { kind: 'decide', decision: 'APPROVE' });
  drain();
  expect(side['A']!.own.phase).toBe('ACTIVE');
  expect(side['B']!.own.phase).toBe('ACTIVE');
  run('A', { kind: 'edit', data: 'a0e1' });
  drain();
  expect(side['B']!.data).toBe('a0e1');
  run('A', { kind: 'vote' });
  run('B', { kind: 'vote' });
  drain();
  expect(holdsToken(side['B']!)).toBe(true);
  run('B', { kind: 'edit', data: 'e2' });
  drain();
  expect(side['A']!.data).toBe('e2');
  run('A', { kind: 'restored' });
});
