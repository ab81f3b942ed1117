/** Adds one to a number in a file, many times, against others who do the same. */
import { isStoreError } from '#shared/errors.ts';
import { FileSystemStorage } from '#storage/filesystem/index.ts';

const [store = '', key = '', times = ''] = process.argv.slice(2);
const storage = new FileSystemStorage(store);
for (let done = 0; done < Number(times); ) {
  const { bytes, version } = await storage.readBytes(key);
  const next = String(Number(new TextDecoder().decode(bytes)) + 1);
  try {
    await storage.write(key, next, { ifVersion: version });
    done++;
  } catch (error) {
    if (!isStoreError(error, 'CONFLICT')) throw error;
  }
}
