import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs';

/** Who runs the server. Empty means: whoever runs Node. */
export interface SystemAccount {
  uid?: number;
  gid?: number;
}

const ACCOUNT = 'postgres';

const isRoot = (): boolean => process.getuid?.() === 0;

const idOf = (name: string): SystemAccount | undefined => {
  const ask = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [uid, gid] = [ask('-u'), ask('-g')];
  return uid.status === 0 && gid.status === 0
    ? { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    : undefined;
};

const makeAccount = (): void => {
  try {
    execFileSync('groupadd', ['--system', ACCOUNT], { stdio: 'ignore' });
    execFileSync('useradd', ['--system', '--gid', ACCOUNT, '--no-create-home', ACCOUNT], { stdio: 'ignore' });
  } catch {
    // A machine without these programs, or with read-only accounts: `nobody` exists everywhere.
  }
};

/** The account that already owns the data, so that a second start never changes hands. */
const ownerOf = (dataFolder: string): SystemAccount | undefined => {
  if (!existsSync(`${dataFolder}/PG_VERSION`)) return undefined;
  const { uid, gid } = statSync(dataFolder);
  return uid === 0 ? undefined : { uid, gid };
};

/** PostgreSQL refuses to run as root: root hands it to the account `postgres`, which is made when it is missing. */
export function accountFor(dataFolder: string): SystemAccount {
  if (!isRoot()) return {};
  const known = ownerOf(dataFolder) ?? idOf(ACCOUNT);
  if (known) return known;
  makeAccount();
  const made = idOf(ACCOUNT) ?? idOf('nobody');
  if (!made)
    throw new Error(
      'PostgreSQL does not run as root, and no account "postgres" could be made: start as another user',
    );
  return made;
}

/** Can this account pass through the folder (and list it)? False under a home of mode 700, for instance. */
export function canEnter(account: SystemAccount, folder: string, need: 'pass' | 'list' = 'list'): boolean {
  if (account.uid === undefined) return true;
  const script = need === 'list' ? 'cd "$1" && ls . > /dev/null' : 'cd "$1"';
  return (
    spawnSync('sh', ['-c', script, 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

/** Makes a folder that only this account can open. */
export function privateFolder(account: SystemAccount, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
}
