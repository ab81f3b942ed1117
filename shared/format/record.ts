import { StoreError } from '../errors.ts';
import type { SessionFacts } from '../model/session.ts';
import { type JsonDocument, type JsonNode, parseJson, valueOfKey } from './json-tree.ts';
import { type JsonValue, losslessValue, type Printable, plainValue, printPythonJson } from './python-json.ts';
import { parsePythonTime } from './python-time.ts';
import { decodeUtf8 } from './utf8.ts';

/** What the library makes of a `session.json`. */
export type RecordReading =
  | { readonly state: 'read'; readonly record: SessionRecord }
  /** The library answers “no such session”. */
  | { readonly state: 'unreadable'; readonly problem: string; readonly record: SessionRecord | null }
  /** The library raises an exception. */
  | { readonly state: 'fails'; readonly problem: string };

/** The fields of a record, in the order in which the library writes them, with its defaults. */
const defaults: readonly (readonly [key: string, value: Printable])[] = [
  ['id', ''],
  ['created_at', ''],
  ['agent', ''],
  ['workflow', ''],
  ['status', 'active'],
  ['metadata', {}],
];

/** A readable `session.json`. Values are whatever stands there: the library checks no types. */
export class SessionRecord {
  readonly #document: JsonDocument;

  constructor(document: JsonDocument) {
    this.#document = document;
  }

  #node(key: string): JsonNode | null {
    return valueOfKey(this.#document.root, key);
  }

  /** A field as a plain value; undefined where it is missing. */
  value(key: string): JsonValue | undefined {
    const node = this.#node(key);
    return node ? plainValue(this.#document, node) : undefined;
  }

  /** A field as a word to show: text as it is, nothing for null, anything else as JSON. */
  word(key: string, missing = ''): string {
    const node = this.#node(key);
    if (!node) return missing;
    if (node.type === 'null') return '';
    const value = losslessValue(this.#document, node);
    return typeof value === 'string' ? value : printPythonJson(value);
  }

  /** What the library would write if it saved the session: its six fields, the rest dropped. */
  toLibraryJson(id: string): string {
    const fields = defaults.map(([key, missing]): [string, Printable] => {
      const node = this.#node(key);
      return [key, node ? losslessValue(this.#document, node) : missing];
    });
    return printPythonJson(new Map([...fields, ['id', id]]));
  }
}

const noSuchSession = 'the library treats this session as missing';

function withoutBom(text: string): SessionRecord | null {
  const reading = readRecord(text.slice(1));
  return reading.state === 'read' ? reading.record : null;
}

/** Reads a `session.json` as the library would, and says in words what is wrong with it. */
export function readRecord(content: Uint8Array | string): RecordReading {
  const text = typeof content === 'string' ? content : decodeUtf8(content);
  if (text === null)
    return { state: 'fails', problem: 'session.json is not valid UTF-8; the library fails on it.' };
  if (text.startsWith('\uFEFF')) {
    const problem = `session.json starts with a byte order mark; ${noSuchSession}.`;
    return { state: 'unreadable', problem, record: withoutBom(text) };
  }
  let document: JsonDocument;
  try {
    document = parseJson(text);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const reason =
      text === ''
        ? 'session.json is empty'
        : `session.json cannot be read (${error.message.replace(/\.$/, '')})`;
    return { state: 'unreadable', problem: `${reason}; ${noSuchSession}.`, record: null };
  }
  if (document.root.type !== 'object') {
    const found = document.root.type === 'array' ? 'a list' : `a ${document.root.type}`;
    return { state: 'fails', problem: `session.json holds ${found} and no object; the library fails on it.` };
  }
  const record = new SessionRecord(document);
  const missing = ['id', 'created_at'].filter((key) => record.value(key) === undefined);
  if (missing.length > 0) {
    const names = missing.map((key) => `“${key}”`).join(' and ');
    return { state: 'unreadable', problem: `session.json lacks ${names}; ${noSuchSession}.`, record };
  }
  return { state: 'read', record };
}

/** The id inside a record, where it is not the folder's name. */
export function innerIdOf(record: SessionRecord, folder: string): string | null {
  const id = record.value('id');
  return id === undefined || id === folder ? null : record.word('id');
}

/**
 * What a session's row shows. Of a damaged record that is what can still be read, and the problem.
 * `modifiedAt` (milliseconds since the epoch, of the record's file) stands in for a missing time.
 */
export function factsOf(folder: string, reading: RecordReading, modifiedAt: number | null): SessionFacts {
  const record = reading.state === 'fails' ? null : reading.record;
  const createdAt = record?.value('created_at');
  const written = typeof createdAt === 'string' ? createdAt : null;
  return {
    id: folder,
    agent: record?.word('agent') ?? '',
    workflow: record?.word('workflow') ?? '',
    status: record?.word('status', 'active') ?? '',
    createdAt: written,
    time: (written === null ? null : parsePythonTime(written)) ?? modifiedAt,
    problem: reading.state === 'read' ? null : reading.problem,
    innerId: record ? innerIdOf(record, folder) : null,
  };
}

/** Facts of a session that has no record: the workflow executor writes none. */
export function factsWithoutRecord(folder: string, modifiedAt: number | null = null): SessionFacts {
  const problem = `There is no session.json; ${noSuchSession}, but reads its notes.`;
  return {
    id: folder,
    agent: '',
    workflow: '',
    status: '',
    createdAt: null,
    time: modifiedAt,
    problem,
    innerId: null,
  };
}
