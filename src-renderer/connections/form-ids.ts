import { client } from '../client/client.ts';

const ids = new Map<string, string>();

/** The id of the form that a tab shows. Main keeps the keys that are tried out in it under this id. */
export function formId(tabId: string): string {
  const id = ids.get(tabId) ?? crypto.randomUUID();
  ids.set(tabId, id);
  return id;
}

/** The form of a tab is saved, closed or given up: main forgets what was tried out in it. */
export function forgetForm(tabId: string): void {
  const form = ids.get(tabId);
  if (form === undefined) return;
  ids.delete(tabId);
  // Where main is out of reach, they are so too: nobody else knows the id.
  client.connections.forgetForm({ form }).catch(() => undefined);
}
