import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '#services/index.ts';
import { type Edited, editForever, textsOf } from './editing.ts';
import type { WriterReport } from './report.ts';

/** In seconds, how long each race goes on; `npm run test:race -- --seconds N` makes it longer. */
export const seconds = Number(process.env.RACE_SECONDS ?? 1.5);

/** So many saves must have gone through; on a busy machine that takes longer. */
const fewestSaves = 10;
const patience = 30_000;

/** In milliseconds, for a test. */
export const raceTimeout = 2 * patience + 1000 * seconds;

/** What came of a race. */
export interface Outcome {
  readonly saves: number;
  readonly refused: number;
  readonly written: number;
  /** How many texts of the other had to be found in the end. */
  readonly displaced: number;
  readonly lostSaves: number;
  readonly lostTexts: number;
}

/** Somebody else who writes until told to stop. */
export interface Writer {
  stop(): Promise<WriterReport>;
}

/**
 * Lets a person edit a file while a writer is at it. `settled` gives the services to look with afterwards, once
 * nothing is under way any more.
 */
export async function race(
  services: Services,
  store: string,
  key: string,
  writer: Writer,
  settled: () => Promise<Services>,
): Promise<Outcome> {
  const stop = new AbortController();
  const edited: Edited = { acknowledged: [], refused: 0 };
  const editing = editForever(services, store, key, edited, stop.signal);
  const began = performance.now();
  const passed = () => performance.now() - began;
  while (passed() < 1000 * seconds || (edited.acknowledged.length < fewestSaves && passed() < patience)) {
    await sleep(20);
  }
  const { texts: written, mustBeKept } = await writer.stop().finally(() => stop.abort());
  await editing;
  const there = await textsOf(await settled(), store, key);
  const lost = (wanted: readonly string[]) => wanted.filter((text) => !there.has(text)).length;
  return {
    saves: edited.acknowledged.length,
    refused: edited.refused,
    written,
    displaced: mustBeKept.length,
    lostSaves: lost(edited.acknowledged),
    lostTexts: lost(mustBeKept),
  };
}
