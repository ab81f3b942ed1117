import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { refusePermissions } from '#hosts/electron/permissions.ts';

class SessionStandIn extends EventEmitter {
  readonly setPermissionRequestHandler = vi.fn();
  readonly setPermissionCheckHandler = vi.fn();
  readonly setDevicePermissionHandler = vi.fn();
}

function guarded() {
  const session = new SessionStandIn();
  refusePermissions(session as never);
  const request = (permission: string, requestingUrl: string) => {
    const answer = vi.fn();
    session.setPermissionRequestHandler.mock.calls[0]?.[0](null, permission, answer, { requestingUrl });
    return answer.mock.calls[0]?.[0];
  };
  const check = (permission: string, origin: string) =>
    session.setPermissionCheckHandler.mock.calls[0]?.[0](null, permission, origin);
  const downloads = (url: string) => {
    const preventDefault = vi.fn();
    session.emit('will-download', { preventDefault }, { getURL: () => url });
    return preventDefault.mock.calls.length === 0;
  };
  return { session, request, check, downloads };
}

it('lets the page put text on the clipboard, and nobody else', () => {
  const { request, check } = guarded();
  expect(request('clipboard-sanitized-write', 'app://sessions/')).toBe(true);
  expect(check('clipboard-sanitized-write', 'app://sessions/')).toBe(true);
  expect(request('clipboard-sanitized-write', 'https://example.com/')).toBe(false);
  expect(check('clipboard-sanitized-write', 'https://example.com/')).toBe(false);
});

it.each([
  'media',
  'geolocation',
  'notifications',
  'clipboard-read',
  'openExternal',
  'fullscreen',
  'usb',
  'hid',
])('refuses %s', (permission) => {
  const { request, check } = guarded();
  expect(request(permission, 'app://sessions/')).toBe(false);
  expect(check(permission, 'app://sessions/')).toBe(false);
});

it('refuses every device', () => {
  const { session } = guarded();
  expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]({})).toBe(false);
});

it('saves files of the app’s own page and of no other', () => {
  const { downloads } = guarded();
  expect(downloads('app://sessions/blob/x/y?download')).toBe(true);
  expect(downloads('blob:app://sessions/6f1e')).toBe(true);
  expect(downloads('https://example.com/tool.exe')).toBe(false);
});
