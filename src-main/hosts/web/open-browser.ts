import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Opens the app in a Chromium `--app` window where `AGENTFLOW_SESSIONS_BROWSER` names one, else in the default
 * browser. The address goes by a page that only this user can read, since process arguments are seen by all.
 */
export async function openInBrowser(url: string, home: string): Promise<void> {
  const page = join(home, 'open.html');
  const text = `<!doctype html><meta charset="utf-8"><title>AgentFlow Sessions</title><meta http-equiv="refresh" content="0;url=${url}">`;
  await writeFile(page, text, { mode: 0o600 });
  const target = pathToFileURL(page).href;
  const browser = process.env.AGENTFLOW_SESSIONS_BROWSER;
  const [program, args] = browser ? [browser, [`--app=${target}`]] : opener(target);
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  // Without a browser the `Ready:` line still says where the app is.
  child.on('error', () => undefined);
  child.unref();
}

function opener(target: string): [string, string[]] {
  if (process.platform === 'darwin') return ['open', [target]];
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', target]];
  return ['xdg-open', [target]];
}
