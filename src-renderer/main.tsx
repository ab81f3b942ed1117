import './styles/tokens.css';
import './styles/base.css';
import './components/components.css';
import './shell/shell.css';
import './tree/tree.css';
import './palette/palette.css';
import './features.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/App.tsx';
import { start } from './start.ts';

const root = document.getElementById('root');
if (root) {
  await start();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
