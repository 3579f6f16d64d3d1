import { accept, refuse, type Decision } from './decision';

/** `HELD`: the service was given the key and has told nobody. `FORMER`: it signs no more, and what it signed may still arrive. */
export type OwnKeyState = 'HELD' | 'ANNOUNCED' | 'ACTIVE' | 'FORMER' | 'RETIRED';
export type KeyStep = 'ANNOUNCE' | 'ACTIVATE' | 'RETIRE';

/** KEY-1: a key is announced before it signs, and stays published after it has signed; the key that signs cannot be retired. */
const STEPS: Readonly<Record<OwnKeyState, Readonly<Partial<Record<KeyStep, OwnKeyState>>>>> = {
  HELD: { ANNOUNCE: 'ANNOUNCED' },
  ANNOUNCED: { ACTIVATE: 'ACTIVE', RETIRE: 'RETIRED' },
  ACTIVE: {},
  // The way back, should the peer not have taken the new key.
  FORMER: { ACTIVATE: 'ACTIVE', RETIRE: 'RETIRED' },
  RETIRED: {},
};

/** Minutes that a former key stays published: the freshness of a signature (5), and the peer's refresh of a document (10). */
export const KEY_OVERLAP_MINUTES = 15;

export interface KeyStepFacts {
  readonly state: OwnKeyState;
  readonly step: KeyStep;
  /** When the key came into this state. */
  readonly since?: Date;
  readonly now: Date;
  /** Others may know the private key: it counts no moment longer. */
  readonly isCompromised?: boolean;
}

/** KEY-1, KEY-2: the state that follows. Refuses KEY_STATE with what is allowed, KEY_OVERLAP with the end of the overlap. */
export function checkKeyStep({
  state,
  step,
  since,
  now,
  isCompromised = false,
}: KeyStepFacts): Decision<OwnKeyState> {
  const next = STEPS[state][step];
  if (!next) return refuse('KEY_STATE', { state, allowed: Object.keys(STEPS[state]) });
  const until = overlapEnds(since);
  const isEarly = state === 'FORMER' && step === 'RETIRE' && !isCompromised && until > now;
  return isEarly ? refuse('KEY_OVERLAP', { until: until.toISOString() }) : accept(next);
}

/** KEY-2: a former key is retired only after the overlap, unless others may know it. */
const overlapEnds = (since: Date | undefined): Date =>
  new Date((since?.getTime() ?? 0) + KEY_OVERLAP_MINUTES * 60_000);

export interface PeerKeyFacts {
  /** Ids of the keys of the peer that count now. */
  readonly trusted: readonly string[];
  /** Ids that were retired. */
  readonly retired: readonly string[];
  readonly keyId: string;
  /** The peer publishes its keys at a pinned address, where a further one may be found. */
  readonly isPublished: boolean;
}

/** KEY-3: a key of the peer that was retired never counts again. Refuses KEY_STATE. */
export function checkTrust({ trusted, retired, keyId }: PeerKeyFacts): Decision<'TRUSTED'> {
  if (retired.includes(keyId)) return refuse('KEY_STATE', { state: 'RETIRED', allowed: [] });
  return trusted.includes(keyId)
    ? refuse('KEY_STATE', { state: 'TRUSTED', allowed: ['RETIRE'] })
    : accept('TRUSTED');
}

/** KEY-4: the last key by which the peer can be believed is not retired; closing the pairing says that better. Refuses PEER_KEY_LAST. */
export function checkDistrust({ trusted, retired, keyId, isPublished }: PeerKeyFacts): Decision<'RETIRED'> {
  if (retired.includes(keyId)) return refuse('KEY_STATE', { state: 'RETIRED', allowed: [] });
  const remain = trusted.filter((id) => id !== keyId);
  return remain.length > 0 || isPublished ? accept('RETIRED') : refuse('PEER_KEY_LAST');
}
