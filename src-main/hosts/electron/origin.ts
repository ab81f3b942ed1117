/** The scheme that the desktop app serves its own pages and stored bytes on. */
export const appScheme = 'app';

/** The one origin of the app's pages. */
export const appOrigin = 'app://sessions';

/** The page that the window shows. */
export const appPage = `${appOrigin}/`;

/** The one message that the preload sends and receives: it asks for its port, and is given it. */
export const portChannel = 'agentflow-port';

/** Whether an address lies on the app's own origin. Node gives schemes that it does not know no origin. */
export function isOwnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === appOrigin;
}
