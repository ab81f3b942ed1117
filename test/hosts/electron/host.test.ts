import { expect, it, vi } from 'vitest';
import { createElectronHost } from '#hosts/electron/host.ts';
import type { Secrets } from '#hosts/electron/secrets.ts';
import { memorySecrets } from '#services/app/secrets.ts';

function host(problem = '') {
  const shell = { openPath: vi.fn(async () => problem), showItemInFolder: vi.fn() };
  const dialog = { showOpenDialog: vi.fn(async () => ({ canceled: true, filePaths: [] })) };
  const closing = { answered: vi.fn(), setUnsaved: vi.fn() };
  const secrets: Secrets = { store: memorySecrets(), level: 'basic', opened: Promise.resolve() };
  const made = createElectronHost({ shell, dialog, closing, secrets, window: () => null } as never);
  return { made, shell, dialog, closing };
}

it('can do what a desktop can, and says how well secrets are kept', () => {
  expect(host().made.capabilities).toEqual({
    folderDialog: true,
    dropPath: true,
    reveal: true,
    openOutside: true,
    secrets: 'basic',
  });
});

it('asks for one folder; dismissing is no error', async () => {
  const { made, dialog } = host();
  expect(await made.pickFolder()).toBeNull();
  expect(dialog.showOpenDialog).toHaveBeenCalledWith(
    expect.objectContaining({ properties: expect.arrayContaining(['openDirectory']) }),
  );
});

it('says so when no program opens a file', async () => {
  await expect(host('no application').made.openOutside('/tmp/a.md')).rejects.toMatchObject({
    code: 'UNSUPPORTED',
    data: { cause: 'no application' },
  });
});

it('passes on what the page says about closing', () => {
  const { made, closing } = host();
  made.setUnsaved({ count: 3, lost: 1 });
  made.answerClose(true);
  expect([closing.setUnsaved.mock.calls, closing.answered.mock.calls]).toEqual([
    [[{ count: 3, lost: 1 }]],
    [[true]],
  ]);
});
