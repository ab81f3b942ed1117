import type { StorageBackend } from '#storage/backend.ts';
import { InMemoryStorage } from '#storage/memory.ts';
import { clockAt, sampleMoment } from './clock.ts';
import { agentFiles } from './context/agents.ts';
import { contextFiles } from './context/context-files.ts';
import { historyFiles } from './context/histories.ts';
import { memoryFiles } from './context/memories.ts';
import { workflowFiles } from './context/workflows.ts';
import type { SampleFile } from './sample-file.ts';
import { filesOfSession } from './session-files.ts';
import { sampleSessions } from './sessions/all.ts';

/** Every file of the sample, the same for the same moment. */
export function sampleFiles(now: Date = sampleMoment): SampleFile[] {
  const clock = clockAt(now);
  return [
    ...agentFiles,
    ...contextFiles,
    ...workflowFiles,
    ...memoryFiles(clock),
    ...historyFiles,
    ...[...sampleSessions]
      .sort((a, b) => b.startedMinutesAgo - a.startedMinutesAgo)
      .flatMap((session) => filesOfSession(session, clock)),
  ];
}

/**
 * Fills an empty store with the agents of an invented research company: some weeks of sessions before `now`,
 * among them a run that failed and one that is still going. Rejects with the store's own errors.
 */
export async function writeSampleStore(backend: StorageBackend, now: Date = sampleMoment): Promise<void> {
  for (const file of sampleFiles(now)) await write(backend, file);
}

/** The same in memory, where the files are also as old as what they tell of. */
export async function createSampleStore(now: Date = sampleMoment): Promise<InMemoryStorage> {
  let writtenAt: number | null = null;
  const storage = new InMemoryStorage({ clock: () => writtenAt ?? Date.now() });
  for (const file of sampleFiles(now)) {
    writtenAt = clockAt(now).time(file.minutesAgo);
    await write(storage, file);
  }
  writtenAt = null;
  return storage;
}

async function write(backend: StorageBackend, { key, content }: SampleFile): Promise<void> {
  if (typeof content === 'string') await backend.write(key, content, { ifAbsent: true });
  else await backend.writeBytes(key, content, { ifAbsent: true });
}
