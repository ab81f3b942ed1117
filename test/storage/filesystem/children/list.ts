/** Lists a store in full and by its first level; prints what was found and what was wrong. */
import { FileSystemStorage } from '#storage/filesystem/index.ts';

const [store = ''] = process.argv.slice(2);
const storage = new FileSystemStorage(store);
const found: string[] = [];
const problems: string[] = [];
for await (const batch of storage.listAll('')) {
  found.push(...batch.entries.map((entry) => entry.key));
  problems.push(...batch.problems.map((problem) => problem.message));
}
const { folders } = await storage.listLevel('sessions');
process.stdout.write(JSON.stringify({ found, problems, folders, list: await storage.list('') }));
