import type { Store } from '#shared/model/store.ts';
import { logTail } from './log.ts';

/**
 * What somebody who helps needs to know, as text to paste: versions, kinds of stores and the last warnings.
 * Names of stores, paths, buckets and keys stay out of it.
 */
export async function describeDiagnostics(facts: {
  version: string;
  host: string;
  logFile: string;
  stores: readonly Store[];
}): Promise<string> {
  const { version, host, stores } = facts;
  const lines = [
    `AgentFlow Sessions ${version}, ${host} host`,
    `${process.platform} ${process.arch}, Node ${process.versions.node}, Electron ${process.versions.electron ?? 'none'}`,
    '',
    `Stores: ${stores.length}`,
    ...stores.map(
      (store) =>
        `- ${store.location.kind}, ${store.state}${store.readOnly ? ', read-only' : ''}, save ${store.guarantee?.level ?? 'unknown'}`,
    ),
    '',
    'Last log events:',
    ...(await logTail(facts.logFile)).map(withoutNames).slice(-40),
  ];
  return lines.join('\n');
}

/** Only level, time and the kind of event: messages and fields may name what is private. */
function withoutNames(line: string): string {
  try {
    const { level, time, msg, code } = JSON.parse(line) as Record<string, unknown>;
    return [time, level, msg, code].filter((part) => part !== undefined).join(' ');
  } catch {
    return '(a line that cannot be read)';
  }
}
