import type { Session } from 'electron';
import { isOwnUrl } from './origin.ts';

/** The page copies text; it has no use for a camera, a place, a notification or a device. */
const allowed = 'clipboard-sanitized-write';

/** Refuses every permission but to put text on the clipboard, and every download of another origin. */
export function refusePermissions(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'on'
  >,
): void {
  session.setPermissionRequestHandler((_, permission, answer, { requestingUrl }) =>
    answer(permission === allowed && isOwnUrl(requestingUrl)),
  );
  session.setPermissionCheckHandler((_, permission, origin) => permission === allowed && isOwnUrl(origin));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    if (!isOwnUrl(item.getURL()) && !item.getURL().startsWith('blob:app://sessions/')) event.preventDefault();
  });
}
