import type { XrayStepName } from '../contract/xray.ts';

/** What the steps of an X-ray are called, on the screen and in messages. */
export const xrayTitles: Record<XrayStepName, string> = {
  name: 'Name resolution',
  connection: 'Connection',
  clock: 'Clock',
  credentials: 'Credentials',
  identity: 'Identity',
  list: 'List',
  read: 'Read',
  sessions: 'Sessions',
  create: 'Conditional create',
  replace: 'Conditional replace',
  upload: 'Upload in parts',
  delete: 'Conditional delete',
  removal: 'Clean-up',
};
