const documents = new WeakMap<object, Set<string>>();

/**
 * A field that holds a whole document, which the use case checks by rules of its own: the DTO's check sees that it is an object
 * and does not copy and walk what is inside. Prototype keys were refused when the body was read.
 */
export const Document = (): PropertyDecorator => (prototype, name) => {
  const { constructor } = prototype;
  documents.set(constructor, new Set([...documentsOf(constructor), name as string]));
};

/** Names of the fields of a DTO that are documents. */
export const documentsOf = (dto: object): ReadonlySet<string> => documents.get(dto) ?? new Set();
