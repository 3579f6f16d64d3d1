export { QueueFigures, type NextRun, type QueueFigure } from './queue-figures';
