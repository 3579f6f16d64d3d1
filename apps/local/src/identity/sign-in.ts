import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { PROGRAMS, type ProgramName } from '../programs';
import type { Directory } from './directory';
import { programOfAudience } from './resource-server';
import { signInPage } from './sign-in-page';

const MAX_FORM_BYTES = 4_096;

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MAX_FORM_BYTES) break;
  }
  return new URLSearchParams(body);
}

/** The programs whose people may sign in here: those of the audiences that the portal has asked for, else all. */
export function programsAsked(resource: unknown): readonly ProgramName[] {
  const asked = (Array.isArray(resource) ? resource : [resource]).filter(
    (value) => typeof value === 'string',
  );
  const programs = asked.map(programOfAudience).filter((program) => program !== undefined);
  return programs.length > 0 ? programs : PROGRAMS;
}

/** The sign-in page of the authorization code flow, for one issuer. */
export class SignIn {
  constructor(
    private readonly provider: Provider,
    private readonly directory: Directory,
  ) {}

  /** Answers whether the request was one of its own. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (!/^\/interaction\/[\w-]+$/.test(request.url ?? '')) return false;
    const { uid, params, prompt } = await this.provider.interactionDetails(request, response);
    const programs = programsAsked(params.resource);
    // Native clients are always asked for consent once more: everything is granted, see `settings.ts`.
    if (prompt.name === 'consent')
      await this.provider.interactionFinished(request, response, { consent: {} });
    else if (request.method === 'POST') await this.check(uid, programs, request, response);
    else show(response, 200, signInPage(uid, programs));
    return true;
  }

  private async check(
    uid: string,
    programs: readonly ProgramName[],
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const form = await formOf(request);
    const login = form.get('login')?.trim() ?? '';
    const refusal = this.refusal(programs, login, form.get('email')?.trim());
    if (refusal) show(response, 422, signInPage(uid, programs, refusal));
    else await this.provider.interactionFinished(request, response, { login: { accountId: login } });
  }

  /** Why this login may not sign in here; a carrier's address is remembered on the way. */
  private refusal(programs: readonly ProgramName[], login: string, email?: string): string | undefined {
    if (!programs.some((program) => this.directory.findIn(program, login)))
      return `Nobody has this login here. It looks like ${programs.map((program) => `maple@${program}`).join(' or ')}.`;
    if (email && !this.directory.giveEmail(login, email))
      return 'Only a carrier can be given another address.';
    return undefined;
  }
}

function show(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(page);
}
