import { typesetFrench } from './french-typography';

/** The no-break space as it can be seen. */
const seen = (text: string): string => typesetFrench(text).replaceAll('\u00a0', '_');

describe('French, as it is set (TXT-6)', () => {
  it.each([
    ['Visite : lundi', 'Visite_: lundi'],
    ['Le motif est :', 'Le motif est_:'],
    ['le critère « 4.2 : la barrière »', 'le critère «_4.2_: la barrière_»'],
    ['Version n° 3, 40 %', 'Version n°_3, 40_%'],
    ['de 0 à 1 000 000', 'de 0 à 1_000_000'],
  ])('never tears apart %s', (typed, set) => {
    expect(seen(typed)).toBe(set);
  });

  it.each([
    'Réessayez; rien n’a été perdu.',
    'Mettre fin au lien?',
    'https://exemple.ca:8443/a',
    'le 31 janvier 2026 à 9 h 30',
    '12 345678',
  ])('leaves %s as it is', (typed) => {
    expect(typesetFrench(typed)).toBe(typed);
  });

  it('changes nothing when it is done again', () => {
    const once = typesetFrench('Motif : « 5 % »');
    expect(typesetFrench(once)).toBe(once);
  });
});
