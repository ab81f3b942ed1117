import { describe, expect, test } from 'vitest';
import { FileSystemStorage, InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryServices } from '../../support/home.ts';

const fixture = new URL('../../fixtures/upstream-store/store', import.meta.url).pathname;

describe('workflow definitions of a store', () => {
  test('give nodes in the order in which they run, and say what is wrong', async () => {
    const services = temporaryServices();
    const store = await openStore(services, new FileSystemStorage(fixture));
    const definitions = await services.definitions.of(store);
    const research = definitions.find(({ name }) => name === 'research_pipeline');
    expect(research?.nodes.map(({ id }) => id)).toEqual(['research', 'analyze', 'summarize', 'report']);
    const cyclic = definitions.find(({ name }) => name === 'cyclic');
    expect(cyclic?.problems).toContain("Node 'b' references unknown node 'ghost'");
  });

  test('are found in a context/ tree too; a damaged one is named after its file', async () => {
    const backend = new InMemoryStorage();
    await backend.write('context/workflows/broken.workflow.md', '---\nnodes: [\n---\n');
    const services = temporaryServices();
    const store = await openStore(services, backend);
    const [broken] = await services.definitions.of(store);
    expect(broken).toMatchObject({ name: 'broken', nodes: [] });
    expect(broken?.problems).toHaveLength(1);
  });

  test('cost a bucket one listing where there are none, and nothing after', async () => {
    const backend = new InMemoryStorage();
    await backend.write('sessions/a/session.json', '{}');
    let listings = 0;
    const listLevel = backend.listLevel.bind(backend);
    backend.listLevel = (...args) => {
      listings += 1;
      return listLevel(...args);
    };
    const services = temporaryServices();
    const store = await openStore(services, backend);
    await services.definitions.of(store);
    await services.definitions.of(store);
    expect(listings).toBe(1);
    await services.sections.of(store, {});
    expect(listings).toBe(2);
  });

  test('are read once, and again when somebody refreshes', async () => {
    const backend = new InMemoryStorage();
    const services = temporaryServices();
    const store = await openStore(services, backend);
    expect(await services.definitions.of(store)).toEqual([]);
    await backend.write('workflows/one.workflow.md', '---\nname: one\nnodes: []\n---\n');
    expect(await services.definitions.of(store)).toEqual([]);
    await services.sections.of(store, {});
    expect(await services.definitions.of(store)).toMatchObject([{ name: 'one' }]);
  });
});
