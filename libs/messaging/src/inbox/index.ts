export { HELD, MessageReceiver, MessageRefused, type LeavingMessage } from './message-receiver';
