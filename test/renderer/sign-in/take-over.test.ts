import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Prompt } from '#shared/model/sign-in.ts';
import type { Store } from '#shared/model/store.ts';
import { useSaid } from '#ui/shell/said.ts';
import { takeOver } from '#ui/sign-in/take-over.ts';
import { useStores } from '#ui/stores/stores.ts';

const main = vi.hoisted(() => ({ connect: vi.fn(async () => {}), stores: [] as unknown[] }));
vi.mock('#ui/client/client.ts', () => ({
  client: { stores: { connect: main.connect, list: async () => main.stores } },
}));

function store(id: string, state: Store['state']): Pick<Store, 'id' | 'name' | 'state'> {
  return { id, name: id, state };
}

function prompt(store: string | null, also: Prompt['also'] = []): Prompt {
  return { kind: 'code', id: 'prompt', store, name: 'Agents', also, until: 0, problem: null, serial: 'mfa' };
}

beforeEach(() => {
  main.connect.mockClear();
  main.stores = [store('agents', 'remembered'), store('archive', 'remembered'), store('open', 'open')];
  useStores.setState({ stores: main.stores as Store[] });
});

afterEach(() => {
  useStores.setState({ stores: [] });
  useSaid.setState({ said: null });
});

const connected = () =>
  (main.connect.mock.calls as unknown as [{ store: string }][]).map(([call]) => call.store);

test('what was being connected is connected, and all that waits for the same', () => {
  takeOver([prompt('agents', [{ store: 'archive', name: 'Archive' }])]);
  expect(connected()).toEqual(['agents', 'archive']);
  expect(useSaid.getState().said).toBeNull();
});

test('what is open, or not in the list any more, is left as it is', () => {
  takeOver([prompt('open'), prompt('gone')]);
  expect(connected()).toEqual([]);
});

test('of what was tried from a form it is said what to press', () => {
  takeOver([prompt(null)]);
  expect(connected()).toEqual([]);
  expect(useSaid.getState().said?.text).toContain('connect or test it again');
});
