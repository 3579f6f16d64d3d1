import { carriers, formWith } from '../../../../test/data/carriers';
import { assembleSharedData, fillMissingIdentifiers } from './assemble-data';
import { toSharedData } from './form-mapping';

const [{ form }] = carriers('assemble') as [ReturnType<typeof carriers>[number]];

describe('the data of an account that an application opens', () => {
  it('APP-11: are those of the form where the carrier is new', () => {
    expect(assembleSharedData(form)).toEqual(toSharedData(form));
    expect(assembleSharedData({})).toBeUndefined();
  });

  it('APP-11: are those of the membership, completed by the supplement that was missing', () => {
    const memberData = toSharedData(formWith(form, ['usSupplement']));
    const { common: _held, ...asked } = formWith(form, ['canadianSupplement']);

    expect(assembleSharedData(asked, memberData)).toEqual(toSharedData(form));
  });
});

describe('the data of a host whose client is a member too', () => {
  it("MAP-3: are the host's own, with the identifiers that only the client's program knows", () => {
    const host = toSharedData(formWith(form, ['usSupplement']));
    const client = {
      ...toSharedData(form),
      legalName: 'Another name',
      identifiers: { scac: 'ZZZZ', bn15: '123456782RC0001' },
    };

    expect(fillMissingIdentifiers(host, client)).toEqual({
      ...host,
      identifiers: { ...host.identifiers, bn15: '123456782RC0001' },
    });
  });
});
