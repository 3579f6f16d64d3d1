import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CertificateOffice, hasOpenssl, type Certificate } from '@testing/certificates/certificate-office';
import type { MessagingOptions } from '../messaging-options';
import { HttpClient, type HttpAnswer } from './http-client';

const suite = hasOpenssl ? describe : describe.skip;

suite(`mutual TLS towards the peer${hasOpenssl ? '' : ' (skipped: no openssl)'}`, () => {
  let office: CertificateOffice;
  let authority: Certificate;
  let stranger: Certificate;
  let own: Certificate;
  let foreign: Certificate;
  let server: Server;
  const clients: HttpClient[] = [];

  beforeAll(async () => {
    office = new CertificateOffice();
    authority = office.authority('authority');
    stranger = office.authority('stranger');
    own = office.issue('ours', 'authority');
    foreign = office.issue('theirs', 'stranger');
    const door = { ...office.issue('peer', 'authority'), ca: authority.cert };
    server = createServer({ ...door, requestCert: true, rejectUnauthorized: true }, (_, response) =>
      response.end('heard'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    clients.forEach((client) => client.close());
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    office.close();
  });

  const call = (tls: MessagingOptions['tls']): Promise<HttpAnswer> => {
    const client = new HttpClient(tls, 5_000);
    clients.push(client);
    const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/peer/v1/messages`);
    return client.call({ method: 'GET', url, headers: {} });
  };

  it('is answered with the certificate that the authority of both has issued', async () => {
    const answer = await call({ ...own, ca: authority.cert });

    expect([answer.status, answer.body.toString()]).toEqual([200, 'heard']);
  });

  it('is refused by the peer without a certificate, or with one of another authority', async () => {
    await expect(call({ ca: authority.cert })).rejects.toThrow();
    await expect(call({ ...foreign, ca: authority.cert })).rejects.toThrow();
  });

  it('refuses a peer that another authority vouches for, and one that none does', async () => {
    await expect(call({ ...own, ca: stranger.cert })).rejects.toThrow(/certificate|issuer/);
    await expect(call(own)).rejects.toThrow(/certificate|issuer/);
  });
});
