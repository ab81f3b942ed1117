import { isStoreError } from '#shared/errors.ts';
import { marksOf } from './json-rows.ts';
import { type JsonTable, tableOf } from './json-table.ts';

/** What the window asks: to read a text, or to filter the one that was read last. */
export type JsonQuestion = { id: number } & ({ text: string } | { query: string });

export type JsonAnswer = { id: number } & (
  | { table: JsonTable }
  | { marks: Uint8Array; found: number }
  | { problem: string }
);

let read: { text: string; table: JsonTable } | null = null;

function problemOf(error: unknown): string {
  if (isStoreError(error)) return error.message;
  return 'It is too large or nested too deeply to be shown as a tree.';
}

function answer(question: JsonQuestion): JsonAnswer {
  const { id } = question;
  try {
    if ('query' in question) {
      if (!read) return { id, problem: 'There is nothing to filter.' };
      return { id, ...marksOf(read.text, read.table, question.query) };
    }
    const { text } = question;
    const table = tableOf(text);
    read = { text, table };
    return { id, table };
  } catch (error) {
    return { id, problem: problemOf(error) };
  }
}

addEventListener('message', ({ data }: MessageEvent<JsonQuestion>) => postMessage(answer(data)));
