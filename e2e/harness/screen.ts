import { expect, type Locator, type Page } from '@playwright/test';

/** How deep rows lie in the tree. */
export const levels = { store: 1, section: 2, session: 3, workflow: 4, node: 5 };

/** Where things are on the screen, in one place, named as the person sees them. */
export class Screen {
  readonly page: Page;
  readonly tree: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole('tree', { name: 'Stores and sessions' });
    this.status = page.getByRole('contentinfo');
  }

  /** A row of the tree, by what it says and how deep it lies. */
  row(name: string | RegExp, level?: number): Locator {
    const words = typeof name === 'string' ? new RegExp(pattern(name)) : name;
    return this.tree
      .getByRole('treeitem', { name: words, ...(level === undefined ? {} : { level }) })
      .first();
  }

  /** Goes to a thing by its name, as a keyboard user would. */
  async goTo(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+P');
    const palette = this.page.getByRole('dialog');
    await palette.getByRole('combobox').fill(name);
    await palette
      .getByRole('option', { name: new RegExp(pattern(name)) })
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
  }

  /** Narrows the tree to what matches. */
  async filter(text: string): Promise<void> {
    await this.page.getByPlaceholder('Filter sessions, nodes, agents').fill(text);
  }

  /** Finds a session by the filter and opens its node. */
  async openNode(session: string, workflow: string, node: string): Promise<void> {
    await this.filter(session);
    await this.expand(this.row(session, levels.session));
    await this.expand(this.row(workflow, levels.workflow));
    await this.row(node, levels.node).click();
    await expect(this.part('Summary').or(this.part('Scratch')).first()).toBeVisible();
  }

  /** Expands a row that is in view. */
  async expand(row: Locator): Promise<void> {
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('[data-twist]').click();
    await expect(row).toHaveAttribute('aria-expanded', 'true');
  }

  /** Puts the sessions in another order, once they stand in theirs. */
  async orderBy(name: string): Promise<void> {
    await this.page
      .getByRole('button', { name: /^Order of sessions/ })
      .first()
      .click();
    await this.page
      .getByRole('menuitem', { name })
      .or(this.page.getByRole('menuitemradio', { name }))
      .click();
  }

  /** Expands whatever can be expanded in what the filter left. */
  async expandAll(): Promise<void> {
    const folded = this.tree.locator('[role=treeitem][aria-expanded=false] [data-twist]');
    await this.#settled();
    for (let left = await folded.count(); left > 0; left = await folded.count()) {
      await folded.first().click();
      await this.#settled();
    }
  }

  /** Waits until the tree has drawn what was last done to it, and has read what that needs. */
  async #settled(): Promise<void> {
    await this.page.evaluate(
      'new Promise((drawn) => setTimeout(() => requestAnimationFrame(() => setTimeout(drawn))))',
    );
    await expect(this.tree.locator('[aria-busy=true]')).toHaveCount(0);
  }

  /** One half of a node's tab, or the editor of a document. */
  part(name: 'Scratch' | 'Summary' | string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** The text that an editor shows, its lines joined. */
  async textOf(part: Locator): Promise<string> {
    const lines = await part.locator('.view-lines .view-line').allInnerTexts();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Puts the whole text of an editor out for another. */
  async replaceText(part: Locator, text: string): Promise<void> {
    await part.locator('.view-lines').first().click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(text);
  }

  /** Reads again what is open and visible. */
  async refresh(): Promise<void> {
    await this.page.keyboard.press('F5');
    await this.#settled();
  }

  /** Asks for a save, as a key does. */
  async askToSave(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+S');
  }

  /** Saves; where another program has just written to the session, the app asks first when to do it. */
  async save(): Promise<void> {
    await this.askToSave();
    if ((await this.page.getByRole('region', { name: 'When to save' }).count()) > 0) await this.askToSave();
  }

  /** Runs a command of the palette by its title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Shift+P');
    const palette = this.page.getByRole('dialog');
    await palette.getByRole('combobox').fill(title);
    await palette
      .getByRole('option', { name: new RegExp(pattern(title)) })
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
  }
}

function pattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
