import {
  AngleTool,
  annotation,
  Enums,
  LengthTool,
  PanTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';

/** What a drag with the main button or one finger does. */
export type Tool = 'scroll' | 'window' | 'zoom' | 'pan' | 'length' | 'angle';

const TOOL_NAMES: Readonly<Record<Exclude<Tool, 'scroll'>, string>> = {
  window: WindowLevelTool.toolName as string,
  zoom: ZoomTool.toolName as string,
  pan: PanTool.toolName as string,
  length: LengthTool.toolName,
  angle: AngleTool.toolName,
};
const { MouseBindings } = Enums;

/** Cornerstone's tools on one viewport. */
export class StackTools {
  readonly #id: string;

  constructor(viewportId: string) {
    this.#id = viewportId;
    const group = ToolGroupManager.createToolGroup(viewportId);
    for (const name of Object.values(TOOL_NAMES)) {
      group?.addTool(name);
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
    for (const name of [TOOL_NAMES.length, TOOL_NAMES.angle]) {
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
