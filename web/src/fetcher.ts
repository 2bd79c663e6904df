import type { GraphiQLProvider } from '@graphiql/react';
import type { ComponentProps } from 'react';

type Fetcher = ComponentProps<typeof GraphiQLProvider>['fetcher'];

/**
 * Sends an operation and always resolves to something GraphiQL can show. It is
 * ours rather than GraphiQL's own because that one parses whatever comes back
 * as JSON, so a proxy's HTML error page reads as "Unexpected token <".
 */
export function createFetcher(endpoint: string, send: typeof fetch = fetch): Fetcher {
  return async ({ query, variables, operationName }, options) => {
    const response = await send(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
        ...options?.headers,
      },
      body: JSON.stringify({ query, variables, operationName }),
    });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      const status = `${response.status} ${response.statusText}`.trim();
      return { errors: [{ message: `The server answered ${status}, which is not GraphQL: ${text.slice(0, 500)}` }] };
    }
  };
}
