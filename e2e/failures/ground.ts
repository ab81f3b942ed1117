import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSampleStore } from '../../src-main/services/sample/sample-store.ts';
import { FileSystemStorage } from '../../src-main/storage/filesystem/index.ts';
import { type S3TestServer, startS3Server } from '../../test/s3-server.ts';
import { startProxy, type TestProxy } from '../../test/support/proxy.ts';
import { type SmallDisk, smallDisk } from '../../test/support/small-disk.ts';
import { anHourAgo } from '../harness/stores.ts';
import { startWebApp, type WebApp } from '../harness/web-app.ts';

/** The summary that is edited in each scene: of the sample store. */
export const node = { session: '3f9a41c7', workflow: 'research_pipeline', name: 'analyze' };

/** The sample store on something that can fail, and the app open on it. */
export interface Ground {
  readonly folder: string;
  readonly home: string;
  readonly app: WebApp;
  readonly server: S3TestServer;
  readonly proxy: TestProxy;
  /** Runs a command on the small disk, where the scene has one. */
  onDisk(command: string): void;
  close(): Promise<void>;
}

export interface GroundOptions {
  readonly store: 'folder' | 's3';
  /** The folder, or the app's home, is a disk of so many kilobytes. */
  readonly disk?: { readonly of: 'store' | 'home'; readonly kilobytes: number };
  readonly unprivileged?: boolean;
}

const bucket = 'research-agents';

async function withServer(): Promise<{ server: S3TestServer; proxy: TestProxy; env: NodeJS.ProcessEnv }> {
  const server = await startS3Server();
  server.createBucket(bucket);
  const proxy = await startProxy(server.endpoint);
  const { accessKeyId, secretAccessKey, region } = server;
  const env = {
    S3_ENDPOINT: proxy.endpoint,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
    S3_REGION: region,
  };
  return { server, proxy, env };
}

function diskOf({ disk }: GroundOptions, at: { home: string; folder: string }) {
  if (!disk) return null;
  const small: SmallDisk | null = smallDisk();
  if (!small) throw new Error('This system lets nobody but root mount a disk.');
  const folder = disk.of === 'store' ? at.folder : at.home;
  return { small, prefix: small.prefix(folder, disk.kilobytes) };
}

/** Lays the sample store out and starts the app on it. */
export async function startGround(options: GroundOptions): Promise<Ground> {
  const top = mkdtempSync(join(tmpdir(), 'agentflow-failures-'));
  const [folder, home] = [join(top, 'agents'), join(top, 'home')];
  mkdirSync(folder);
  mkdirSync(home);
  const { server, proxy, env } = await withServer();
  await writeSampleStore(new FileSystemStorage(folder));
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(folder, file), anHourAgo, anHourAgo);
  if (options.store === 's3') await server.fill(bucket, folder, 'memory/');
  if (options.unprivileged) for (const each of [top, home]) chmodSync(each, 0o777);
  const disk = diskOf(options, { home, folder });
  const app = await startWebApp({
    stores: [options.store === 'folder' ? folder : `s3://${bucket}/memory`],
    home,
    env,
    prefix: disk?.prefix ?? [],
    unprivileged: options.unprivileged ?? false,
  });
  return {
    folder,
    home,
    app,
    server,
    proxy,
    onDisk: (command) => disk?.small.inside(app.process.pid ?? 0, command),
    async close() {
      await app.stop().catch(() => undefined);
      await proxy.close();
      await server.close();
      rmSync(top, { recursive: true, force: true });
    },
  };
}
