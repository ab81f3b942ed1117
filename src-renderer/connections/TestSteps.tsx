import { useEffect, useRef } from 'react';
import type { OpenS3, TestStep } from '#shared/contract/stores.ts';
import { Button, Link } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { useTestRun } from './test-run.ts';

const names: Record<TestStep['step'], string> = {
  credentials: 'Credentials',
  list: 'List',
  read: 'Read',
  sessions: 'Sessions',
};

const order = ['credentials', 'list', 'read', 'sessions'] as const;

function Outcome({ outcome }: { outcome: TestStep['outcome'] | undefined }) {
  switch (outcome) {
    case 'running':
      return <StatusGlyph status="running" label="Running" />;
    case 'passed':
      return <StatusGlyph status="passed" label="Passed" />;
    case 'failed':
      return <Icon name="error" className="tone-error" label="Failed" />;
    default:
      return <StatusGlyph status="waiting" label={outcome === 'skipped' ? 'Not reached' : 'Not run yet'} />;
  }
}

/** What the test of a form does, step by step, and what each found. The request is null where the form is not complete. */
export function TestSteps({ request }: { request: () => OpenS3 | null }) {
  const { steps, running, problem, start, stop } = useTestRun();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // Below the form it may be out of sight.
    if (steps.length > 0) section.current?.scrollIntoView({ block: 'nearest' });
  }, [steps]);
  const passed = steps.filter((step) => step.outcome === 'passed').length;
  const failed = steps.filter((step) => step.outcome === 'failed').length;
  return (
    <section ref={section} className="test-steps" aria-labelledby="test-steps-title">
      <div className="panel-head">
        <h3 id="test-steps-title" className="strong">
          Test
        </h3>
        <span className="test-summary" role="status">
          {running && 'running'}
          {!running && steps.length > 0 && `${passed} passed${failed ? `, ${failed} failed` : ''}`}
          {!running && steps.length === 0 && 'writes nothing'}
        </span>
        <span className="spacer" />
        {running ? (
          <Link onClick={stop}>Stop</Link>
        ) : (
          <Button
            onClick={() => {
              const what = request();
              if (what) start(what);
            }}
          >
            Test
          </Button>
        )}
      </div>
      <ol>
        {order.map((name) => {
          const step = steps.find((candidate) => candidate.step === name);
          const pending = !step || step.outcome === 'skipped';
          return (
            <li key={name} className={pending ? 'test-step text-3' : 'test-step'}>
              <Outcome outcome={step?.outcome} />
              <span className={step?.outcome === 'failed' ? 'strong' : ''}>{names[name]}</span>
              <span className="test-time">
                {step &&
                  step.outcome !== 'running' &&
                  step.outcome !== 'skipped' &&
                  `${Math.round(step.milliseconds)} ms`}
              </span>
              {step?.message && <span className="test-message">{step.message}</span>}
            </li>
          );
        })}
      </ol>
      {problem && <p className="test-problem">{problem}</p>}
    </section>
  );
}
