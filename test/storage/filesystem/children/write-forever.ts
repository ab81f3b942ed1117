/** Writes one file again and again, each time one letter many times over, until it is killed. */
import { FileSystemStorage } from '#storage/filesystem/index.ts';

const [store = '', key = ''] = process.argv.slice(2);
const storage = new FileSystemStorage(store);
for (let i = 0; ; i++) {
  const letter = String.fromCharCode(97 + (i % 26));
  await storage.write(key, letter.repeat(300_000 + (i % 26) * 10_000));
  if (i === 0) process.stdout.write('under way\n');
}
