/**
 * Runs in the sandbox beside the page and gives it two things: a port to main, once, and the path of a dropped
 * file. Nothing of Electron itself reaches the page.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { appOrigin, portChannel } from './origin.ts';

let asked = false;

/** The page asks when it listens, so that the port is not handed to a page that is not there yet. */
function onMessage(event: MessageEvent): void {
  if (asked || event.source !== window || event.origin !== appOrigin) return;
  if (event.data?.type !== 'agentflow-connect') return;
  asked = true;
  window.removeEventListener('message', onMessage);
  ipcRenderer.once(portChannel, ({ ports }) => {
    window.postMessage({ type: portChannel }, appOrigin, [...ports]);
  });
  ipcRenderer.send(portChannel);
}

if (window.location.origin === appOrigin) {
  window.addEventListener('message', onMessage);
  contextBridge.exposeInMainWorld('agentflow', {
    host: 'electron',
    pathForDrop: (file: File) => webUtils.getPathForFile(file),
  });
}
