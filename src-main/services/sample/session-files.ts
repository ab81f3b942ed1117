import { artifactKey, messagesKey, recordKey, scratchKey, summaryKey } from '#shared/format/layout.ts';
import { printMessages } from '#shared/format/messages.ts';
import { printPythonJson, readPythonJson } from '#shared/format/python-json.ts';
import type { Clock } from './clock.ts';
import type { SampleFile } from './sample-file.ts';
import { JsonArtifact, type SampleNode, type SampleSession } from './sample-session.ts';

type FileOfSession = Pick<SampleFile, 'key' | 'content'>;

/** A node takes this long, unless its run began less than that ago. */
const minutesEach = 1.5;

/** All files of a session, in the order in which a run writes them, one after the other. */
export function filesOfSession(session: SampleSession, clock: Clock): SampleFile[] {
  const files = contentsOf(session, clock);
  const step = Math.min(minutesEach, session.startedMinutesAgo / (files.length + 1));
  return files.map((file, index) => ({ ...file, minutesAgo: session.startedMinutesAgo - index * step }));
}

function contentsOf(session: SampleSession, clock: Clock): FileOfSession[] {
  const record = recordOf(session, clock);
  const messages = session.record === 'with messages' ? undefined : session.messages;
  return [
    ...(record === null ? [] : [{ key: recordKey(session.id), content: record }]),
    ...session.nodes.flatMap((node) => filesOfNode(session, node)),
    ...Object.entries(session.artifacts ?? {}).map(([name, content]) => ({
      key: artifactKey(session.id, name),
      content: content instanceof JsonArtifact ? printPythonJson(content.value) : content,
    })),
    ...(messages ? [{ key: messagesKey(session.id), content: printMessages(messages) }] : []),
  ];
}

function filesOfNode(session: SampleSession, node: SampleNode): FileOfSession[] {
  const workflow = node.workflow ?? session.workflow;
  const files: FileOfSession[] = [];
  if (node.scratch !== undefined)
    files.push({ key: scratchKey(session.id, workflow, node.id), content: node.scratch });
  if (node.summary !== undefined)
    files.push({ key: summaryKey(session.id, workflow, node.id), content: node.summary });
  return files;
}

/** The record's text; null where the session has none. */
function recordOf(session: SampleSession, clock: Clock): string | null {
  const kind = session.record ?? 'usual';
  if (kind === 'none') return null;
  const text = printPythonJson({
    id: typeof kind === 'object' ? kind.copiedFrom : session.id,
    created_at: clock.iso(session.startedMinutesAgo),
    agent: session.agent,
    workflow: session.workflow,
    status: session.status,
    metadata: session.metadata ?? {},
    messages: kind === 'with messages' ? readPythonJson(printMessages(session.messages ?? [])) : undefined,
  });
  return kind === 'cut' ? text.slice(0, text.indexOf('"status"')) : text;
}
