import type { Bench } from '../bench'; export const benchBacklog: Bench = async () => [];
