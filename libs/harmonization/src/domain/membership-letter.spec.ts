import { membershipLetter, type LetterFacts } from './membership-letter';

const FACTS: LetterFacts = {
  program: { en: 'Program One', fr: 'Programme Un' },
  accountNumber: 'ONE0001',
  legalName: 'Wagons & Fils',
  memberSince: '2020-05-01',
  issuedOn: '2026-03-02',
};

describe('the membership letter', () => {
  it('VIEW-2: says who is a member since when and on which day, in both languages', () => {
    const letter = membershipLetter(FACTS);

    expect(letter).toContain('<section lang="en"><h1>Program One</h1>');
    expect(letter).toContain('<section lang="fr"><h1>Programme Un</h1>');
    for (const fact of ['ONE0001', 'Wagons &amp; Fils']) expect(letter.split(fact).length).toBeGreaterThan(2);
    for (const date of ['since May 1, 2020', 'of March 2, 2026', 'depuis le 1er mai 2020', 'au 2 mars 2026'])
      expect(letter).toContain(date);
  });

  it('VIEW-2: shows a name as text, whatever the company calls itself', () => {
    const letter = membershipLetter({
      ...FACTS,
      legalName: '<script>alert("x")</script>',
      tradeName: "O'Hara",
    });

    expect(letter).not.toContain('<script');
    expect(letter).toContain('&lt;script&gt;');
    expect(letter).toContain('O&#39;Hara');
  });
});
