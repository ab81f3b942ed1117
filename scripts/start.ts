import { run } from './run-program.ts';

await run([['dist/node/web.js', ...process.argv.slice(2)]]);
