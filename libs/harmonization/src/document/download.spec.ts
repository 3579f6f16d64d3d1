import { contentDisposition } from './download';

describe('the name under which a document is saved', () => {
  it.each([
    ['plan.pdf', `attachment; filename="plan.pdf"; filename*=UTF-8''plan.pdf`],
    ['été (v2).pdf', `attachment; filename="_t_ (v2).pdf"; filename*=UTF-8''%C3%A9t%C3%A9%20%28v2%29.pdf`],
    ['a"b\\c%d.pdf', `attachment; filename="a_b_c_d.pdf"; filename*=UTF-8''a%22b%5Cc%25d.pdf`],
    [
      'a\r\nSet-Cookie: x.pdf',
      `attachment; filename="a__Set-Cookie: x.pdf"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x.pdf`,
    ],
  ])('writes %j so that no header breaks', (name, header) => {
    expect(contentDisposition(name)).toBe(header);
  });
});
