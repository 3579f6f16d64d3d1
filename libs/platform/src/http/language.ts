/** The two languages in which the service speaks to people. */
export type Language = 'en' | 'fr';

export interface Bilingual {
  readonly en: string;
  readonly fr: string;
}

function preference(entry: string): { language: string; quality: number } {
  const [range = '', ...parameters] = entry.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return {
    language: range.toLowerCase().split('-')[0] ?? '',
    quality: quality ? Number(quality.slice(2)) : 1,
  };
}

/** The better of English and French by `Accept-Language`; English where it names neither. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (!acceptLanguage) return 'en';
  const wanted = acceptLanguage
    .split(',', 20)
    .map(preference)
    .filter(({ language, quality }) => (language === 'en' || language === 'fr') && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted[0]?.language === 'fr' ? 'fr' : 'en';
}
