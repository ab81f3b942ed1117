import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Consumer } from './support/consumer.ts';

let consumer: Consumer;

beforeAll(() => {
  consumer = new Consumer();
});

afterAll(() => consumer.remove());

describe('the package as somebody else has it', () => {
  test('has its types: a wrong use does not compile', async () => {
    consumer.write(
      'use.ts',
      `import {
  ArtifactStore, ContextAssembler, FileSystemStorage, HistoryPersistence, InMemoryStorage, MultiUserHistory,
  S3Storage, Scratchpad, SessionManager, type Session, type StorageBackend, StoreError,
} from 'agentflow-sessions';

const storage: StorageBackend = new InMemoryStorage();
const session: Session = await new SessionManager(storage).create();
// @ts-expect-error: an id is text
const id: number = session.id;
// @ts-expect-error: a session is needed
new Scratchpad({ storage, nodeId: 'n' });
// @ts-expect-error: robots say nothing
await session.addMessage({ role: 'robot' });
// @ts-expect-error: bytes, not text
await new ArtifactStore({ storage, sessionId: 's' }).writeBinary('x', 'text');
// @ts-expect-error: metadata is JSON
await session.setMetadata('x', () => 1);
// @ts-expect-error: a bucket is needed
new S3Storage({});
const code: StoreError['code'] = 'NOT_FOUND';
console.log(id, code, [ContextAssembler, FileSystemStorage, HistoryPersistence, MultiUserHistory].length);
`,
    );
    expect(await consumer.check()).toEqual({ code: 0, output: '' });
  }, 60_000);

  test('runs, and gives nothing away but the library', async () => {
    consumer.write('run.js', "console.log(Object.keys(await import('agentflow-sessions')).sort().join(' '))");
    expect(await consumer.run('run.js')).toEqual({
      code: 0,
      output: `${[
        'ArtifactStore',
        'ConfigLoader',
        'ContextAssembler',
        'FileMemory',
        'FileSystemStorage',
        'HistoryPersistence',
        'InMemoryStorage',
        'MultiUserHistory',
        'S3Storage',
        'Scratchpad',
        'Session',
        'SessionManager',
        'StoreError',
        'WorkflowDAG',
        'isStoreError',
        'promptVariables',
        'renderPrompt',
      ].join(' ')}\n`,
    });
  });
});
