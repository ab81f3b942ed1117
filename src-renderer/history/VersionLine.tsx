import type { Version } from '#shared/model/history.ts';
import { Icon } from '../components/Icon.tsx';
import { formatExact } from '../words/times.ts';
import { actorOf, isEnd, sizeWords, whatHappened } from './version-words.ts';
import './history.css';

/** Whether the line goes on above and below the dot. */
export interface Ends {
  first: boolean;
  last: boolean;
}

/** The dot of a version on the line of time. Its shape says what the words beside it say. */
export function TimelineMark({ mark, first, last }: Ends & { mark: 'you' | 'other' | 'draft' | 'end' }) {
  const classes = ['timeline-mark'];
  if (first) classes.push('timeline-mark-first');
  if (last) classes.push('timeline-mark-last');
  return (
    <span className={classes.join(' ')} aria-hidden>
      <span className={`timeline-dot-${mark}`} />
    </span>
  );
}

function markOf(version: Version): 'you' | 'other' | 'draft' | 'end' {
  if (isEnd(version)) return 'end';
  return version.reason === 'draft' ? 'draft' : actorOf(version);
}

/** What the tooltip of a version says. */
export function titleOfVersion(version: Version, key: string): string {
  const lines = [`${whatHappened(version, key)}, ${formatExact(version.at)}`];
  if (version.size !== null) lines.push(`${version.size.toLocaleString('en')} bytes`);
  if (version.kept === 'bucket') lines.push('Kept by the bucket itself');
  if (version.kept === 'no' && !isEnd(version)) lines.push('Its text is kept no longer');
  return lines.join('\n');
}

interface VersionLineProps extends Ends {
  version: Version;
  /** The one before it, where that is known. */
  before: Version | undefined;
  fileKey: string;
  /** When, as short as its place needs. */
  time: string;
  /** Whether the file holds it now. */
  current?: boolean;
}

/** One version: when, who, by how much. */
export function VersionLine(props: VersionLineProps) {
  const { version, before, fileKey, time, current = false, first, last } = props;
  const lost = version.kept === 'no' && !isEnd(version);
  return (
    <>
      <span className="timeline-time">{time}</span>
      <TimelineMark mark={markOf(version)} first={first} last={last} />
      <span className={lost ? 'timeline-what timeline-lost' : 'timeline-what'}>
        {whatHappened(version, fileKey)}
        {lost && ', text not kept'}
      </span>
      <span className="timeline-size">
        {version.kept === 'bucket' && <Icon name="bucket" label="Kept by the bucket itself" />}
        {current && <span className="timeline-now">now</span>}
        {sizeWords(version, before)}
      </span>
    </>
  );
}
