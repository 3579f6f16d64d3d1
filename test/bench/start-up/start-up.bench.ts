import type { Bench } from '../bench'; export const benchStartUp: Bench = async () => [];
