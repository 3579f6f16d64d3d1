import { join } from 'node:path';

/** What the kernel's routes answer: written by `npm run answers` from the types of their controllers. */
export const KERNEL_ANSWERS = join(__dirname, 'answers.json');
