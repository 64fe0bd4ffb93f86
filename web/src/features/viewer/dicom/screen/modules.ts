import type { Slice } from '../series/series.ts';

/** What Cornerstone asks about a picture, answered from what the parser found. */
export function moduleOf(type: string, slice: Slice): object | undefined {
  switch (type) {
    case 'imagePixelModule':
      return imagePixel(slice);
    case 'imagePlaneModule':
      return imagePlane(slice);
    case 'generalSeriesModule':
      return {
        modality: slice.facts.modality,
        seriesInstanceUID: slice.facts.seriesUid,
        seriesNumber: slice.facts.seriesNumber,
        studyInstanceUID: slice.facts.studyUid,
      };
    case 'sopCommonModule':
      return { sopClassUID: slice.facts.sopClass, sopInstanceUID: slice.facts.sopInstance };
    case 'transferSyntax':
      return { transferSyntaxUID: slice.facts.transferSyntax };
    case 'modalityLutModule':
      return {
        rescaleSlope: slice.frameFacts.slope ?? 1,
        rescaleIntercept: slice.frameFacts.intercept ?? 0,
      };
    case 'voiLutModule':
      return slice.frameFacts.windows.length === 0
        ? {}
        : {
            windowCenter: slice.frameFacts.windows.map(({ center }) => center),
            windowWidth: slice.frameFacts.windows.map(({ width }) => width),
            voiLUTFunction: slice.frameFacts.sigmoid ? ['SIGMOID'] : ['LINEAR'],
          };
    case 'calibrationModule':
      return slice.image.regions.length === 0
        ? {}
        : { sequenceOfUltrasoundRegions: slice.image.regions };
    default:
      return undefined;
  }
}

function imagePixel({ image }: Slice): object {
  const { palette, ...pixels } = image.pixels;
  return palette === undefined
    ? pixels
    : {
        ...pixels,
        redPaletteColorLookupTableDescriptor: palette.descriptors[0],
        greenPaletteColorLookupTableDescriptor: palette.descriptors[1],
        bluePaletteColorLookupTableDescriptor: palette.descriptors[2],
        redPaletteColorLookupTableData: palette.tables[0],
        greenPaletteColorLookupTableData: palette.tables[1],
        bluePaletteColorLookupTableData: palette.tables[2],
      };
}

function imagePlane({ facts, frameFacts, image }: Slice): object {
  const orientation = frameFacts.orientation ?? [1, 0, 0, 0, 1, 0];
  const spacing = frameFacts.spacing;
  return {
    frameOfReferenceUID: facts.seriesUid || facts.sopInstance,
    rows: image.pixels.rows,
    columns: image.pixels.columns,
    imageOrientationPatient: orientation,
    rowCosines: orientation.slice(0, 3),
    columnCosines: orientation.slice(3, 6),
    imagePositionPatient: frameFacts.position ?? [0, 0, 0],
    sliceThickness: frameFacts.thickness,
    ...(spacing === undefined
      ? { usingDefaultValues: true, rowPixelSpacing: 1, columnPixelSpacing: 1 }
      : {
          pixelSpacing: spacing,
          rowPixelSpacing: spacing[0],
          columnPixelSpacing: spacing[1],
        }),
  };
}
