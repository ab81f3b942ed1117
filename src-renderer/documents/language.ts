/** The editor's language for a file, by its name; without an extension, by how it starts. */
export function languageOf(key: string, text: string): 'markdown' | 'yaml' | 'json' | 'plaintext' {
  if (/\.(md|markdown)$/i.test(key)) return 'markdown';
  if (/\.ya?ml$/i.test(key)) return 'yaml';
  if (/\.(json|jsonl|ndjson)$/i.test(key)) return 'json';
  const hasExtension = /[^/]\.[^./]+$/.test(key);
  return !hasExtension && /^\s*[[{]/.test(text) ? 'json' : 'plaintext';
}
