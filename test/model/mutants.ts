/** One textual change of a shipped file: `search` must stand in it exactly once. */
export interface Patch {
  readonly file: string;
  readonly search: string;
  readonly replace: string;
}

/** A planted bug: changes of the shipped protocol, and the world that shows it soonest. */
export interface Mutant {
  readonly name: string;
  readonly world: string;
  readonly patches: readonly Patch[];
  /** Keeps letters that the shipped code would drop as old, because this bug may not. */
  readonly keepsOldLetters?: true;
}

const patch = (file: string, search: string, replace: string): Patch => ({ file, search, replace });

const ALWAYS_MERGE = patch(
  'hear.ts',
  'const current = newness(copy, record) > 0 ? merged(copy, record) : copy;',
  'const current = merged(copy, record);',
);

/** The bugs of protocol §4, in its order. Guards that repeat each other are removed together. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no per-side sequence',
    world: 'transfers',
    keepsOldLetters: true,
    patches: [
      patch('hear.ts', 'if (newness(copy, record) < 0) {', 'if (copy === undefined) {'),
      ALWAYS_MERGE,
    ],
  },
  {
    name: 'order by (epoch, version) only',
    world: 'life-keep',
    keepsOldLetters: true,
    patches: [
      patch(
        'hear.ts',
        'const newness = ({ own }: LinkCopy<unknown>',
        'const newness = ({ mirror }: LinkCopy<unknown>',
      ),
      patch(
        'hear.ts',
        'record.incarnation - own.heardIncarnation || record.seq - own.heardSeq;',
        'record.epoch - (mirror?.epoch ?? 0) || record.dataVersion - (mirror?.dataVersion ?? 0);',
      ),
      ALWAYS_MERGE,
    ],
  },
  {
    name: 'drop every record of an older epoch',
    world: 'transfers',
    patches: [
      patch(
        'hear.ts',
        'if (newness(copy, record) < 0) {',
        'if (newness(copy, record) < 0 || record.epoch < copy.own.epoch) {',
      ),
    ],
  },
  {
    name: 'forget the reservation',
    world: 'crossing',
    patches: [patch('conflict.ts', 'isLive(copy) && sharesAccount', 'copy.own.epoch > 0 && sharesAccount')],
  },
  {
    name: 'no index on the peer number',
    world: 'overlap',
    patches: [patch('conflict.ts', ' || own.peerAccountNumber === terms.peerAccountNumber', '')],
  },
  {
    name: 'host active before the hand-over',
    world: 'life-both',
    patches: [
      patch(
        'settle-opening.ts',
        "    copy.mirror?.phase === 'CUTOVER' &&\n    !isDelinkPending(copy) &&",
        "    copy.own.decision === 'APPROVE' &&\n    copy.mirror?.decision === 'APPROVE' &&\n    !isDelinkPending(copy) &&",
      ),
    ],
  },
  {
    name: 'a time-out takes the token back',
    world: 'life-keep',
    patches: [
      patch(
        'commands.ts',
        "command.kind === 'expire' && isGiven(copy.own);",
        "command.kind === 'expire' && !copy.own;",
      ),
      patch(
        'commands.ts',
        "endUndecided(copy, 'EXPIRED');",
        `isGiven(copy.own)
          ? accept({ copy: ended(copy, 'EXPIRED'), event: 'link.ended', rule: 'C7' })
          : endUndecided(copy, 'EXPIRED');`,
      ),
    ],
  },
  {
    name: 'a time-out takes a transfer back',
    world: 'transfers',
    patches: [
      patch(
        'commands.ts',
        "command.kind === 'expire' && isGiven(copy.own);",
        "command.kind === 'expire' && !copy.own;",
      ),
      patch(
        'commands.ts',
        "endUndecided(copy, 'EXPIRED');",
        `copy.own.phase === 'TRANSFER_PENDING'
          ? accept({ copy: withOwn(copy, { phase: 'ACTIVE', offered: 0 }), event: 'link.ended', rule: 'C7' })
          : endUndecided(copy, 'EXPIRED');`,
      ),
    ],
  },
  {
    name: 'client delinks alone',
    world: 'transfers',
    patches: [
      patch(
        'settle-ending.ts',
        "copy.own.phase === 'ACTIVE' && holdsToken(copy) && isDelinkPending(copy),",
        "copy.own.phase === 'ACTIVE' && isDelinkPending(copy),",
      ),
    ],
  },
  {
    name: 'a given side ends by its own delink',
    world: 'transfers',
    patches: [
      patch(
        'settle-ending.ts',
        "copy.own.phase === 'ACTIVE' && holdsToken(copy) && isDelinkPending(copy),",
        "(copy.own.phase === 'ACTIVE' && holdsToken(copy) && isDelinkPending(copy)) || (copy.own.phase === 'TRANSFER_PENDING' && copy.own.wantEnd !== ''),",
      ),
    ],
  },
  {
    name: 'old host does not freeze',
    world: 'transfers',
    patches: [
      patch(
        'token.ts',
        "return copy.own.phase === 'ACTIVE' && isHost(copy)",
        "return (copy.own.phase === 'ACTIVE' || copy.own.phase === 'TRANSFER_PENDING') && isHost(copy)",
      ),
    ],
  },
  {
    name: 'refusal not durable',
    world: 'votes',
    patches: [
      patch(
        'commands.ts',
        'vote: isFor ? copy.own.epoch : 0 }',
        'vote: isFor ? copy.own.epoch : 0, refused: 0 }',
      ),
    ],
  },
  {
    name: 'refused number used again',
    world: 'votes',
    patches: [
      patch(
        'settle-transfer.ts',
        'Math.max(own.epoch, own.refused, peer.refused) + 1',
        'Math.max(own.epoch, own.refused) + 1',
      ),
    ],
  },
  {
    name: 'a refused transfer raises the epoch',
    world: 'votes',
    patches: [
      patch(
        'settle-transfer.ts',
        "phase: 'ACTIVE', offered: 0, vote: 0 }",
        "phase: 'ACTIVE', epoch: copy.own.offered, offered: 0, vote: 0 }",
      ),
    ],
  },
  {
    name: 'vote not bound to the epoch',
    world: 'votes',
    patches: [
      patch(
        'settle-transfer.ts',
        'own.vote === own.epoch && peer.vote === own.epoch',
        'own.vote > 0 && peer.vote > 0',
      ),
      patch('settle-transfer.ts', 'copy.own.vote === copy.own.epoch &&', 'copy.own.vote > 0 &&'),
      // The reset at a host change repeats the guard.
      patch('settle-transfer.ts', 'host: copy.self, vote: 0 }', 'host: copy.self }'),
      patch('settle-opening.ts', '      offered: 0,\n      vote: 0,\n', '      offered: 0,\n'),
    ],
  },
  {
    name: 'no tombstones',
    world: 'life-keep',
    patches: [
      patch(
        'restore.ts',
        "if (phase === 'ENDED' || phase === 'RESYNC') return hearUnknownEnd(heard, context);",
        "if (phase === 'ENDED' || phase === 'RESYNC') return NOTHING;",
      ),
    ],
  },
  {
    name: 'an ended copy stays silent',
    world: 'life-keep',
    patches: [
      patch(
        'step.ts',
        'outcomeOf({ before: copy, after: copy }, [], true);',
        "copy.own.phase === 'ENDED' ? NOTHING : outcomeOf({ before: copy, after: copy }, [], true);",
      ),
      patch(
        'hear.ts',
        "!isLive(copy) && message.record.phase !== 'ENDED';",
        'copy === undefined && message === undefined;',
      ),
    ],
  },
  {
    name: 'a lost message is never said again',
    world: 'life-keep',
    patches: [patch('step.ts', 'outcomeOf({ before: copy, after: copy }, [], true);', 'NOTHING;')],
  },
  {
    name: 'expired proposal revived by a late acceptance',
    world: 'life-keep',
    patches: [
      patch(
        'settle-opening.ts',
        "own.phase === 'PROPOSED' && mirror?.phase",
        "(own.phase === 'PROPOSED' || own.endReason === 'EXPIRED') && mirror?.phase",
      ),
      patch(
        'settle-opening.ts',
        "then: (copy) => withOwn(copy, { phase: 'DECISIONS_PENDING' }),",
        "then: (copy) => withOwn(copy, { phase: 'DECISIONS_PENDING', endReason: '' }),",
      ),
    ],
  },
  {
    name: 'crossing: each keeps its own',
    world: 'crossing',
    patches: [patch('open.ts', 'own.linkId > linkId;', 'own.linkId === linkId;')],
  },
  {
    name: 'crossing: each yields',
    world: 'crossing',
    patches: [patch('open.ts', 'own.linkId > linkId;', 'own.linkId !== linkId;')],
  },
  {
    name: 'taken without the data (host change)',
    world: 'transfers',
    patches: [
      patch(
        'settle-transfer.ts',
        'copy.own.dataVersion >= (copy.mirror?.dataVersion ?? 0),',
        'copy.own.dataVersion >= 0,',
      ),
    ],
  },
  {
    name: 'taken without the data (move)',
    world: 'life-move',
    patches: [
      patch(
        'settle-opening.ts',
        "(copy.own.flow !== 'MOVE' || mayTake(copy, incoming)),",
        "(copy.own.flow !== 'MOVE' || incoming !== null),",
      ),
      patch(
        'settle-opening.ts',
        "copy.own.flow === 'MOVE' && incoming ?",
        "copy.own.flow === 'MOVE' && mayTake(copy, incoming) ?",
      ),
    ],
  },
  {
    name: 'data applied while paused',
    world: 'transfers',
    patches: [patch('shared-data.ts', ' && copy.own.pauses.length === 0;', ';')],
  },
  {
    name: 'one shared pause flag',
    world: 'transfers',
    patches: [
      patch(
        'hear.ts',
        'own: { ...copy.own, heardIncarnation: record.incarnation',
        'own: { ...copy.own, pauses: record.pauses, heardIncarnation: record.incarnation',
      ),
    ],
  },
  {
    name: "a resume clears the peer's pause",
    world: 'transfers',
    patches: [
      patch(
        'commands.ts',
        "accept({ copy: withOwn(copy, { pauses }), event: 'link.resumed', rule: 'P1' });",
        "accept({ copy: { ...withOwn(copy, { pauses }), mirror: copy.mirror && { ...copy.mirror, pauses: [] } }, event: 'link.resumed', rule: 'P1' });",
      ),
    ],
  },
  {
    name: 'client applies data at cutover',
    world: 'life-both',
    patches: [
      patch(
        'token.ts',
        "return phase === 'TRANSFER_PENDING' ||",
        "return phase === 'DECISIONS_PENDING' || phase === 'TRANSFER_PENDING' ||",
      ),
      patch(
        'settle-transfer.ts',
        "copy.own.phase === 'ACTIVE' && !isHost(copy);",
        "(copy.own.phase === 'ACTIVE' || copy.own.phase === 'CUTOVER') && !isHost(copy);",
      ),
    ],
  },
  {
    name: 'no T2',
    world: 'transfers',
    patches: [
      patch(
        'settle-ending.ts',
        '  isBound(copy) &&\n  endedActive(copy.mirror) &&\n  copy.mirror.host',
        '  !isLive(copy) &&\n  endedActive(copy.mirror) &&\n  copy.mirror.host',
      ),
    ],
  },
  {
    name: 'an upheld dispute is not heard after the end',
    world: 'dispute',
    patches: [
      patch(
        'settle-ending.ts',
        '!isLive(copy) && isDisputeUpheld(copy) &&',
        'copy === undefined && isDisputeUpheld(copy) &&',
      ),
    ],
  },
  {
    name: 'restore goes on unfrozen',
    world: 'restore-host',
    keepsOldLetters: true,
    patches: [
      patch(
        'restore.ts',
        "withOwn(copy, { phase: 'RESYNC', incarnation });",
        'withOwn(copy, { incarnation });',
      ),
    ],
  },
  {
    name: 'restore with the same incarnation',
    world: 'restore-host',
    keepsOldLetters: true,
    patches: [
      patch(
        'restore.ts',
        "withOwn(copy, { phase: 'RESYNC', incarnation });",
        "withOwn(copy, { phase: 'RESYNC' });",
      ),
    ],
  },
  {
    name: 'restore on any message',
    world: 'restore-host',
    keepsOldLetters: true,
    patches: [patch('hear.ts', 'if (record.heardIncarnation !== copy.own.incarnation) return NOTHING;', '')],
  },
  {
    name: "restore with the host's older data",
    world: 'restore-host',
    patches: [
      patch(
        'restore.ts',
        '!UNDECIDED.includes(known.phase) && mayTake(before, incoming)',
        '!UNDECIDED.includes(known.phase) && before.own.host !== before.self && mayTake(before, incoming)',
      ),
    ],
  },
];
