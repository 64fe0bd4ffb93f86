import type { ContentItem } from './structuredReport.ts';
import type { WaveformGroup } from './waveform.ts';

export type Triple = readonly [number, number, number];

/** Who, what and when, as the object says; empty strings where it says nothing. */
export interface Facts {
  readonly patientName: string;
  /** The same in each script. */
  readonly patientNames: readonly string[];
  readonly patientId: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly age: string;
  readonly studyUid: string;
  readonly studyDate: string;
  readonly studyTime: string;
  readonly studyDescription: string;
  readonly accessionNumber: string;
  readonly institution: string;
  readonly seriesUid: string;
  readonly seriesNumber: number | undefined;
  readonly seriesDescription: string;
  readonly modality: string;
  readonly bodyPart: string;
  readonly instanceNumber: number | undefined;
  readonly sopClass: string;
  readonly sopInstance: string;
  readonly transferSyntax: string;
  /** Title of a document, or the label of a content. */
  readonly title: string;
}

/** Where a frame lies and how its values become grey. */
export interface FrameFacts {
  readonly position: Triple | undefined;
  /** Row direction, then column direction. */
  readonly orientation: readonly number[] | undefined;
  /** Millimetres from row to row, from column to column. */
  readonly spacing: readonly [number, number] | undefined;
  /** The spacing is that at the detector, larger than in the body. */
  readonly atDetector: boolean;
  readonly thickness: number | undefined;
  readonly slope: number | undefined;
  readonly intercept: number | undefined;
  /** Slope or intercept is said and cannot be read: the values are those that are stored. */
  readonly isUnscaled?: true;
  readonly windows: readonly GreyWindow[];
  readonly windowFunction: WindowFunction;
}

/** The values around a centre that become grey (PS3.3 C.11.2.1.2). */
export interface GreyWindow {
  readonly center: number;
  readonly width: number;
}

/** VOI LUT Function (PS3.3 C.11.2.1.3). */
export type WindowFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

/** How values become grey: the VOI LUT of PS3.3 C.11.2. */
export type Tone =
  | ({ readonly kind: 'window'; readonly function: WindowFunction } & GreyWindow)
  | { readonly kind: 'table'; readonly table: Lut };

/** A lookup table for values: Modality LUT or VOI LUT (PS3.3 C.11.1.1 and C.11.2.1.1). */
export interface Lut {
  /** The value that the first entry is for. */
  readonly first: number;
  /** Of an entry. */
  readonly bits: number;
  readonly entries: Uint16Array;
}

/** How the pixels of an object are stored. */
export interface PixelFacts {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly photometricInterpretation: string;
  readonly planarConfiguration: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly pixelRepresentation: number;
  /** The values are floating point numbers, of 32 or 64 bits. */
  readonly isFloat: boolean;
  readonly palette: Palette | undefined;
}

/** Red, green and blue of each value. */
export interface Palette {
  readonly red: Lut;
  readonly green: Lut;
  readonly blue: Lut;
}

/** How pixels become a picture, as far as only the file itself says it and no study index. */
export interface DisplayFacts {
  /** Frames that are whole, where they are not as many as the object says. */
  readonly found?: number;
  readonly highBit: number;
  /** Pixel Padding Value and Range Limit: values that are no part of the picture, lower one first. */
  readonly padding: readonly [from: number, to: number] | undefined;
  /** Presentation LUT Shape is INVERSE. */
  readonly isInverse: boolean;
  /** Height and width of a pixel, where only their ratio is known. */
  readonly aspect: readonly [vertical: number, horizontal: number] | undefined;
  /** Pixel Spacing was calibrated; without that it may be the one at the detector. */
  readonly isCalibrated: boolean;
  /** Height and width of a pixel on the film that was scanned, in millimetres. */
  readonly onFilm: readonly [vertical: number, horizontal: number] | undefined;
  /** How much larger the picture at the detector is than what is in the body, as it is estimated. */
  readonly magnification: number | undefined;
  readonly overlays: Overlays;
  /** What its place in space is said in (Frame of Reference UID). */
  readonly frameOfReference: string;
  readonly unit: ValueUnit;
  /** Of every frame, or one for all. */
  readonly sides: readonly Sides[];
  /** Anatomical Orientation Type is QUADRUPED: its directions have letters of their own. */
  readonly isQuadruped: boolean;
  /** The place of each frame in the dimensions of the object; empty where it has none. */
  readonly dimensions: readonly (readonly number[])[];
  /** Instead of slope and intercept. */
  readonly modalityLut: Lut | undefined;
  /** Instead of windows; of every frame, or one for all. */
  readonly voiLuts: readonly (Lut | undefined)[];
}

