import { carriers } from '../../../../test/data/carriers';
import { assess, hasStaffedPlaceIn, headquartersCountryOf, primaryContactIsOfficer } from './eligibility';

const [{ form }] = carriers('eligibility') as [ReturnType<typeof carriers>[number]];

it('ELI-1: an officer sees every rule, met or not', () => {
  const text = { en: 'Has something.', fr: 'A quelque chose.' };
  const rules = [
    { id: 'X-E1', isMet: () => true, text },
    { id: 'X-E2', isMet: () => false, text },
  ];

  expect(assess(rules, form)).toEqual([
    { rule: 'X-E1', met: true, text },
    { rule: 'X-E2', met: false, text },
  ]);
});

it('reads staffed places, the primary contact and the headquarters from a form', () => {
  expect([hasStaffedPlaceIn(form, ['US']), hasStaffedPlaceIn(form, ['MX'])]).toEqual([true, false]);
  expect(primaryContactIsOfficer(form)).toBe(true);
  expect(headquartersCountryOf(form)).toBe('US');
});
