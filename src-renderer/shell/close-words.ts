import type { Question } from './dirty.ts';

function names(all: readonly string[]): string {
  const rest = all.length - 3;
  return rest > 0 ? `${all.slice(0, 3).join(', ')} and ${rest} more` : all.join(', ');
}

function ofDocuments({ leaving, documents }: Question): string {
  if (documents.length === 0) return '';
  const one = documents.length === 1;
  const start = `${names(documents.map(({ name }) => name))} ${one ? 'has' : 'have'} edits that are not saved`;
  if (leaving === 'memory') return `${start}.`;
  if (leaving === 'tabs' && documents.some(({ form }) => form))
    return `${start}. What was typed into a form is lost if you do not save it.`;
  if (leaving === 'tabs')
    return `${start}. If you do not save them, their text stays in the history of the ${one ? 'file' : 'files'}.`;
  return `${start} and cannot be kept for the next time. Without saving, they are lost.`;
}

function ofStores({ leaving, memory }: Question): string {
  if (memory.length === 0) return '';
  const one = memory.length === 1;
  const quoted = names(memory.map((name) => `“${name}”`));
  const start = `${quoted} ${one ? 'is' : 'are'} in memory: all that was typed in ${one ? 'it' : 'them'}`;
  return `${start} is lost with ${leaving === 'memory' ? 'the store' : 'the app'}, saved or not.`;
}

/** What goes with what is about to close. */
export function closeWords(question: Question): string {
  return [ofDocuments(question), ofStores(question)].filter(Boolean).join(' ');
}

/** The question in a few words. */
export function closeTitle({ leaving, documents }: Question): string {
  if (leaving === 'memory') return 'Close the store and lose your edits?';
  if (documents.length === 0) return 'Close the app and lose your edits?';
  if (documents.length === 1) return 'Save your edits before closing?';
  const what = documents.some(({ form }) => form) ? 'edits' : 'files';
  return `Save ${documents.length} ${what} before closing?`;
}
