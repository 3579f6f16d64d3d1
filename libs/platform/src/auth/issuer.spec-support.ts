import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

/** An identity provider in miniature for tests: publishes one key, signs what it is asked to. */
export class SpecIssuer {
  fetches = 0;

  private constructor(
    private readonly server: Server,
    private readonly key: CryptoKey,
  ) {}

  static async start(): Promise<SpecIssuer> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'spec', alg: 'ES256' };
    const server = createServer();
    const issuer = new SpecIssuer(server, privateKey);
    server.on('request', (_request, response) => {
      issuer.fetches++;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  token(
    claims: Record<string, unknown> = {},
    { expiresIn = '5m', kid = 'spec', audience = 'spec-service' } = {},
  ): Promise<string> {
    return new SignJWT({ sub: 'ann', roles: ['READER'], ...claims })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuer((claims.iss as string | undefined) ?? this.url)
      .setAudience(audience)
      .setExpirationTime(expiresIn)
      .sign(this.key);
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
