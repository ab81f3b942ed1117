import { type KeyboardEvent, useEffect } from 'react';
import { IconButton } from '../components/IconButton.tsx';
import { TextField } from '../components/TextField.tsx';
import { useStores } from '../stores/stores.ts';
import { searchSessions } from './searching.ts';
import { setFilter, useTree } from './tree-store.ts';

/** Typing must rest this long, in ms, before a server is asked. */
const rest = 300;

function focusTree(field: HTMLElement): void {
  field.closest('.sidebar')?.querySelector<HTMLElement>('.tree')?.focus();
}

function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === 'Escape') setFilter('');
  if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') {
    event.preventDefault();
    focusTree(event.currentTarget);
  }
}

/** Asks stores that are listed in part for what starts with the text. */
function useServerSearch(filter: string): void {
  useEffect(() => {
    const controller = new AbortController();
    const search = () => {
      for (const store of useStores.getState().stores ?? [])
        if (store.state === 'open') void searchSessions(store, filter, controller.signal);
    };
    const timer = setTimeout(search, filter.trim() === '' ? 0 : rest);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [filter]);
}

/** Filters the tree as one types. Esc clears it. */
export function FilterField() {
  const filter = useTree((state) => state.filter);
  useServerSearch(filter);
  return (
    <search className="tree-filter">
      <TextField
        id="tree-filter"
        icon="filter"
        keys="/"
        placeholder="Filter sessions, nodes, agents"
        aria-label="Filter sessions, nodes, agents"
        value={filter}
        onChange={setFilter}
        onKeyDown={onKeyDown}
      />
      {filter !== '' && (
        <IconButton icon="close" small label="Clear the filter" onClick={() => setFilter('')} />
      )}
    </search>
  );
}
