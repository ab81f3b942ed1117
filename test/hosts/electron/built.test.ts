import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { usualNetwork } from '#shared/model/s3-location.ts';
import { blobUrl } from '#shared/resources.ts';
import { startS3Server } from '../../s3-server.ts';
import { built } from '../../support/program.ts';
import { onStore, pageOf, startDesktop } from './fake-electron/desktop.ts';
import { until } from './fake-electron/index.ts';

/** The bundles that the build has made, run as they are: what the page is given, and what it is not. */

const session = '5387f613-76c4-48ae-8732-1cc007b37e14';
const summary = 'sessions/db5b5fab-8f4d-4e27-9da1-494c73cf256d/research_pipeline/report_summary.md';

describe('the window', () => {
  it('is sandboxed, and shown when it has painted', async () => {
    const { electron } = await startDesktop();
    expect(electron.window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
    expect(electron.window.isShown).toBe(true);
    expect(electron.schemes.map(({ scheme }) => scheme)).toEqual(['app']);
  });

  it('stands where it stood the last time', async () => {
    const { electron, home } = await startDesktop();
    electron.window.close();
    await until(() => electron.app.hasQuit);
    const again = await startDesktop({ home });
    expect(again.electron.window.options).toMatchObject({ x: 40, y: 50, width: 1100, height: 700 });
  });
});

describe('the preload', () => {
  it('is one CommonJS file that asks for nothing but Electron', () => {
    const code = readFileSync(built('preload/preload.cjs'), 'utf8');
    expect([...code.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"']);
    expect(code).not.toMatch(/^\s*(import|export)\b|\bimport\(|\bprocess\b|\bBuffer\b|__dirname/m);
  });

  it('gives the page the path of a dropped file, and nothing that reaches main', async () => {
    const { page } = await pageOf(await startDesktop());
    const { agentflow, ...others } = page.exposed as { agentflow: Record<string, unknown> };
    expect(others).toEqual({});
    expect(Object.keys(agentflow)).toEqual(['host', 'pathForDrop']);
    const pathForDrop = agentflow.pathForDrop as (file: object) => string;
    expect([agentflow.host, pathForDrop({ path: '/data/store' })]).toEqual(['electron', '/data/store']);
  });

  it('gives the port to the page once', async () => {
    const { page } = await pageOf(await startDesktop());
    page.postMessage({ type: 'agentflow-connect' }, 'app://sessions');
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    expect(page.ports).toHaveLength(1);
  });

  it('does nothing on a page of another origin', async () => {
    const { electron } = await startDesktop();
    await electron.window.loadURL('https://example.com/');
    expect(electron.window.webContents.page?.exposed).toEqual({});
  });
});

describe('main', () => {
  it('gives no port to a frame inside the page, nor to another page', async () => {
    const { electron } = await startDesktop();
    const { webContents } = electron.window;
    const given: string[] = [];
    webContents.postMessage = (channel) => void given.push(channel);
    const ask = (senderFrame: object, sender: object = webContents) =>
      electron.ipcMain.emit('agentflow-port', { sender, senderFrame });
    ask({ url: 'app://sessions/', parent: webContents.mainFrame });
    ask(webContents.mainFrame, { ...webContents });
    webContents.mainFrame.url = 'https://example.com/';
    ask(webContents.mainFrame);
    expect(given).toEqual([]);
    webContents.mainFrame.url = 'app://sessions/';
    ask(webContents.mainFrame);
    expect(given).toEqual(['agentflow-port']);
  });

  it('opens the store of the command line, and saves an edit of exactly what was typed', async () => {
    const { client, id, store, opened } = await onStore();
    expect(opened.readOnly).toBe(false);
    const { version, text } = await client.documents.open({ store: id, key: summary });
    expect(text).toBe(store.read(summary)?.toString());
    const typed = `${text}\nBy hand.`;
    await client.documents.save({ store: id, key: summary, base: version, text: typed, saveId: 'save-0001' });
    expect(store.read(summary)?.toString()).toBe(typed);
    await expect(
      client.documents.save({ store: id, key: summary, base: version, text: 'x', saveId: 'save-0002' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('writes nothing into a store that is opened with --read-only', async () => {
    const { client, id } = await onStore({ args: ['--read-only'] });
    const save = { store: id, key: summary, base: null, text: 'x', saveId: 'save-0003' };
    await expect(client.documents.save(save)).rejects.toMatchObject({ code: 'READ_ONLY' });
  });

  it('serves the page with its policy, and stored bytes in part, on the app’s own scheme', async () => {
    const { electron, id, store } = await onStore();
    const page = await electron.fetch('app://sessions/');
    expect(await page.text()).toContain('<div id="root">');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    const key = `sessions/${session}/artifacts/chart.png`;
    const url = `app://sessions/${blobUrl(id, key)}`;
    const part = await electron.fetch(url, { headers: { range: 'bytes=1-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'PNG']);
    const whole = await electron.fetch(url);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(store.read(key));
    expect((await electron.fetch('app://other/index.html')).status).toBe(404);
  });

  it('keeps the keys of a bucket through the system’s encryption', async () => {
    const server = await startS3Server();
    onTestFinished(() => server.close());
    server.createBucket('agents');
    server.put('agents', 'sessions/s1/session.json', '{}');
    const { home, ...desktop } = await startDesktop();
    const { client } = await pageOf({ home, ...desktop });
    const { accessKeyId, secretAccessKey, endpoint, region } = server;
    const location = {
      kind: 's3' as const,
      bucket: 'agents',
      prefix: '',
      endpoint,
      region,
      pathStyle: true,
      credentials: { kind: 'keys' as const },
      checksums: 'usual' as const,
      network: usualNetwork,
    };
    const result = await client.stores.openS3({ location, keys: { accessKeyId, secretAccessKey } });
    expect(result.kind).toBe('opened');
    expect((await client.app.info()).capabilities.secrets).toBe('encrypted');
    const kept = readFileSync(join(home, 'secrets.json'), 'utf8');
    const [encrypted = ''] = Object.values(JSON.parse(kept) as Record<string, string>);
    const bytes = Buffer.from(encrypted, 'base64').map((byte) => byte ^ 90);
    expect(JSON.parse(Buffer.from(bytes).toString())).toMatchObject({ accessKeyId, secretAccessKey });
    expect(kept).not.toContain(secretAccessKey);
  });

  it('shows what the page asks the desktop for', async () => {
    const { electron, client, id, store } = await onStore();
    electron.chosenFolder = '/data/other';
    expect(await client.host.pickFolder()).toBe('/data/other');
    electron.chosenFolder = null;
    expect(await client.host.pickFolder()).toBeNull();
    await client.host.reveal({ store: id, key: summary });
    await client.host.openOutside({ store: id, key: summary });
    const [revealed, opened] = electron.handedOut;
    expect(revealed).toEqual(['reveal', join(store.argument, summary)]);
    expect(opened?.[0]).toBe('open');
    expect(opened?.[1]).not.toContain(store.argument);
    expect((await client.app.info()).host).toBe('electron');
  });
});
