import { describe, expect, it } from 'vitest';
import { readForm } from '#ui/records/record-form.ts';

describe('readForm', () => {
  it('takes a record apart, with values as they are written', () => {
    const form = readForm(
      '{"id": "a", "agent": "caf\\u00e9", "metadata": {"n": 1.0, "x": NaN, "s": "t"}, "tags": [ 1 ]}',
    );
    expect(form?.fields.get('agent')).toEqual({ key: 'agent', kind: 'text', value: 'café', twice: false });
    expect(form?.metadata?.map(({ key, kind, value }) => [key, kind, value])).toEqual([
      ['n', 'json', '1.0'],
      ['x', 'json', 'NaN'],
      ['s', 'text', 't'],
    ]);
    expect(form?.others).toEqual([{ key: 'tags', kind: 'json', value: '[ 1 ]', twice: false }]);
  });

  it('shows the last of two keys, which is the one that Python reads, and says so', () => {
    expect(readForm('{"agent": "a", "agent": "b"}')?.fields.get('agent')).toMatchObject({
      value: 'b',
      twice: true,
    });
  });

  it('has no metadata rows where metadata is no object', () => {
    expect(readForm('{"metadata": null}')?.metadata).toBeNull();
    expect(readForm('{}')?.metadata).toBeNull();
  });

  it('is no form of what is no JSON object', () => {
    expect(readForm('[]')).toBeNull();
    expect(readForm('{"id": ')).toBeNull();
    expect(readForm('')).toBeNull();
  });
});
