import { LIMITS } from './limits.ts';
import type { Values } from './values.ts';
import type { Facts } from './objects.ts';

/** Who, what and when. */
export function readFacts(root: Values, transferSyntax: string): Facts {
  return {
    patientName: root.personName('x00100010'),
    patientNames: root.personNames('x00100010'),
    patientId: root.fact('x00100020'),
    birthDate: root.fact('x00100030'),
    sex: root.fact('x00100040'),
    age: root.fact('x00101010'),
    studyUid: root.fact('x0020000d'),
    studyDate: root.fact('x00080020'),
    studyTime: root.fact('x00080030'),
    studyDescription: root.fact('x00081030'),
    accessionNumber: root.fact('x00080050'),
    institution: root.fact('x00080080'),
    seriesUid: root.fact('x0020000e'),
    seriesNumber: root.whole('x00200011'),
    seriesDescription: root.fact('x0008103e'),
    modality: root.fact('x00080060'),
    bodyPart: root.fact('x00180015'),
    instanceNumber: root.whole('x00200013'),
    sopClass: root.fact('x00080016').replace(/\0/gu, ''),
    sopInstance: root.fact('x00080018').replace(/\0/gu, ''),
    transferSyntax,
    title:
      root.text('x00420010', LIMITS.fact) ||
      root.code('x0040a043').slice(0, LIMITS.fact) ||
      root.fact('x00700081'),
  };
}
