import { endAt } from './steps.ts';

endAt('folder');
await import('../../../src-main/workers/folder-worker.ts');
