import { beforeEach, describe, expect, it, vi } from 'vitest';
import { announce } from '#ui/client/events.ts';
import { dropMarksOfGone, followOutsideChanges, useOutside } from '#ui/live/outside-marks.ts';
import { openTab } from '#ui/shell/tabs.ts';

const store = 'folder-1';
const summary = 'sessions/s/w/n_summary.md';
const other = 'sessions/s/w/other_scratch.md';
const record = 'sessions/s/session.json';
const marked = () => [...(useOutside.getState().marks[store] ?? [])].sort();
const writtenOutside = (...keys: string[]) => announce({ kind: 'changed', store, keys, outside: true });

vi.stubGlobal('document', { hidden: false, addEventListener: () => {} });
followOutsideChanges();

describe('a mark of a change outside', () => {
  beforeEach(() => {
    openTab({ kind: 'welcome' });
    useOutside.setState({ marks: {} });
  });

  it('stands until the file is looked at', () => {
    writtenOutside(summary, other);
    expect(marked()).toEqual([summary, other].sort());
    openTab({ kind: 'node', store, session: 's', workflow: 'w', node: 'n' });
    expect(marked()).toEqual([other]);
  });

  it('is not set for what is being looked at, nor for what was done here', () => {
    openTab({ kind: 'node', store, session: 's', workflow: 'w', node: 'n' });
    writtenOutside(summary);
    announce({ kind: 'changed', store, keys: [other], outside: false });
    announce({ kind: 'changed', store, keys: [other] });
    expect(marked()).toEqual([]);
  });

  it('goes with a look at the session, but for its nodes', () => {
    writtenOutside(record, summary);
    openTab({ kind: 'session', store, session: 's' });
    expect(marked()).toEqual([summary]);
  });

  it('goes with the file of a node that is gone', () => {
    writtenOutside(summary, other);
    const facts = { key: other, size: 1, modifiedAt: 1, version: null };
    dropMarksOfGone(store, {
      id: 's',
      facts: {
        id: 's',
        agent: '',
        workflow: '',
        status: '',
        createdAt: null,
        time: null,
        problem: null,
        innerId: null,
      },
      record: null,
      messages: null,
      workflows: [
        {
          name: 'w',
          nodes: [{ id: 'other', scratch: facts, summary: null, defined: false }],
          order: 'time',
          otherFiles: [],
        },
      ],
      artifacts: [],
      otherFiles: [],
      problems: [],
      truncated: false,
    });
    expect(marked()).toEqual([other]);
  });
});
