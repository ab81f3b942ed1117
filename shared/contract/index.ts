import { app, host } from './app.ts';
import { connections } from './connections.ts';
import { deletion } from './deletion.ts';
import { documents } from './documents.ts';
import { drafts } from './drafts.ts';
import { edits, history } from './history.ts';
import { live } from './live.ts';
import { meter } from './meter.ts';
import { past } from './past.ts';
import { sessions } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { stores } from './stores.ts';
import { xray } from './xray.ts';

/** Every call between renderer and main, declared once. To add one: declare it here, handle it in `src-main/rpc`. */
export const contract = {
  app,
  host,
  stores,
  connections,
  sessions,
  documents,
  deletion,
  past,
  history,
  edits,
  live,
  drafts,
  meter,
  xray,
  signIn,
};

export type Contract = typeof contract;
