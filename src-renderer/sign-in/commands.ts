import { registerCommands } from '../commands/commands.ts';
import { registerDocumentNotice } from '../documents/notices.ts';
import { onSaveRefused } from '../documents/refused-saves.ts';
import { currentStore } from '../shell/current-store.ts';
import { registerOverlay } from '../shell/overlays.ts';
import { storeById } from '../stores/stores.ts';
import { registerRowActions } from '../tree/row-actions.ts';
import { SignInNotice } from './SignInNotice.tsx';
import { SignInPrompt } from './SignInPrompt.tsx';
import { signIn, signInToSave } from './sign-in.ts';

registerOverlay(SignInPrompt);
registerDocumentNotice('sign-in', SignInNotice);
onSaveRefused((file, { code }) => {
  if (code === 'SIGN_IN') signInToSave(file);
});

registerCommands([
  {
    id: 'store.signIn',
    title: 'Sign in to the store',
    group: 'Store',
    icon: 'key',
    when: () => (currentStore()?.signIn ?? null) !== null,
    run: () => {
      const store = currentStore();
      if (store) void signIn(store.id);
    },
  },
]);

registerRowActions([
  {
    id: 'store.signIn',
    group: 'open',
    label: 'Sign in',
    icon: 'key',
    when: ([item, more]) =>
      !more && item?.kind === 'store' && storeById(item.store)?.signIn?.state === 'needed',
    run: ([item]) => item && void signIn(item.store),
  },
]);
