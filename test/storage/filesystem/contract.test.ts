import { asynchronousDriver, synchronousDriver } from '#storage/filesystem/driver.ts';
import { FileSystemStorage } from '#storage/filesystem/index.ts';
import { describeStorage } from '../contract.ts';
import { temporaryFolder } from '../folder.ts';

const drivers = { 'without blocking': asynchronousDriver, blocking: synchronousDriver };

for (const [manner, driver] of Object.entries(drivers)) {
  describeStorage({
    name: `FileSystemStorage, ${manner},`,
    rules: 'folder',
    open: async () => {
      const folder = await temporaryFolder();
      return { storage: new FileSystemStorage(folder.path, { driver }), remove: folder.remove };
    },
  });
}
