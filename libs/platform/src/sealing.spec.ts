import { seal, unseal } from './sealing';

const SECRET = 's'.repeat(32);

describe('a sealed text', () => {
  it('opens again, and never looks the same twice', () => {
    const [one, other] = [seal(SECRET, 'mail', 'Étape 1'), seal(SECRET, 'mail', 'Étape 1')];

    expect([unseal(SECRET, 'mail', one), unseal(SECRET, 'mail', other)]).toEqual(['Étape 1', 'Étape 1']);
    expect(one).not.toBe(other);
  });

  it('opens with no other secret, for no other purpose, and not after a change', () => {
    const sealed = seal(SECRET, 'mail', 'text');
    const changed = Buffer.from(sealed, 'base64url');
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);

    expect(() => unseal('t'.repeat(32), 'mail', sealed)).toThrow();
    expect(() => unseal(SECRET, 'key', sealed)).toThrow();
    expect(() => unseal(SECRET, 'mail', changed.toString('base64url'))).toThrow();
  });
});
