import { Icon } from '../components/Icon.tsx';

/** Amber circling arrows: somebody else changed it since it was looked at. */
export function OutsideMark() {
  return <Icon name="refresh" className="tone-warn" label="changed outside" />;
}
