// Drives the page of a running Dealgraph in a real Chromium. The server is
// started by somebody else, who says where it is:
//
//	BASE_URL=http://127.0.0.1:8080/ npm run e2e
//
// SCREENSHOTS=folder keeps a picture of each step; CHROMIUM names another
// binary. A missing browser or server fails: this test never skips.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { chromium } from 'playwright-core';

const base = process.env.BASE_URL;
assert.ok(base, 'BASE_URL must name a running Dealgraph, e.g. http://127.0.0.1:8080/');
const at = (path) => new URL(path, base.endsWith('/') ? base : `${base}/`).href;

const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Out here and not in a hook, so that without a browser the file itself fails and says why.
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: flags,
});
after(() => browser.close());

let page;
let complaints;
let expected;

beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  complaints = [];
  expected = undefined;
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  // Violations of the content security policy arrive here as errors too.
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  const origin = new URL(base).origin;
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) {
      complaints.push(`asked another host: ${request.url()}`);
    }
  });
});
afterEach(async () => {
  await page.context().close();
  assert.deepEqual(complaints.filter((complaint) => !expected || !complaint.includes(expected)), []);
});

describe('the query editor', () => {
  test('a first visit opens on a ready question, one keystroke from its answer', async () => {
    const questions = await listedQuestions();
    await openEditor();
    assert.equal(await page.title(), 'Dealgraph');
    assert.equal(await page.getByRole('tab').count(), Math.min(questions.length, 3));
    await waitForEditor('.graphiql-query-editor', `# ${questions[0].number}. `);
    await waitForEditor('.graphiql-query-editor', `${questions[0].source} seed`);
    await shoot('editor-first-visit');

    const answer = await answerTo(() => page.keyboard.press('Control+Enter'));
    assertData(answer);
    await waitForEditor('.graphiql-response', '"data"');
    await shoot('editor-answer');
  });

  test('the panel lists every question with its seed, opens it in a tab, and runs it', async () => {
    const questions = await listedQuestions();
    await openEditor();
    const rows = page.locator('.questions-list > li');
    assert.equal(await rows.count(), questions.length);
    for (const [i, question] of questions.entries()) {
      const text = await rows.nth(i).innerText();
      assert.ok(text.includes(question.title) && text.includes(`${question.source} seed`), text);
    }

    const last = questions.at(-1);
    const tabs = await page.getByRole('tab').count();
    await rows.last().getByRole('button').first().click();
    await waitForEditor('.graphiql-query-editor', `# ${last.number}. `);
    const opened = questions.length > 3 ? tabs + 1 : tabs;
    assert.equal(await page.getByRole('tab').count(), opened);
    assert.equal(await rows.last().getByRole('button').first().getAttribute('aria-current'), 'true');

    // Choosing it again finds the tab instead of opening another; every one answers.
    for (const [i, question] of questions.entries()) {
      const answer = await answerTo(() => rows.nth(i).getByRole('button', { name: `Run question ${question.number}` }).click());
      assertData(answer, `question ${question.number}`);
    }
    assert.equal(await page.getByRole('tab').count(), questions.length);
    await shoot('editor-all-questions');
  });

  test('a question runs with its own variables right after another was open', async () => {
    const questions = await listedQuestions();
    const question = questions.findLast((each) => each.variables) ?? questions.at(-1);
    await openEditor();
    const sent = page.waitForRequest(isOperation);
    await page.getByRole('button', { name: `Run question ${question.number}`, exact: true }).click();
    const body = (await sent).postDataJSON();
    assert.deepEqual(body.variables ?? {}, JSON.parse(question.variables || '{}'));
    assert.ok(body.query.includes(question.query.trim()));
  });

  test('the schema docs and the explorer open', async () => {
    await openEditor();
    await page.getByRole('button', { name: 'Schema docs' }).click();
    await page.getByText('A GraphQL schema provides a root type').waitFor();
    await shoot('editor-docs');
    await page.getByRole('button', { name: 'Show GraphiQL Explorer' }).click();
    await page.locator('.graphiql-explorer-root').waitFor();
    await shoot('editor-explorer');
  });

  test('a reload keeps the first question and its variables', async () => {
    const [question] = await listedQuestions();
    await openEditor();
    // GraphiQL stores the tabs half a second later.
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.endsWith('tabState')));
    await openEditor();
    const sent = page.waitForRequest(isOperation);
    await page.keyboard.press('Control+Enter');
    const body = (await sent).postDataJSON();
    assert.ok(body.query.includes(question.query.trim()));
    assert.deepEqual(body.variables ?? {}, JSON.parse(question.variables || '{}'));
  });

  test('what was edited is still there on the next visit', async () => {
    await openEditor();
    await page.locator('.graphiql-query-editor .view-lines').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# mine');
    // GraphiQL stores a tab half a second after the last change.
    await page.waitForFunction(() => Object.values(localStorage).some((value) => value.includes('# mine')));
    await page.waitForTimeout(700);
    await openEditor();
    await page.keyboard.press('Control+End');
    await waitForEditor('.graphiql-query-editor', '# mine');
  });

  test('our own parts are accessible, light and dark', async () => {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await openEditor();
      // GraphiQL's own parts have faults that are not ours to mend; our panel lies inside them.
      await assertAccessible({ exclude: ['.graphiql-container', '[data-radix-portal]'] });
      await assertAccessible({ include: ['.questions'] });
      await shoot(`editor-${colorScheme}`);
    }
  });
});

