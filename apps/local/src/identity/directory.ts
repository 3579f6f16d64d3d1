import { isProgram, type ProgramName } from '../programs';
import { type Person, personIn } from './people';

const LOGIN = /^([a-z0-9][a-z0-9._-]{0,63})@([a-z]+)$/;
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/;

/** Finds people by login. A carrier may be given another e-mail address: the one that stands in its application. */
export class Directory {
  private readonly emails = new Map<string, string>();

  /** Undefined when the login is malformed or of no program; any other unknown login is an invented carrier. */
  find(login: string): Person | undefined {
    const [, word, program] = LOGIN.exec(login) ?? [];
    if (!word || !program || !isProgram(program)) return undefined;
    const person = personIn(program, word);
    return { ...person, email: this.emails.get(login) ?? person.email };
  }

  /** The person, if the login belongs to that program's directory: nobody is known in both. */
  findIn(program: ProgramName, login: string): Person | undefined {
    const person = this.find(login);
    return person?.program === program ? person : undefined;
  }

  /** Remembers a carrier's e-mail address; false for staff and for what is not an address. */
  giveEmail(login: string, email: string): boolean {
    const person = this.find(login);
    if (!person || !EMAIL.test(email) || !person.roles.some((role) => role.startsWith('CARRIER_')))
      return false;
    this.emails.set(login, email);
    return true;
  }
}
