import { describe, expect, test } from 'vitest';
import type { XrayEvent, XrayStep, XrayStepName } from '#shared/contract/xray.ts';
import { s3Location } from '#shared/model/s3-location.ts';
import { mendLabel } from '#ui/xray/mend-words.ts';
import {
  beginningAt,
  ended,
  leftBehind,
  notRun,
  withEvent,
  writes,
  type XrayRun,
} from '#ui/xray/xray-run.ts';
import { isForbidden, summaryOf } from '#ui/xray/xray-words.ts';

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

const having = (...events: XrayEvent[]): XrayRun =>
  events.reduce(withEvent, { ...notRun, state: 'running' } satisfies XrayRun);
const shown = ({ steps }: XrayRun) => steps.map(({ step: name, outcome }) => `${name} ${outcome}`);

describe('a run', () => {
  test('keeps one line a step, in the order of the steps', () => {
    const run = having(step('name', 'running'), step('list', 'failed'), step('name', 'passed'));
    expect(shown(run)).toEqual(['name passed', 'list failed']);
  });

  test('that begins at a step keeps what is before it, and what was offered once it is to be written', () => {
    const before = having(step('name', 'passed'), step('list', 'failed'), step('read', 'skipped'), offer);
    const location = s3Location({ bucket: 'memory' });
    const again = beginningAt(before, { from: 'list', location });
    expect(shown(again)).toEqual(['name passed']);
    expect(again).toMatchObject({ state: 'running', problem: null, offer: null, tested: location });
    expect(beginningAt(before, { from: 'create', location }).offer).toEqual(offer);
    expect(beginningAt(before, { location })).toEqual({ ...notRun, state: 'running', tested: location });
  });

  test('that is stopped forgets what had not ended', () => {
    const run = ended(having(step('name', 'passed'), step('list', 'running')), 'stopped', null);
    expect(shown(run)).toEqual(['name passed']);
    expect(summaryOf(run)).toBe('stopped');
    expect(run.problem).toBeNull();
  });

  test('that wrote and was broken off says that what it wrote may be there, by its name', () => {
    const writing = having(offer, step('sessions', 'passed'), step('create', 'running'));
    const left = 'Whether “s3://memory/sessions/test” was removed again could not be seen.';
    expect(ended(writing, 'ended', 'The connection was lost.').problem).toBe(
      `The connection was lost. ${left}`,
    );
    expect(ended(writing, 'stopped', null).problem).toBe(left);
    expect(leftBehind(having(offer, step('list', 'running')))).toBeNull();
  });

  test('that removed what it wrote has nothing more to say of it', () => {
    const removed = having(offer, step('create', 'skipped'), step('removal', 'passed'));
    expect(ended(removed, 'stopped', null).problem).toBeNull();
    expect(leftBehind(removed)).toBeNull();
    const kept = { ...step('removal', 'failed'), message: 'It may still be there.' };
    expect(leftBehind(having(offer, step('create', 'passed'), kept))).toBe('It may still be there.');
  });

  test('is told in a few words', () => {
    expect(summaryOf(notRun)).toBe('writes nothing');
    expect(summaryOf(having(step('name', 'running')))).toBe('running');
    const steps = [step('name', 'passed'), step('connection', 'warned'), step('list', 'failed')];
    expect(summaryOf(ended(having(...steps, step('read', 'skipped')), 'ended', null))).toBe(
      '2 passed, 1 failed, 1 not tried',
    );
    expect(summaryOf(ended(having(step('name', 'passed')), 'ended', null))).toBe('1 passed');
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
