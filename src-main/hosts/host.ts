import type { SecretStore } from '#services/app/secrets.ts';
import type { ProxyFinder } from '#services/network/proxies.ts';
import type { HostCapabilities } from '#shared/model/app.ts';

/** Documents with unsaved edits. */
export interface Unsaved {
  readonly count: number;
  /** Those whose edits cannot be kept for the next time. */
  readonly lost: number;
}

/**
 * The one interface between the app and what it runs in. A host that lacks a member does not compile; one that
 * cannot do a thing says so in its capabilities, and then the member rejects `UNSUPPORTED`.
 */
export interface Host {
  readonly kind: 'electron' | 'web';
  readonly capabilities: HostCapabilities;
  readonly secrets: SecretStore;
  /** The proxies that the system says to use. */
  readonly systemProxy: ProxyFinder;
  /** Asks the user for a folder; null when dismissed. */
  pickFolder(): Promise<string | null>;
  /** Shows a file or folder in the system's file manager. */
  reveal(path: string): Promise<void>;
  /** Opens a file (a copy, outside every store) in the program that the system has for it. */
  openOutside(path: string): Promise<void>;
  /** The renderer has answered a `closing` event. */
  answerClose(close: boolean): void;
  /** Of how many documents the page holds unsaved edits, and of how many they would be lost with it. */
  setUnsaved(unsaved: Unsaved): void;
}
