import { useTabs } from '../shell/tabs.ts';
import { notRun, type XrayRun } from './xray-run.ts';

/** X-rays that are over, by the tab of their form: it is built anew when its connection is saved. */
const runs = new Map<string, XrayRun>();

/** The last X-ray of the form that a tab shows. */
export function keptRun(tabId: string): XrayRun {
  return runs.get(tabId) ?? notRun;
}

/** Keeps an X-ray for as long as the tab of its form is there. */
export function keepRun(tabId: string, run: XrayRun): void {
  runs.set(tabId, run);
}

/** The form of a tab goes on in another one. */
export function moveRun(from: string, to: string): void {
  const run = runs.get(from);
  runs.delete(from);
  if (run) runs.set(to, run);
}

useTabs.subscribe(({ tabs }) => {
  for (const tabId of runs.keys()) if (!tabs.some(({ id }) => id === tabId)) runs.delete(tabId);
});
