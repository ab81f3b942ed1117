import { StoreError } from '../errors.ts';
import { folderOf, keyProblem } from './keys.ts';

/** The workflow of a scratchpad that names none. */
export const defaultWorkflow = 'default';

/** The folder of a session that holds its outputs, and that is therefore never a workflow. */
export const artifactsFolderName = 'artifacts';

const scratchSuffix = '_scratch.md';
const summarySuffix = '_summary.md';

/** Where a file belongs, told by its key alone. `session` is the folder's name, which is the truth. */
export type Place =
  | { readonly kind: 'record' | 'messages'; readonly session: string }
  | NodePlace
  | { readonly kind: 'artifact'; readonly session: string; readonly name: string }
  /** Below a session, but none of the above. `path` is relative to the session. */
  | { readonly kind: 'session-file'; readonly session: string; readonly path: string }
  | { readonly kind: 'history'; readonly user: string }
  | { readonly kind: 'memory'; readonly agent: string; readonly name: string }
  | { readonly kind: 'other' };

/** A node's working notes or its summary. */
export interface NodePlace {
  readonly kind: 'scratch' | 'summary';
  readonly session: string;
  /** May contain `/`. */
  readonly workflow: string;
  /** May be empty: `_summary.md` is the summary of a node without a name. */
  readonly node: string;
}

/** Refuses what would lead out of the folder that it is put into. */
function checked(what: string, name: string): string {
  const problem = keyProblem(name, 'folder');
  if (problem !== null)
    throw new StoreError('INVALID_NAME', `${what} cannot be used. ${problem}`, { where: name });
  return name;
}

function oneSegment(what: string, name: string): string {
  if (name.includes('/'))
    throw new StoreError('INVALID_NAME', `${what} cannot be used. The name contains “/”.`, { where: name });
  return checked(what, name);
}

/** Folder of a session. Throws `INVALID_NAME` for an id that is not one safe segment, as all functions here do. */
export function sessionFolder(session: string): string {
  return `sessions/${oneSegment('The session id', session)}`;
}

/** Key of a session's record. */
export function recordKey(session: string): string {
  return `${sessionFolder(session)}/session.json`;
}

/** Key of a session's conversation. */
export function messagesKey(session: string): string {
  return `${sessionFolder(session)}/messages.json`;
}

function nodeKey(session: string, workflow: string, node: string, suffix: string): string {
  const folder = `${sessionFolder(session)}/${checked('The workflow name', workflow)}`;
  checked('The node id', `${node}${suffix}`);
  return `${folder}/${node}${suffix}`;
}

/** Key of a node's working notes. */
export function scratchKey(session: string, workflow: string, node: string): string {
  return nodeKey(session, workflow, node, scratchSuffix);
}

/** Key of a node's summary. */
export function summaryKey(session: string, workflow: string, node: string): string {
  return nodeKey(session, workflow, node, summarySuffix);
}

/** Folder of a session's artifacts. */
export function artifactsFolder(session: string): string {
  return `${sessionFolder(session)}/${artifactsFolderName}`;
}

/** Key of an artifact; its name may contain `/`. */
export function artifactKey(session: string, name: string): string {
  return `${artifactsFolder(session)}/${checked('The artifact name', name)}`;
}

/** Folder of an agent's long-term memory. */
export function memoriesFolder(agent: string): string {
  return `agents/${oneSegment('The agent name', `${agent}_memories`)}`;
}

/** Key of a user's history. Any user id is made one safe segment by percent-encoding. */
export function historyKey(user: string): string {
  if (user === '' || !user.isWellFormed())
    throw new StoreError('INVALID_NAME', 'The user id is empty or holds half a character.', { where: user });
  return `history/${encodeURIComponent(user).replaceAll('*', '%2A')}.json`;
}

function userOf(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function placeInSession(session: string, path: string): Place {
  if (path === 'session.json') return { kind: 'record', session };
  if (path === 'messages.json') return { kind: 'messages', session };
  if (path.startsWith(`${artifactsFolderName}/`))
    return { kind: 'artifact', session, name: path.slice(artifactsFolderName.length + 1) };
  const workflow = folderOf(path);
  const suffix = [scratchSuffix, summarySuffix].find((end) => path.endsWith(end));
  if (suffix === undefined || workflow === '') return { kind: 'session-file', session, path };
  const node = path.slice(workflow.length + 1, -suffix.length);
  return { kind: suffix === scratchSuffix ? 'scratch' : 'summary', session, workflow, node };
}

/**
 * Where a file belongs. Only the last suffix of a name counts: `exec_summary_summary.md` is the summary of
 * node `exec_summary`. A folder named `artifacts` is never a workflow, and a file right in a session's folder
 * belongs to no workflow, whatever its name.
 */
export function placeOf(key: string): Place {
  const inSession = /^sessions\/([^/]*)\/(.*)$/s.exec(key);
  if (inSession) return placeInSession(inSession[1] ?? '', inSession[2] ?? '');
  const user = /^history\/([^/]+)\.json$/s.exec(key)?.[1];
  if (user !== undefined) return { kind: 'history', user: userOf(user) };
  const memory = /^agents\/([^/]*)_memories\/(.+)$/s.exec(key);
  if (memory) return { kind: 'memory', agent: memory[1] ?? '', name: memory[2] ?? '' };
  return { kind: 'other' };
}

/**
 * Whether the library gives this file to later agents as session notes: every `*_summary.md` below a session,
 * those among the artifacts and those right in its folder included.
 */
export function isSessionNote(session: string, key: string): boolean {
  return key.startsWith(`sessions/${session}/`) && key.endsWith(summarySuffix);
}

/** The session that a file below `sessions/` makes exist; null for any other file. */
export function sessionOf(key: string): string | null {
  const [top, session, ...rest] = key.split('/');
  return top === 'sessions' && session !== undefined && rest.length > 0 ? session : null;
}
