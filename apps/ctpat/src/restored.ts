/** Announces, before the service starts, that a backup was put back into DATABASE_URL (docs/runbooks/restore.md). */
import { announceRestore } from '@harmonization/record-sync/announce-restore';

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL must name the restored database.');
  process.stdout.write(`Restored: incarnation ${await announceRestore(url)}. Start the service now.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
