/** A line of a page: plain, or a heading by a leading `# ` or `## `. A tab leads to the second column. */
export type Line = string;

const sizes = [
  { mark: '## ', font: '/Bold', size: 13 },
  { mark: '# ', font: '/Bold', size: 20 },
  { mark: '', font: '/Plain', size: 11 },
];

/**
 * A PDF of A4 pages with one column of text. It writes no more of the format than a reader needs: the text
 * has to be Latin-1, and lines are not broken.
 */
export function pdf(title: string, pages: readonly (readonly Line[])[]): Uint8Array {
  const firstPage = 6;
  const pageNumbers = pages.map((_, index) => firstPage + index * 2);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pageNumbers.map((n) => `${n} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
    `<< /Title (${escaped(title)}) >>`,
    ...pages.flatMap((lines, index) => {
      const content = drawn(lines, `${index + 1} / ${pages.length}`);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${firstPage + index * 2 + 1} 0 R` +
          ' /Resources << /Font << /Plain 3 0 R /Bold 4 0 R >> >> >>',
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const count = objects.length + 1;
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  file += `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}${trailer}`;
  return new Uint8Array(Buffer.from(file, 'latin1'));
}

/** What draws the lines of a page, from its top down, with its number below. */
function drawn(lines: readonly Line[], number: string): string {
  let y = 770;
  const text = lines.flatMap((line) => {
    const style = sizes.find(({ mark }) => line.startsWith(mark)) ?? { mark: '', font: '/Plain', size: 11 };
    y -= style.size + 7;
    const columns = line.slice(style.mark.length).split('\t');
    return columns.map(
      (column, index) =>
        `${style.font} ${style.size} Tf 1 0 0 1 ${64 + index * 280} ${y} Tm (${escaped(column)}) Tj`,
    );
  });
  return ['BT', ...text, `/Plain 9 Tf 1 0 0 1 64 48 Tm (${number}) Tj`, 'ET'].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}
