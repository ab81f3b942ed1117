import { useState } from 'react';
import type { Settings } from '#shared/model/app.ts';
import { describeError } from '../client/errors.ts';
import { Checkbox } from '../components/Checkbox.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { Field } from '../components/Field.tsx';
import { Notice } from '../components/Notice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import type { TabOf } from '../shell/tab-ref.ts';
import { AboutSection } from './AboutSection.tsx';
import { HistoryUsage } from './HistoryUsage.tsx';
import { NumberField } from './NumberField.tsx';
import { changeSettings, useSettings } from './settings.ts';
import './settings.css';

const themes = [
  { value: 'system', label: 'Like the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** The user's settings. Each applies as it is changed. */
export default function SettingsView(_: { tab: TabOf<'settings'>; tabId: string }) {
  const settings = useSettings();
  const [problem, setProblem] = useState<string | null>(null);
  const change = async (patch: Partial<Settings>) => {
    setProblem(null);
    try {
      await changeSettings(patch);
    } catch (error) {
      setProblem(`This could not be kept, so it is as it was. ${describeError(error).message}`);
    }
  };
  return (
    <>
      <DocumentHead crumbs={[{ label: 'Settings' }]} facts="Each change applies at once" />
      {problem && <Notice kind="error">{problem}</Notice>}
      <div className="settings">
        <section aria-labelledby="settings-look">
          <h3 id="settings-look">Look</h3>
          <Field label="Theme">
            {() => (
              <Segmented
                wide
                label="Theme"
                value={settings.theme}
                options={themes}
                onChange={(theme) => void change({ theme })}
              />
            )}
          </Field>
        </section>
        <section aria-labelledby="settings-editor">
          <h3 id="settings-editor">Editor</h3>
          <Field label="Font size">
            {(control) => (
              <NumberField
                {...control}
                value={settings.fontSize}
                min={9}
                max={28}
                unit="px"
                onChange={(fontSize) => void change({ fontSize })}
              />
            )}
          </Field>
          <div className="settings-check">
            <Checkbox checked={settings.wordWrap} onChange={(wordWrap) => void change({ wordWrap })}>
              Wrap long lines
            </Checkbox>
          </div>
        </section>
        <section aria-labelledby="settings-history">
          <h3 id="settings-history">History</h3>
          <Field
            label="Keep versions"
            hint="How long this machine keeps what a file held before it was saved, replaced or deleted. The newest version of a file always stays."
          >
            {(control) => (
              <NumberField
                {...control}
                value={settings.keepHistoryDays}
                min={1}
                max={3650}
                unit={settings.keepHistoryDays === 1 ? 'day' : 'days'}
                onChange={(keepHistoryDays) => void change({ keepHistoryDays })}
              />
            )}
          </Field>
          <Field label="At most" hint={<HistoryUsage />}>
            {(control) => (
              <NumberField
                {...control}
                value={settings.keepHistoryMegabytes}
                min={10}
                max={1_000_000}
                unit="MB"
                onChange={(keepHistoryMegabytes) => void change({ keepHistoryMegabytes })}
              />
            )}
          </Field>
        </section>
        <section aria-labelledby="settings-deleting">
          <h3 id="settings-deleting">Deleting</h3>
          <Field
            label="Keep for"
            hint="What you delete is copied to this machine first, and can be brought back within this time."
          >
            {(control) => (
              <NumberField
                {...control}
                value={settings.keepDeletedDays}
                min={1}
                max={365}
                unit={settings.keepDeletedDays === 1 ? 'day' : 'days'}
                onChange={(keepDeletedDays) => void change({ keepDeletedDays })}
              />
            )}
          </Field>
          <div className="settings-check">
            <Checkbox
              checked={settings.confirmDelete}
              onChange={(confirmDelete) => void change({ confirmDelete })}
            >
              Ask before deleting
            </Checkbox>
          </div>
        </section>
        <section aria-labelledby="settings-live">
          <h3 id="settings-live">Buckets</h3>
          <Field
            label="Changes"
            hint="A bucket does not announce changes, so the app asks for what is on the screen: every 2 s after a change, less often while nothing happens. Each request may cost something."
          >
            {(control) => (
              <Checkbox
                {...control}
                checked={settings.pollBuckets}
                onChange={(pollBuckets) => void change({ pollBuckets })}
              >
                Look for changes regularly
              </Checkbox>
            )}
          </Field>
          <Field
            label="Ask before"
            hint="Deleting many files or finding what was deleted can take very many requests. Before more than this, the app says how many and why, and waits for your word."
          >
            {(control) => (
              <NumberField
                {...control}
                value={settings.warnRequests}
                min={10}
                max={1_000_000}
                unit="requests"
                onChange={(warnRequests) => void change({ warnRequests })}
              />
            )}
          </Field>
        </section>
        <section aria-labelledby="settings-start">
          <h3 id="settings-start">Start</h3>
          <div className="settings-check">
            <Checkbox
              checked={settings.restoreOnStart}
              onChange={(restoreOnStart) => void change({ restoreOnStart })}
            >
              Open the folders and tabs of last time
            </Checkbox>
          </div>
        </section>
        <AboutSection />
      </div>
    </>
  );
}
