import * as z from 'zod';
import { coordinatorApi, coordinatorGroup, operationIdOf } from './api.ts';
import { Problem } from './http.ts';
import { publicOperations } from './openapi-public.ts';
import type { RouteContract } from './route-contract.ts';
import { schemaWriter, type DrawSchema, type JsonSchema, type Operation } from './openapi-schemas.ts';

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  /** Path → method → operation. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>;
  };
}

/** The whole HTTP API, public routes included, out of the contracts that serve it. The same every time. */
export function openApiDocument(): OpenApiDocument {
  const schemas = new Map<string, JsonSchema>();
  const draw = schemaWriter(schemas);
  const operations = [
    ...Object.entries(coordinatorApi).map(
      ([key, contract]) => [key, forCoordinators(key, contract, draw)] as const,
    ),
    ...Object.entries(publicOperations(draw)),
  ];
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [key, operation] of operations) {
    const { method, path } = partsOf(key);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Alongside',
      version: '1',
      description:
        'Errors are RFC 9457 problem details. Every POST may be sent twice with the same effect. A list is read page by page: ask again with `nextCursor` until there is none.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        coordinator: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: `An access token of somebody in the group "${coordinatorGroup}", with the scope openid.`,
        },
      },
    },
  };
}

function forCoordinators(key: string, contract: RouteContract, draw: DrawSchema): Operation {
  const { method, path } = partsOf(key);
  const parameters = [
    ...parametersOf('path', draw(contract.path, 'input')),
    ...parametersOf('query', draw(contract.query, 'input')),
  ];
  const [, tag = ''] = path.split('/');
  const answer = draw(contract.answer, 'output');
  return {
    operationId: operationIdOf(key),
    summary: contract.summary,
    tags: [tag],
    security: [{ coordinator: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(method !== 'GET' && { requestBody: requestBodyOf(contract, draw) }),
    responses: {
      ...Object.fromEntries(
        contract.success.map((status) => [
          status,
          { description: descriptions[status], content: { 'application/json': { schema: answer } } },
        ]),
      ),
      ...refusalsOf(contract, draw),
    },
  };
}

/** One schema for each media type where the body is a choice of several, in the same order. */
function requestBodyOf({ body, media }: RouteContract, draw: DrawSchema): JsonSchema {
  const schemas = body instanceof z.ZodUnion ? body.options : [body];
  return {
    required: !body.safeParse(undefined).success,
    content: Object.fromEntries(
      media.map((type, index) => [type, { schema: draw(asSchema(schemas[index]) ?? body, 'input') }]),
    ),
  };
}

const asSchema = (one: unknown): z.ZodType | undefined => (one instanceof z.ZodType ? one : undefined);

function refusalsOf({ conflicts }: RouteContract, draw: DrawSchema): Record<string, JsonSchema> {
  const content = { 'application/problem+json': { schema: draw(Problem, 'output') } };
  const kinds = conflicts.map((code) => `\`urn:alongside:problem:${code}\``).join(', ');
  return {
    ...(conflicts.length > 0 && {
      '409': { description: `Something stands in the way: ${kinds}.`, content },
    }),
    default: { description: 'Why not, and which fields are wrong.', content },
  };
}

function parametersOf(place: 'path' | 'query', schema: JsonSchema): JsonSchema[] {
  const { properties, required } = ObjectSchema.parse(schema);
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: one,
  }));
}

const ObjectSchema = z.looseObject({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
  required: z.array(z.string()).default([]),
});

/** `GET /couples` taken apart. */
function partsOf(key: string): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = key.split(' ');
  return { method, path };
}

const descriptions: Readonly<Record<number, string>> = {
  200: 'Done, or as it was already.',
  201: 'Added.',
  202: 'Begun.',
};
