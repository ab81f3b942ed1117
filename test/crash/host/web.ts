import { endAt } from './steps.ts';

endAt('main');
await import('../../../src-main/hosts/web/cli.ts');
