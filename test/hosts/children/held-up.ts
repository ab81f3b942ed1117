/** A process with the threads of the hosts, of which many are held up for ever, and that looks up a name. */
import '#hosts/threads.ts';
import { execFileSync } from 'node:child_process';
import { lookup } from 'node:dns';
import { readFile } from 'node:fs';
import { join } from 'node:path';

const [, , folder = ''] = process.argv;
const pipe = join(folder, 'nobody-writes-to-it');
execFileSync('mkfifo', [pipe]);
for (let reader = 0; reader < 16; reader++) readFile(pipe, () => undefined);
lookup('localhost', () => process.stdout.write('found\n'));
