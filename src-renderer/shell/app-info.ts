import { create } from 'zustand';
import type { AppInfo } from '#shared/model/app.ts';
import { client } from '../client/client.ts';

/** Version, platform and what the host can do; null until main has answered. */
export const useAppInfo = create<{ info: AppInfo | null }>(() => ({ info: null }));

export async function loadAppInfo(): Promise<void> {
  useAppInfo.setState({ info: await client.app.info() });
}
