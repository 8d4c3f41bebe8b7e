import { apiRoutes, coordinatorApi, coordinatorRoutes, publicRoutes } from '#shared/contracts/api';
import { openApiDocument, type OpenApiDocument } from '#shared/contracts/openapi';
import type { Operation } from '#shared/contracts/openapi-schemas';

const document: OpenApiDocument = JSON.parse(JSON.stringify(openApiDocument()));

const operationOf = (route: string): Operation | undefined => {
  const [method = '', path = ''] = route.split(' ');
  return document.paths[path]?.[method.toLowerCase()];
};

/** Every value of a key anywhere below. */
const valuesOf = (key: string, value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, one]) => [...(name === key ? [one] : []), ...valuesOf(key, one)])
    : [];

describe('openApiDocument', () => {
  it('describes every route and no other', () => {
    const { paths } = document;

    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(described.toSorted()).toEqual([...apiRoutes].toSorted());
  });

  it('says 3.1 and nothing that refers to nowhere', () => {
    const references = valuesOf('$ref', document).map(String);

    expect(document.openapi).toBe('3.1.0');
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) {
      const [, name = ''] = /^#\/components\/schemas\/(\w+)$/.exec(reference) ?? [];
      expect(document.components.schemas).toHaveProperty(name);
    }
    expect([...valuesOf('$defs', document), ...valuesOf('$schema', document)]).toEqual([]);
  });

  it('names every operation once', () => {
    const ids = valuesOf('operationId', document.paths);

    expect(new Set(ids).size).toBe(apiRoutes.length);
  });

  it('asks for a coordinator’s token on their routes, and for none on the public ones', () => {
    expect(document.components.securitySchemes).toEqual({
      coordinator: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
    });
    for (const route of coordinatorRoutes)
      expect(operationOf(route)?.security).toEqual([{ coordinator: [] }]);
    for (const route of publicRoutes) expect(operationOf(route)?.security).toEqual([]);
  });

  it.each(apiRoutes)('%s has the parameters that its path names, and answers', (route) => {
    const operation = operationOf(route);
    const inPath = (operation?.parameters ?? []).filter((one) => one['in'] === 'path');

    expect(inPath.map(({ name }) => name)).toEqual([...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(inPath.every(({ required }) => required === true)).toBe(true);
    expect(Object.keys(operation?.responses ?? {})).toContainEqual(expect.stringMatching(/^20\d|303$/));
  });

  it.each(coordinatorRoutes)('%s is described as it is served', (route) => {
    const operation = operationOf(route);
    const { success, conflicts, media } = coordinatorApi[route];
    const contents = Object.keys(Object(operation?.requestBody?.['content']));

    expect(Object.keys(operation?.responses ?? {})).toEqual([
      ...success.map(String).toSorted(),
      ...(conflicts.length > 0 ? ['409'] : []),
      'default',
    ]);
    expect(contents).toEqual(route.startsWith('GET') ? [] : [...media]);
  });

  it('names no token anywhere', () => {
    const properties = valuesOf('properties', document).flatMap((one) => Object.keys(Object(one)));

    expect(properties).toContain('participantId');
    expect(properties.filter((name) => /token$/i.test(name) || name === 'revision')).toEqual([]);
  });

  it('is the same every time', () => {
    expect(openApiDocument()).toEqual(openApiDocument());
  });
});
