import { createServer, type Server } from 'node:http';
import type { JWK } from 'jose';
import Provider, { errors } from 'oidc-provider';
import { listenOn, closeServer } from '../http-server';
import { allowDevLogin } from './dev-login';
import { Directory } from './directory';
import { askStrangersAgain } from './own-people-only';
import { SignIn } from './sign-in';
import { identitySettings } from './settings';

export interface IdentityProvider {
  issuer: string;
  jwksUrl: string;
  stop(): Promise<void>;
}

export interface IdentityOptions {
  port: number;
  signingKey: JWK;
  cookieKey: string;
}

const refuse = (description: string): Error => new errors.InvalidRequest(description);

function serverOf(provider: Provider, directory: Directory): Server {
  const answer = provider.callback();
  const signIn = new SignIn(provider, directory);
  return createServer((request, response) => {
    signIn
      .answer(request, response)
      .then((answered) => (answered ? undefined : answer(request, response)))
      .catch(() =>
        response.writeHead(400).end('This sign-in has expired: go back to the portal and start again.'),
      );
  });
}

/** The development issuer: people of both programs, on this machine only. Never part of the production image. */
export async function startIdentityProvider(options: IdentityOptions): Promise<IdentityProvider> {
  const issuer = `http://127.0.0.1:${options.port}`;
  const directory = new Directory();
  const settings = identitySettings({
    ...options,
    directory,
    unknownAudience: () => new errors.InvalidTarget(),
    policy: askStrangersAgain(directory),
  });
  const provider = new Provider(issuer, settings);
  allowDevLogin(provider, directory, refuse);
  const server = serverOf(provider, directory);
  await listenOn(server, options.port);
  return { issuer, jwksUrl: `${issuer}/jwks`, stop: () => closeServer(server) };
}
