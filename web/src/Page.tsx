import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from '@graphiql/plugin-doc-explorer';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN, HistoryStore } from '@graphiql/plugin-history';
import { GraphiQLProvider, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { GraphiQL, GraphiQLInterface } from 'graphiql';
import { useEffect, useMemo } from 'react';
import { createFetcher } from './fetcher';
import { questionsPlugin, type Listing } from './QuestionsPanel';
import { firstTabs } from './questions';
import type { ScopedStorage } from './storage';

// Relative to the page, so that it also works behind a path prefix.
const fetcher = createFetcher('graphql');

// What GraphiQL's editors listen for, too.
const MODIFIER = /Mac|iP(hone|ad|od)/.test(navigator.platform) ? '⌘' : 'Ctrl';

interface PageProps {
  listing: Listing;
  storage: ScopedStorage | null;
}

/**
 * The whole page. GraphiQL's parts are put together by hand rather than with
 * its <GraphiQL>, so that our header can reach its store too.
 */
export function Page({ listing, storage }: PageProps) {
  const { panel, plugins, tabs } = useMemo(() => {
    const panel = questionsPlugin(listing);
    const tabs = firstTabs(listing.questions);
    return {
      panel,
      plugins: [DOC_EXPLORER_PLUGIN, panel, explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN],
      tabs: tabs.length > 0 ? tabs : undefined,
    };
  }, [listing]);
  return (
    <GraphiQLProvider
      fetcher={fetcher}
      // The type knows no null, which the code takes to mean "remember nothing".
      storage={storage as ScopedStorage}
      plugins={plugins}
      referencePlugin={DOC_EXPLORER_PLUGIN}
      visiblePlugin={panel}
      defaultTabs={tabs}
    >
      <HistoryStore>
        <DocExplorerStore>
          <Masthead />
          <main>
            <RunAnywhere />
            <EditorFixes />
            <GraphiQLInterface defaultEditorToolsVisibility="variables" showPersistHeadersSettings={false}>
              <GraphiQL.Logo>{' '}</GraphiQL.Logo>
            </GraphiQLInterface>
          </main>
        </DocExplorerStore>
      </HistoryStore>
    </GraphiQLProvider>
  );
}

function Masthead() {
  const { setVisiblePlugin } = useGraphiQLActions();
  const showsDocs = useGraphiQL((state) => state.visiblePlugin === DOC_EXPLORER_PLUGIN);
  return (
    <header className="masthead">
      <h1>Dealgraph</h1>
      <p className="masthead-tagline">Who does business with whom in technology</p>
      <nav aria-label="Dealgraph">
        <span className="masthead-hint">
          <kbd>{MODIFIER}</kbd>+<kbd>Enter</kbd> runs the query
        </span>
        <button type="button" aria-pressed={showsDocs} onClick={() => setVisiblePlugin(showsDocs ? null : DOC_EXPLORER_PLUGIN)}>
          Schema docs
        </button>
        <a href="plain">Plain page</a>
      </nav>
    </header>
  );
}

/** Ctrl-Enter runs the query wherever the focus is; the editors bind it only for themselves. */
function RunAnywhere() {
  const { run } = useGraphiQLActions();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const inEditor = event.target instanceof Element && event.target.closest('.monaco-editor');
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.defaultPrevented && !inEditor) {
        event.preventDefault();
        run();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [run]);
  return null;
}

/** What GraphiQL leaves undone in its own editors. */
function EditorFixes() {
  const { queryEditor, variableEditor, variables } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
    variables: state.tabs[state.activeTabIndex]?.variables,
  }));
  useEffect(() => {
    // The comment that tells the question is one long line.
    for (const editor of [queryEditor, variableEditor]) {
      editor?.updateOptions({ wordWrap: 'on', wrappingIndent: 'indent' });
    }
  }, [queryEditor, variableEditor]);
  useEffect(() => {
    // The page opens with the query of the active tab but without its
    // variables, until they have been edited once.
    if (variables && variableEditor?.getValue() === '') {
      variableEditor.setValue(variables);
    }
    // Only when the editor appears: afterwards GraphiQL keeps both in step.
  }, [variableEditor]);
  return null;
}
