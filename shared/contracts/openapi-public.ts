import type { PublicRoute } from './api.ts';
import { Problem } from './http.ts';
import { IntakeRequest } from './intake.ts';
import type { DrawSchema, JsonSchema, Operation } from './openapi-schemas.ts';

/** The routes for everybody, as they are described: pages, the forms on them, and this description. */
export function publicOperations(draw: DrawSchema): Record<PublicRoute, Operation> {
  const page = { description: 'A page.', content: { 'text/html': {} } };
  const refused = {
    default: {
      description: 'Why not, as a page; as problem details where JSON was sent.',
      content: { 'text/html': {}, 'application/problem+json': { schema: draw(Problem, 'output') } },
    },
  };
  const sentOn = { description: 'Done, or as it was already: the page that says so.' };
  const language = queryParameter('lang', 'In which language: en or es.');
  const token: JsonSchema = {
    name: 'token',
    in: 'path',
    required: true,
    description: 'A signed link, as it was sent to the one person who may use it.',
    schema: { type: 'string', maxLength: 1000 },
  };
  return {
    'GET /intake': {
      operationId: 'getIntake',
      summary: "The intake page: the first partner's own part.",
      ...forEverybody,
      parameters: [language],
      responses: { '200': page },
    },
    'POST /intake': {
      operationId: 'postIntake',
      summary:
        'Enrols a couple. Nobody learns here whether a number is known; the same submissionId is the same couple.',
      ...forEverybody,
      parameters: [language],
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: { type: 'object', description: 'The fields of the page.' },
          },
          'application/json': { schema: draw(IntakeRequest, 'input') },
        },
      },
      responses: {
        '202': { description: 'Received; to JSON.', content: { 'application/json': { schema: received } } },
        '303': sentOn,
        ...refused,
      },
    },
    'GET /l/{token}': {
      operationId: 'getLByToken',
      summary: 'What a signed link is for, as a page. Opening it changes nothing.',
      ...forEverybody,
      parameters: [token],
      responses: { '200': page, ...refused },
    },
    'POST /l/{token}': {
      operationId: 'postLByToken',
      summary: 'Does what a signed link is for, once; again it changes nothing.',
      ...forEverybody,
      parameters: [token],
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: { type: 'object', description: 'The fields of the page.' },
          },
        },
      },
      responses: { '303': sentOn, ...refused },
    },
    'GET /openapi.json': {
      operationId: 'getOpenapiJson',
      summary: 'This description.',
      ...forEverybody,
      responses: {
        '200': {
          description: 'OpenAPI 3.1.',
          content: { 'application/json': { schema: { type: 'object' } } },
        },
      },
    },
  };
}

const received = {
  type: 'object',
  properties: { outcome: { const: 'received' } },
  required: ['outcome'],
};

const forEverybody = { tags: ['public'], security: [] } as const;

const queryParameter = (name: string, description: string): JsonSchema => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string' },
});
