import { typesetFrench } from './french-typography';

/** A text that people read, in both official languages of the border. */
export interface Bilingual {
  readonly en: string;
  readonly fr: string;
}

export const inBoth = (en: string, fr: string): Bilingual => ({ en, fr: typesetFrench(fr) });
