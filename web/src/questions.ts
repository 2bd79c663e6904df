/** One ready question, as the server lists it in questions.json. */
export interface Question {
  number: number;
  title: string;
  /** The seed whose facts answer it: "articles" or "demo". */
  source: string;
  query: string;
  /** The variables as JSON text; empty when the query takes none. */
  variables: string;
}

/** So many questions are open as tabs on the first visit; the panel lists them all. */
const FIRST_TABS = 3;

/** Fetches the ready questions, in the order of their numbers. */
export async function loadQuestions(get: typeof fetch = fetch): Promise<Question[]> {
  // Relative to the page, so that it also works behind a path prefix.
  const response = await get('questions.json');
  if (!response.ok) {
    throw new Error(`questions.json answered ${response.status}`);
  }
  const questions = (await response.json()) as Question[];
  return questions.toSorted((a, b) => a.number - b.number);
}

/**
 * The text of a question's tab: the query under a comment which repeats the
 * question and names the seed, because a tab itself has room for a name only.
 */
export function tabQuery(question: Question): string {
  // White space is folded because a line break would end the comment.
  const title = question.title.replace(/\s+/g, ' ').trim();
  return `# ${question.number}. ${title}\n# Answered from the ${question.source} seed (--seed=${question.source}).\n${question.query.trim()}\n`;
}

/** What GraphiQL opens with when nothing is stored from an earlier visit. */
export function firstTabs(questions: Question[]) {
  return questions.slice(0, FIRST_TABS).map((question) => ({
    query: tabQuery(question),
    variables: question.variables || null,
  }));
}