describe('the plain page', () => {
  test('runs a ready question and shows its answer', async () => {
    const questions = await listedQuestions();
    await page.goto(at('plain'));
    assert.equal(await page.locator('#question option').count(), questions.length + 1);
    await shoot('plain');

    const answer = await answerTo(() => page.getByRole('button', { name: 'Run' }).click());
    assertData(answer);
    await waitForText('#answer', '"data"');
    await page.locator('#errors').waitFor({ state: 'hidden' });

    await page.getByLabel('Ready question').selectOption({ index: questions.length - 1 });
    assert.equal(await page.getByLabel('Query', { exact: true }).inputValue(), questions.at(-1).query.trim());
    assertData(await answerTo(() => page.keyboard.press('Control+Enter')));
    await shoot('plain-answer');
  });

  test('shows errors', async () => {
    // The browser reports a 4xx answer as an error, and here it is the right one.
    expected = 'the server responded with a status of 4';
    await page.goto(at('plain'));
    await page.getByLabel('Variables').fill('{');
    await page.getByRole('button', { name: 'Run' }).click();
    await waitForText('#errors', 'not JSON');

    await page.getByLabel('Variables').fill('');
    await page.getByLabel('Query', { exact: true }).fill('{ noSuchField }');
    await page.getByRole('button', { name: 'Run' }).click();
    await waitForText('#errors', 'noSuchField');
    await shoot('plain-errors');
  });

  test('is accessible, light and dark', async () => {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto(at('plain'));
      await assertAccessible(undefined);
      await shoot(`plain-${colorScheme}`);
    }
  });
});

async function listedQuestions() {
  const response = await fetch(at('questions.json'));
  assert.equal(response.status, 200);
  const questions = await response.json();
  assert.ok(questions.length > 0, 'the server offers ready questions');
  return questions.toSorted((a, b) => a.number - b.number);
}

/** Opens the page and waits until it has its editors and the schema. */
async function openEditor() {
  const introspected = page.waitForResponse((response) => (response.request().postData() ?? '').includes('__schema'));
  await page.goto(at(''));
  await page.getByRole('heading', { level: 1, name: 'Dealgraph' }).waitFor();
  assert.equal((await introspected).status(), 200);
  await page.locator('.graphiql-response .view-lines').waitFor({ state: 'attached' });
  await page.locator('.graphiql-query-editor .view-lines').waitFor();
}

/** A request of the user's, not GraphiQL's own look at the schema. */
function isOperation(request) {
  return new URL(request.url()).pathname.endsWith('/graphql') && !(request.postData() ?? '').includes('__schema');
}

async function answerTo(action) {
  const [response] = await Promise.all([page.waitForResponse((each) => isOperation(each.request())), action()]);
  return response.json();
}

function assertData(answer, what = 'the answer') {
  assert.deepEqual(answer.errors, undefined, `${what} has errors`);
  assert.ok(answer.data && Object.keys(answer.data).length > 0, `${what} has data`);
}

async function waitForText(selector, text) {
  await page.waitForFunction(
    ([css, wanted]) => document.querySelector(css)?.textContent.includes(wanted),
    [selector, text],
  );
}

/** Asks Monaco, because the document holds an editor's visible lines only, wrapped and out of order. */
async function waitForEditor(selector, text) {
  await page.waitForFunction(
    ([css, wanted]) => {
      const editors = globalThis.__MONACO?.editor.getEditors() ?? [];
      const shown = editors.find((editor) => document.querySelector(css)?.contains(editor.getContainerDomNode()));
      return shown?.getValue().includes(wanted);
    },
    [selector, text],
  );
}

/**
 * Evaluated rather than added as a script element, which the page's content
 * security policy rightly refuses.
 */
async function assertAccessible(context) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((scope) => window.axe.run(scope ?? document), context);
  const faults = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`);
  assert.deepEqual(faults, []);
}

async function shoot(name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
