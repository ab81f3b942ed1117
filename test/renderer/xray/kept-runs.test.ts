import { afterEach, expect, test } from 'vitest';
import { s3Location } from '#shared/model/s3-location.ts';
import { tabId } from '#ui/shell/tab-ref.ts';
import { dropTabs, openTab, replaceTab } from '#ui/shell/tabs.ts';
import { keepRun, keptRun, moveRun } from '#ui/xray/kept-runs.ts';
import { notRun, type XrayRun } from '#ui/xray/xray-run.ts';

const run: XrayRun = { ...notRun, tested: s3Location({ bucket: 'memory' }) };
const fresh = { kind: 'connect' } as const;
const saved = { kind: 'connect', store: 's3-1' } as const;

afterEach(() => dropTabs([tabId(fresh), tabId(saved)]));

test('an X-ray goes along with its form when the connection is saved', () => {
  openTab(fresh);
  keepRun(tabId(fresh), run);
  moveRun(tabId(fresh), tabId(saved));
  replaceTab(tabId(fresh), saved);
  expect(keptRun(tabId(saved))).toBe(run);
  expect(keptRun(tabId(fresh))).toBe(notRun);
});

test('an X-ray goes with the tab of its form', () => {
  openTab(fresh);
  keepRun(tabId(fresh), run);
  openTab(saved);
  expect(keptRun(tabId(fresh))).toBe(run);
  dropTabs([tabId(fresh)]);
  openTab(fresh);
  expect(keptRun(tabId(fresh))).toBe(notRun);
});
