import { WorkerFolder } from '#workers/folder/worker-folder.ts';
import { describeStorage } from '../storage/contract.ts';
import { temporaryFolder } from '../storage/folder.ts';

describeStorage({
  name: 'WorkerFolder',
  rules: 'folder',
  open: async () => {
    const folder = await temporaryFolder();
    return { storage: new WorkerFolder(folder.path), remove: folder.remove };
  },
});
