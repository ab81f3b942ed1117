import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A UUID that is the same in every run. */
function idOf(index: number): string {
  const hex = createHash('md5').update(String(index)).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The record of a generated session. */
export function recordOf(index: number): { id: string; text: string } {
  const id = idOf(index);
  const record = {
    id,
    created_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString().replace('Z', '+00:00'),
    agent: ['researcher', 'triage', 'resume_converter'][index % 3],
    workflow: ['research_pipeline', 'support_inbox', 'resume_batch_conversion'][index % 3],
    status: index % 17 === 0 ? 'error' : 'completed',
    metadata: {},
  };
  return { id, text: JSON.stringify(record, null, 2) };
}

/** A folder store of this many sessions, each with a record; made once and kept in the system's temp folder. */
export function bigFolderStore(sessions: number): string {
  const root = join(tmpdir(), `agentflow-bench-${sessions}`);
  const done = join(root, 'complete');
  if (existsSync(done)) return root;
  console.error(`Writing ${sessions} sessions to ${root}…`);
  for (let index = 0; index < sessions; index++) {
    const { id, text } = recordOf(index);
    const folder = join(root, 'sessions', id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'session.json'), text);
  }
  writeFileSync(done, '');
  return root;
}
