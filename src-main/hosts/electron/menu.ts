import type { MenuItemConstructorOptions } from 'electron';

/** What the menu needs to know of where it stands. */
export interface MenuPlace {
  readonly platform: NodeJS.Platform;
  /** Run from sources: with the tools of developers. */
  readonly fromSources: boolean;
  /** Asks the page for a command of the palette. */
  readonly command: (id: string) => void;
}

type Items = MenuItemConstructorOptions[];
const line: MenuItemConstructorOptions = { type: 'separator' };

/** The menu of the app. Its items are commands of the palette, by id, and what the system itself does. */
export function menuTemplate(place: MenuPlace): Items {
  const mac = place.platform === 'darwin';
  /** The page handles its own keys, so they are shown and not taken: a key never does its work twice. */
  const item = (id: string, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => place.command(id),
  });
  /** Keys that a browser keeps to itself, and that only the desktop can have. */
  const ownKey = (id: string, label: string, accelerator: string): MenuItemConstructorOptions => ({
    ...item(id, label, accelerator),
    registerAccelerator: true,
  });
  const settings = item('go.settings', 'Settings…', 'CmdOrCtrl+,');
  return [
    ...(mac ? [appMenu(settings)] : []),
    {
      label: 'File',
      submenu: [
        item('store.openFolder', 'Open a Folder…', 'CmdOrCtrl+O'),
        item('store.openS3', 'Connect to S3…', 'CmdOrCtrl+Shift+O'),
        item('store.openSample', 'Open the Sample Store'),
        line,
        item('session.new', 'New Session…'),
        item('session.newNode', 'New Node…'),
        line,
        item('document.save', 'Save', 'CmdOrCtrl+S'),
        item('document.saveAll', 'Save All', 'CmdOrCtrl+Shift+S'),
        item('document.revert', 'Discard the Edits in This Tab'),
        line,
        ownKey('tab.close', 'Close Tab', 'CmdOrCtrl+W'),
        ...(mac ? [closeWindow] : [line, settings, line, { role: 'quit' as const }]),
      ],
    },
    { label: 'Edit', submenu: editItems(item) },
    {
      label: 'View',
      submenu: [
        item('view.sidebar', 'Stores', 'CmdOrCtrl+B'),
        item('view.inspector', 'Inspector', 'CmdOrCtrl+Alt+B'),
        line,
        item('document.preview', 'Preview', 'Alt+V'),
        item('document.diff', 'What Differs from the Saved Text', 'Alt+C'),
        item('history.open', 'History of the File', 'Alt+H'),
        item('settings.wordWrap', 'Word Wrap'),
        line,
        {
          label: 'Theme',
          submenu: [
            item('settings.themeSystem', 'As the System'),
            item('settings.themeLight', 'Light'),
            item('settings.themeDark', 'Dark'),
          ],
        },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        line,
        item('tree.refresh', 'Refresh', 'F5'),
        ...(place.fromSources ? [line, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    {
      label: 'Go',
      submenu: [
        item('palette.goto', 'Go to…', 'CmdOrCtrl+P'),
        item('palette.commands', 'Commands…', 'CmdOrCtrl+Shift+P'),
        line,
        item('go.back', 'Back', 'Alt+Left'),
        item('go.forward', 'Forward', 'Alt+Right'),
        ownKey('tab.next', 'Next Tab', 'Ctrl+Tab'),
        ownKey('tab.previous', 'Previous Tab', 'Ctrl+Shift+Tab'),
        line,
        item('tree.reveal', 'Show the Open Tab in the Tree'),
        item('go.welcome', 'Welcome Page'),
      ],
    },
    ...(mac ? [{ role: 'windowMenu' as const }] : []),
    {
      role: 'help',
      submenu: [
        item('help.shortcuts', 'Keyboard Shortcuts'),
        item('help.diagnostics', 'Copy Diagnostics'),
        ...(mac ? [] : [line, { role: 'about' as const }]),
      ],
    },
  ];
}

const closeWindow: MenuItemConstructorOptions = { role: 'close', accelerator: 'Cmd+Shift+W' };

function appMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
}

function editItems(item: (id: string, label: string) => MenuItemConstructorOptions): Items {
  return [
    { role: 'undo' },
    { role: 'redo' },
    line,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    line,
    item('deletion.delete', 'Delete What Is Selected…'),
    item('deletion.undo', 'Undo the Last Deletion'),
    item('tree.filter', 'Filter the Stores'),
  ];
}
