/** A process that loads: told what to do by its parent, one task after the other, and gone with it. */
import { loadApplySql } from '../backlog/apply-sql.load';
import { loadEdits } from '../editing/edit.load';
import { loadRead, loadReadSql } from '../reading/read.load';
import { loadSubmit, loadSubmitSql } from '../submission/submit.load';
import type { LoadReport, LoadResult, LoadTask } from './load-task';

async function carryOut(task: LoadTask): Promise<LoadResult> {
  switch (task.kind) {
    case 'submit':
      return loadSubmit(task);
    case 'submit-sql':
      return loadSubmitSql(task);
    case 'read':
      return loadRead(task);
    case 'read-sql':
      return loadReadSql(task);
    case 'edit':
      return loadEdits(task);
    case 'apply-sql':
      return loadApplySql(task);
  }
}

const report = (message: LoadReport): void => void process.send?.(message);

process.on('message', (task: LoadTask) => {
  carryOut(task).then(
    (result) => report({ result }),
    (error: unknown) => report({ error: (error as Error).stack ?? String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
