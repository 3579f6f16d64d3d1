import { CertificateOffice, hasOpenssl, type Certificate } from '@testing/certificates/certificate-office';
import { applicationAt, submit, untilReviewedByBoth, type Filed } from './support/play/application';
import { TlsDoor } from './support/tls-door';
import { until } from './support/until';
import { startWorld, type World } from './support/world';

const suite = hasOpenssl ? describe : describe.skip;

/** As it is run: each service behind a proxy that ends TLS and demands the other program's certificate. */
suite(`two services under mutual TLS${hasOpenssl ? '' : ' (skipped: no openssl)'}`, () => {
  let office: CertificateOffice;
  let authority: Certificate;
  let own: Certificate;
  let door: TlsDoor;
  let world: World;
  /** What C-TPAT is told; read again at each start. */
  const environment: NodeJS.ProcessEnv = {};

  beforeAll(async () => {
    office = new CertificateOffice();
    authority = office.authority('authority');
    office.authority('stranger');
    own = office.issue('ctpat', 'authority');
    door = await TlsDoor.open(office.issue('pip', 'authority'), authority.cert);
    Object.assign(environment, { PEER_URL: door.url, PEER_TLS_CA: authority.cert });
    show(own);
    world = await startWorld({ environment: { CTPAT: environment } });
    door.leadTo(world.ctpat.line.url);
  });
  afterAll(async () => {
    await world?.stop();
    await door?.close();
    office?.close();
  });

  function show(certificate: Certificate | undefined): void {
    delete environment.PEER_TLS_CERT;
    delete environment.PEER_TLS_KEY;
    if (!certificate) return;
    Object.assign(environment, { PEER_TLS_CERT: certificate.cert, PEER_TLS_KEY: certificate.key });
  }

  async function startAgainWith(certificate: Certificate | undefined): Promise<void> {
    await world.ctpat.stop();
    show(certificate);
    await world.ctpat.start();
    world.pip.line.leadTo(world.ctpat.url);
  }

  it('messages cross where the certificate of the sender is shown', async () => {
    await untilReviewedByBoth(world, await submit(world.ctpat, world.carrier('F1')));

    expect(door.passed).toBeGreaterThan(0);
    expect(door.refused).toEqual([]);
  });

  it.each(['no certificate', 'a certificate of another authority'])(
    'with %s nothing crosses, and nothing is lost',
    async (shown) => {
      const isNone = shown === 'no certificate';
      await startAgainWith(isNone ? undefined : office.issue('stranger-ctpat', 'stranger'));
      const before = { passed: door.passed, refused: door.refused.length };
      const filed: Filed = await submit(world.ctpat, world.carrier('F1'));

      await until(async () => door.refused.length > before.refused, { what: 'a handshake to be refused' });
      expect(door.passed).toBe(before.passed);
      expect(await applicationAt(world, world.pip, filed.id)).toBeUndefined();
      const { pending } = await world.officer(world.ctpat).read<{ pending: number }>('/v1/staff/exchange');
      expect(pending).toBeGreaterThan(0);

      await startAgainWith(own);
      await untilReviewedByBoth(world, filed);
    },
  );
});
