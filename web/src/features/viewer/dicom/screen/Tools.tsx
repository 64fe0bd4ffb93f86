import { Button, Menu } from '@mantine/core';
import {
  IconAngle,
  IconArrowsMove,
  IconContrast2,
  IconContrastFilled,
  IconEraser,
  IconId,
  IconLayersSubtract,
  IconRefresh,
  IconRulerMeasure,
  IconStack2,
  IconSunHigh,
  IconZoomIn,
} from '@tabler/icons-react';
import { useTexts } from '@/ui/texts/texts.ts';
import { ToolButton, ToolGap } from '../../shell/Toolbar.tsx';
import { CT_PRESETS, PRESETS } from './presets.ts';
import type { ScreenState } from './screenState.ts';
import type { StackScreen } from './stackScreen.ts';
import type { Tool } from './stackTools.ts';

/** Each tool's key. */
export const TOOL_KEYS: Readonly<Record<Tool, string>> = {
  scroll: 'S',
  window: 'W',
  zoom: 'Z',
  pan: 'P',
  length: 'L',
  angle: 'A',
};

const ICONS = {
  scroll: IconStack2,
  window: IconSunHigh,
  zoom: IconZoomIn,
  pan: IconArrowsMove,
  length: IconRulerMeasure,
  angle: IconAngle,
} as const;

/** The tools over a stack of pictures. */
export function Tools({
  screen,
  state,
  tool,
  onTool,
  stacked,
  grey,
  hounsfield,
  facts,
  onFacts,
}: {
  readonly screen: StackScreen | undefined;
  readonly state: ScreenState;
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
  readonly stacked: boolean;
  readonly grey: boolean;
  readonly hounsfield: boolean;
  readonly facts: boolean;
  readonly onFacts: () => void;
}) {
  const { dicom } = useTexts().viewer;
  const tools = (Object.keys(ICONS) as Tool[]).filter((each) => each !== 'scroll' || stacked);
  return (
    <>
      {tools.map((each) => {
        const Icon = ICONS[each];
        return (
          <ToolButton
            key={each}
            label={dicom[each]}
            shortcut={TOOL_KEYS[each]}
            icon={<Icon size={19} stroke={1.7} />}
            pressed={tool === each}
            onClick={() => {
              onTool(each);
            }}
          />
        );
      })}
      {hounsfield && (
        <Menu>
          <Menu.Target>
            <Button
              size="sm"
              variant="subtle"
              color="gray"
              leftSection={<IconContrast2 size={19} stroke={1.7} />}
            >
              {dicom.presets}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {PRESETS.map((preset, index) => (
              <Menu.Item
                key={preset}
                rightSection={String(index + 1)}
                onClick={() => {
                  screen?.setWindow(CT_PRESETS[preset]);
                }}
              >
                {dicom.preset[preset]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {grey && (
        <ToolButton
          label={dicom.invert}
          shortcut="I"
          icon={<IconContrastFilled size={19} />}
          pressed={state.inverted}
          onClick={() => {
            screen?.toggleInvert();
          }}
        />
      )}
      {state.overlays > 0 && (
        <ToolButton
          label={dicom.overlaid}
          shortcut="G"
          icon={<IconLayersSubtract size={19} stroke={1.7} />}
          pressed={state.isOverlaid}
          onClick={() => {
            screen?.toggleOverlays();
          }}
        />
      )}
      <ToolButton
        label={dicom.reset}
        shortcut="R"
        icon={<IconRefresh size={19} stroke={1.7} />}
        onClick={() => {
          screen?.reset();
        }}
      />
      <ToolButton
        label={dicom.clear}
        icon={<IconEraser size={19} stroke={1.7} />}
        disabled={state.measurements === 0}
        onClick={() => {
          screen?.clearMeasurements();
        }}
      />
      <ToolGap />
      <ToolButton
        label={dicom.facts}
        shortcut="O"
        icon={<IconId size={19} stroke={1.7} />}
        pressed={facts}
        onClick={onFacts}
      />
    </>
  );
}
