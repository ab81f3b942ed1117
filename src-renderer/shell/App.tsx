import { TooltipProvider } from '../components/Tooltip.tsx';
import { CloseQuestion } from './CloseQuestion.tsx';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { Frame } from './Frame.tsx';
import { registeredOverlays } from './overlays.ts';
import { StatusLine } from './StatusLine.tsx';
import { TitleBar } from './TitleBar.tsx';

/** The whole window. */
export function App() {
  return (
    <TooltipProvider>
      <div className="app">
        <TitleBar />
        <div className="app-body">
          <ConnectionNotice />
          <Frame />
        </div>
        <StatusLine />
      </div>
      <CloseQuestion />
      {registeredOverlays().map((Overlay) => (
        <Overlay key={Overlay.name} />
      ))}
    </TooltipProvider>
  );
}
