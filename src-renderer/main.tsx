import './styles/tokens.css';
import './styles/base.css';
import './components/icons.css';
import './components/buttons.css';
import './components/fields.css';
import './components/floating.css';
import './components/messages.css';
import './components/kept-list.css';
import './shell/shell.css';
import './tree/tree.css';
import './palette/palette.css';
import './features.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/App.tsx';
import { StartFailure } from './shell/StartFailure.tsx';
import { start } from './start.ts';

const element = document.getElementById('root');
if (element) {
  const root = createRoot(element);
  try {
    await start();
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
  } catch (error) {
    root.render(<StartFailure error={error} />);
  }
}
