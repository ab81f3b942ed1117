import type { SessionContents } from '#shared/model/session.ts';
import { plural } from '../words/numbers.ts';

const shown = 4;

/** What one should know of a session that is not as it should be, in sentences. */
export function sessionProblems({ facts, problems, truncated }: SessionContents): string[] {
  const sentences: string[] = [];
  if (facts.problem !== null) sentences.push(facts.problem);
  if (facts.innerId !== null)
    sentences.push(`The record says that its id is “${facts.innerId}”. The folder’s name counts.`);
  sentences.push(...problems.slice(0, shown).map(({ key, message }) => `${key}: ${message}`));
  if (problems.length > shown)
    sentences.push(`${plural(problems.length - shown, 'more file')} could not be read.`);
  if (truncated) sentences.push('It holds more files than are counted here.');
  return sentences;
}
