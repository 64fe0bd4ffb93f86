import type { Texts } from '../texts.ts';

export const activity: Texts['activity'] = {
  titleRecord: (patient) => `गतिविधि · ${patient}`,
  titleReport: 'एक रिपोर्ट की गतिविधि',
  lead: 'सेवा द्वारा दर्ज: किसने खोला, साझा किया या किसे मना हुआ, नया पहले।',
  back: 'रिकॉर्ड पर वापस',
  backReport: 'रिपोर्ट पर वापस',
  you: 'आप',
  aReport: 'एक रिपोर्ट',
  theRecord: 'रिकॉर्ड',
  somebody: 'कोई',
  sentences: {
    created: (who, where) => `${who}: ${where} बनाया`,
    uploaded: (who, report) => `${who}: ${report} जोड़ी`,
    opened: (who, report) => `${who}: ${report} खोली`,
    deleted: (who, report) => `${who}: ${report} मिटाई`,
    shared: (who, what, whom, role) =>
      `${who}: ${what} ${whom} के साथ साझा${role === '' ? '' : ` (${role})`}`,
    unshared: (who, what, whom) => `${who}: ${what} ${whom} से साझा करना रोका`,
    rotated: (who, what) => `${who}: ${what} की कुंजियाँ बदलीं`,
    'profile-changed': (who, what) => `${who}: ${what} का विवरण बदला`,
    closed: (who, what) => `${who}: ${what} बंद किया`,
    refused: (who, what) => `${who}: मना किया गया – ${what}`,
  },
  refusals: {
    read: 'पढ़ना',
    open: 'रिपोर्ट खोलना',
    change: 'बदलाव',
    activity: 'गतिविधि देखना',
    upload: 'रिपोर्ट जोड़ना',
  },
  section: (name) => `खंड ${name}`,
  aSection: 'एक खंड',
  emptyTitle: 'अभी कुछ नहीं हुआ',
  empty: 'जब कोई यहाँ कुछ खोले, जोड़े या साझा करे, वह इस पेज पर दर्ज होगा।',
  today: 'आज',
  yesterday: 'कल',
};
