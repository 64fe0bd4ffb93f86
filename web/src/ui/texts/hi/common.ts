import type { Texts } from '../texts.ts';

export const common: Texts['common'] = {
  appName: 'Medseal',
  cancel: 'रद्द करें',
  close: 'बंद करें',
  save: 'सहेजें',
  loading: 'लोड हो रहा है…',
  retry: 'फिर कोशिश करें',
};
