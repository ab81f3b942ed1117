import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useDeferredValue, useMemo, useState } from 'react';
import { Icon } from '../components/Icon.tsx';
import { KeyCaps } from '../components/KeyCaps.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { useTree } from '../tree/tree-store.ts';
import { formatCount } from '../words/numbers.ts';
import { closePalette, usePalette } from './palette-store.ts';
import { type Candidate, spans, wordsOf } from './search.ts';
import { find, type Scope } from './sources.ts';
import { useChoice } from './use-choice.ts';

const scopes: readonly { value: Scope; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'sessions', label: 'Sessions' },
  { value: 'nodes', label: 'Nodes' },
  { value: 'artifacts', label: 'Artifacts' },
  { value: 'commands', label: 'Commands' },
];

function Marked({ text, words }: { text: string; words: readonly string[] }) {
  let at = 0;
  return spans(text, words).map((span) => {
    const key = at;
    at += span.text.length;
    return span.hit ? <b key={key}>{span.text}</b> : <span key={key}>{span.text}</span>;
  });
}

const itemValue = ({ group, id }: Candidate) => `${group} ${id}`;

interface Asked {
  text: string;
  words: string[];
  within: Scope;
}

/** What is asked for, and where: what follows a `>` is looked for among the commands. */
function asked(query: string, scope: Scope): Asked {
  const isCommand = query.startsWith('>');
  const text = (isCommand ? query.slice(1) : query).trim();
  return { text, words: wordsOf(text), within: isCommand ? 'commands' : scope };
}

interface ItemProps {
  candidate: Candidate;
  words: readonly string[];
  onChoose: (candidate: Candidate) => void;
}

function Item({ candidate, words, onChoose }: ItemProps) {
  const { group, icon, name, context, keys } = candidate;
  return (
    <Command.Item className="palette-item" value={itemValue(candidate)} onSelect={() => onChoose(candidate)}>
      <Icon name={icon} />
      <span className={group === 'Sessions' ? 'palette-name mono' : 'palette-name'}>
        <Marked text={name} words={words} />
      </span>
      <span className="palette-context">
        <Marked text={context} words={words} />
      </span>
      <span className="spacer" />
      {keys && <KeyCaps keys={keys} />}
    </Command.Item>
  );
}

function Search() {
  const scope = usePalette((state) => state.scope);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const deferred = useDeferredValue(query);
  const { said, choose, forget } = useChoice();
  const { text, words, within } = useMemo(() => asked(deferred, scope), [deferred, scope]);
  // What comes while the palette is open is found, too.
  const tree = useDeferredValue(useTree((state) => state.flat));
  const results = useMemo(() => ({ tree, ...find(text, words, within) }), [text, words, within, tree]);
  const values = results.groups.flatMap(({ candidates }) => candidates.map(itemValue));
  const selected = chosen !== null && values.includes(chosen) ? chosen : (values[0] ?? '');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || query === deferred) return;
    // The list is still that of what stood there before, and so is what is selected in it.
    event.preventDefault();
    const now = asked(query, scope);
    const first = find(now.text, now.words, now.within).groups[0]?.candidates[0];
    if (first) choose(first);
  };
  return (
    <Command
      label="Go to anything"
      shouldFilter={false}
      loop
      value={selected}
      onValueChange={setChosen}
      onKeyDown={onKeyDown}
    >
      <div className="palette-head">
        <Icon name="search" />
        <Command.Input
          className="palette-input"
          placeholder={within === 'commands' ? 'Find a command' : 'Go to anything'}
          value={query}
          onValueChange={(text) => {
            setQuery(text);
            setChosen(null);
            forget();
          }}
        />
        <Segmented
          label="Look through"
          value={within}
          options={scopes}
          onChange={(value) => usePalette.setState({ scope: value })}
        />
      </div>
      <Command.List className="palette-list" label="What was found">
        {results.groups.map(({ group, candidates }) => (
          <Command.Group key={group} heading={group} className="palette-group">
            {candidates.map((candidate) => (
              <Item key={itemValue(candidate)} candidate={candidate} words={words} onChoose={choose} />
            ))}
          </Command.Group>
        ))}
        {results.shown === 0 && (
          <p className="palette-empty">
            Nothing is called that among what is listed. Nodes and artifacts are known once their session was
            unfolded.
          </p>
        )}
      </Command.List>
      {said && (
        <p className={said.failed ? 'palette-said tone-warn' : 'palette-said'} role="status">
          {said.text}
        </p>
      )}
      <div className="palette-foot">
        <span>
          <KeyCaps keys="ArrowUp+ArrowDown" /> move
        </span>
        <span>
          <KeyCaps keys="Enter" /> open
        </span>
        <span>
          <kbd>&gt;</kbd> commands
        </span>
        <span className="spacer" />
        <span>
          {formatCount(results.shown)} of {formatCount(results.matches)}
        </span>
      </div>
    </Command>
  );
}

/** Goes to anything by its name, and runs commands. */
export function Palette() {
  const open = usePalette((state) => state.open);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && closePalette()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Go to anything</Dialog.Title>
          <Search />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
