import { parseCookie, stringifySetCookie, type SerializeOptions } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The two cookies of the pages. Over HTTPS they carry the `__Host-` prefix: no other host can set or read them. */
export class PageCookies {
  constructor(
    private readonly name: string,
    private readonly publicUrl: () => string,
  ) {}

  session(request: FastifyRequest): string | undefined {
    return this.read(request, this.called('session'));
  }

  attempt(request: FastifyRequest): string | undefined {
    return this.read(request, this.called('sign-in'));
  }

  /** Sent with requests of our own pages only. */
  keepSession(reply: FastifyReply, sealed: string, expiresAt: number): void {
    this.write(reply, 'session', sealed, { sameSite: 'strict', expires: new Date(expiresAt * 1000) });
  }

  /** Must come along when the issuer sends the browser back, which is a navigation from another site. */
  keepAttempt(reply: FastifyReply, sealed: string): void {
    this.write(reply, 'sign-in', sealed, { sameSite: 'lax', maxAge: 600 });
  }

  clearSession(reply: FastifyReply): void {
    this.write(reply, 'session', '', { sameSite: 'strict', maxAge: 0 });
  }

  clearAttempt(reply: FastifyReply): void {
    this.write(reply, 'sign-in', '', { sameSite: 'lax', maxAge: 0 });
  }

  private get isSecure(): boolean {
    return this.publicUrl().startsWith('https://');
  }

  private called(purpose: string): string {
    return `${this.isSecure ? '__Host-' : ''}${this.name}-${purpose}`;
  }

  private read(request: FastifyRequest, name: string): string | undefined {
    return parseCookie(request.headers.cookie ?? '')[name] || undefined;
  }

  private write(reply: FastifyReply, purpose: string, value: string, options: SerializeOptions): void {
    const common: SerializeOptions = { path: '/', httpOnly: true, secure: this.isSecure };
    void reply.header(
      'set-cookie',
      stringifySetCookie(this.called(purpose), value, { ...common, ...options }),
    );
  }
}
