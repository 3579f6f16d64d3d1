import type { SpecIssuer } from '@platform/auth/issuer.spec-support';

/** Who signs people's tokens in a world: a miniature one, or the development identity provider itself. */
export interface Issuer extends Pick<SpecIssuer, 'url' | 'stop'> {
  /** Where its keys are; at its own address unless told otherwise. */
  readonly jwksUrl?: string;
  token(claims: Record<string, unknown>, options: { expiresIn: string; audience: string }): Promise<string>;
}
