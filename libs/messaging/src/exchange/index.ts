export { Exchange, type ExchangeFigures, type MessageDecision, type ParkedMessage } from './exchange';
export { ExchangeSamples, type ExchangeSample } from './exchange-samples';
