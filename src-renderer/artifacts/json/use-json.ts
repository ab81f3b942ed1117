import { useEffect, useState } from 'react';
import { JsonReader } from './json-reader.ts';
import type { JsonTable } from './json-table.ts';

export type JsonReading =
  | { state: 'reading' }
  | { state: 'read'; text: string; table: JsonTable }
  | { state: 'problem'; problem: string };

/** A reader of its own for as long as the view is there. */
function useReader(): JsonReader | null {
  const [reader, setReader] = useState<JsonReader | null>(null);
  useEffect(() => {
    const opened = new JsonReader();
    setReader(opened);
    return () => opened.close();
  }, []);
  return reader;
}

/** The values of a text. What was read before stays until the next is there. */
export function useJson(text: string): { reader: JsonReader | null; reading: JsonReading } {
  const reader = useReader();
  const [reading, setReading] = useState<JsonReading>({ state: 'reading' });
  useEffect(() => {
    let wanted = true;
    const read = async () => {
      const answer = await reader?.read(text);
      if (!wanted || !answer) return;
      if ('table' in answer) setReading({ state: 'read', text, table: answer.table });
      else setReading({ state: 'problem', problem: answer.problem });
    };
    void read();
    return () => {
      wanted = false;
    };
  }, [reader, text]);
  return { reader, reading };
}

export interface JsonFilter {
  /** What was looked for. */
  query: string;
  marks: Uint8Array;
  found: number;
}

/** What a filter leaves of the values; null without one, or until it was carried out. */
export function useJsonFilter(reader: JsonReader | null, table: JsonTable, query: string): JsonFilter | null {
  const [filter, setFilter] = useState<(JsonFilter & { table: JsonTable }) | null>(null);
  useEffect(() => {
    if (query === '') return;
    let wanted = true;
    const carryOut = async () => {
      const result = await reader?.filter(query);
      if (wanted && result) setFilter({ ...result, query, table });
    };
    void carryOut();
    return () => {
      wanted = false;
    };
  }, [reader, table, query]);
  return query !== '' && filter?.table === table ? filter : null;
}
