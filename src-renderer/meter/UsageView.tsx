import { requestsOf, type Usage } from '#shared/model/usage.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import type { TabOf } from '../shell/tab-ref.ts';
import { useStore } from '../stores/stores.ts';
import { formatBytes, formatCount } from '../words/numbers.ts';
import { kindsOf, kindWords, type UsageRow, usageCsv, usageRows } from './usage-rows.ts';
import { useUsageOf } from './use-usage.ts';
import './usage.css';

const none = <span className="text-3">–</span>;
const count = (value: number) => (value === 0 ? none : formatCount(value));
const bytes = (value: number) => (value === 0 ? none : formatBytes(value));

function UsageTable({ usage, name }: { usage: Usage; name: string }) {
  const { total, actions } = usage;
  const kinds = kindsOf(total);
  const hasBytes = total.bytesUp + total.bytesDown > 0;
  const figures = ({ tally }: Pick<UsageRow, 'tally'>) => (
    <>
      {kinds.map((kind) => (
        <td key={kind}>{count(tally.requests[kind])}</td>
      ))}
      <td className="usage-sum">{count(requestsOf(tally))}</td>
      {hasBytes && <td>{bytes(tally.bytesUp)}</td>}
      {hasBytes && <td>{bytes(tally.bytesDown)}</td>}
    </>
  );
  return (
    <section className="usage" aria-label={`Requests to ${name} by action`}>
      <table>
        <thead>
          <tr>
            <th scope="col">For</th>
            <th scope="col">Times</th>
            <th scope="col">Most at a time</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col">
                {kindWords[kind]}
              </th>
            ))}
            <th scope="col">All</th>
            {hasBytes && <th scope="col">Sent</th>}
            {hasBytes && <th scope="col">Received</th>}
          </tr>
        </thead>
        <tbody>
          {usageRows(actions).map((row) => (
            <tr key={row.words}>
              <th scope="row">{row.words}</th>
              <td>{count(row.runs)}</td>
              <td>{count(row.most)}</td>
              {figures(row)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <span className="usage-all">
                In all
                <CopyButton text={usageCsv(usage)} label="Copy the table as CSV" />
              </span>
            </th>
            <td />
            <td />
            {figures({ tally: total })}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

/** What a store has cost since the app was started, by what it was done for. */
export default function UsageView({ tab }: { tab: TabOf<'usage'>; tabId: string }) {
  const store = useStore(tab.store);
  const { usage, problem } = useUsageOf(tab.store);
  const isBucket = store?.location.kind === 's3';
  const name = store?.name ?? 'the store';
  return (
    <>
      <DocumentHead
        crumbs={[{ label: store?.name ?? 'Store' }, { label: 'Requests' }]}
        facts="Since the app was started"
      />
      {problem && <Notice kind="error">{problem}</Notice>}
      {!usage && !problem && <SkeletonRows label="Counting" />}
      {usage && usage.actions.length === 0 && (
        <EmptyState title="Nothing was asked for yet">
          <p>What is read from this store and written to it is counted here, by what it is done for.</p>
        </EmptyState>
      )}
      {usage && usage.actions.length > 0 && <UsageTable usage={usage} name={name} />}
      {usage && usage.actions.length > 0 && isBucket && (
        <p className="usage-note">
          Each try of a request counts, so one that was tried again counts twice. Sent and received are the
          bodies of requests and answers, without their headers.
        </p>
      )}
    </>
  );
}
