import { inBoth } from '../bilingual';
import { daysBetween } from '../calendar';
import type { HostDetermination, HostFacts, SpokenRule } from './host-facts';

/** After this many days held, staff of both programs decide instead of waiting on. */
export const HELD_DAYS = 30;

/** What a gate makes of a designated host. */
export type Gated = Pick<HostDetermination, 'result' | 'standaloneOffered'> & { readonly spoken: SpokenRule };

/** HOST-R7: who is ineligible at the designated host cannot be hosted there: staff, and the other program alone is offered. */
export function ineligibleGate({ programs }: HostFacts, designated: string): Gated | undefined {
  if (programs.find(({ code }) => code === designated)?.standing !== 'INELIGIBLE') return undefined;
  const standaloneOffered = programs.find(({ code }) => code !== designated)?.code;
  const text = inBoth(
    'The carrier is ineligible at the program that would host it.',
    'Le transporteur n’est pas admissible au programme qui serait l’hôte.',
  );
  return {
    result: 'STAFF',
    standaloneOffered,
    spoken: { id: 'HOST-R7', decided: true, facts: { designated, standaloneOffered }, text },
  };
}

/** HOST-R8: suspended or under for-cause review at the designated host: held, and after 30 days staff decide. */
export function heldGate({ programs, heldSince, today }: HostFacts, designated: string): Gated | undefined {
  if (programs.find(({ code }) => code === designated)?.standing !== 'HELD') return undefined;
  const heldDays = heldSince ? daysBetween(heldSince, today) : 0;
  const text = inBoth(
    'The carrier is suspended or under review at the program that would host it.',
    'Le transporteur est suspendu ou à l’examen au programme qui serait l’hôte.',
  );
  const spoken = { id: 'HOST-R8', decided: true, facts: { designated, heldDays }, text } as const;
  return { result: heldDays >= HELD_DAYS ? 'STAFF' : 'HELD', spoken };
}
