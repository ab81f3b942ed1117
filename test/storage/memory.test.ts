import { InMemoryStorage } from '#storage/memory.ts';
import { describeStorage } from './contract.ts';

describeStorage({
  name: 'InMemoryStorage',
  rules: 'object',
  open: async () => ({ storage: new InMemoryStorage(), remove: async () => {} }),
});
