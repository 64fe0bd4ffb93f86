import { cache, type Types } from '@cornerstonejs/core';
import {
  AngleTool,
  annotation,
  BidirectionalTool,
  CobbAngleTool,
  EllipticalROITool,
  Enums,
  LengthTool,
  PanTool,
  ProbeTool,
  RectangleROITool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';

import type { Texts } from '@/ui/texts/texts.ts';
import { drawnSlice } from './cornerstone.ts';
import { pictureIn } from './image.ts';
import type { Picture } from '../pixels/picture.ts';
import type { Slice } from '../series/series.ts';
import { angleLines, bidirectionalLines, cobbLines, lengthLines } from './lengths.ts';
import { placeIn, probeLines, regionLines, regionOf } from './regions.ts';

/** What measures something. */
export type Measuring =
  'length' | 'angle' | 'bidirectional' | 'cobb' | 'rectangle' | 'ellipse' | 'probe';

/** What a drag with the main button or one finger does. */
export type Tool = 'scroll' | 'window' | 'zoom' | 'pan' | Measuring;

const TOOL_NAMES: Readonly<Record<Exclude<Tool, 'scroll'>, string>> = {
  window: WindowLevelTool.toolName as string,
  zoom: ZoomTool.toolName as string,
  pan: PanTool.toolName as string,
  length: LengthTool.toolName,
  angle: AngleTool.toolName,
  bidirectional: BidirectionalTool.toolName,
  cobb: CobbAngleTool.toolName,
  rectangle: RectangleROITool.toolName,
  ellipse: EllipticalROITool.toolName,
  probe: ProbeTool.toolName,
};
const MEASURING: readonly Measuring[] = [
  'length',
  'angle',
  'bidirectional',
  'cobb',
  'rectangle',
  'ellipse',
  'probe',
];
const { MouseBindings } = Enums;

type Words = Texts['viewer']['dicom'];

interface Drawing {
  readonly handles: { readonly points: readonly Types.Point3[] };
}

function isMeasuring(tool: string): tool is Measuring {
  return MEASURING.some((each) => each === tool);
}

/** What tools say is told by the picture's own values and scale, not by what is drawn of them. */
function ownLines(tool: Measuring, words: () => Words) {
  const told = new WeakMap<Drawing, { readonly key: string; readonly lines: string[] }>();
  return {
    calculateStats: false,
    getTextLines: (drawing: Drawing, target: string | readonly string[]): string[] => {
      const imageId = String(typeof target === 'string' ? target : target[0]).replace(
        /^imageId:/u,
        '',
      );
      const image = cache.getImage(imageId);
      const slice = drawnSlice(imageId);
      if (image === undefined || slice === undefined) {
        return [];
      }
      const { points } = drawing.handles;
      const key = JSON.stringify([imageId, points, words().mean('', '')]);
      const known = told.get(drawing);
      if (known?.key === key) {
        return known.lines;
      }
      const lines = linesOf(tool, pictureIn(image), slice, points, words());
      told.set(drawing, { key, lines });
      return lines;
    },
  };
}

function linesOf(
  tool: Measuring,
  picture: Picture,
  slice: Slice,
  points: readonly Types.Point3[],
  words: Words,
): string[] {
  const places = points.map((point) => placeIn(slice, point));
  const [first, second] = places;
  switch (tool) {
    case 'length':
      return first && second ? lengthLines(slice, first, second, words) : [];
    case 'bidirectional':
      return bidirectionalLines(slice, places, words);
    case 'angle':
      return angleLines(slice, places, words);
    case 'cobb':
      return cobbLines(slice, places, words);
    case 'probe':
      return first ? probeLines(picture, slice, first, words) : [];
    case 'rectangle':
    case 'ellipse':
      return first ? regionLines(picture, slice, regionOf(tool, places), words) : [];
  }
}

/** Cornerstone's tools on one viewport. */
export class StackTools {
  readonly #id: string;

  constructor(viewportId: string, words: () => Words) {
    this.#id = viewportId;
    const group = ToolGroupManager.createToolGroup(viewportId);
    for (const [tool, name] of Object.entries(TOOL_NAMES)) {
      group?.addTool(name, isMeasuring(tool) ? ownLines(tool, words) : {});
    }
    group?.addViewport(viewportId, viewportId);
  }

  close(): void {
    ToolGroupManager.destroyToolGroup(this.#id);
  }

  choose(tool: Tool): void {
    const group = ToolGroupManager.getToolGroup(this.#id);
    if (group === undefined) {
      return;
    }
    for (const name of Object.values(TOOL_NAMES)) {
      group.setToolPassive(name, { removeAllBindings: true });
    }
    group.setToolActive(TOOL_NAMES.zoom, {
      bindings: [{ mouseButton: MouseBindings.Secondary }, { numTouchPoints: 2 }],
    });
    group.setToolActive(TOOL_NAMES.pan, {
      bindings: [{ mouseButton: MouseBindings.Auxiliary }, { numTouchPoints: 3 }],
    });
    if (tool !== 'scroll') {
      group.setToolActive(TOOL_NAMES[tool], {
        bindings: [{ mouseButton: MouseBindings.Primary }, { numTouchPoints: 1 }],
      });
    }
  }

  /**
   * Ends a measurement that was begun and not ended, which would take the next drag for its own.
   * False if there was none.
   */
  cancelUnfinished(element: HTMLDivElement): boolean {
    const group = ToolGroupManager.getToolGroup(this.#id);
    let some = false;
    for (const name of MEASURING.map((each) => TOOL_NAMES[each])) {
      const tool = group?.getToolInstance(name) as LengthTool | AngleTool | undefined;
      if (tool?.isDrawing === true) {
        const isBegun = tool.editData?.newAnnotation === true;
        const cancelled = tool.cancel(element);
        if (isBegun) {
          annotation.state.removeAnnotation(cancelled);
        }
        some = true;
      }
    }
    return some;
  }
}
