import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ReportPage } from '@/features/report/index.ts';
import { Viewer } from '@/features/viewer/index.ts';
import type { ReportId } from '@/lib/portal.ts';
import { useShell } from '../shell/shellContext.ts';

const route = getRouteApi('/reports/$report');

export function ReportRoute() {
  const { report } = route.useParams();
  const navigate = useNavigate();
  const { share } = useShell();
  return (
    <ReportPage
      key={report}
      // The portal refuses ids that are none.
      reportId={report as ReportId}
      viewer={(reader) => <Viewer reader={reader} />}
      onShare={share}
      onNewVersion={(summary) => {
        void navigate({
          to: '/upload',
          search: { record: summary.record, section: summary.section, replaces: summary.id },
        });
      }}
      onMoved={(to) => {
        void navigate({ to: '/reports/$report', params: { report: to }, replace: true });
      }}
      onDeleted={(record) => {
        void navigate({ to: '/records/$record', params: { record }, replace: true });
      }}
    />
  );
}
