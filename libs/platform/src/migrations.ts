import { join } from 'node:path';

/** The tables of this library; every service applies them. */
export const PLATFORM_MIGRATIONS = join(__dirname, 'migrations');
