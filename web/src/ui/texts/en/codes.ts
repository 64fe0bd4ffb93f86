/** Words for the codes that the portal offers: LOINC for types, SNOMED CT for specialties. */
export const codes: {
  readonly types: Readonly<Record<string, string>>;
  readonly specialties: Readonly<Record<string, string>>;
  readonly otherType: string;
  readonly otherSpecialty: string;
} = {
  otherType: 'Another type of report',
  otherSpecialty: 'Another specialty',
  types: {
    '18748-4': 'Diagnostic imaging study',
    '11524-6': 'ECG study',
    '72170-4': 'Photograph or video',
    '47045-0': 'Study report',
    '11488-4': 'Consult note',
    '18842-5': 'Discharge summary',
    '11502-2': 'Laboratory report',
    '11526-1': 'Pathology study',
    '28570-0': 'Procedure note',
    '11506-3': 'Progress note',
    '57133-1': 'Referral note',
    '18745-0': 'Cardiac catheterization study',
    '42148-7': 'Ultrasound of the heart',
  },
  specialties: {
    '394579002': 'Cardiology',
    '394914008': 'Radiology',
    '394591006': 'Neurology',
    '394582007': 'Dermatology',
    '394594003': 'Ophthalmology',
    '394587001': 'Psychiatry',
    '394915009': 'General pathology',
    '394584008': 'Gastroenterology',
    '394589003': 'Nephrology',
    '394583002': 'Endocrinology',
    '418112009': 'Pulmonary medicine',
    '394593009': 'Medical oncology',
    '394537008': 'Pediatrics',
    '394612005': 'Urology',
    '394801008': 'Trauma and orthopedics',
    '394609007': 'General surgery',
    '394585009': 'Obstetrics and gynecology',
    '394802001': 'General medicine',
  },
};
