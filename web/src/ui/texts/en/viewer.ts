/** The viewer of a report's files. */
export const viewer = {
  files: 'Contents of the report',
  file: 'File',
  opening: (name: string) => `Opening “${name}”`,
  percent: (percent: number) => `${percent} %`,
  reading: (read: number, total: number) => `${read} of ${total} files read`,
  notRead: (count: number) =>
    count === 1 ? '1 file could not be shown' : `${count} files could not be shown`,
  unlisted:
    'The author’s list of these images is wrong and is not used. The images are read one by one.',
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
  intendedUse:
    'For viewing and sharing, not for primary diagnosis. No medical device: no CE mark, no FDA clearance.',
  noFiles: 'This report has no files.',
  preparing: 'Preparing the viewer',
  bytes: (value: string, unit: 'B' | 'kB' | 'MB' | 'GB') => `${value} ${unit}`,

  download: 'Download',
  downloading: (percent: number) => `Downloading, ${percent} %`,
  downloaded: 'Saved.',
  cannotShow: 'This kind of file cannot be shown here.',
  cannotShowAdvice: 'Download it and open it with a program that you trust.',
  savedAs: (name: string) => `It will be saved as “${name}”.`,

  failures: {
    integrityTitle: 'Do not rely on this file',
    integrity:
      'It is not what its author signed: it was changed or damaged on its way, and nothing of it is shown. Ask the author to send it again.',
    truncatedTitle: 'This file is incomplete',
    truncated:
      'Its end is missing, so it is not what its author signed, and nothing of it is shown. Ask the author to send it again.',
    authorityTitle: 'The author’s right to this report cannot be proved',
    authority: 'Nothing of it is shown. Ask the author to send it again.',
    accessTitle: 'You may no longer open this',
    access: 'Ask the person who shared it with you to share it again.',
    keyTitle: 'No key on this device opens this file',
    key: 'Log out and in again. If that does not help, ask for it to be shared again.',
    goneTitle: 'This file is no longer there',
    gone: 'Its report was deleted.',
    damagedTitle: 'The service has lost this file, or it is damaged there',
    damaged: 'Tell whoever runs the service: a backup may still have it.',
    connectionTitle: 'The file could not be fetched',
    connection: 'Check the connection and try again.',
    memoryTitle: 'This file is too large to be shown here',
    memory: 'Download it and open it with another program.',
    unreadableTitle: 'This file cannot be shown',
    unreadable:
      'It arrived as its author signed it, but its contents break the rules of its format. Download it or ask the author.',
    otherTitle: 'The file could not be opened',
    other: 'Try again.',
  },

  dicomProblems: {
    'not-dicom': 'It is no DICOM file, although it is said to be one.',
    malformed:
      'It arrived as its author signed it, but it breaks the DICOM standard, so nothing sure can be shown of it.',
    'cut-off':
      'It arrived as its author signed it, but it ends before the picture does: it was already cut off when it was sent. Ask the author.',
    'too-big':
      'It is larger, or unfolds to something larger, than this device should hold. Download it and open it with another program.',
    unsupported:
      'It keeps the DICOM standard, but pictures of its kind are not shown here. Download it and open it with another program.',
    undecodable:
      'Its picture cannot be decoded here: it is damaged, or compressed in a way that is not supported. Download it and open it with another program.',
    contradicted: 'It says otherwise than the list that its author made of these images.',
    'too-slow': 'Reading it took longer than any proper file does, and was stopped.',
  },

  image: {
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit to the window',
    actualSize: 'Actual size',
    rotate: 'Turn a quarter',
    tools: 'Picture tools',
    hint: 'Picture. Arrow keys move it, plus and minus zoom, zero fits it to the window.',
  },

  pdf: {
    tools: 'Document tools',
    page: 'Page',
    pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
    ofPages: (pages: number) => `of ${pages}`,
    previous: 'Previous page',
    next: 'Next page',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fitWidth: 'Fit to the width',
    password:
      'This document is protected by a password of its own. Download it and open it with a PDF reader.',
    linkTitle: 'Leave the portal?',
    link: 'The document points to this address on another site. Its operator will learn that you open it.',
    follow: 'Open in a new tab',
    pageFailed: 'This page cannot be drawn.',
  },

  media: {
    video: 'Video',
    audio: 'Sound recording',
    unplayable: 'This browser cannot play this kind of recording.',
  },

  text: {
    wrap: 'Wrap long lines',
    markup:
      'This file contains code of a web page or drawing. It is shown as plain text and not run.',
    part: (shown: string, size: string) => `The first ${shown} of ${size}`,
    more: 'Show more',
    atBound: 'The rest is not shown here. Download the file to read all of it.',
  },

  dicom: {
    series: 'Series',
    previewLacksMarks: 'marks not in the preview',
    images: (count: number) => (count === 1 ? '1 image' : `${count} images`),
    frames: (count: number) => `${count} frames`,
    unnamedSeries: 'Series without a name',
    stage:
      'Image. Arrow keys leaf through the series, page keys leap, home and end go to its ends.',
    tools: 'Image tools',
    scroll: 'Leaf',
    window: 'Brightness and contrast',
    zoom: 'Zoom',
    pan: 'Move',
    length: 'Measure a length',
    angle: 'Measure an angle',
    measure: 'Measure',
    bidirectional: 'Length and width',
    cobb: 'Cobb angle',
    rectangle: 'Values in a rectangle',
    ellipse: 'Values in an ellipse',
    probe: 'Value at a point',
    mean: (mean: string, deviation: string) => `Mean ${mean}, SD ${deviation}`,
    extremes: (least: string, most: string) => `${least} to ${most}`,
    area: (area: string) => `Area ${area}`,
    noAngle: 'No angle: not within one part that has a scale',
    beyond: 'Reaches beyond the image',
    noPixels: 'No values within',
    noValues: 'Colours, which are no values',
    unrealValues: 'No values: some of this image are no numbers',
    padding: 'No value here',
    colour: (red: number, green: number, blue: number) => `R ${red}  G ${green}  B ${blue}`,
    presets: 'Windows',
    preset: { soft: 'Soft tissue', lung: 'Lung', bone: 'Bone', brain: 'Brain' },
    invert: 'Invert',
    reset: 'Reset',
    clear: 'Remove measurements',
    facts: 'Show patient and study',
    play: 'Play',
    pause: 'Pause',
    speed: 'Frames a second',
    position: 'Image',
    imageOf: (index: number, count: number) => `Image ${index} of ${count}`,
    windowShort: (center: string, width: string) => `C ${center}  W ${width}`,
    byTable: 'Tones by a table of the image',
    zoomShort: (percent: number, isFitted: boolean) =>
      isFitted ? `Fitted, ${percent} %` : `${percent} %`,
    thickness: (millimetres: string) => `${millimetres} mm thick`,
    atDetector: 'Lengths at the detector, not in the body',
    shorter: (found: number, said: number) =>
      `The file is cut off: ${found} of ${said} images are whole`,
    longer: (found: number, said: number) =>
      `The file holds ${found} images, and says that they are ${said}`,
    perhapsAtDetector: 'Lengths may be those at the detector, not in the body',
    estimated: (factor: string) => `Lengths by an estimated magnification of ${factor}`,
    inRegions: 'Measured within each part that has a scale, in its own units; else in pixels',
    onFilm: 'Lengths on the film that was scanned, not in the body',
    otherPatient: (patient: string) =>
      `These images name somebody else than ${patient}, whose record this is`,
    flat: 'Shown as it is stored: the image does not say how it lies in the body',
    unscaled:
      'The file’s slope or intercept cannot be read: the values are shown as they are stored',
    overlays: (count: number) =>
      count === 1 ? '1 overlay is not shown' : `${count} overlays are not shown`,
    overlaid: 'Show what is drawn over the image',
    hidden: (count: number) =>
      count === 1 ? '1 overlay is hidden' : `${count} overlays are hidden`,
    edges: {
      left: (letters: string) => `Left edge: ${letters}`,
      right: (letters: string) => `Right edge: ${letters}`,
      top: (letters: string) => `Upper edge: ${letters}`,
      bottom: (letters: string) => `Lower edge: ${letters}`,
    },
    laterality: { R: 'R (right side)', L: 'L (left side)', B: 'Both sides', U: 'Unpaired' },
    barAtDetector: (length: string) => `${length} at the detector`,
    barOnFilm: (length: string) => `${length} on the film`,
    barPerhapsAtDetector: (length: string) => `${length}, perhaps at the detector`,
    barEstimated: (length: string) => `${length}, estimated`,
    unnamedSegment: 'Segment without a name',
    notDrawn: {
      segmentation: (count: number) =>
        count === 1
          ? 'A segmentation of these images is not drawn'
          : `${count} segmentations of these images are not drawn`,
      presentation: (count: number) =>
        count === 1
          ? 'A presentation state of these images is not applied'
          : `${count} presentation states of these images are not applied`,
      structures: (count: number) =>
        count === 1
          ? 'A set of outlines in these images is not drawn'
          : `${count} sets of outlines in these images are not drawn`,
      measurement: (count: number) =>
        count === 1
          ? 'A measurement of a report is not drawn'
          : `${count} measurements of reports are not drawn`,
    },
    hindrances: {
      kind: 'its kind is not drawn here',
      elsewhere: 'it does not say that it lies in this image',
      oblique: 'it lies at an angle to the image',
      between: 'it lies between the images',
      turned: 'it turns or mirrors the image',
      subtraction: 'it subtracts one image from another',
      tones: 'its tones cannot be made here',
      marks: 'it has marks that cannot be drawn here',
      values: 'it is made for other values than the image has',
      shape: 'it is made for another shape of pixels',
      several: 'there are several, and none is chosen',
    },
    presented: (label: string, isPart: boolean) =>
      `Shown as a presentation state asks${label === '' ? '' : `: ${label}`}${isPart ? ' (the whole image, of which it asks for a part)' : ''}`,
    uncalibrated: 'Lengths in pixels: the image has no scale',
    born: (date: string) => `born ${date}`,
    sex: { M: 'male', F: 'female', O: 'other' },
    noWebGl: 'This browser cannot draw medical images (WebGL is off).',
    brokenImages: 'Images that cannot be shown',
    notAPicture: 'This object holds no picture.',
    notAPictureAdvice: (what: string) =>
      `It is for other programs (${what}). Download it to use it there.`,
    companions: {
      segmentation: 'A segmentation: areas marked in other images.',
      presentation: 'A presentation state: how other images were shown and marked.',
      structures: 'Outlines for radiotherapy in other images.',
      plan: 'A plan for radiotherapy. It is not shown here.',
      registration: 'How images lie to each other. It is not applied here.',
    },
    companionAdvice:
      'Each image that it belongs to says what of it is drawn there. Download it to open it together with them in another program.',
    companionContents: 'What it contains',
    factsTitle: 'About this object',
    embeddedUnknown: 'The document inside this object is of a kind that cannot be shown here.',
    filmUnknown: 'The film inside this object is of a kind that cannot be played here.',
    kinds: {
      report: 'Structured report',
      waveform: 'Waveform',
      embedded: 'Document',
      other: 'Data',
    },
    labels: {
      patient: 'Patient',
      patientId: 'Patient number',
      birthDate: 'Born',
      study: 'Study',
      date: 'Date',
      institution: 'Institution',
      accession: 'Accession number',
      modality: 'Modality',
    },
  },

  report: {
    verified: 'Verified by its author',
    unverified: 'Not verified by its author',
    untitled: 'Structured report',
    picture: 'Reference to an image',
    waveform: 'Reference to a waveform',
    composite: 'Reference to another object',
    empty: 'nothing said',
    part: 'Only part of this report is shown',
    partAdvice:
      'It is longer than a page can show. Download it and read the rest with another program.',
  },

  ecg: {
    tools: 'Paper',
    speed: 'Speed',
    gain: 'Amplitude',
    speedOf: (speed: number) => `${speed} mm/s`,
    gainOf: (gain: number) => `${gain} mm/mV`,
    part: 'Part of the recording',
    seconds: (from: string, to: string) => `${from} to ${to} s`,
    earlier: 'Earlier',
    later: 'Later',
    leads: (count: number) => (count === 1 ? '1 lead' : `${count} leads`),
    drawing: (leads: string) => `Curves of ${leads} on millimetre paper`,
    frequency: (hertz: number) => `${hertz} samples a second`,
    screen: 'Sizes are relative to the grid; a small square is 1 mm on paper.',
  },
};
