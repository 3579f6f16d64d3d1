import type { Person } from './people';

/** What the services read of a person. E-mail addresses of the development directory count as verified. */
export const claimsOf = (person: Person) => ({
  name: person.name,
  email: person.email,
  email_verified: true,
  roles: person.roles,
  ...(person.office ? { office: person.office } : {}),
});
