import type { z } from 'zod';
import { uiStateSchema } from '#shared/model/app.ts';
import { client } from '../client/client.ts';

/** Layout, tabs and tree state, kept by main for the next start. */
let state: Record<string, unknown> = {};
/** What main has not been told. Of the rest it may know something newer: from another window, or another part. */
let changed: Record<string, unknown> = {};
let timer: ReturnType<typeof setTimeout> | undefined;

/** Fetches what was kept. Called once, before the first render. */
export async function loadUiState(): Promise<void> {
  try {
    state = await client.app.uiState();
  } catch {
    state = {};
  }
  window.addEventListener('pagehide', flush);
}

/** What was kept under a name; null where there is nothing, or nothing that fits. */
export function uiState<T>(name: string, schema: z.ZodType<T>): T | null {
  const parsed = schema.safeParse(state[name]);
  return parsed.success ? parsed.data : null;
}

/** Keeps a value that JSON can hold under a name. Written half a second after the last change. */
export function keepUiState(name: string, value: unknown): void {
  state = { ...state, [name]: value };
  changed = { ...changed, [name]: value };
  clearTimeout(timer);
  timer = setTimeout(flush, 500);
}

function flush(): void {
  if (timer === undefined) return;
  clearTimeout(timer);
  timer = undefined;
  const plain = uiStateSchema.parse(JSON.parse(JSON.stringify(changed)));
  changed = {};
  // Losing it costs a scroll position, nothing more.
  client.app.setUiState(plain).catch(() => undefined);
}
