import { activeTab } from '../../shell/tabs.ts';
import { useStores } from '../../stores/stores.ts';

/** The welcome page takes folders wherever they are dropped. */
function welcomeTakesIt(): boolean {
  const open = useStores.getState().stores?.some((store) => store.state === 'open');
  return !open || activeTab()?.ref.kind === 'welcome';
}

function refuse(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files') || welcomeTakesIt()) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}

/** Keeps the browser from leaving the app for a file that is dropped beside its place. Called once. */
export function refuseStrayDrops(): void {
  window.addEventListener('dragover', refuse);
  window.addEventListener('drop', refuse);
}
