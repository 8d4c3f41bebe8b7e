declare module 'asl-validator' {
  /** Checks a definition against the language's schema. Adds fields to the definition that it is given. */
  export default function validate(definition: object): {
    readonly isValid: boolean;
    readonly errors: readonly {
      readonly Message: string;
      readonly schemaError?: { readonly instancePath: string };
    }[];
  };
}
