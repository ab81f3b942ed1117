import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a program has said, and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/**
 * A project of somebody else, outside of this one, that has installed the built package: its `package.json`,
 * `dist` and dependencies, and none of its sources.
 */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), 'consumer-'));

  constructor() {
    if (!existsSync(join(root, 'dist/node/library.js')))
      throw new Error('There is no build to test. Run `npm run build` first; `npm test` does.');
    const installed = join(this.folder, 'node_modules/agentflow-sessions');
    mkdirSync(installed, { recursive: true });
    cpSync(join(root, 'package.json'), join(installed, 'package.json'));
    for (const part of ['dist/node', 'dist/types'])
      cpSync(join(root, part), join(installed, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'), 'junction');
    symlinkSync(join(root, 'node_modules/@types'), join(this.folder, 'node_modules/@types'), 'junction');
    this.write('package.json', JSON.stringify({ type: 'module' }));
    this.write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          target: 'ES2024',
          module: 'NodeNext',
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          types: ['node'],
        },
      }),
    );
  }

  /** Puts a file into the project. */
  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), content);
  }

  /** Type-checks the project, the declarations of the package included. */
  check(): Promise<Finished> {
    return this.#node([join(root, 'node_modules/typescript/bin/tsc'), '-p', this.folder]);
  }

  /** Runs one of its files. */
  run(name: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return this.#node([name], env);
  }

  /** Deletes the project. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #node(args: string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, args, { cwd: this.folder, env: { ...process.env, ...env } });
      let output = '';
      const add = (piece: Buffer) => {
        output += piece;
      };
      child.stdout.on('data', add);
      child.stderr.on('data', add);
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, output }));
    });
  }
}
