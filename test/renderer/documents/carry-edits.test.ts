import { describe, expect, it } from 'vitest';
import { carryInto } from '#ui/documents/carry-edits.ts';
import { OneFile, openFile } from './fakes.ts';

/** A file that was edited and moved, and the document of where it lies now. */
async function moved(now = 'one\ntwo\n') {
  const from = await openFile(new OneFile('one\ntwo\n'));
  from.type('one, mine\ntwo\n');
  const file = new OneFile(now);
  return { from, file, to: await openFile(file) };
}

describe('edits of a file that was moved', () => {
  it('are carried to where it lies now, and are not saved there', async () => {
    const { from, to, file } = await moved();
    expect(await carryInto(from.document, to.document)).toBe(null);
    expect(to.buffer().text()).toBe('one, mine\ntwo\n');
    expect([to.state().dirty, from.state().phase, file.text]).toEqual([true, 'missing', 'one\ntwo\n']);
  });

  it('stay where they are where the file holds something else by now, which is left alone', async () => {
    const { from, to } = await moved('one\ntwo, theirs\n');
    expect(await carryInto(from.document, to.document)).toBe('changed');
    expect([to.buffer().text(), to.state().dirty]).toEqual(['one\ntwo, theirs\n', false]);
    expect([from.buffer().text(), from.state().dirty]).toEqual(['one, mine\ntwo\n', true]);
  });

  it('stay where they are where the file has edits of its own', async () => {
    const { from, to } = await moved();
    to.type('one\ntwo, other edits\n');
    expect(await carryInto(from.document, to.document)).toBe('edited');
    expect(to.buffer().text()).toBe('one\ntwo, other edits\n');
    expect(from.state().dirty).toBe(true);
  });

  it('stay where they are where the file cannot be opened as text', async () => {
    const { from } = await moved();
    const file = new OneFile('one\ntwo\n');
    file.readAs = null;
    const to = await openFile(file);
    expect(await carryInto(from.document, to.document)).toBe('no-text');
    expect(from.state().dirty).toBe(true);
  });

  it('are carried with what is typed while the file is opened', async () => {
    const { from } = await moved();
    const file = new OneFile('one\ntwo\n');
    const to = await openFile(file);
    const read = file.read.bind(file);
    file.read = async () => {
      from.type('one, mine, and more\ntwo\n');
      return read();
    };
    to.document.state.setState({ phase: 'loading' });
    expect(await carryInto(from.document, to.document)).toBe(null);
    expect(to.buffer().text()).toBe('one, mine, and more\ntwo\n');
  });
});
