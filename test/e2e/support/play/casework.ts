import { asSystem } from '@harmonization/audit/audit-log';
import { Cases, type CaseSubject } from '@harmonization/casework/cases';
import { Database } from '@platform/database';
import { v7 as uuidv7 } from 'uuid';
import type { Side } from '../side';

/** Opens a case as the capability that finds a reason for it does: in a transaction of the service. */
export async function openCase(side: Side, subject: Partial<CaseSubject> = {}): Promise<string> {
  const { app } = side.running;
  const about: CaseSubject = {
    kind: 'DUPLICATE',
    subjectKind: 'account',
    subjectId: `account of ${uuidv7()}`,
    facts: { linked: 'X1', applied: 'X2', accounts: [{ accountNumber: 'X1', status: 'ANY' }] },
    ...subject,
  };
  return app
    .get(Database)
    .transaction(async (tx) => (await app.get(Cases).open(tx, about, asSystem('test'))).id);
}

/** A host case that stands for no application: what both programs say of it moves nothing else. */
export const openHostCase = (side: Side, subjectId: string): Promise<string> =>
  openCase(side, {
    kind: 'HOST_ASSIGNMENT',
    subjectKind: 'application',
    subjectId,
    facts: { reference: 'HA-1', rules: [], override: false },
  });
