import type { S3Credentials } from '#shared/model/s3-location.ts';
import type { Store } from '#shared/model/store.ts';
import { Link } from '../components/Button.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { GuaranteeList } from '../guarantee/GuaranteeList.tsx';
import { useUsage } from '../meter/usage.ts';
import { usageLine } from '../meter/usage-words.ts';
import { openTab } from '../shell/tabs.ts';
import { connectStore, useConnecting } from '../stores/actions.ts';
import { Ago } from '../words/Ago.tsx';
import { formatExact } from '../words/times.ts';
import { type Fact, FactList, FactSection } from './FactList.tsx';
import { Problems } from './Problems.tsx';

const kinds = { folder: 'Folder', s3: 'S3 bucket', memory: 'In memory' } as const;

/** How a bucket's credentials are found, in a few words. */
function signIn(credentials: S3Credentials): string {
  switch (credentials.kind) {
    case 'default':
      return 'found automatically';
    case 'environment':
      return 'of the environment';
    case 'profile':
    case 'process':
      return credentials.profile;
    case 'sso':
      return `single sign-on, ${credentials.roleName}`;
    case 'role':
    case 'web-identity':
      return credentials.roleArn;
    case 'keys':
      return 'kept keys';
    case 'anonymous':
      return 'none';
  }
}

function changes({ readOnlyReason }: Store): string {
  switch (readOnlyReason) {
    case 'chosen':
      return 'read-only';
    case 'credentials':
      return 'read-only: the credentials may not write here';
    case null:
      return 'allowed';
  }
}

function factsOf(store: Store): Fact[] {
  const { location, lastOpenedAt } = store;
  const s3 = location.kind === 's3' ? location : null;
  return [
    { name: 'Kind', value: kinds[location.kind] },
    { name: 'Place', value: location.kind === 'memory' ? '' : store.place, mono: true, title: store.place },
    { name: 'Endpoint', value: s3?.endpoint ?? '', mono: true },
    { name: 'Region', value: s3?.region ?? '', mono: true },
    { name: 'Signs in', value: s3 ? signIn(s3.credentials) : '' },
    {
      name: 'Opened',
      value: lastOpenedAt === null ? '' : <Ago at={lastOpenedAt} />,
      title: lastOpenedAt === null ? undefined : formatExact(lastOpenedAt),
    },
    { name: 'Changes', value: changes(store) },
  ];
}

/** Facts about a store. */
export function StoreInspector({ store }: { store: Store }) {
  const total = useUsage((state) => state.totals[store.id]);
  const connecting = useConnecting((state) => state.connecting.has(store.id));
  const { guarantee } = store;
  return (
    <>
      <FactSection>
        <FactList facts={factsOf(store)} />
      </FactSection>
      {store.state === 'remembered' && (
        <FactSection title="Not connected">
          {connecting ? (
            <p className="inspector-text" role="status">
              <StatusGlyph status="running" /> Connecting
            </p>
          ) : (
            <Link onClick={() => void connectStore(store.id)}>Connect</Link>
          )}
        </FactSection>
      )}
      {guarantee && (
        <FactSection title="What a change is worth">
          <GuaranteeList guarantee={guarantee} />
        </FactSection>
      )}
      {total && (
        <FactSection title="Since the app was started">
          <p className="inspector-text">{usageLine(total, store.location.kind === 's3')}</p>
          <Link onClick={() => openTab({ kind: 'usage', store: store.id })}>Requests by action</Link>
        </FactSection>
      )}
      {store.state === 'open' && (
        <FactSection>
          <p className="inspector-links">
            <Link onClick={() => openTab({ kind: 'edits', store: store.id })}>Edits</Link>
            <Link onClick={() => openTab({ kind: 'deleted', store: store.id })}>Recently deleted</Link>
            {store.location.kind === 's3' && (
              <Link onClick={() => openTab({ kind: 'past', store: store.id })}>Deleted by others</Link>
            )}
          </p>
        </FactSection>
      )}
      <Problems sentences={store.problem === null ? [] : [store.problem]} />
    </>
  );
}
