/** Writes a text, or what comes from standard input, to a key; prints the outcome. */
import { readFileSync } from 'node:fs';
import { isStoreError } from '#shared/errors.ts';
import { FileSystemStorage } from '#storage/filesystem/index.ts';

const [store = '', key = '', text = '', ifVersion] = process.argv.slice(2);
const content = text === '-' ? readFileSync(0, 'utf8') : text;
const condition = ifVersion === undefined ? {} : { ifVersion };
try {
  process.stdout.write(JSON.stringify(await new FileSystemStorage(store).write(key, content, condition)));
} catch (error) {
  if (!isStoreError(error)) throw error;
  process.stdout.write(JSON.stringify({ code: error.code }));
}
