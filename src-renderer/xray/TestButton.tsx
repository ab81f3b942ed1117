import { Button } from '../components/Button.tsx';
import type { Xray } from './use-xray.ts';
import { isOver } from './xray-run.ts';

/** Starts an X-ray, and stops it while it runs. */
export function TestButton({ xray }: { xray: Xray }) {
  const { state, test, stop } = xray;
  const idle = isOver(xray);
  return (
    <Button
      variant="outline"
      large
      {...(idle ? {} : { icon: 'stop' })}
      disabled={state === 'stopping'}
      onClick={idle ? test : stop}
    >
      {idle ? 'Test' : 'Stop the test'}
    </Button>
  );
}
