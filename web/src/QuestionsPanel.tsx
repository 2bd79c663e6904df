import { PlayIcon, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import { useActiveQuestion, useOpenQuestion } from './open';
import type { Question } from './questions';

/** The ready questions, or why there are none. */
export interface Listing {
  questions: Question[];
  problem?: string;
}

/** GraphiQL's side panel that lists the ready questions. */
export function questionsPlugin(listing: Listing): GraphiQLPlugin {
  return {
    title: 'Questions',
    icon: QuestionIcon,
    content: () => <QuestionsPanel {...listing} />,
  };
}

function QuestionsPanel({ questions, problem }: Listing) {
  const active = useActiveQuestion(questions);
  const open = useOpenQuestion();
  const { run } = useGraphiQLActions();
  return (
    <section className="questions" aria-labelledby="questions-title">
      <h2 id="questions-title">Questions</h2>
      {problem ? (
        <p role="alert">The ready questions could not be loaded ({problem}). Your own queries work.</p>
      ) : (
        <p className="questions-hint">
          Open one in a tab, or run it at once. Each names the seed that answers it.
        </p>
      )}
      <ol className="questions-list">
        {questions.map((question) => (
          <li key={question.number} className={question === active ? 'question active' : 'question'}>
            <button
              type="button"
              className="question-open"
              aria-current={question === active ? 'true' : undefined}
              onClick={() => open(question)}
            >
              <span className="question-number">{question.number}.</span>
              <span className="question-text">
                {question.title} <SeedBadge source={question.source} />
              </span>
            </button>
            <button
              type="button"
              className="question-run"
              aria-label={`Run question ${question.number}`}
              title="Open and run"
              onClick={() => {
                open(question);
                run();
              }}
            >
              <PlayIcon aria-hidden="true" />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function SeedBadge({ source }: { source: string }) {
  return <span className={`seed seed-${source}`}>{source} seed</span>;
}

function QuestionIcon() {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <circle cx="12" cy="12" r="9.5" />
      <path d="M9.2 9.3a2.8 2.8 0 1 1 4.3 2.4c-.9.6-1.5 1.1-1.5 2.2" strokeLinecap="round" />
      <circle cx="12" cy="16.9" r=".6" fill="currentColor" />
    </svg>
  );
}
