import { z } from 'zod';
import { StoreError } from '#shared/errors.ts';
import {
  type Candidate,
  type ConnectionLocation,
  type ConnectionSettings,
  connectionLocationSchema,
  connectionSettingsSchema,
} from '#shared/model/connection.ts';
import { withoutPasswords } from '#shared/s3/passwords.ts';

const format = 'agentflow-connections';

const fileSchema = z.object({
  format: z.literal(format),
  version: z.number().int().min(1),
  connections: z.array(z.unknown()).max(10_000),
});

const { folder, colour, readOnly } = connectionSettingsSchema.shape;
const entrySchema = connectionSettingsSchema.extend({
  folder: folder.default(''),
  colour: colour.default(null),
  readOnly: readOnly.default(false),
  location: connectionLocationSchema,
});

type Exported = ConnectionSettings & { location: ConnectionLocation };

/** Text of a file with connections: how they are reached, and none of the secrets that are used for it. */
export function exported(entries: readonly Exported[]): string {
  const connections = entries.map(({ name, folder, colour, readOnly, location }) => ({
    name,
    folder,
    colour,
    readOnly,
    location: locationWithoutPasswords(location),
  }));
  return `${JSON.stringify({ format, version: 1, connections }, null, 2)}\n`;
}

/** The connections of such a file, each with what is wrong with it. Throws `INVALID` for a file of another kind. */
export function readExported(text: string): Omit<Candidate, 'known'>[] {
  const file = fileSchema.safeParse(parsed(text)).data;
  if (!file) {
    throw new StoreError(
      'INVALID',
      'This is no file of connections. Choose one that was exported by this app.',
    );
  }
  if (file.version > 1) {
    const message = 'This file was exported by a newer version of the app. Update this one to read it.';
    throw new StoreError('INVALID', message);
  }
  return file.connections.map(readEntry);
}

function readEntry(stored: unknown, index: number): Omit<Candidate, 'known'> {
  const { data, error } = entrySchema.safeParse(stored);
  const said = z.looseObject({ name: z.string() }).safeParse(stored).data?.name.slice(0, 200);
  const plain = { name: said || `Entry ${index + 1}`, folder: '', colour: null, readOnly: false };
  if (data) {
    return { ...plain, ...data, location: locationWithoutPasswords(data.location), about: '', problem: null };
  }
  const issue = error.issues[0];
  const field = issue?.path.join('.') || 'the entry';
  const problem = `It cannot be used: ${field} is not as it should be (${issue?.message ?? 'unknown'}).`;
  return { ...plain, location: null, about: '', problem };
}

/** Addresses can carry a password, which has no place in a file that is passed on. */
function locationWithoutPasswords(location: ConnectionLocation): ConnectionLocation {
  if (location.kind !== 's3') return location;
  const { endpoint, network } = location;
  return {
    ...location,
    endpoint: endpoint && withoutPasswords(endpoint),
    network: { ...network, proxy: withoutPasswords(network.proxy) },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
