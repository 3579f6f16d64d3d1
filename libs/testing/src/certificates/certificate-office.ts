import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Certificates of tests are made by OpenSSL; a machine without it skips them. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Certificates of a test, made by OpenSSL in a folder of their own. */
export class CertificateOffice {
  private readonly folder = mkdtempSync(join(tmpdir(), 'mutual-tls-'));

  /** An authority, by its own word. */
  authority(name: string): Certificate {
    this.openssl(
      'req',
      '-x509',
      ...this.newKey(name),
      '-out',
      `${name}.pem`,
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
    );
    return this.read(name);
  }

  /** A certificate for this machine that the authority vouches for, for a server and a client alike. */
  issue(name: string, authority: string): Certificate {
    writeFileSync(join(this.folder, 'names'), 'subjectAltName=IP:127.0.0.1');
    this.openssl('req', ...this.newKey(name), '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    this.openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      `${authority}.pem`,
      '-CAkey',
      `${authority}.key`,
      '-CAcreateserial',
      '-out',
      `${name}.pem`,
      '-days',
      '2',
      '-extfile',
      'names',
    );
    return this.read(name);
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  private newKey(name: string): string[] {
    return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`];
  }

  private openssl(...words: string[]): void {
    execFileSync('openssl', words, { cwd: this.folder, stdio: 'pipe' });
  }

  private read(name: string): Certificate {
    const [cert, key] = ['pem', 'key'].map((kind) =>
      readFileSync(join(this.folder, `${name}.${kind}`), 'utf8'),
    ) as [string, string];
    return { cert, key };
  }
}
