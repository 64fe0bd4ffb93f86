import { directionsOf, pixelSize } from './geometry.ts';
import type { Slice } from '../series/series.ts';

/** What Cornerstone asks about a picture, answered from what the parser found. */
export function moduleOf(type: string, slice: Slice): object | undefined {
  switch (type) {
    case 'imagePixelModule':
      return imagePixel(slice);
    case 'imagePlaneModule':
      return planeOf(slice);
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
      return { rescaleSlope: 1, rescaleIntercept: 0 };
    default:
      return undefined;
  }
}

/** Of what is drawn: values that are ready, and colours of three samples. */
function imagePixel({ image }: Slice): object {
  const { rows, columns, samplesPerPixel, palette } = image.pixels;
  const isColour = samplesPerPixel === 3 || palette !== undefined;
  return {
    rows,
    columns,
    samplesPerPixel: isColour ? 3 : 1,
    photometricInterpretation: isColour ? 'RGB' : 'MONOCHROME2',
    planarConfiguration: 0,
    bitsAllocated: isColour ? 8 : 16,
    bitsStored: isColour ? 8 : 16,
    pixelRepresentation: 0,
  };
}

/** Where and how large the picture is drawn. */
export function planeOf(slice: Slice) {
  const { facts, frameFacts, image } = slice;
  const orientation = directionsOf(frameFacts);
  const [rowPixelSpacing, columnPixelSpacing] = pixelSize(slice);
  return {
    frameOfReferenceUID: facts.seriesUid || facts.sopInstance,
    rows: image.pixels.rows,
    columns: image.pixels.columns,
    imageOrientationPatient: orientation,
    rowCosines: orientation.slice(0, 3),
    columnCosines: orientation.slice(3, 6),
    imagePositionPatient: frameFacts.position ?? [0, 0, 0],
    sliceThickness: frameFacts.thickness,
    rowPixelSpacing,
    columnPixelSpacing,
  };
}
