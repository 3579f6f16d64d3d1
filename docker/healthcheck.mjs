/** Whether the service beside it lives: the exit code is the answer. */
const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
