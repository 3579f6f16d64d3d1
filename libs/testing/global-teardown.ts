import { stopTestServers } from './src/test-servers';

export default stopTestServers;
