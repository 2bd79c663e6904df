// First, because Monaco asks for its workers as soon as it is loaded.
import 'graphiql/setup-workers/vite';
// GraphiQL's own style.css is these four and 320 kB of embedded fonts.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { Page } from './Page';
import { loadQuestions } from './questions';
import type { Listing } from './QuestionsPanel';
import { browserStorage } from './storage';

// The questions come before the first render: GraphiQL reads its default tabs once.
const listing: Listing = await loadQuestions().then(
  (questions) => ({ questions }),
  (error: unknown) => ({ questions: [], problem: error instanceof Error ? error.message : String(error) }),
);

createRoot(document.getElementById('root')!).render(<Page listing={listing} storage={browserStorage()} />);
