import { usePerson } from '../frame/face';

/** Whether the person may act here: an auditor reads only, and some things headquarters does alone. */
export function useMay(...roles: readonly ('OFFICER' | 'HQ')[]): boolean {
  const person = usePerson();
  const asked: readonly string[] = roles.length > 0 ? roles : ['OFFICER', 'HQ'];
  return person.roles.some((role) => asked.includes(role));
}
