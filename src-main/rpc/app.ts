import type { Services } from '#services/index.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { guarded, rpc } from './base.ts';

/** Events from now on; what is wrong already is told to who comes later, too. */
async function* eventsFor({ events, troubles }: Services, signal: AbortSignal | undefined) {
  const { problem } = troubles;
  if (problem !== null) yield { kind: 'journal' as const, problem };
  yield* events.listen(signal);
}

export const app = {
  info: rpc.app.info.handler(({ context: { host, services } }) => ({
    name: 'AgentFlow Sessions',
    version: packageJson.version,
    platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
    host: host.kind,
    capabilities: host.capabilities,
    logFile: services.logFile,
  })),
  events: rpc.app.events.handler(({ context, path, signal }) =>
    guarded(eventsFor(context.services, signal), { context, path }),
  ),
  settings: rpc.app.settings.handler(({ context }) => context.services.settings.get()),
  setSettings: rpc.app.setSettings.handler(({ input, context }) => context.services.settings.set(input)),
  uiState: rpc.app.uiState.handler(({ context }) => context.services.settings.uiState()),
  setUiState: rpc.app.setUiState.handler(({ input, context }) => context.services.settings.setUiState(input)),
  diagnostics: rpc.app.diagnostics.handler(({ context: { services, host } }) =>
    services.diagnostics({ host: host.kind, version: packageJson.version }),
  ),
  closeAnswer: rpc.app.closeAnswer.handler(({ input, context }) => context.host.answerClose(input.close)),
  setUnsaved: rpc.app.setUnsaved.handler(({ input, context }) => context.host.setUnsaved(input)),
};
