import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { en, type Words } from './en';
import { fr } from './fr';

export type Language = 'en' | 'fr';

const CATALOGUES: Readonly<Record<Language, Words>> = { en, fr };
/** Dates and numbers as each country writes them. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-CA', fr: 'fr-CA' };
const REMEMBERED = 'language';

export interface Speech {
  readonly language: Language;
  readonly words: Words;
  /** Keeps the page and everything typed on it. */
  readonly toggle: () => void;
  readonly date: (value: string | Date | null | undefined) => string;
  readonly time: (value: string | Date) => string;
  readonly number: (value: number) => string;
  /** TXT-6: what stands between a name and its value, in the setting of the language. */
  readonly colon: string;
  /** The text of a bilingual pair that the API gives. */
  readonly of: (text: { en: string; fr: string } | undefined) => string;
}

const SpeechContext = createContext<Speech | undefined>(undefined);

/** The language asked for in the address, else chosen before, else the face's own. */
function initialLanguage(preferred: Language): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(REMEMBERED);
  return asked === 'en' || asked === 'fr' ? asked : preferred;
}

/** TXT-8: the first of a month is `1er` in French, which the platform’s own format leaves out. */
const ordinal = (text: string, language: Language): string =>
  language === 'fr' ? text.replace(/^1(?= )/, '1er') : text;

function speechOf(language: Language, toggle: () => void): Speech {
  const locale = LOCALES[language];
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const number = new Intl.NumberFormat(locale);
  return {
    language,
    words: CATALOGUES[language],
    toggle,
    date: (value) =>
      value ? ordinal(day.format(new Date(value)), language) : CATALOGUES[language].field.none,
    time: (value) => ordinal(moment.format(new Date(value)), language),
    number: (value) => number.format(value),
    colon: language === 'fr' ? '\u00a0: ' : ': ',
    of: (text) => text?.[language] ?? '',
  };
}

export function SpeechProvider({
  preferred,
  children,
}: {
  preferred: Language;
  children: ComponentChildren;
}) {
  const [language, setLanguage] = useState(() => initialLanguage(preferred));
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(REMEMBERED, language);
  }, [language]);
  const speech = useMemo(
    () => speechOf(language, () => setLanguage(language === 'en' ? 'fr' : 'en')),
    [language],
  );
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>;
}

/** The words of the present language, and its ways to write dates and numbers. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('useSpeech() stands outside SpeechProvider');
  return speech;
}
