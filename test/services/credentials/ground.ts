import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { S3Keys } from '#services/credentials/keys.ts';
import type { CredentialSession } from '#services/credentials/session.ts';
import type { SignIns } from '#services/credentials/sign-ins.ts';
import type { Buckets, ReachedBucket } from '#services/stores/buckets.ts';
import type { PromptAnswer } from '#shared/contract/sign-in.ts';
import { type S3Credentials, s3Location } from '#shared/model/s3-location.ts';
import type { Prompt } from '#shared/model/sign-in.ts';
import type { S3Storage } from '#storage/s3/s3-storage.ts';
import { type AwsStandIn, startAwsStandIn } from '../../aws/stand-in.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';
import { bucketsWithoutApp } from '../../support/buckets.ts';

/** Answers what is asked for; null leaves it open, `cancel` gives it up. */
export type Person = (prompt: Prompt) => PromptAnswer | 'cancel' | null;

interface How {
  readonly keys?: S3Keys;
  readonly person?: Person;
  /** What it is called. */
  readonly name?: string;
  /** Another connection of the same app. */
  readonly beside?: Reached;
}

/** A bucket that is reached by some credentials. */
export interface Reached {
  readonly session: CredentialSession;
  readonly storage: S3Storage;
  readonly signIns: SignIns;
  readonly bucket: ReachedBucket;
  readonly buckets: Buckets;
  /** All that was asked for until now. */
  readonly asked: Prompt[];
  /** As a person who starts to sign in. */
  signIn(): Promise<void>;
}

/** Sign-in services and a bucket on this machine, and a home folder whose AWS files say where they are. */
export interface Ground {
  readonly aws: AwsStandIn;
  readonly server: S3TestServer;
  readonly home: string;
  /** Writes the shared AWS files. */
  files(files: { config?: string; credentials?: string }): Promise<void>;
  reach(credentials: S3Credentials, how?: How): Promise<Reached>;
  /** What `hello` in the bucket says to somebody with these credentials. */
  reads(credentials: S3Credentials, how?: How): Promise<string>;
  close(): Promise<void>;
}

/** Makes the ground; variables of the environment are stubbed, so `vi.unstubAllEnvs` belongs after each test. */
export async function makeGround(): Promise<Ground> {
  const keys = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key', region: 'us-east-1' };
  const aws = await startAwsStandIn(keys);
  const server = await startS3Server({ ...keys, issued: aws.issued });
  server.createBucket('memory');
  server.put('memory', 'hello', 'text');
  const home = await mkdtemp(join(tmpdir(), 'credentials-'));
  await mkdir(join(home, '.aws'));
  const stopped = new AbortController();
  const location = s3Location({ bucket: 'memory', endpoint: server.endpoint });

  const reach: Ground['reach'] = async (
    credentials,
    { keys: submitted, person, name = 'Agents', beside } = {},
  ) => {
    const { buckets, signIns } = beside ?? bucketsWithoutApp();
    const place = { ...location, credentials };
    const bucket = await buckets.reach({ location: place, keys: submitted }, { mayLack: true });
    const { session, connect } = bucket;
    if (!session) throw new Error('These are no credentials.');
    const asked = beside?.asked ?? (await answering(signIns, person ?? (() => 'cancel'), stopped.signal));
    const whose = { store: null, name, asksKeys: true };
    return {
      session,
      signIns,
      bucket,
      buckets,
      asked,
      storage: connect(place),
      signIn: () => signIns.signIn(session, whose, {}),
    };
  };
  return {
    aws,
    server,
    home,
    async files({ config = '', credentials = '' }) {
      await writeFile(join(home, '.aws', 'config'), config);
      await writeFile(join(home, '.aws', 'credentials'), credentials);
    },
    reach,
    async reads(credentials, how) {
      const { storage, signIn } = await reach(credentials, how);
      try {
        await signIn();
        return await storage.read('hello');
      } finally {
        await storage.close();
      }
    },
    async close() {
      stopped.abort();
      await rm(home, { recursive: true });
      await server.close();
      await aws.close();
    },
  };
}

/** Lets the SDK look at the ground alone. */
export function standOn({ aws, home }: Ground): void {
  for (const name of Object.keys(process.env)) if (/^(AWS|S3)_/.test(name)) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(aws.variables)) vi.stubEnv(name, value);
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_CONFIG_FILE', join(home, '.aws', 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, '.aws', 'credentials'));
}

async function answering(signIns: SignIns, person: Person, signal: AbortSignal): Promise<Prompt[]> {
  const seen = new Map<string, Prompt>();
  const asked: Prompt[] = [];
  const changes = signIns.prompts.listen(signal);
  await changes.next();
  void (async () => {
    for await (const prompts of changes) {
      for (const prompt of prompts.filter(({ id }) => !seen.has(id))) {
        seen.set(prompt.id, prompt);
        asked.push(prompt);
        const answer = person(prompt);
        if (answer === 'cancel') signIns.prompts.cancel(prompt.id);
        else if (answer) signIns.prompts.answer(prompt.id, answer);
      }
    }
  })();
  return asked;
}
