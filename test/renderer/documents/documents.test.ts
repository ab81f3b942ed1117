import { expect, it, vi } from 'vitest';
import { documentAt, holdBehind } from '#ui/documents/documents.ts';
import { appSource } from '#ui/documents/source.ts';
import { appDrafts } from '#ui/drafts/draft-source.ts';
import { tabOfKey } from '#ui/shell/tab-of-key.ts';
import { tabId } from '#ui/shell/tab-ref.ts';
import { dropTabs, openTab } from '#ui/shell/tabs.ts';
import { KeptDrafts } from '../drafts/fakes.ts';
import { OneFile, PlainBuffer } from './fakes.ts';

vi.mock('#ui/documents/monaco-buffer.ts', () => ({
  createMonacoBuffer: (_: string, text: string) => new PlainBuffer(text),
}));

const [store, key] = ['store', 'artifacts/notes.md'];
const tab = tabOfKey(store, key);

async function open() {
  openTab(tab);
  const document = holdBehind(store, key, tabId(tab));
  const loading = document.load();
  return { document, loading };
}

it('a file that is opened again while its closed tab still writes down what was typed has all of that', async () => {
  const [file, drafts] = [new OneFile('base'), new KeptDrafts()];
  vi.spyOn(appSource, 'read').mockImplementation(() => file.read());
  vi.spyOn(appDrafts, 'keep').mockImplementation((...sent) => drafts.keep(...sent));
  vi.spyOn(appDrafts, 'take').mockImplementation((name) => drafts.take(name));
  const first = await open();
  await first.loading;
  let write = () => {};
  drafts.before = (call) => {
    if (call === 'keep') return new Promise<void>((resolve) => (write = resolve));
  };
  first.document.buffer?.change('typed to the last key');
  dropTabs([tabId(tab)]);
  await expect.poll(() => [first.document.isClosed, drafts.calls]).toEqual([true, ['take', 'keep']]);

  const second = await open();
  expect(second.document).not.toBe(first.document);
  await new Promise((resolve) => setTimeout(resolve));
  write();
  await second.loading;
  expect(second.document.buffer?.text()).toBe('typed to the last key');
  expect(documentAt(store, key)).toBe(second.document);
});
