import { EventEmitter } from 'node:events';
import type { BrowserWindow } from './window.ts';

/** An event that can be prevented, as Electron hands them out. */
export class Preventable {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Emits an event that can be prevented; true when nobody did. */
export function passes(
  emitter: EventEmitter,
  name: string,
  details: object = {},
  ...rest: unknown[]
): boolean {
  const event = Object.assign(new Preventable(), details);
  emitter.emit(name, event, ...rest);
  return !event.defaultPrevented;
}

/** Electron's `app`: one instance, its windows, and quitting as Electron does it. */
export class App extends EventEmitter {
  readonly windows = new Set<BrowserWindow>();
  readonly paths: Record<string, string> = {};
  readonly isPackaged = true;
  /** What the lock was asked with; undefined before. */
  handedOver: unknown;
  /** False: another instance holds the lock. */
  lockIsFree = true;
  /** Paths that were set before the lock was taken. */
  pathsAtLock: Record<string, string> = {};
  ready = false;
  hasQuit = false;
  readonly #whenReady = Promise.withResolvers<void>();

  setName(): void {}
  setAppUserModelId(): void {}

  setPath(name: string, path: string): void {
    this.paths[name] = path;
  }

  requestSingleInstanceLock(handover: unknown): boolean {
    this.handedOver = JSON.parse(JSON.stringify(handover));
    this.pathsAtLock = { ...this.paths };
    return this.lockIsFree;
  }

  whenReady(): Promise<void> {
    return this.#whenReady.promise;
  }

  becomeReady(): void {
    this.ready = true;
    this.#whenReady.resolve();
  }

  quit(): void {
    if (this.hasQuit || !passes(this, 'before-quit')) return;
    for (const window of this.windows) window.close();
    if (this.windows.size > 0 || !passes(this, 'will-quit')) return;
    this.exit();
  }

  exit(): void {
    this.hasQuit = true;
    this.emit('quit');
  }
}
