/**
 * JSON Schema (2020-12) of what JSON.stringify makes of a TypeScript type. Types that our code names become components; a field's
 * comment is its description. House names give formats: what ends in `At` is an instant, in `On` a date; `@format` says it otherwise.
 * A number counts something, and is whole, unless `@format double` says that it is measured.
 */
import ts from 'typescript';
import { aliasWithin, namingOf, writtenElement, writtenType } from './names.mjs';

const { TypeFlags, SymbolFlags } = ts;
const is = (type, flags) => (type.flags & flags) !== 0;

const NULL = { type: 'null' };
const INSTANT = { type: 'string', format: 'date-time' };

/** The text of a comment, in one line. */
const commentOf = (checker, symbol) =>
  ts
    .displayPartsToString(symbol.getDocumentationComment(checker))
    .replace(/\s*\n\s*/g, ' ')
    .trim();

function formatOf(symbol) {
  const tag = symbol.getJsDocTags().find(({ name }) => name === 'format');
  if (tag) return ts.displayPartsToString(tag.text);
  if (/(^at|At)$/.test(symbol.name)) return 'date-time';
  return /(^on|On)$/.test(symbol.name) ? 'date' : undefined;
}

/** The schema of a text, of a number, or of one of them or nothing, with the format that the field's name or comment tells. */
function withFormat(schema, symbol) {
  const types = [schema.type].flat();
  if (types.includes('integer') && formatOf(symbol) === 'double')
    return { ...schema, type: measured(schema.type), format: 'double' };
  const isText = types.includes('string') && !schema.enum && !('const' in schema) && !schema.format;
  const format = isText ? formatOf(symbol) : undefined;
  return format ? { ...schema, format } : schema;
}

const measured = (types) =>
  Array.isArray(types) ? types.map(measured) : types === 'integer' ? 'number' : types;

const isCallable = (type) => type.getCallSignatures().length > 0;
const isHidden = (symbol) =>
  (symbol.declarations ?? []).some(
    (node) =>
      (ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0,
  );

/** One plain type or nothing is said in one schema. */
function orNull(schema) {
  if (typeof schema.type === 'string' && !schema.enum && !('const' in schema))
    return { ...schema, type: [schema.type, 'null'] };
  return { anyOf: [schema, NULL] };
}

/** The compiler's own order of alternatives depends on which file it reads first: in the file they have one of their own. */
const inOrder = (schemas) =>
  schemas
    .map((schema) => [JSON.stringify(schema), schema])
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, schema]) => schema);
const anyOf = (schemas) => (schemas.length === 1 ? schemas[0] : { anyOf: inOrder(schemas) });

export class Schemas {
  /** What is described, by name. */
  components = new Map();
  #namedBy = new Map();

  constructor(checker) {
    this.checker = checker;
  }

  /** The schema of a type; `node` is how it is written where it stands, for the names that the compiler forgets. */
  of(type, node) {
    const naming = namingOf(this.checker, type);
    return naming ? this.#component(naming, () => this.#inline(type)) : this.#inline(type, node);
  }

  /** The schema of a whole answer: of one type, or of any of several. */
  ofAny(types) {
    return anyOf(types.map((type) => this.of(type)));
  }

  #component({ name, symbol }, described) {
    const known = this.#namedBy.get(name);
    if (known && known !== symbol)
      throw new Error(`Two types that are answered have the name ${name}: give one another`);
    if (!known) {
      this.#namedBy.set(name, symbol);
      const description = commentOf(this.checker, symbol);
      this.components.set(name, { ...(description && { description }), ...described() });
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  #inline(type, node) {
    if (is(type, TypeFlags.Any | TypeFlags.Unknown | TypeFlags.NonPrimitive)) return {};
    if (is(type, TypeFlags.Null)) return NULL;
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (is(type, TypeFlags.BooleanLiteral)) return { const: this.checker.typeToString(type) === 'true' };
    if (is(type, TypeFlags.Boolean)) return { type: 'boolean' };
    if (is(type, TypeFlags.StringLike)) return { type: 'string' };
    if (is(type, TypeFlags.NumberLike)) return { type: 'integer' };
    if (type.isUnion()) return this.#union(type, node);
    if (is(type, TypeFlags.Object | TypeFlags.Intersection)) return this.#object(type, node);
    throw new Error(`${this.checker.typeToString(type)} has no form in JSON`);
  }

  #union(type, node) {
    const parts = type.types.filter((part) => !is(part, TypeFlags.Undefined));
    const told = parts.filter((part) => !is(part, TypeFlags.Null));
    const alias = aliasWithin(this.checker, node, told);
    const schema = alias ? this.#component(alias, () => this.#alternatives(told)) : this.#alternatives(told);
    return told.length < parts.length ? orNull(schema) : schema;
  }

  #alternatives(parts) {
    const texts = parts.filter((part) => part.isStringLiteral());
    const booleans = parts.filter((part) => is(part, TypeFlags.BooleanLiteral));
    const isWhole = booleans.length === 2;
    const others = parts.filter((part) => !texts.includes(part) && !(isWhole && booleans.includes(part)));
    return anyOf([
      ...(texts.length > 0 ? [{ type: 'string', enum: texts.map(({ value }) => value).toSorted() }] : []),
      ...(isWhole ? [{ type: 'boolean' }] : []),
      ...others.map((part) => this.of(part)),
    ]);
  }

  #object(type, node) {
    const { checker } = this;
    if (type.symbol?.name === 'Date') return INSTANT;
    if (checker.isTupleType(type)) return this.#tuple(type);
    if (checker.isArrayType(type))
      return { type: 'array', items: this.of(checker.getTypeArguments(type)[0], writtenElement(node)) };
    const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    return { type: 'object', ...this.#fields(type), ...(index && { additionalProperties: this.of(index) }) };
  }

  #tuple(type) {
    const items = this.checker.getTypeArguments(type).map((each) => this.of(each));
    return { type: 'array', prefixItems: items, minItems: items.length, maxItems: items.length };
  }

  #fields(type) {
    const fields = this.checker
      .getPropertiesOfType(type)
      .filter((symbol) => !isHidden(symbol))
      .map((symbol) => ({ symbol, type: this.checker.getTypeOfSymbol(symbol) }))
      .filter((field) => !isCallable(field.type) && !is(field.type, TypeFlags.Undefined | TypeFlags.Never));
    if (fields.length === 0) return {};
    const required = fields.filter((field) => !this.#isOptional(field)).map(({ symbol }) => symbol.name);
    return {
      properties: Object.fromEntries(fields.map((field) => [field.symbol.name, this.#field(field)])),
      ...(required.length > 0 && { required }),
    };
  }

  #isOptional({ symbol, type }) {
    const parts = type.isUnion() ? type.types : [type];
    return (symbol.flags & SymbolFlags.Optional) !== 0 || parts.some((part) => is(part, TypeFlags.Undefined));
  }

  #field({ symbol, type }) {
    const description = commentOf(this.checker, symbol);
    const schema = withFormat(this.of(type, writtenType(symbol)), symbol);
    return description ? { description, ...schema } : schema;
  }
}
