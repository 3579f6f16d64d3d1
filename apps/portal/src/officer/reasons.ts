import { reasonInWords } from '@harmonization/domain/reason-words';
import type { Option } from '../form/options';
import { useData } from '../api/use-api';
import { useSpeech } from '../words/language';
import type { ReasonCode } from './types';

export interface Reasons {
  readonly nameOf: (code: string) => string;
  /** Those that can explain any of the statuses. */
  readonly explaining: (...statuses: readonly string[]) => Option[];
  /** Those of the given codes. */
  readonly among: (codes: readonly string[]) => Option[];
}

/** The program's closed list of reasons, in the reader's language. */
export function useReasons(): Reasons {
  const { of } = useSpeech();
  const { data } = useData<{ items: readonly ReasonCode[] }>('/v1/staff/reason-codes');
  const items = data?.items ?? [];
  const options = (chosen: readonly ReasonCode[]): Option[] =>
    chosen.map(({ code, label }) => ({ value: code, label: of(label) }));
  return {
    nameOf: (code) => of(items.find((reason) => reason.code === code)?.label ?? reasonInWords(code)),
    explaining: (...statuses) =>
      options(items.filter(({ explains }) => explains.some((status) => statuses.includes(status)))),
    among: (codes) => options(items.filter(({ code }) => codes.includes(code))),
  };
}
