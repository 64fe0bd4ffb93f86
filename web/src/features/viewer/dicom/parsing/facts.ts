import type { Elements } from './elements.ts';
import type { Facts } from './objects.ts';

/** Who, what and when. */
export function readFacts(root: Elements, transferSyntax: string): Facts {
  return {
    patientName: root.personName('x00100010'),
    patientId: root.text('x00100020'),
    birthDate: root.text('x00100030'),
    sex: root.text('x00100040'),
    age: root.text('x00101010'),
    studyUid: root.text('x0020000d'),
    studyDate: root.text('x00080020'),
    studyTime: root.text('x00080030'),
    studyDescription: root.text('x00081030'),
    accessionNumber: root.text('x00080050'),
    institution: root.text('x00080080'),
    seriesUid: root.text('x0020000e'),
    seriesNumber: root.number('x00200011'),
    seriesDescription: root.text('x0008103e'),
    modality: root.text('x00080060'),
    bodyPart: root.text('x00180015'),
    instanceNumber: root.number('x00200013'),
    sopClass: root.text('x00080016').replace(/\0/gu, ''),
    sopInstance: root.text('x00080018').replace(/\0/gu, ''),
    transferSyntax,
    title: root.text('x00420010') || root.code('x0040a043') || root.text('x00700081'),
  };
}
