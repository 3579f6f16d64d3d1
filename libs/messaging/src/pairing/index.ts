export { Pairing } from './pairing';
export { PairingSource, type PairingFacts } from './pairing-source';
