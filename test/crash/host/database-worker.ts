import { endAt } from './steps.ts';

endAt('database');
await import('../../../src-main/workers/database-worker.ts');
