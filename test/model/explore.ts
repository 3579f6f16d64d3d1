import { act, actionsOf, type Action } from './actions';
import { Drains } from './drain';
import { HashSet } from './hash-set';
import { checkState, type Finding } from './invariants';
import { keyOf, pairKey } from './key';
import type { Protocol } from './protocol';
import { linkIds, type State } from './state';
import { checkTransition } from './transition-rules';
import type { World } from './world';

export interface Violation {
  readonly finding: string;
  /** What happened, from the world's start on. */
  readonly trace: readonly string[];
}

export interface Exploration {
  readonly world: string;
  readonly states: number;
  readonly pairs: number;
  readonly transitions: number;
  readonly depth: number;
  readonly seconds: number;
  readonly isComplete: boolean;
  readonly violation?: Violation;
}

/** How a state was reached; kept for every state, so it is small. */
interface Path {
  readonly label: string;
  readonly from?: Path;
}

/** A state that waits to be looked at. */
interface Visit {
  readonly state: State;
  readonly depth: number;
  readonly path?: Path;
}

export interface Bounds {
  /** Stops after so many states; the world is then not complete. */
  readonly states?: number;
  readonly seconds?: number;
}

function traceOf(path: Path | undefined): string[] {
  const trace: string[] = [];
  for (let one = path; one; one = one.from) trace.unshift(one.label);
  return trace;
}

/**
 * Every state that can be reached, by number of commands spent first: a state is first seen with the most commands left, so that what was
 * spent need not be part of its key.
 */
export class Exploring {
  private readonly seen = new HashSet();
  private readonly pairs = new HashSet();
  private readonly drains: Drains;
  private readonly layers: Visit[][] = [];
  private readonly isRestorable: boolean;
  private readonly begun = process.hrtime.bigint();
  private transitions = 0;
  private depth = 0;

  constructor(
    private readonly world: World,
    private readonly protocol: Protocol,
    private readonly bounds: Bounds = {},
  ) {
    this.isRestorable = world.restores !== undefined;
    this.drains = new Drains(protocol, world);
  }

  run(): Exploration {
    const violation = this.arrive({ state: this.world.start, depth: 0 }) ?? this.visitAll();
    const isComplete = !violation && this.layers.every((layer) => layer.length === 0);
    const figures = {
      states: this.seen.size,
      pairs: this.pairs.size,
      transitions: this.transitions,
      depth: this.depth,
    };
    return {
      world: this.world.name,
      ...figures,
      seconds: this.seconds(),
      isComplete,
      ...(violation && { violation }),
    };
  }

  private visitAll(): Violation | undefined {
    for (let spent = 0; spent < this.layers.length; spent += 1) {
      const layer = this.layers[spent] ?? [];
      for (let next = 0; next < layer.length; next += 1) {
        const visit = layer[next];
        if (!visit) continue;
        if (this.isBeyondBounds()) return undefined;
        const violation = this.leave(visit);
        if (violation) return violation;
        // What was looked at may be forgotten.
        layer[next] = undefined as unknown as Visit;
      }
      layer.length = 0;
    }
    return undefined;
  }

  private isBeyondBounds(): boolean {
    const { states = Infinity, seconds = Infinity } = this.bounds;
    return this.seen.size >= states || (this.transitions % 64 === 0 && this.seconds() > seconds);
  }

  private seconds(): number {
    return Number(process.hrtime.bigint() - this.begun) / 1e9;
  }

  private leave(visit: Visit): Violation | undefined {
    for (const action of actionsOf(visit.state, this.world)) {
      const violation = this.take(visit, action);
      if (violation) return violation;
    }
    return undefined;
  }

  private take(visit: Visit, action: Action): Violation | undefined {
    const transition = act(this.protocol, visit.state, action, this.world);
    if (!transition) return undefined;
    this.transitions += 1;
    const finding = checkTransition(transition);
    if (finding) return { finding, trace: [...traceOf(visit.path), action.label] };
    if (transition.after === visit.state) return undefined;
    const path = { label: action.label, ...(visit.path && { from: visit.path }) };
    return this.arrive({ state: transition.after, depth: visit.depth + 1, path });
  }

  private arrive(visit: Visit): Violation | undefined {
    const { state } = visit;
    const ids = linkIds(state);
    if (!this.seen.add(keyOf(state, ids, this.isRestorable))) return undefined;
    this.depth = Math.max(this.depth, visit.depth);
    (this.layers[state.spent] ??= []).push(visit);
    const finding = checkState(state, this.protocol) ?? this.checkPair(state, ids);
    return finding ? { finding, trace: traceOf(visit.path) } : undefined;
  }

  private checkPair(state: State, ids: readonly string[]): Finding {
    if (!this.pairs.add(pairKey(state, ids, this.isRestorable))) return undefined;
    return this.drains.check(state);
  }
}
