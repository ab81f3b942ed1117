import { describeError } from '../client/errors.ts';
import { Button } from '../components/Button.tsx';
import { EmptyState } from '../components/EmptyState.tsx';

/** Stands in for the window when the app's other half did not answer. */
export function StartFailure({ error }: { error: unknown }) {
  const { code, message } = describeError(error);
  return (
    <main className="start-failure">
      <EmptyState
        title="The app could not start"
        actions={
          <Button variant="primary" large onClick={() => location.reload()}>
            Try again
          </Button>
        }
      >
        <p>
          {code === 'UNREACHABLE'
            ? 'The process that reads the stores does not answer. If it was ended, start it again, then try again. Nothing was written.'
            : message}
        </p>
      </EmptyState>
    </main>
  );
}
