import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { AllRecords, AllReports, Home, RecordPage } from '@/features/records/index.ts';
import { useShell } from '../shell/shellContext.ts';

function useRecordActions() {
  const navigate = useNavigate();
  const { share } = useShell();
  return {
    onShare: share,
    onAdd: (record: string, section?: string) => {
      void navigate({
        to: '/upload',
        search: section === undefined ? { record } : { record, section },
      });
    },
    onOpen: (record: string) => {
      void navigate({ to: '/records/$record', params: { record } });
    },
  };
}

export function HomeRoute() {
  return <Home {...useRecordActions()} />;
}

export function AllRecordsRoute() {
  return <AllRecords {...useRecordActions()} />;
}

export function ReportsRoute() {
  return <AllReports />;
}

const recordRoute = getRouteApi('/records/$record');

export function RecordRoute() {
  const { record } = recordRoute.useParams();
  return <RecordPage key={record} recordId={record} {...useRecordActions()} />;
}
