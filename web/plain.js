'use strict';

const element = (id) => document.getElementById(id);
const form = element('operation');
const question = element('question');
const query = element('query');
const variables = element('variables');
const key = element('key');
const status = element('status');
const errors = element('errors');
const answer = element('answer');

// Counts the runs, so that an answer overtaken by a later run is dropped.
let runs = 0;

function showQuestion() {
  const { query: text, variables: values } = question.selectedOptions[0].dataset;
  query.value = text.trim();
  variables.value = values;
}

function showErrors(messages) {
  errors.replaceChildren(
    ...messages.map((message) => {
      const item = document.createElement('li');
      item.textContent = message;
      return item;
    }),
  );
  errors.hidden = messages.length === 0;
}

function readVariables() {
  const text = variables.value.trim();
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    throw new Error(`The variables are not JSON: ${error.message}`);
  }
}

// The key goes along only if there is one, and is kept nowhere.
function headers() {
  const always = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
  };
  const given = key.value.trim();
  return given === '' ? always : { ...always, authorization: `Bearer ${given}` };
}

async function send() {
  const started = performance.now();
  const response = await fetch('graphql', {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify({ query: query.value, variables: readVariables() }),
  });
  const text = await response.text();
  const took = `HTTP ${response.status}, ${Math.round(performance.now() - started)} ms, ${text.length} characters`;
  try {
    return { took, body: JSON.parse(text) };
  } catch {
    throw new Error(`The server answered ${response.status}, which is not GraphQL: ${text.slice(0, 500)}`);
  }
}

async function run() {
  const mine = ++runs;
  status.textContent = 'Running…';
  try {
    const { took, body } = await send();
    if (mine !== runs) return;
    status.textContent = took;
    answer.textContent = JSON.stringify(body, null, 2);
    showErrors((body.errors ?? []).map((error) => error.message));
  } catch (error) {
    if (mine !== runs) return;
    status.textContent = 'No answer.';
    answer.textContent = '';
    showErrors([error.message]);
  }
}

question.addEventListener('change', showQuestion);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  run();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});

showQuestion();
