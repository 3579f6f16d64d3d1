export { MessageReceiver, MessageRefused } from './message-receiver';
