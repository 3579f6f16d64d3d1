/** What a run of Jest came to, from its JSON: names of what passed, failed (why), was skipped (why). */

const isRedis = (name) => /redis/i.test(name);

/** A skipped test says why in its name, in parentheses; that of the Redis half is known. */
function reasonOf(name) {
  if (isRedis(name)) return 'there is no redis-server on the PATH';
  return /\(([^()]*skip[^()]*)\)/.exec(name)?.[1] ?? 'no reason is given';
}

const firstLine = (messages = []) => (messages[0] ?? 'see above').split('\n')[0].slice(0, 200);

function addTest(count, { fullName, status, failureMessages }, requireRedis) {
  if (status === 'passed') count.passed.push(fullName);
  else if (status === 'failed') count.failed.push({ name: fullName, reason: firstLine(failureMessages) });
  else if (requireRedis && isRedis(fullName))
    count.failed.push({ name: fullName, reason: 'REQUIRE_REDIS=1, but it was skipped' });
  else count.skipped.push({ name: fullName, reason: reasonOf(fullName) });
}

/** A file that could not be run at all counts as one failure; so does a run without results. */
export function countOf(results, { project, requireRedis }) {
  const count = { passed: [], failed: [], skipped: [] };
  if (!results)
    return { ...count, failed: [{ name: `${project} tests`, reason: 'Jest ended without results' }] };
  for (const { name, status, message, assertionResults } of results.testResults) {
    assertionResults.forEach((test) => addTest(count, test, requireRedis));
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) {
      count.failed.push({ name, reason: firstLine([message.trim()]) });
    }
  }
  if (results.runExecError)
    count.failed.push({ name: `${project} tests`, reason: firstLine([results.runExecError.message]) });
  return count;
}
