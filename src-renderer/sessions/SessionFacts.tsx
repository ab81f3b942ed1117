import type { ReactNode } from 'react';
import type { SessionContents } from '#shared/model/session.ts';
import { Ago } from '../words/Ago.tsx';
import { formatBytes, plural } from '../words/numbers.ts';
import { formatExact } from '../words/times.ts';
import { filesOf, totalSize } from './lanes.ts';

interface Fact {
  name: string;
  value: ReactNode;
  more?: string;
  title?: string;
}

function factsOf(contents: SessionContents): Fact[] {
  const { facts, workflows, artifacts } = contents;
  const files = filesOf(contents);
  const nodes = workflows.reduce((sum, workflow) => sum + workflow.nodes.length, 0);
  const changed = Math.max(...files.map(({ modifiedAt }) => modifiedAt));
  const list: Fact[] = [
    {
      name: 'Nodes',
      value: nodes.toLocaleString('en'),
      more: workflows.length > 0 ? `in ${plural(workflows.length, 'workflow')}` : '',
    },
    {
      name: 'Artifacts',
      value: artifacts.length.toLocaleString('en'),
      more: artifacts.length > 0 ? formatBytes(totalSize(artifacts)) : '',
    },
    { name: 'Files', value: files.length.toLocaleString('en'), more: formatBytes(totalSize(files)) },
  ];
  if (facts.time !== null && facts.createdAt !== null)
    list.push({ name: 'Started', value: <Ago at={facts.time} />, title: formatExact(facts.time) });
  if (files.length > 0)
    list.push({ name: 'Last written', value: <Ago at={changed} />, title: formatExact(changed) });
  return list;
}

/** The session in figures. */
export function SessionFacts({ contents }: { contents: SessionContents }) {
  return (
    <dl className="session-facts">
      {factsOf(contents).map(({ name, value, more, title }) => (
        <div key={name} title={title}>
          <dt>{name}</dt>
          <dd>
            {value} {more && <span>{more}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
