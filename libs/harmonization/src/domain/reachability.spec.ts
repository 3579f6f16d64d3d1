import { isEmail, isPhone, isWebsite, sameEmail } from './reachability';

describe.each([
  [
    'REACH-1: an e-mail address',
    isEmail,
    ['a@b.co', 'jane.doe+x@mail.example.com', "o'neil@example.ca", 'x@xn--bcher-kva.example'],
    [
      '',
      'a',
      'a@b',
      '@b.co',
      'a@',
      'a b@c.co',
      'a..b@c.co',
      '.a@c.co',
      'a@-c.co',
      'a@c..co',
      'a@b@c.co',
      'a\u0000@c.co',
      `${'a'.repeat(65)}@c.co`,
    ],
  ],
  [
    'REACH-2: a telephone number',
    isPhone,
    ['+17165550100', '+525512345678'],
    ['17165550100', '+0123456789', '+1 716 555 0100', '+123456', '+1234567890123456'],
  ],
  [
    'REACH-3: a web address',
    isWebsite,
    ['https://example.com', 'http://www.example.com:8080/a?b#c', 'https://sub.example.co.uk/'],
    [
      'example.com',
      'ftp://example.com',
      'javascript:alert(1)',
      'https://localhost',
      'https://a b.com',
      'https://user:pass@example.com',
      'https://example.com/\u202e',
    ],
  ],
])('%s', (_, holds, valid, invalid) => {
  it.each(valid)('may be %s', (value) => {
    expect(holds(value)).toBe(true);
  });

  it.each(invalid)('may not be %j', (value) => {
    expect(holds(value)).toBe(false);
  });
});

it('takes e-mail addresses that differ in case as one', () => {
  expect(sameEmail('Jane@Example.com', 'jane@example.COM')).toBe(true);
  expect(sameEmail('jane@example.com', 'june@example.com')).toBe(false);
});
