import { interactionPolicy } from 'oidc-provider';
import type { Directory } from './directory';
import { programsAsked } from './sign-in';

const { Check, base } = interactionPolicy;

/**
 * Whoever is signed in already as somebody of the other program is asked again: a person belongs to one program's directory, and an
 * officer of one is nobody at the other (domain §10).
 */
export function askStrangersAgain(directory: Directory): interactionPolicy.DefaultPolicy {
  const policy = base();
  const isStranger = new Check(
    'other_program',
    'signed in as somebody of another program',
    'login_required',
    ({ oidc }) => {
      const login = oidc.session?.accountId;
      const programs = programsAsked(oidc.params?.resource);
      return Boolean(login) && !programs.some((program) => directory.findIn(program, login ?? ''));
    },
  );
  policy.get('login')?.checks.add(isStranger);
  return policy;
}
