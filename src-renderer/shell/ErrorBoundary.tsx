import { Component, type ReactNode } from 'react';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';

interface Props {
  children: ReactNode;
}

/** Keeps a defect in one view from taking the window down. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Notice
        kind="error"
        actions={<Link onClick={() => this.setState({ error: null })}>Show it again</Link>}
      >
        This view failed: {error.message}. Nothing was written.
      </Notice>
    );
  }
}
