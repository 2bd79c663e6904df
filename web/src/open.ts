import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import { tabQuery, type Question } from './questions';

/** The question whose unchanged text is in the active tab, if any. */
export function useActiveQuestion(questions: Question[]): Question | undefined {
  const text = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.query);
  return questions.find((question) => tabQuery(question) === text);
}

/**
 * Returns a function that shows a question: in its tab if it is open and
 * unchanged, in the active tab if that is empty, otherwise in a new one. A tab
 * that somebody has edited is never overwritten.
 */
export function useOpenQuestion(): (question: Question) => void {
  const actions = useGraphiQLActions();
  const { tabs, activeTabIndex, queryEditor, variableEditor } = useGraphiQL((state) => ({
    tabs: state.tabs,
    activeTabIndex: state.activeTabIndex,
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
  }));
  return (question) => {
    const query = tabQuery(question);
    const openIndex = tabs.findIndex((tab) => tab.query === query);
    if (openIndex >= 0) {
      if (openIndex !== activeTabIndex) {
        actions.changeTab(openIndex);
      }
    } else {
      if (queryEditor?.getValue().trim()) {
        actions.addTab();
      }
      queryEditor?.setValue(query);
      variableEditor?.setValue(question.variables);
      actions.updateActiveTabValues({
        query,
        variables: question.variables,
        operationName: operationsOf(query)[0]?.name?.value ?? null,
      });
    }
    // GraphiQL learns a tab's operation only some 100 ms after its text
    // changed; a run right after opening would name the previous tab's.
    const operations = operationsOf(query);
    actions.setOperationFacts({ operations, operationName: operations[0]?.name?.value });
  };
}

function operationsOf(query: string): OperationDefinitionNode[] {
  try {
    return parse(query).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  } catch {
    // A question that does not parse is still shown; running it tells why.
    return [];
  }
}
