import { startTestServers } from './src/test-servers';

/** Once a run, before any worker: the same servers serve every project of the run. */
export default startTestServers;
