/** Reads all files of a store at the same time; prints how many could be read. */
import { FileSystemStorage } from '#storage/filesystem/index.ts';

const [store = ''] = process.argv.slice(2);
const storage = new FileSystemStorage(store);
const keys = await storage.list('');
const outcomes = await Promise.allSettled(keys.map((key) => storage.read(key)));
process.stdout.write(JSON.stringify(outcomes.filter((outcome) => outcome.status === 'fulfilled').length));
