import { isObject } from './objects.ts';
import { pythonStrip } from './python-text.ts';
import { readPythonYaml } from './python-yaml.ts';

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
  const metadata = readPythonYaml(closing[0]);
  return { metadata: isObject(metadata) ? metadata : {}, body: pythonStrip(closing[1]) };
}
