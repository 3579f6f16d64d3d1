import type { Bench } from '../bench'; export const benchReading: Bench = async () => [];
