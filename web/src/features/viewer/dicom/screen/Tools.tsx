import { Button, Menu } from '@mantine/core';
import {
  IconAngle,
  IconArrowsCross,
  IconArrowsMove,
  IconContrast2,
  IconContrastFilled,
  IconCrosshair,
  IconEraser,
  IconId,
  IconLayersSubtract,
  IconOval,
  IconRectangle,
  IconRefresh,
  IconRulerMeasure,
  IconStack2,
  IconSunHigh,
  IconVectorTriangle,
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
  bidirectional: 'B',
  cobb: 'C',
  rectangle: 'D',
  ellipse: 'E',
  probe: 'V',
};

const ICONS = {
  scroll: IconStack2,
  window: IconSunHigh,
  zoom: IconZoomIn,
  pan: IconArrowsMove,
  length: IconRulerMeasure,
  angle: IconAngle,
} as const;

/** Behind one button, for those who need them. */
const MORE = {
  bidirectional: IconArrowsCross,
  cobb: IconVectorTriangle,
  rectangle: IconRectangle,
  ellipse: IconOval,
  probe: IconCrosshair,
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
  const tools = (Object.keys(ICONS) as (keyof typeof ICONS)[]).filter(
    (each) => each !== 'scroll' || stacked,
  );
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
      <Measurements tool={tool} onTool={onTool} />
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
      {state.overlays + state.segments.length > 0 && (
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

function Measurements({
  tool,
  onTool,
}: {
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
}) {
  const { dicom } = useTexts().viewer;
  const kinds = Object.keys(MORE) as (keyof typeof MORE)[];
  const chosen = kinds.find((kind) => kind === tool);
  const Chosen = chosen === undefined ? IconRectangle : MORE[chosen];
  return (
    <Menu>
      <Menu.Target>
        <Button
          size="sm"
          variant={chosen === undefined ? 'subtle' : 'filled'}
          {...(chosen === undefined ? { color: 'gray' } : {})}
          leftSection={<Chosen size={19} stroke={1.7} />}
        >
          {chosen === undefined ? dicom.measure : dicom[chosen]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => {
          const Icon = MORE[kind];
          return (
            <Menu.Item
              key={kind}
              leftSection={<Icon size={19} stroke={1.7} />}
              rightSection={TOOL_KEYS[kind]}
              onClick={() => {
                onTool(kind);
              }}
            >
              {dicom[kind]}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
