export { Exchange, type ExchangeFigures, type MessageDecision, type ParkedMessage } from './exchange';
