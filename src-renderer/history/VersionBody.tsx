import { lazy, Suspense, useRef } from 'react';
import type { Version } from '#shared/model/history.ts';
import { Link } from '../components/Button.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { languageOf } from '../documents/language.ts';
import { FactList } from '../inspector/FactList.tsx';
import { nameOfKey } from '../shell/names.ts';
import { openTab } from '../shell/tabs.ts';
import { formatBytes } from '../words/numbers.ts';
import { formatExact } from '../words/times.ts';
import type { VersionText } from './version-content.ts';
import { isEnd, whatHappened } from './version-words.ts';
import type { VersionMode } from './view-mode.ts';

const StaticText = lazy(() => import('../documents/StaticText.tsx'));
const StaticDiff = lazy(() => import('../documents/StaticDiff.tsx'));
const MarkdownView = lazy(async () => ({
  default: (await import('../markdown/MarkdownView.tsx')).MarkdownView,
}));

/** From then on there was no file. */
export function NoFile({ version, onBefore }: { version: Version; onBefore: (() => void) | undefined }) {
  return (
    <EmptyState
      title={`No file since ${formatExact(version.at)}`}
      actions={onBefore && <Link onClick={onBefore}>Show the version before</Link>}
    >
      <p>
        {version.reason === 'delete' ? 'You deleted it here.' : 'It was deleted by something else.'} The
        versions before it can be looked at and restored, which brings the file back.
      </p>
    </EmptyState>
  );
}

interface VersionProps {
  version: Version;
  fileKey: string;
}

/** Its place in time is known, and nothing more. */
export function NotKept({ version, fileKey }: VersionProps) {
  return (
    <EmptyState
      title="Its text is kept no longer"
      actions={<Link onClick={() => openTab({ kind: 'settings' })}>Open the settings</Link>}
    >
      <p>
        {whatHappened(version, fileKey)} on {formatExact(version.at)}
        {version.size !== null && `, ${formatBytes(version.size)}`}. The settings say for how long versions
        are kept, and how much room they may take.
      </p>
    </EmptyState>
  );
}

/** What is no text, or too much of it. */
function Facts({ version, size }: { version: Version; size: number }) {
  return (
    <div className="version-facts">
      <p>This version cannot be shown as text. It can be saved to a file, and restored.</p>
      <FactList
        facts={[
          { name: 'Size', value: `${size.toLocaleString('en')} bytes` },
          { name: 'Since', value: formatExact(version.at) },
          { name: 'SHA-256', value: version.hash ?? '', mono: true },
          { name: 'Version', value: version.version ?? '', mono: true },
        ]}
      />
    </div>
  );
}

interface VersionBodyProps extends VersionProps {
  mode: VersionMode;
  /** What it is held against, in the mode `changes`, with their texts in order of time. */
  pair: { older: Version; newer: Version } | null;
  older: VersionText | undefined;
  newer: VersionText | undefined;
  content: VersionText | undefined;
  problem: string | null;
  onAgain: () => void;
}

function Body({ version, fileKey, mode, pair, older, newer, content, problem, onAgain }: VersionBodyProps) {
  if (problem !== null)
    return (
      <Notice kind="error" actions={<Link onClick={onAgain}>Try again</Link>}>
        {problem}
      </Notice>
    );
  if (!content) return null;
  if (content.text === null) return <Facts version={version} size={content.size} />;
  const name = nameOfKey(fileKey);
  const language = languageOf(fileKey, content.text);
  if (mode === 'preview') return <MarkdownView text={content.text} label={`${name}, preview`} />;
  if (mode === 'text' || !pair || !older || !newer)
    return <StaticText text={content.text} language={language} label={`${name}, a version`} />;
  if (older.text === null || newer.text === null) return <Facts version={version} size={content.size} />;
  return (
    <>
      {older.text === newer.text && (
        <Notice kind="info">{older.text === '' ? 'Both are empty.' : 'Both texts are the same.'}</Notice>
      )}
      <StaticDiff
        older={older.text}
        newer={newer.text}
        language={language}
        labels={{ older: `${name}, the older version`, newer: `${name}, the newer version` }}
      />
    </>
  );
}

/** A version in its place. What was shown before stays beneath while the next one is read. */
export function VersionBody(props: VersionBodyProps & { loading: boolean }) {
  const { version, loading } = props;
  const last = useRef<VersionBodyProps>(props);
  if (!loading) last.current = props;
  const reading = <SkeletonRows label="Reading the version" rows={6} />;
  return (
    <div className="version-body" aria-busy={loading && !isEnd(version)}>
      {loading && <div className="version-loading">{reading}</div>}
      <Suspense fallback={reading}>
        <Body {...last.current} />
      </Suspense>
    </div>
  );
}
