import type { Texts } from '../texts.ts';

export const people: Texts['people'] = {
  kinds: {
    person: 'व्यक्ति',
    service: 'एप्लिकेशन',
    institute: 'संस्थान',
    department: 'विभाग',
    link: 'लिंक',
    claim: 'कोड वाला पत्र',
  },
  unnamed: 'कोई जिसने नाम प्रकाशित नहीं किया',
  signsInAs: (address) => `सेवा के अनुसार ${address} से लॉग इन करते हैं`,
  addressSaid: (address) => `${address} (सेवा के अनुसार)`,
  onlyAddress: 'सेवा के अनुसार इस पते से लॉग इन करते हैं। यह किसका पता है, यह किसी ने नहीं जाँचा।',
  endorsedBy: (institute) => `${institute} द्वारा प्रमाणित`,
  licence: (licence) => `लाइसेंस “${licence}”`,
  notEndorsed: 'कोई संस्थान इस व्यक्ति की ओर से नहीं बोलता',
  compared: 'सुरक्षा संख्या मिलाई जा चुकी है',
  notCompared: 'सुरक्षा संख्या अभी नहीं मिलाई गई',
  safetyNumber: 'सुरक्षा संख्या',
  safetyHelp:
    'आमने-सामने या फ़ोन पर एक-दूसरे को यह संख्या पढ़कर सुनाएँ। दोनों स्क्रीन पर एक जैसी हो तो बीच में कोई नहीं है।',
  markCompared: 'एक जैसी है',
  unmarkCompared: 'मिलाया जाना भुला दें',
};
