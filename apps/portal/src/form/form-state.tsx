import type { FieldFinding } from '@harmonization/domain/application-form';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What the fields of one form share: the document, its faults, and who else owns a field. */
export interface FormState {
  readonly document: unknown;
  readonly findings: readonly FieldFinding[];
  /** The host's name where it alone may change the data. */
  readonly lockedBy?: string;
  readonly set: (pointer: string, value: unknown) => void;
}

export const FormContext = createContext<FormState | undefined>(undefined);

export function useForm(): FormState {
  const form = useContext(FormContext);
  if (!form) throw new Error('useForm() stands outside a form');
  return form;
}

/** The id of a field follows from its pointer, so that the error summary can lead to it. */
export const idOf = (pointer: string): string => `f${pointer.replaceAll('/', '-')}`;
