import { app } from './app.ts';
import { rpc } from './base.ts';
import { connections } from './connections.ts';
import { deletion } from './deletion.ts';
import { documents } from './documents.ts';
import { drafts } from './drafts.ts';
import { edits, history } from './history.ts';
import { host } from './host.ts';
import { live } from './live.ts';
import { meter } from './meter.ts';
import { past } from './past.ts';
import { sessions } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { stores } from './stores.ts';
import { xray } from './xray.ts';

/** The contract, implemented; what is declared and not handled does not compile. */
export const router = rpc.router({
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
});
