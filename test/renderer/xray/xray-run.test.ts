import { describe, expect, test } from 'vitest';
import type { XrayEvent, XrayStep, XrayStepName } from '#shared/contract/xray.ts';
import { mendLabel } from '#ui/xray/mend-words.ts';
import { beginningAt, ended, notRun, withEvent, type XrayRun } from '#ui/xray/xray-run.ts';
import { isForbidden, summaryOf, writes } from '#ui/xray/xray-words.ts';

const step = (name: XrayStepName, outcome: XrayStep['outcome'], raw: string | null = null): XrayStep => ({
  kind: 'step',
  step: name,
  outcome,
  message: '',
  subject: null,
  raw,
  milliseconds: null,
  mends: [],
});

const offer: XrayEvent = { kind: 'offer', key: 'sessions/test', address: 's3://memory/sessions/test' };

const having = (...events: XrayEvent[]): XrayRun => events.reduce(withEvent, { ...notRun, running: true });
const shown = ({ steps }: XrayRun) => steps.map(({ step: name, outcome }) => `${name} ${outcome}`);

describe('a run', () => {
  test('keeps one line a step, in the order of the steps', () => {
    const run = having(step('name', 'running'), step('list', 'failed'), step('name', 'passed'));
    expect(shown(run)).toEqual(['name passed', 'list failed']);
  });

  test('that begins at a step keeps what is before it, and what was offered', () => {
    const before = having(step('name', 'passed'), step('list', 'failed'), step('read', 'skipped'), offer);
    const again = beginningAt(before, 'list');
    expect(shown(again)).toEqual(['name passed']);
    expect(again).toMatchObject({ running: true, problem: null, offer });
    expect(beginningAt(before, undefined)).toEqual({ ...notRun, running: true });
  });

  test('that is stopped forgets what had not ended', () => {
    const run = ended(having(step('name', 'passed'), step('list', 'running')), 'Stopped.');
    expect(shown(run)).toEqual(['name passed']);
    expect(summaryOf(run)).toBe('Stopped.');
  });

  test('is told in a few words', () => {
    expect(summaryOf(notRun)).toBe('writes nothing');
    expect(summaryOf(having(step('name', 'running')))).toBe('running');
    const steps = [step('name', 'passed'), step('connection', 'warned'), step('list', 'failed')];
    expect(summaryOf(ended(having(...steps, step('read', 'skipped')), null))).toBe(
      '2 passed, 1 failed, 1 not tried',
    );
    expect(summaryOf(ended(having(step('name', 'passed')), null))).toBe('1 passed');
  });
});

test('looking needs no consent, and writing does', () => {
  expect(['name', 'list', 'sessions'].map((name) => writes(name as XrayStepName))).not.toContain(true);
  expect(['create', 'removal'].map((name) => writes(name as XrayStepName))).not.toContain(false);
});

test('a failure for want of a right is told from others', () => {
  expect(isForbidden(step('create', 'failed', 'AccessDenied 403'))).toBe(true);
  expect(isForbidden(step('create', 'failed', 'NotImplemented 501'))).toBe(false);
});

test('a button says what it does to the form', () => {
  const label = (field: Parameters<typeof mendLabel>[0]['field'], value: string | boolean | null) =>
    mendLabel({ kind: 'set', why: '', field, value });
  expect(label('region', 'eu-central-1')).toBe('Set the region to eu-central-1');
  expect(label('pathStyle', true)).toBe('Use path style');
  expect(label('prefix', null)).toBe('Go to the prefix');
  expect(label('prefix', '')).toBe('Leave the prefix empty');
  expect(label('caFile', null)).toBe('Name the file…');
});
