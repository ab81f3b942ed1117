import type { App } from 'electron';
import type { Services } from '#services/index.ts';
import { parseLocation } from '#services/stores/parse-location.ts';
import { isStoreError } from '#shared/errors.ts';
import { type Asked, type Handover, handoverSchema } from './command-line.ts';

/** What a second start hands to the first. What cannot be an address is left out and answered as a problem. */
export function handoverOf(
  { stores, readOnly }: Asked,
  env: NodeJS.ProcessEnv,
): { handover: Handover; problems: string[] } {
  const handover: Handover = { locations: [], readOnly };
  const problems: string[] = [];
  for (const store of stores) {
    try {
      handover.locations.push(parseLocation(store, env));
    } catch (error) {
      if (!isStoreError(error)) throw error;
      problems.push(error.message);
    }
  }
  return { handover, problems };
}

/** Opens what second starts and the system's file manager hand over, in the window that is there. */
export function acceptHandovers(
  app: Pick<App, 'on'>,
  services: Pick<Services, 'events'>,
  showWindow: () => Promise<unknown>,
): void {
  const open = async ({ locations, readOnly }: Handover) => {
    await showWindow();
    for (const location of locations) services.events.emit({ kind: 'open', location, readOnly });
  };
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const handover = handoverSchema.safeParse(data);
    void open(handover.success ? handover.data : { locations: [], readOnly: false });
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void open({ locations: [{ kind: 'folder', path }], readOnly: false });
  });
}
