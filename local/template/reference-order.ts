/** Who refers to whom, between resources or stacks; CloudFormation can only create what has no circle. */
export class ReferenceGraph {
  readonly #edges = new Map<string, Set<string>>();

  add(from: string, to: string): void {
    const targets = this.#edges.get(from);
    if (targets === undefined) this.#edges.set(from, new Set([to]));
    else targets.add(to);
  }

  /** A circle as the chain of its members, first and last the same, or undefined. */
  circle(): readonly string[] | undefined {
    const done = new Set<string>();
    const path: string[] = [];
    const visit = (node: string): readonly string[] | undefined => {
      if (done.has(node)) return undefined;
      const start = path.indexOf(node);
      if (start >= 0) return [...path.slice(start), node];
      path.push(node);
      for (const target of this.#edges.get(node) ?? []) {
        const found = visit(target);
        if (found !== undefined) return found;
      }
      path.pop();
      done.add(node);
      return undefined;
    };
    for (const node of this.#edges.keys()) {
      const found = visit(node);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
