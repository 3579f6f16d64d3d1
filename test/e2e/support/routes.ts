import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import type { Side } from './side';

type Handler = (...args: unknown[]) => unknown;

/** Every route of every controller, as Nest's own metadata have it: `GET /v1/links/{linkId}`. */
export function routesOf(side: Side): string[] {
  const modules = [...side.running.app.get(ModulesContainer).values()];
  const controllers = modules
    .flatMap((module) => [...module.controllers.values()])
    .map(({ metatype }) => metatype as new () => object);
  return controllers
    .flatMap((controller) => handlersOf(controller).map((handler) => routeOf(controller, handler)))
    .toSorted();
}

const handlersOf = ({ prototype }: new () => object): Handler[] =>
  Object.getOwnPropertyNames(prototype)
    .map((name) => (prototype as Record<string, Handler>)[name]!)
    .filter((member) => Reflect.hasMetadata(METHOD_METADATA, member));

function routeOf(controller: new () => object, handler: Handler): string {
  const parts = [
    Reflect.getMetadata(PATH_METADATA, controller),
    Reflect.getMetadata(PATH_METADATA, handler),
  ] as string[];
  const path = parts
    .map((part) => part.replace(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/');
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
  return `${method} /${path.replace(/:(\w+)/g, '{$1}')}`;
}
