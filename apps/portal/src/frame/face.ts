import type { SupplementName } from '@harmonization/domain/application-form';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../words/language';

/** Whose pages these are; the service that serves them says so. */
export interface Face {
  readonly code: string;
  readonly shortName: string;
  readonly name: { en: string; fr: string };
  readonly look: 'uswds' | 'gcds';
  readonly language: Language;
  readonly country: string;
  /** The parts of the form that only one program needs: this one's, the other's. */
  readonly supplements: { readonly own: SupplementName; readonly peer: SupplementName };
  /** Lines of business that may be harmonized, each with its first day. */
  readonly harmonizableLines: readonly { readonly line: string; readonly from: string }[];
  /** The business date of the service, by which its rules judge what is typed. */
  readonly today: string;
  /** What the service takes as a document. */
  readonly documents: { readonly types: readonly string[]; readonly maxBytes: number };
  /** Members are looked up by their partners, or have a letter to show. */
  readonly statusProof: 'STATUS_VERIFICATION' | 'LETTER';
  readonly peer: { readonly code: string; readonly name: { en: string; fr: string } };
}

export interface Person {
  readonly subject: string;
  readonly name?: string;
  readonly email?: string;
  readonly roles: readonly string[];
  readonly program: string;
}

const STAFF = ['OFFICER', 'HQ', 'AUDITOR'];
export const isStaff = ({ roles }: Person): boolean => roles.some((role) => STAFF.includes(role));

export const FaceContext = createContext<Face | undefined>(undefined);
export const PersonContext = createContext<Person | undefined>(undefined);

export function useFace(): Face {
  const face = useContext(FaceContext);
  if (!face) throw new Error('useFace() stands outside its provider');
  return face;
}

/** Who is signed in. Only below the pages of people who are. */
export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (!person) throw new Error('usePerson() stands outside its provider');
  return person;
}
