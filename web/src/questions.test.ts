import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { firstTabs, loadQuestions, tabQuery, type Question } from './questions';

const parts: Question = {
  number: 3,
  title: 'What was in the Nokia-Xiaomi deal of 5 July 2017: parts, roles, assets, money, state of each part?',
  source: 'articles',
  query: '\nquery Parts($id: ID!) { node(id: $id) { id } }\n\n',
  variables: '{"id": "deal:nokia-xiaomi-2017-07-05"}',
};

test('a tab says its question and its seed above the query, which stays as it is', () => {
  const text = tabQuery(parts);
  expect(text).toBe(
    [
      `# 3. ${parts.title}`,
      '# Answered from the articles seed (--seed=articles).',
      'query Parts($id: ID!) { node(id: $id) { id } }',
      '',
    ].join('\n'),
  );
  expect(parse(text).definitions).toHaveLength(1);
});

test('a line break in a title cannot end the comment', () => {
  expect(tabQuery({ ...parts, title: 'Who?\nmutation { drop }' })).toContain('# 3. Who? mutation { drop }\n');
});

test('the first tabs are the first questions, with their variables', () => {
  const many = [1, 2, 3, 4, 5].map((number) => ({ ...parts, number, variables: number === 1 ? '' : '{}' }));
  const tabs = firstTabs(many);
  expect(tabs.map((tab) => tab.variables)).toEqual([null, '{}', '{}']);
  expect(tabs[0].query).toMatch(/^# 1\. /);
  expect(firstTabs([])).toEqual([]);
});

test('questions come in the order of their numbers', async () => {
  const get = async () => Response.json([{ ...parts, number: 13 }, { ...parts, number: 3 }]);
  expect((await loadQuestions(get)).map((question) => question.number)).toEqual([3, 13]);
});

test('a missing list is an error, not an empty one', async () => {
  const get = async () => new Response('not found', { status: 404 });
  await expect(loadQuestions(get)).rejects.toThrow('404');
});
