import { REGION_NAMES } from '@harmonization/domain/region-names';
import { ADDRESS_TYPES, OWNER_TYPES } from '@harmonization/domain/shared-data';
import type { ComponentChildren } from 'preact';
import { ChoiceField, TextField, TickField } from '../../form/field';
import { useForm } from '../../form/form-state';
import { valueAt } from '../../form/pointer';
import { useSpeech } from '../../words/language';

interface Place {
  /** Pointer of the record that holds the fields: `/common` of a form, the root of an account. */
  readonly at: string;
}

export function CompanyFields({ at }: Place) {
  const { apply } = useSpeech().words;
  return (
    <>
      <TextField pointer={`${at}/legalName`} label={apply.legalName} autocomplete="organization" />
      <TextField pointer={`${at}/tradeName`} label={apply.tradeName} optional />
      <ChoiceField
        pointer={`${at}/ownerType`}
        label={apply.ownerType}
        options={OWNER_TYPES.map((value) => ({ value, label: apply.ownerTypes[value] }))}
      />
      <TextField
        pointer={`${at}/phone`}
        label={apply.phone}
        hint={apply.phoneHint}
        type="tel"
        width={20}
        autocomplete="tel"
      />
      <TextField pointer={`${at}/website`} label={apply.website} type="url" optional />
    </>
  );
}

export function AddressesFields({ at }: Place) {
  const { apply } = useSpeech().words;
  return (
    <>
      <p>{apply.headquartersHint}</p>
      <Several
        pointer={`${at}/addresses`}
        name={apply.address}
        add={apply.addAddress}
        fresh={{ type: 'OFFICE', staffed: false }}
        fields={(place) => <AddressFields at={place} />}
      />
    </>
  );
}

function AddressFields({ at }: Place) {
  const { apply } = useSpeech().words;
  return (
    <>
      <ChoiceField
        pointer={`${at}/type`}
        label={apply.addressType}
        options={ADDRESS_TYPES.map((value) => ({ value, label: apply.addressTypes[value] }))}
      />
      <TextField pointer={`${at}/street`} label={apply.street} autocomplete="street-address" />
      <TextField pointer={`${at}/city`} label={apply.city} autocomplete="address-level2" />
      <ChoiceField
        pointer={`${at}/country`}
        label={apply.country}
        options={Object.entries(apply.countries).map(([value, label]) => ({ value, label }))}
      />
      <RegionField at={at} />
      <TextField
        pointer={`${at}/postalCode`}
        label={apply.postalCode}
        width={10}
        autocomplete="postal-code"
      />
      <TickField pointer={`${at}/staffed`} label={apply.staffed} />
    </>
  );
}

/** The states or provinces of the country that was chosen; of all three while none is. */
function RegionField({ at }: Place) {
  const { words, of, language } = useSpeech();
  const { document } = useForm();
  const country = valueAt(document, `${at}/country`);
  const countries = typeof country === 'string' ? [country] : Object.keys(REGION_NAMES);
  const options = countries.flatMap((code) =>
    Object.entries(REGION_NAMES[code] ?? {}).map(([region, name]) => ({
      value: `${code}-${region}`,
      label: of(name),
    })),
  );
  if (options.length === 0)
    return <TextField pointer={`${at}/region`} label={words.apply.region} width={8} />;
  return (
    <ChoiceField
      pointer={`${at}/region`}
      label={words.apply.region}
      options={options.toSorted((one, other) => one.label.localeCompare(other.label, language))}
    />
  );
}

export function ContactsFields({ at }: Place) {
  const { apply } = useSpeech().words;
  return (
    <>
      <p>{apply.contactsHint}</p>
      <Several
        pointer={`${at}/contacts`}
        name={apply.contact}
        add={apply.addContact}
        fresh={{ isCompanyOfficer: false, isPrimaryContact: false }}
        fields={(place) => (
          <>
            <TextField pointer={`${place}/name`} label={apply.name} />
            <TextField pointer={`${place}/title`} label={apply.jobTitle} />
            <TextField
              pointer={`${place}/email`}
              label={apply.email}
              hint={apply.contactEmailHint}
              type="email"
            />
            <TextField
              pointer={`${place}/phone`}
              label={apply.phone}
              hint={apply.phoneHint}
              type="tel"
              width={20}
            />
            <TickField pointer={`${place}/isCompanyOfficer`} label={apply.isCompanyOfficer} />
            <TickField pointer={`${place}/isPrimaryContact`} label={apply.isPrimaryContact} />
          </>
        )}
      />
    </>
  );
}

interface SeveralProps {
  readonly pointer: string;
  readonly name: (n: number) => string;
  readonly add: string;
  readonly fresh: object;
  readonly fields: (place: string) => ComponentChildren;
}

/** A list of records, each in a frame of its own that can be taken away. */
function Several({ pointer, name, add, fresh, fields }: SeveralProps) {
  const { words, colon } = useSpeech();
  const { document, set } = useForm();
  const items = (valueAt(document, pointer) as unknown[] | undefined) ?? [];
  return (
    <>
      {items.map((_item, index) => (
        <fieldset key={index}>
          <legend>{name(index + 1)}</legend>
          {fields(`${pointer}/${index}`)}
          {items.length > 1 && (
            <p>
              <button type="button" class="plain" onClick={() => set(pointer, items.toSpliced(index, 1))}>
                {words.action.remove}
                {colon}
                {name(index + 1)}
              </button>
            </p>
          )}
        </fieldset>
      ))}
      <p>
        <button type="button" class="second" onClick={() => set(pointer, [...items, fresh])}>
          {add}
        </button>
      </p>
    </>
  );
}
