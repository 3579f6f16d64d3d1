/** The name that a type has in the API's document: its own, or that of the generic type behind what it holds (`CaseViewPage`). */
import ts from 'typescript';

const isOwn = (symbol) =>
  (symbol.declarations ?? []).some((node) => !node.getSourceFile().fileName.includes('/node_modules/'));
const isDeclared = (symbol) =>
  (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) !== 0;

/** The symbol by which our own code names this type, with what it is applied to. */
function namedBy(checker, type) {
  if (type.aliasSymbol) return { symbol: type.aliasSymbol, applied: type.aliasTypeArguments ?? [] };
  if (!type.symbol || type.isIntersection()) return undefined;
  const isReference = (type.objectFlags & ts.ObjectFlags.Reference) !== 0;
  const applied = isReference ? checker.getTypeArguments(type) : [];
  // A class and an interface are also applied to themselves, as `this`.
  const parameters = type.target?.typeParameters?.length ?? 0;
  return { symbol: type.symbol, applied: applied.slice(0, parameters) };
}

/** Undefined where nothing of ours names the type: it is then described where it stands. */
export function namingOf(checker, type) {
  const { symbol, applied } = namedBy(checker, type) ?? {};
  if (!symbol || !isDeclared(symbol) || !isOwn(symbol)) return undefined;
  const names = applied.map((each) => namingOf(checker, each)?.name);
  return names.includes(undefined) ? undefined : { name: names.join('') + symbol.name, symbol };
}

const isNothing = ({ flags }) => (flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) !== 0;
const members = (type) => (type.isUnion() ? type.types : [type]);

function aliasNamed(checker, { typeName }, parts) {
  const found = checker.getSymbolAtLocation(typeName);
  const symbol = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  if (!(symbol.flags & ts.SymbolFlags.TypeAlias) || !isOwn(symbol)) return undefined;
  const named = members(checker.getDeclaredTypeOfSymbol(symbol)).filter((part) => !isNothing(part));
  const isSame = named.length === parts.length && named.every((part) => parts.includes(part));
  return isSame ? { name: symbol.name, symbol } : undefined;
}

/** How the field is written to which `Account['state']` points. */
function fieldPointedAt(checker, node) {
  const { objectType, indexType } = node;
  const key = ts.isLiteralTypeNode(indexType) && indexType.literal.text;
  const field = key && checker.getTypeFromTypeNode(objectType).getProperty(key);
  return field && writtenType(field);
}

/** How a field's type is written in the code. */
export const writtenType = (field) => field.valueDeclaration?.type;

/** How the type of an array's elements is written. */
export function writtenElement(node) {
  const array = node && ts.isTypeOperatorNode(node) ? node.type : node;
  if (!array || !ts.isArrayTypeNode(array)) return undefined;
  const { elementType } = array;
  return ts.isParenthesizedTypeNode(elementType) ? elementType.type : elementType;
}

/**
 * The alias in a written type (`phase: LinkPhase | null`) that stands for exactly these members: the compiler forgets it once the
 * union has one member more, and where the alias is made from a constant.
 */
export function aliasWithin(checker, node, parts) {
  if (!node) return undefined;
  if (ts.isUnionTypeNode(node))
    return node.types.map((each) => aliasWithin(checker, each, parts)).find((alias) => alias);
  if (ts.isIndexedAccessTypeNode(node)) return aliasWithin(checker, fieldPointedAt(checker, node), parts);
  return ts.isTypeReferenceNode(node) && !node.typeArguments ? aliasNamed(checker, node, parts) : undefined;
}