/** What the values of an image are, once they are multiplied by a factor. */
export interface ValueUnit {
  /** Empty where nothing is said: plain numbers. */
  readonly name: string;
  readonly factor: number;
}

/** How a picture lies to the body, in words. */
export interface Sides {
  /** Where rows and columns go (Patient Orientation), where no directions in space are said. */
  readonly orientation: readonly string[];
  /** R, L, B or U. */
  readonly laterality: string;
  /** View Position, or what the code of the view means. */
  readonly view: string;
}

/** What is drawn over the pictures of an object. */
export interface Overlays {
  readonly planes: readonly OverlayPlane[];
  /** Planes of which it cannot be told what they draw. */
  readonly unreadable: number;
}

/** Which pixels of a picture are drawn over (PS3.3 C.9.2). */
export interface OverlayPlane {
  readonly rows: number;
  readonly columns: number;
  /** Where its first pixel lies in the picture, whose own are 0 and 0. */
  readonly row: number;
  readonly column: number;
  /** The frames of the picture it is for, one plane each; undefined for all. */
  readonly frames: { readonly from: number; readonly count: number } | undefined;
  /** Of all its frames one behind the other, the lowest bit of a byte first; undefined where they are among those of the pixels. */
  readonly bits: Uint8Array<ArrayBuffer> | undefined;
  /** Which bit of each pixel it is, where they are. */
  readonly bit: number;
}

/** A region of an ultrasound image that has its own scale (PS3.3 C.8.5.5). */
export interface UltrasoundRegion {
  readonly regionLocationMinX0: number;
  readonly regionLocationMinY0: number;
  readonly regionLocationMaxX1: number;
  readonly regionLocationMaxY1: number;
  readonly physicalUnitsXDirection: number;
  readonly physicalUnitsYDirection: number;
  readonly physicalDeltaX: number;
  readonly physicalDeltaY: number;
}

export interface ImageContent {
  readonly kind: 'image';
  readonly pixels: PixelFacts;
  /** Those of every frame, or one for all. */
  readonly frameFacts: readonly FrameFacts[];
  /** As many as it says that it has. */
  readonly frames: number;
  readonly framesPerSecond: number | undefined;
  readonly regions: readonly UltrasoundRegion[];
  readonly display: DisplayFacts;
}

/** An object that says something of the pictures of others. */
export interface Companion {
  readonly kind: 'segmentation' | 'presentation' | 'structures' | 'plan' | 'registration';
  /** What it would draw, by names or words of its own. */
  readonly contents: readonly string[];
  /** Of the pictures that it says something of; empty where it names none. */
  readonly series: readonly string[];
  /** What can be drawn of a segmentation. */
  readonly segmentation?: Segmentation;
  /** Lines of a set of structures; absent where they are more than are drawn, or unsound. */
  readonly outlines?: readonly Outline[];
  readonly presentation?: Presentation;
}

/** Why something that belongs to a picture is not drawn over it. */
export type Hindrance =
  /** Nothing of its kind is drawn here. */
  | 'kind'
  /** Its place is said in another space than the picture's, or nowhere. */
  | 'elsewhere'
  /** It lies at an angle to the picture. */
  | 'oblique'
  /** It lies between this picture and the next one. */
  | 'between'
  /** Of a presentation state: it turns or mirrors the picture, subtracts another, has tones or marks of its own that are not made here, or speaks of other values or another shape of pixels. */
  | 'turned'
  | 'subtraction'
  | 'tones'
  | 'marks'
  | 'values'
  | 'shape'
  /** There are several, of which nobody has chosen one. */
  | 'several';

/** A picture that another object names. */
export interface ImageReference {
  readonly instance: string;
  /** The first one is 1; none stand for all. */
  readonly frames: readonly number[];
}

/** What is drawn on a picture, each point `[x, y]` in its pixels, the first of which reaches from 0 to 1, or `[x, y, z]` in space. */
export interface Drawing {
  /** Of a circle its middle and a point of it; of an ellipse the ends of its long axis, then of its short one. */
  readonly shape: 'points' | 'line' | 'polygon' | 'circle' | 'ellipse';
  readonly points: readonly (readonly number[])[];
}

