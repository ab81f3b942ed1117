import { type CollectionTag, parseDocument, type ScalarTag } from 'yaml';
import { StoreError } from '../errors.ts';

type Tag = ScalarTag | CollectionTag;

/** How PyYAML tells numbers and truth values from text, where the `yaml` package's YAML 1.1 takes more words for them. */
const pythonWords: readonly { tag: string; format?: string; takes: string; only: RegExp }[] = [
  { tag: 'bool', takes: 'yes', only: /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/ },
  { tag: 'bool', takes: 'no', only: /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/ },
  { tag: 'int', takes: '0', only: /^[-+]?(?:0|[1-9][0-9_]*)$/ },
  {
    tag: 'float',
    format: 'EXP',
    takes: '1.0e+1',
    only: /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)[eE][-+][0-9]+$/,
  },
  { tag: 'float', takes: '1.0', only: /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/ },
];

function asPython(tag: Tag): Tag {
  if (!('test' in tag) || !tag.test) return tag;
  const words = pythonWords.find(
    (candidate) =>
      tag.tag === `tag:yaml.org,2002:${candidate.tag}` &&
      tag.format === candidate.format &&
      tag.test?.test(candidate.takes),
  );
  return words ? { ...tag, test: words.only } : tag;
}

/** Reads YAML as Python's `yaml.safe_load` does; of a key that stands twice the last counts. Throws `INVALID`. */
export function readPythonYaml(text: string): unknown {
  const document = parseDocument(text, {
    version: '1.1',
    uniqueKeys: false,
    customTags: (tags) => tags.map((tag) => (typeof tag === 'string' ? tag : asPython(tag))),
  });
  const [error] = document.errors;
  if (error) {
    const [reason = ''] = error.message.split(/ at line \d+|:?\n/);
    const line = error.linePos?.[0].line ?? 1;
    throw new StoreError('INVALID', `It is not YAML: ${reason} (line ${line}).`);
  }
  try {
    return document.toJS();
  } catch (cause) {
    // Anchors that multiply each other, which would fill the memory.
    throw new StoreError('INVALID', 'It is not YAML that can be resolved.', {}, { cause });
  }
}
