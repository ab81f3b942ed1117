import { parseArgs } from 'node:util';

/** What the command line of `npm start` asks for. */
export interface StartOptions {
  readonly stores: readonly string[];
  readonly web: boolean;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly open: boolean;
  readonly readOnly: boolean;
  /** Where the web host keeps secrets; null: in memory. */
  readonly secretsFile: string | null;
}

/** Reads the command line; throws an Error whose message is for the user. */
export function parseStartOptions(args: string[]): StartOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      web: { type: 'boolean', default: false },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
      'read-only': { type: 'boolean', default: false },
      'secrets-file': { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port takes a number from 0 to 65535, not “${values.port}”.`);
  }
  if (values['secrets-file'] === '') {
    throw new Error('--secrets-file takes the path of a file. Leave it out to keep secrets in memory.');
  }
  return {
    stores: positionals,
    web: values.web,
    host: values.host,
    port,
    open: !values['no-open'],
    readOnly: values['read-only'],
    secretsFile: values['secrets-file'] ?? null,
  };
}

/** The same for a program's own command line: one that cannot be read is said, and ends the program with 2. */
export function startOptionsOrExit(args = process.argv.slice(2)): StartOptions {
  try {
    return parseStartOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(2);
  }
}