/** How some pictures are to be shown (PS3.3 A.33.1). */
export interface Presentation {
  readonly label: string;
  readonly images: readonly ImageReference[];
  /** Why it is not applied to any picture. */
  readonly hindrance: Hindrance | undefined;
  readonly isInverse: boolean;
  /** Of the values that its tones are for. */
  readonly slope: number;
  readonly intercept: number;
  readonly tones: readonly PresentedTone[];
  readonly areas: readonly PresentedArea[];
  readonly shutters: readonly Shutter[];
  readonly annotations: readonly Annotation[];
}

/** Each for the images that it names, or for all that the state does. */
export interface PresentedTone {
  readonly images: readonly ImageReference[];
  /** Undefined where it cannot be read. */
  readonly tone: Tone | undefined;
}

/** The part of the picture that is to fill the screen: its first and last pixel, from 1. */
export interface PresentedArea {
  readonly images: readonly ImageReference[];
  readonly from: readonly [column: number, row: number] | undefined;
  readonly to: readonly [column: number, row: number] | undefined;
  /** Height and width of a pixel, or their ratio. */
  readonly shape: readonly [vertical: number, horizontal: number] | undefined;
}

/** In pixels, the first of which reaches from 0 to 1: what lies outside is not seen. */
export interface Shutter extends Drawing {
  readonly shape: 'polygon' | 'circle';
}

/** Coordinates are those of pixels, or shares of the displayed area. */
export type Space = 'pixels' | 'display';

export interface Annotation {
  readonly images: readonly ImageReference[];
  readonly graphics: readonly {
    readonly drawing: Drawing;
    readonly space: Space;
    readonly isFilled: boolean;
  }[];
  readonly texts: readonly {
    readonly lines: readonly string[];
    readonly at: readonly [number, number];
    readonly space: Space;
    /** What it points at. */
    readonly anchor?: { readonly at: readonly [number, number]; readonly space: Space };
  }[];
}

/** A place where a structured report measured. */
export interface ReportMark {
  /** `none` where it names a picture and no place in it; undefined where it is not drawn here. */
  readonly drawing: Drawing | 'none' | undefined;
  /** In whose pixels it lies. */
  readonly images: readonly ImageReference[];
  /** The space that it lies in; empty where it lies in pixels. */
  readonly frameOfReference: string;
  /** What was measured. */
  readonly lines: readonly string[];
}

/** A line around a structure, or a point of it (PS3.3 C.8.8.6). */
export interface Outline {
  readonly name: string;
  /** As `#rrggbb`; undefined where the file says none. */
  readonly colour: string | undefined;
  readonly frameOfReference: string;
  readonly shape: 'closed' | 'open' | 'point';
  /** In space, in millimetres: x, y and z of each point. */
  readonly points: Float64Array;
}

/** Areas of pictures, a bit or a byte a pixel and a frame for each plane of each segment. */
export interface Segmentation {
  readonly pixels: PixelFacts;
  /** What stands for a pixel that is marked as a whole: 1, or of fractions up to 255. */
  readonly most: number;
  readonly segments: readonly Segment[];
  readonly frameOfReference: string;
  readonly frames: readonly SegmentFrame[];
}

export interface Segment {
  readonly number: number;
  readonly label: string;
  /** The colour that it recommends, each of 65,535. */
  readonly lab: Triple | undefined;
}

/** Where a frame of a segmentation lies, and what it marks. */
export interface SegmentFrame extends Pick<FrameFacts, 'position' | 'orientation' | 'spacing'> {
  readonly segment: number;
  readonly source: { readonly instance: string; readonly frame: number | undefined } | undefined;
}

export type Content =
  | ImageContent
  /** A file of another kind inside: a PDF, a film, a letter. */
  | { readonly kind: 'embedded'; readonly mediaType: string }
  | {
      readonly kind: 'report';
      readonly root: ContentItem;
      /** There is more than what is shown. */
      readonly isCut: boolean;
      readonly verified: boolean;
      readonly marks: readonly ReportMark[];
    }
  | { readonly kind: 'waveform'; readonly groups: readonly WaveformGroup[] }
  | { readonly kind: 'other'; readonly companion?: Companion };

/** What the parser found in a DICOM file, without its pixels. */
export interface DicomObject {
  readonly facts: Facts;
  readonly content: Content;
  /** Bytes that this takes in memory, about. */
  readonly weight: number;
  /** Bytes that the worker holds while the object is open, unfolded. */
  readonly held: number;
  /**
   * Where the value of its pixel data begins in the file, and how long it is where it is not in
   * fragments. Undefined where the file is deflated or has none.
   */
  readonly stored?: { readonly offset: number; readonly length: number | undefined };
  /** The author's index says so; the file has not been asked yet. */
  readonly isAnnounced?: true;
}
