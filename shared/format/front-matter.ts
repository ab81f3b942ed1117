import { parseDocument } from 'yaml';
import { StoreError } from '../errors.ts';
import { isObject } from './objects.ts';
import { pythonStrip } from './python-text.ts';

/** A Markdown file with YAML before it. */
export interface FrontMatter {
  /** As YAML 1.1 has it; empty where there is none. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What follows, without white space around it. */
  readonly body: string;
}

/** A line of three or more dashes, and the blank lines after it. */
const boundary = /(?<=^|\n)-{3,}\s*(?=\n|$)/;

/** Splits once at the first boundary; null where there is none. */
function splitAtBoundary(text: string): [before: string, after: string] | null {
  const match = boundary.exec(text);
  return match && [text.slice(0, match.index), text.slice(match.index + match[0].length)];
}

function parseYaml(text: string): Readonly<Record<string, unknown>> {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, prettyErrors: true });
  const [error] = document.errors;
  if (error) {
    const [reason = ''] = error.message.split(/ at line \d+|:?\n/);
    const line = error.linePos?.[0].line ?? 1;
    throw new StoreError('INVALID', `The front matter is not YAML: ${reason} (line ${line + 1}).`);
  }
  try {
    const value: unknown = document.toJS();
    return isObject(value) ? value : {};
  } catch (error) {
    // Anchors that refer to each other without end.
    throw new StoreError(
      'INVALID',
      'The front matter is not YAML that can be resolved.',
      {},
      { cause: error },
    );
  }
}

/**
 * Reads a definition file (`*.prompt.md`, `*.workflow.md` and the like) as the library's parser does. Only a
 * file that starts with a line of dashes, and has a second one, has front matter. Throws `INVALID`.
 */
export function parseFrontMatter(text: string): FrontMatter {
  const stripped = pythonStrip(text.replaceAll('\r\n', '\n'));
  const none = { metadata: {}, body: stripped };
  const opening = splitAtBoundary(stripped);
  if (opening?.[0] !== '') return none;
  const closing = splitAtBoundary(opening[1]);
  if (!closing) return none;
  return { metadata: parseYaml(closing[0]), body: pythonStrip(closing[1]) };
}
