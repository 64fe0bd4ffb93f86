import type { Texts } from '../texts.ts';

export const upload: Texts['upload'] = {
  title: 'रिपोर्ट जोड़ें',
  newVersionTitle: 'नया संस्करण जोड़ें',
  replaces: (title) => `“${title}” की जगह लेगा। पहले वाला संस्करण पढ़ा जा सकेगा।`,
  dropTitle: 'फ़ाइलें या पूरे फ़ोल्डर यहाँ खींचकर लाएँ',
  pickTitle: 'फ़ाइलें या फ़ोटो चुनें',
  dropHelp: 'DICOM जाँचें पहचानी और जोड़ी जाती हैं। भेजने से पहले सब कुछ इसी उपकरण पर मुहरबंद होता है।',
  chooseFiles: 'फ़ाइलें चुनें',
  chooseFolder: 'फ़ोल्डर चुनें',
  looking: (done, all) => `${all} में से फ़ाइल ${done} देखी जा रही है…`,
  lookingLabel: 'फ़ाइलें देखी जा रही हैं',
  where: 'कहाँ जोड़ना है',
  record: 'रिकॉर्ड',
  section: 'खंड',
  noRecord: 'ऐसा कोई रिकॉर्ड नहीं जिसमें आप जोड़ सकें। नया बनाएँ, या मरीज़ से अनुमति माँगें।',
  planned: (count) => (count === 1 ? '1 रिपोर्ट जुड़ेगी' : `${count} रिपोर्टें जुड़ेंगी`),
  reportTitle: 'शीर्षक',
  type: 'प्रकार',
  specialty: 'विशेषज्ञता',
  date: 'जाँच की तारीख',
  dateWrong: 'ऐसा दिन लिखें जो आ चुका है, जैसे 2026-11-25।',
  titleMissing: 'शीर्षक दें।',
  remove: (title) => `“${title}” छोड़ दें`,
  join: 'सभी फ़ाइलों की एक रिपोर्ट बनाएँ',
  applyAll: 'सबकी विशेषज्ञता',
  start: (count) => (count === 1 ? 'मुहरबंद कर अपलोड करें' : `${count} रिपोर्टें मुहरबंद कर अपलोड करें`),
  starting: (done, all) => `${all} में से ${done} तैयार हो रही है…`,
  study: 'DICOM जाँच',
  studyOf: (modality) => `${modality} जाँच`,
  images: (count) => `${count} चित्र`,
  otherPatients: 'किसी और मरीज़ की फ़ाइलें?',
  notOfRecord: (record) =>
    `रिकॉर्ड “${record}” का है। इन फ़ाइलों में किसी और का नाम है; जब तक आप हर एक के लिए हाँ न कहें या उनकी फ़ाइलें न छोड़ें, कुछ नहीं जुड़ेगा।`,
  severalPatients: (count) =>
    `इन फ़ाइलों में ${count} मरीज़ों के नाम हैं। जब तक आप हर एक के लिए हाँ न कहें या उनकी फ़ाइलें न छोड़ें, कुछ नहीं जुड़ेगा।`,
  meant: (files) =>
    files === 1 ? 'हाँ, यह फ़ाइल इसी रिकॉर्ड की है' : `हाँ, ये ${files} फ़ाइलें इसी रिकॉर्ड की हैं`,
  leaveOut: (files) => (files === 1 ? 'यह फ़ाइल छोड़ दें' : `${files} फ़ाइलें छोड़ दें`),
  leaveOutOf: (patient, files) =>
    files === 1 ? `यह फ़ाइल छोड़ दें: ${patient}` : `${files} फ़ाइलें छोड़ दें: ${patient}`,
  answerMissing: 'हाँ कहें, या ये फ़ाइलें छोड़ दें।',
  nobodyNamed: 'कोई, जिसका नाम नहीं दिया गया',
  patientNumber: (number) => `संख्या “${number}”`,
  twoNames: (one, other) => `इन फ़ाइलों में एक ही मरीज़ संख्या दो नामों के साथ है: ${one} और ${other}।`,
  notYet: (date) => `इन फ़ाइलों के अनुसार वे ${date} को बनीं, जो अभी आया नहीं। सही दिन लिखें।`,
  leftOutHidden: (count) => `छोड़ी गईं: ${count} छिपी या सिस्टम फ़ाइलें।`,
  leftOutEmpty: (name, count) =>
    count === 1
      ? `“${name}” खाली है और छोड़ दी गई। जहाँ से वह आई, वहाँ से फिर लें।`
      : `${count} फ़ाइलें खाली हैं और छोड़ दी गईं। जहाँ से वे आईं, वहाँ से फिर लें।`,
  leftOutOfDisc: (count, names) =>
    count === 1
      ? `छोड़ी गई: डिस्क की अपनी 1 फ़ाइल: ${names}।`
      : `छोड़ी गईं: डिस्क की अपनी ${count} फ़ाइलें: ${names}।`,
  wholeDiscs: 'डिस्क की अपनी फ़ाइलें भी जोड़ें',
  unreadableHeader: (name, count) =>
    count === 1
      ? `“${name}” DICOM जैसी है, पर उसका शीर्ष भाग पढ़ा नहीं गया। जैसी है वैसी अपलोड होगी।`
      : `${count} फ़ाइलें DICOM जैसी हैं, पर उनके शीर्ष भाग पढ़े नहीं गए। जैसी हैं वैसी अपलोड होंगी।`,
  dock: 'अपलोड',
  dockSummary: (running) => (running === 0 ? 'अपलोड पूरे हुए' : `${running} अपलोड चल रहे हैं`),
  collapse: 'कम दिखाएँ',
  expand: 'सब दिखाएँ',
  phases: {
    waiting: 'प्रतीक्षा में',
    running: 'अपलोड हो रहा है',
    paused: 'रुका हुआ',
    offline: 'नेटवर्क की प्रतीक्षा',
    'needs-files': 'आगे बढ़ने के लिए फ़ाइलें फिर चुनें',
    done: 'सुरक्षित रखा गया',
    failed: 'रुक गया',
  },
  rate: (rate) => `${rate}/से`,
  left: (time) => `${time} बाकी`,
  of: (done, all) => `${all} में से ${done}`,
  pause: (title) => `“${title}” रोकें`,
  resume: (title) => `“${title}” फिर शुरू करें`,
  cancel: (title) => `“${title}” रद्द करें`,
  dismiss: (title) => `“${title}” सूची से हटाएँ`,
  dismissFinished: 'जो पूरा हुआ सब सूची से हटाएँ',
  open: (title) => `“${title}” खोलें`,
  chooseAgain: 'फ़ाइलें चुनें',
  chooseAgainFolder: 'फ़ोल्डर चुनें',
  cancelTitle: 'यह अपलोड रद्द करें?',
  cancelText: (title) => `“${title}” का जो भेजा गया वह यहाँ से और सेवा से हटा दिया जाएगा।`,
  cancelAction: 'अपलोड रद्द करें',
};
