import Papa from 'papaparse';

/** Cells of a CSV text. One string and two columns of numbers pass from the worker to the window at no cost. */
export interface Cells {
  /** All cells, one after the other. */
  readonly text: string;
  /** Where each cell ends in it. */
  readonly ends: Uint32Array;
  /** The first cell of each row, and at the end the number of cells. */
  readonly firsts: Uint32Array;
  /** Cells in the longest row. */
  readonly columns: number;
  /** What is wrong with the text first, in words; null where nothing is. */
  readonly problem: string | null;
}

/** Reads CSV or TSV; what separates the cells is guessed from the text. */
export function cellsOf(text: string): Cells {
  const parts: string[] = [];
  const ends: number[] = [];
  const firsts: number[] = [];
  let end = 0;
  let columns = 0;
  let problem: string | null = null;
  Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    delimitersToGuess: [',', '\t', ';', '|'],
    skipEmptyLines: true,
    step: ({ data, errors }) => {
      firsts.push(ends.length);
      columns = Math.max(columns, data.length);
      for (const cell of data) {
        parts.push(cell);
        end += cell.length;
        ends.push(end);
      }
      const error = errors.find(({ type }) => type === 'Quotes');
      if (error) problem ??= `Row ${firsts.length}: a quoted cell is not closed as it should be.`;
    },
  });
  firsts.push(ends.length);
  return {
    text: parts.join(''),
    ends: Uint32Array.from(ends),
    firsts: Uint32Array.from(firsts),
    columns,
    problem,
  };
}

/** Rows, the first with the names of the columns included. */
export function rowCount({ firsts }: Cells): number {
  return firsts.length - 1;
}

/** A cell; null where the row is shorter. */
export function cellAt({ text, ends, firsts }: Cells, row: number, column: number): string | null {
  const index = (firsts[row] ?? 0) + column;
  if (index >= (firsts[row + 1] ?? 0)) return null;
  return text.slice(index === 0 ? 0 : ends[index - 1], ends[index]);
}

/** Rows that are looked at to tell what a column holds. */
const sample = 200;

const isNumber = (cell: string) => /^[-+]?(\d[\d,]*\.?\d*|\.\d+)(e[-+]?\d+)?\s?%?$/i.test(cell.trim());

/** How wide a column should be, in characters, and whether it holds numbers, which stand at the right. */
export function columnOf(cells: Cells, column: number): { width: number; numbers: boolean } {
  const rows = Math.min(rowCount(cells), sample);
  let width = cellAt(cells, 0, column)?.length ?? 0;
  let numbers = 0;
  let words = 0;
  for (let row = 1; row < rows; row++) {
    const cell = cellAt(cells, row, column) ?? '';
    width = Math.max(width, cell.length);
    if (isNumber(cell)) numbers += 1;
    else if (cell !== '') words += 1;
  }
  return { width: Math.min(Math.max(width, 4), 48), numbers: numbers > 0 && words === 0 };
}
