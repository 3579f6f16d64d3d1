import { EncryptJWT, jwtDecrypt } from 'jose';

/** Who is signed in on the pages, as the browser's cookie carries it: encrypted, so that no script and no disk can read the token. */
export interface PageSession {
  readonly token: string;
  readonly subject: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** What a sign-in that is under way must remember until the issuer sends the browser back. */
export interface SignInAttempt {
  readonly state: string;
  readonly verifier: string;
  /** Path of the page to go to afterwards. */
  readonly to: string;
}

const ATTEMPT_SECONDS = 600;

/** Seals and opens what the cookies of the pages hold. Two purposes never open each other's. */
export class CookieSeal {
  constructor(private readonly key: Uint8Array) {}

  session({ token, subject, expiresAt }: PageSession): Promise<string> {
    return this.seal('session', { token }, expiresAt, subject);
  }

  attempt(attempt: SignInAttempt): Promise<string> {
    return this.seal('sign-in', { ...attempt }, Math.floor(Date.now() / 1000) + ATTEMPT_SECONDS);
  }

  async openSession(sealed: string | undefined): Promise<PageSession | undefined> {
    const claims = await this.open('session', sealed);
    if (!claims) return undefined;
    return { token: String(claims.token), subject: String(claims.sub), expiresAt: Number(claims.exp) };
  }

  async openAttempt(sealed: string | undefined): Promise<SignInAttempt | undefined> {
    const claims = await this.open('sign-in', sealed);
    if (!claims) return undefined;
    return { state: String(claims.state), verifier: String(claims.verifier), to: String(claims.to) };
  }

  private seal(
    purpose: string,
    claims: Record<string, unknown>,
    expiresAt: number,
    subject?: string,
  ): Promise<string> {
    const jwt = new EncryptJWT(claims)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(purpose)
      .setExpirationTime(expiresAt);
    return (subject === undefined ? jwt : jwt.setSubject(subject)).encrypt(this.key);
  }

  /** Undefined for what is forged, expired or of another purpose: the person simply is not signed in. */
  private async open(
    purpose: string,
    sealed: string | undefined,
  ): Promise<Record<string, unknown> | undefined> {
    if (!sealed) return undefined;
    try {
      return (await jwtDecrypt(sealed, this.key, { audience: purpose })).payload;
    } catch {
      return undefined;
    }
  }
}
