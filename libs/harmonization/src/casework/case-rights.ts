import type { Caller } from '@platform/auth/caller';
import { versionStale } from '@platform/http/entity-tag';
import type { ActingParty } from '../audit/audit-log';
import { RefusedError } from '../refusal/refused.error';
import type { ChoiceView } from './case-view';
import type { StaffCase } from './staff-case.entity';

export const officerOf = (officer: Caller): ActingParty => ({
  actor: officer.subject,
  role: officer.roles[0] ?? 'OFFICER',
});

export const isHeadquarters = ({ roles }: Caller): boolean => roles.includes('HQ');

/** Refuses CASE_CLOSED, saying what was decided. */
export function requireOpen({ state, resolution }: StaffCase): void {
  if (state !== 'OPEN')
    throw new RefusedError({ code: 'CASE_CLOSED', facts: { resolution: resolution?.choice } });
}

/** Refuses CASE_TAKEN, saying who has the case, where another officer has claimed it. */
export function requireNotTaken({ assignee, assigneeName }: StaffCase, officer: Caller): void {
  if (assignee && assignee !== officer.subject)
    throw new RefusedError({ code: 'CASE_TAKEN', facts: { assignee: assigneeName ?? assignee } });
}

/** Refuses (412) where the caller has named a version and the case has changed since. */
export function requireSeen({ version }: StaffCase, seen: number | undefined): void {
  if (seen !== undefined && seen !== version) throw versionStale(version);
}

/** The choice of that code. Refuses DATA_INVALID, with what is allowed, where it is not offered; NOT_ALLOWED where others may choose it. */
export function requireOffered(choices: readonly ChoiceView[], code: string, officer: Caller): ChoiceView {
  const choice = choices.find((each) => each.code === code);
  if (!choice) throw notOffered(choices.map((each) => each.code));
  if (!choice.by.some((role) => officer.roles.includes(role)))
    throw new RefusedError({ code: 'NOT_ALLOWED', facts: { by: choice.by } });
  return choice;
}

function notOffered(allowed: readonly string[]): RefusedError {
  const list = allowed.join(', ');
  const expected =
    allowed.length > 0
      ? { en: `one of ${list}`, fr: `l’une des valeurs ${list}` }
      : {
          en: 'nothing: the case closes by what happens elsewhere',
          fr: 'rien : le dossier se règle par ce qui se passe ailleurs',
        };
  return new RefusedError({ code: 'DATA_INVALID', facts: { allowed } }, [
    { pointer: '/choice', code: 'ONE_OF', expected },
  ]);
}
