import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type S3TestServer, startS3Server } from '../../test/s3-server.ts';
import { startTls, type TlsServer } from '../../test/support/tls.ts';
import { fixtureStore } from '../harness/stores.ts';
import { startWebApp, type WebApp } from '../harness/web-app.ts';

export const bucket = 'acme-agents';
export const prefix = 'team/memory';

/** A bucket to be looked at, and the app, with no store open. */
export interface XrayGround {
  readonly app: WebApp;
  readonly server: S3TestServer;
  /** The same server behind a certificate that nothing trusts. */
  readonly secure: TlsServer;
  /** Takes every trouble away. */
  calm(): void;
  close(): Promise<void>;
}

export async function startXrayGround(): Promise<XrayGround> {
  const top = mkdtempSync(join(tmpdir(), 'agentflow-xray-'));
  const server = await startS3Server({
    region: 'eu-central-1',
    accessKeyId: 'AKIAEXAMPLE7MEMORY42',
  });
  const secure = await startTls(server.endpoint);
  server.createBucket(bucket);
  await server.fill(bucket, fixtureStore, `${prefix}/`);
  const app = await startWebApp({ stores: [], home: join(top, 'home') });
  return {
    app,
    server,
    secure,
    calm() {
      server.fault = undefined;
      server.skew = 0;
      server.latency = 0;
      server.denied.clear();
    },
    async close() {
      await app.stop().catch(() => undefined);
      await secure.close();
      await server.close();
      rmSync(top, { recursive: true, force: true });
    },
  };
}
