import type { Bench } from '../bench'; export const benchEditing: Bench = async () => [];
