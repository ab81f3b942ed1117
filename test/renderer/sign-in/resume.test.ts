import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { s3Location } from '#shared/model/s3-location.ts';
import type { SignIn } from '#shared/model/sign-in.ts';
import { holdBehind } from '#ui/documents/documents.ts';
import { onSaveRefused } from '#ui/documents/refused-saves.ts';
import { appSource } from '#ui/documents/source.ts';
import { appDrafts } from '#ui/drafts/draft-source.ts';
import { tabOfKey } from '#ui/shell/tab-of-key.ts';
import { tabId } from '#ui/shell/tab-ref.ts';
import { dropTabs, openTab } from '#ui/shell/tabs.ts';
import { followSignIns, signIn, signInToSave } from '#ui/sign-in/sign-in.ts';
import { useStores } from '#ui/stores/stores.ts';
import { storeRow } from '../../support/store-row.ts';
import { OneFile, PlainBuffer, refusal } from '../documents/fakes.ts';
import { KeptDrafts } from '../drafts/fakes.ts';

const main = vi.hoisted(() => ({ start: async () => {}, list: async (): Promise<unknown> => [] }));
vi.mock('#ui/client/client.ts', () => ({
  client: { signIn: { start: () => main.start() }, stores: { list: () => main.list() } },
}));
vi.mock('#ui/documents/monaco-buffer.ts', () => ({
  createMonacoBuffer: (_: string, text: string) => new PlainBuffer(text),
}));

const [store, key] = ['store', 'artifacts/notes.md'];
const tab = tabOfKey(store, key);
let is: SignIn;
let starts = 0;
let file: OneFile;

followSignIns();
onSaveRefused((refused, { code }) => {
  if (code === 'SIGN_IN') signInToSave(refused);
});

beforeEach(() => {
  is = { state: 'needed', asks: 'page', generation: 1, expiresAt: null, renews: true, problem: 'Expired.' };
  starts = 0;
  file = new OneFile('base');
  const listed = () => [{ ...bucket, signIn: is }];
  useStores.setState({ stores: listed() });
  main.list = async () => listed();
  vi.spyOn(appSource, 'read').mockImplementation(() => file.read());
  vi.spyOn(appSource, 'save').mockImplementation((...sent) => file.save(...sent));
  const drafts = new KeptDrafts();
  vi.spyOn(appDrafts, 'keep').mockImplementation((...sent) => drafts.keep(...sent));
  vi.spyOn(appDrafts, 'take').mockImplementation((name) => drafts.take(name));
});

afterEach(async () => {
  dropTabs([tabId(tab)]);
  await settle();
  useStores.setState({ stores: [] });
  vi.restoreAllMocks();
});

const bucket = storeRow({
  id: store,
  location: s3Location({ bucket: 'acme' }),
  place: 's3://acme',
  listing: 'paged',
});

/** Whoever signs in gets others, unless it is said that they are the same. */
function signingInGives({ others }: { others: boolean }): void {
  main.start = async () => {
    starts += 1;
    if (starts > 20) throw new Error('This goes on without end.');
    is = { ...is, state: 'good', problem: null, generation: is.generation + (others ? 1 : 0) };
  };
}

const refuse = () => {
  throw refusal('SIGN_IN');
};

async function editedFile() {
  openTab(tab);
  const document = holdBehind(store, key, tabId(tab));
  await document.load();
  document.buffer?.change('edited');
  return document;
}

/** Long enough for whatever goes on by itself to go on many times. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve));
}

test('a save that was refused goes on once somebody has signed in, once', async () => {
  signingInGives({ others: true });
  const document = await editedFile();
  file.beforeSave = () => (starts === 0 ? refuse() : undefined);
  await document.save();
  await settle();
  expect(file.text).toBe('edited');
  expect([starts, file.saves.length]).toEqual([1, 2]);
});

test('a save goes on no more where signing in gives the same credentials', async () => {
  signingInGives({ others: false });
  const document = await editedFile();
  file.beforeSave = refuse;
  await document.save();
  await settle();
  expect([starts, file.saves.length]).toEqual([1, 1]);
});

test('a save that is refused with others, too, is left to a person, who may sign in once more', async () => {
  signingInGives({ others: true });
  const document = await editedFile();
  file.beforeSave = refuse;
  await document.save();
  await settle();
  expect([starts, file.saves.length]).toEqual([1, 2]);
  is = { ...is, state: 'needed' };
  useStores.setState({ stores: [{ ...bucket, signIn: is }] });
  await signIn(store);
  await settle();
  expect([starts, file.saves.length]).toEqual([2, 3]);
});

test('a save goes on when credentials are renewed at last that had run out, and nobody is asked meanwhile', async () => {
  is = { ...is, state: 'overdue' };
  useStores.setState({ stores: [{ ...bucket, signIn: is }] });
  const document = await editedFile();
  file.beforeSave = refuse;
  await document.save();
  await settle();
  expect([starts, file.saves.length]).toEqual([0, 1]);
  file.beforeSave = () => undefined;
  is = { ...is, state: 'good', generation: is.generation + 1 };
  useStores.setState({ stores: [{ ...bucket, signIn: is }] });
  await settle();
  expect(file.text).toBe('edited');
});

test('a save goes on when another window has signed in', async () => {
  is = { ...is, asks: 'nothing' };
  useStores.setState({ stores: [{ ...bucket, signIn: is }] });
  const document = await editedFile();
  file.beforeSave = refuse;
  await document.save();
  file.beforeSave = () => undefined;
  useStores.setState({ stores: [{ ...bucket, signIn: { ...is, state: 'good', generation: 2 } }] });
  await settle();
  expect(file.text).toBe('edited');
});
