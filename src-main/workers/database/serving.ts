import type { MessagePort } from 'node:worker_threads';
import { refusal, saysDamaged } from './failures.ts';
import type { Journal } from './journal.ts';
import type { DatabaseWorkerData, Request, Response } from './messages.ts';
import { inodeOf, openJournal } from './opening.ts';
import { type Procedure, reads, writes } from './procedures.ts';
import { refuseNewer } from './schema.ts';
import { removeUnused } from './sweeping.ts';

/** Answers, in a worker thread, the calls of the other side of the port, one by one. */
export function serve(data: DatabaseWorkerData, port: MessagePort): void {
  let journal: Journal | null = null;
  const send = (response: Response) => port.postMessage(response);
  const warn = (warning: string) => send({ warning });

  const run = (name: string, args: unknown): unknown => {
    if (journal && inodeOf(data.path) !== journal.inode) {
      // Somebody has put another in its place, or none: what is written here now would be found by nobody.
      journal.db.close();
      journal = null;
    }
    const open = journal ?? openJournal(data, warn);
    journal = open;
    const reading: Procedure | undefined = Object.hasOwn(reads, name)
      ? reads[name as keyof typeof reads]
      : undefined;
    const procedure = reading ?? (writes[name as keyof typeof writes] as Procedure);
    const result = open.transaction(reading ? 'read' : 'write', () => {
      // A newer version of the app may be at work beside this one.
      refuseNewer(open);
      return procedure(open, args as never);
    });
    if (open.unused.size > 0) removeQuietly(open);
    return result;
  };

  const runOrMend = (name: string, args: unknown): unknown => {
    try {
      return run(name, args);
    } catch (error) {
      if (!saysDamaged(error)) throw error;
      journal?.db.close();
      journal = null;
      journal = openJournal(data, warn, true);
      return run(name, args);
    }
  };

  const close = () => {
    const open = journal;
    journal = null;
    try {
      open?.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      open?.db.close();
    }
  };

  port.on('message', (request: Request) => {
    const { id } = request;
    try {
      const value = 'close' in request ? close() : runOrMend(request.name, request.args);
      send({ id, value, kept: journal?.takeKept() ?? 0 });
    } catch (error) {
      const known = refusal(error);
      if (!known) send({ id, defect: error });
      else send({ id, failure: { code: known.code, message: known.message, data: known.data } });
    }
  });
}

/** What cannot be removed now is swept later. */
function removeQuietly(journal: Journal): void {
  try {
    journal.transaction('write', () => removeUnused(journal, { now: Date.now() }));
  } catch (error) {
    if (!refusal(error)) throw error;
  }
}
