/** Which routes the controllers have, and what each answers: read from their decorators and return types, without running them. */
import ts from 'typescript';

const METHODS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);
/** Nest's own: a POST creates unless `@HttpCode` says otherwise. */
const usualStatus = (method) => (method === 'Post' ? 201 : 200);

/** The call of the decorator of this name, as `@HttpCode(204)`. */
function decorated(node, isNamed) {
  const calls = (ts.getDecorators(node) ?? [])
    .map(({ expression }) => expression)
    .filter(ts.isCallExpression);
  return calls.find(({ expression }) => ts.isIdentifier(expression) && isNamed(expression.text));
}

const isCalled = (name) => (text) => text === name;
const argumentOf = (checker, call) => (call?.arguments[0] ? valueOf(checker, call.arguments[0]) : '');

/** The one value that an expression can have: written out, or a constant. */
function valueOf(checker, node) {
  const type = checker.getTypeAtLocation(node);
  if (type.isLiteral()) return type.value;
  throw new Error(
    `${node.getText()} in ${node.getSourceFile().fileName} must be written out for the API's document`,
  );
}

const pathOf = (...parts) =>
  `/${parts
    .map((part) => part.replace(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/')}`.replace(/:(\w+)/g, '{$1}');

/** What a promise promises; anything else itself. */
const promised = (checker, type) => checker.getAwaitedType(type) ?? type;

/** A type whose comment has `@status 202` is answered with that status, beside the usual answer of its route. */
function statusOf(type) {
  const [tag] = [type.aliasSymbol, type.symbol].flatMap(
    (symbol) => symbol?.getJsDocTags().filter(({ name }) => name === 'status') ?? [],
  );
  return tag && Number(ts.displayPartsToString(tag.text));
}

/** The headers that `@sends ETag, Location` in the comment of a method names: they come with the route's usual answer. */
function headersOf(checker, method) {
  const tags = checker.getSymbolAtLocation(method.name).getJsDocTags(checker);
  return tags
    .filter(({ name }) => name === 'sends')
    .flatMap(({ text }) => ts.displayPartsToString(text).match(/[\w-]+/g) ?? []);
}

/** The parts of the return type by the status that each is answered with. */
function answersOf(checker, method, status) {
  const signature = checker.getSignatureFromDeclaration(method);
  const type = promised(checker, checker.getReturnTypeOfSignature(signature));
  const parts = type.isUnion() && !type.aliasSymbol ? type.types : [type];
  const own = parts.filter((part) => !statusOf(part));
  const others = parts.filter((part) => statusOf(part));
  return [
    { status, types: own.length === parts.length ? [type] : own },
    ...others.map((part) => ({ status: statusOf(part), types: [part] })),
  ];
}

function routeOf(checker, controller, method) {
  const call = decorated(method, (name) => METHODS.has(name));
  if (!call) return [];
  const verb = call.expression.text;
  const valueIn = (node, name) => argumentOf(checker, decorated(node, isCalled(name)));
  const path = pathOf(valueIn(controller, 'Controller'), argumentOf(checker, call));
  const status = valueIn(method, 'HttpCode') || usualStatus(verb);
  const comment = checker.getSymbolAtLocation(method.name).getDocumentationComment(checker);
  return [
    {
      route: `${verb.toUpperCase()} ${path}`,
      description: ts
        .displayPartsToString(comment)
        .replace(/\s*\n\s*/g, ' ')
        .trim(),
      mediaType: valueIn(method, 'ApiProduces') || valueIn(controller, 'ApiProduces') || 'application/json',
      answers: answersOf(checker, method, status),
      headers: { [status]: headersOf(checker, method) },
    },
  ];
}

/** Every route of every controller of the program's own files. */
export function routesOf(program) {
  const checker = program.getTypeChecker();
  const statements = program
    .getSourceFiles()
    .filter(({ fileName }) => !fileName.includes('/node_modules/'))
    .flatMap((file) => [...file.statements]);
  return statements
    .filter((node) => ts.isClassDeclaration(node) && decorated(node, isCalled('Controller')))
    .flatMap((controller) =>
      controller.members
        .filter(ts.isMethodDeclaration)
        .flatMap((method) => routeOf(checker, controller, method)),
    );
}
