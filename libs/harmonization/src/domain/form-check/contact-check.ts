import type { FieldFinding } from '../application-form';
import { personNameFault } from '../names';
import { lineFault } from '../plain-text';
import { isEmail, isPhone, sameEmail } from '../reachability';
import type { Contact } from '../shared-data';
import { finding } from './field-codes';
import {
  formatted,
  listOf,
  recordOf,
  recordsIn,
  required,
  text,
  yesOrNo,
  type ValueCheck,
} from './value-checks';

const MOST_CONTACTS = 50;

const contactFields = recordOf<Contact>({
  name: required(text(personNameFault)),
  title: required(text(lineFault)),
  email: required(formatted(isEmail, 'EMAIL_MALFORMED')),
  phone: required(formatted(isPhone, 'PHONE_MALFORMED')),
  isCompanyOfficer: required(yesOrNo),
  isPrimaryContact: required(yesOrNo),
});

type ListedContacts = ReturnType<typeof recordsIn>;

/** FORM-3: at least one contact is a company officer. */
const officerFindings = (pointer: string, contacts: ListedContacts): FieldFinding[] =>
  contacts.some(({ record }) => record.isCompanyOfficer === true)
    ? []
    : [finding(pointer, 'COMPANY_OFFICER_MISSING')];

/** FORM-4: exactly one contact is the primary one, and it is a company officer. */
function primaryFindings(pointer: string, contacts: ListedContacts): FieldFinding[] {
  const primary = contacts.filter(({ record }) => record.isPrimaryContact === true);
  if (primary.length === 0) return [finding(pointer, 'PRIMARY_CONTACT_MISSING')];
  const notOfficers = primary.filter(({ record }) => record.isCompanyOfficer !== true);
  return [
    ...primary
      .slice(1)
      .map(({ index }) => finding(`${pointer}/${index}/isPrimaryContact`, 'PRIMARY_CONTACT_NOT_UNIQUE')),
    ...notOfficers.map(({ index }) =>
      finding(`${pointer}/${index}/isCompanyOfficer`, 'PRIMARY_CONTACT_NOT_OFFICER'),
    ),
  ];
}

/** FORM-5: no two contacts have one e-mail address, whatever its case. */
function emailFindings(pointer: string, contacts: ListedContacts): FieldFinding[] {
  const emails = contacts.flatMap(({ index, record: { email } }) =>
    typeof email === 'string' && email ? [{ index, email }] : [],
  );
  const repeated = emails.filter(({ email }, place) =>
    emails.slice(0, place).some((earlier) => sameEmail(earlier.email, email)),
  );
  return repeated.map(({ index }) => finding(`${pointer}/${index}/email`, 'EMAIL_NOT_UNIQUE'));
}

const eachContact = listOf(contactFields, MOST_CONTACTS);

/** Every fault of a list of contacts, alone and together. */
export const contactsCheck: ValueCheck = (pointer, value) => {
  const alone = eachContact(pointer, value);
  if (!Array.isArray(value) || value.length > MOST_CONTACTS) return alone;
  const contacts = recordsIn(value);
  return [
    ...alone,
    ...officerFindings(pointer, contacts),
    ...primaryFindings(pointer, contacts),
    ...emailFindings(pointer, contacts),
  ];
};
