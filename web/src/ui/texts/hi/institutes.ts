import type { Texts } from '../texts.ts';

export const institutes: Texts['institutes'] = {
  domain: (domain, date) => `${domain}, इस सेवा ने ${date} को जाँचा`,
  operator: 'इस सेवा के संचालक नाम की पुष्टि करते हैं',
  you: 'आपने इसकी सुरक्षा संख्या मिलाई है',
  backed: (name, backing) => `“${name}” (${backing})`,
  unverified: (name) => `असत्यापित संस्थान “${name}”`,
  unverifiedUnnamed: 'बिना नाम का असत्यापित संस्थान',
  unnamed: 'बिना नाम का संस्थान',
  unverifiedHelp:
    'कोई भी संस्थान बनाकर उसे कोई भी नाम दे सकता है। वहाँ के किसी परिचित के साथ इसकी सुरक्षा संख्या मिलाएँ।',
  says: (institute, name) => `${institute} का कहना है: “${name}”`,
  compare: 'इसकी सुरक्षा संख्या मिलाएँ',
  same: 'एक जैसी है: मैं इस संस्थान को जानता/जानती हूँ',
  forget: 'मिलाया जाना भुला दें',
};
