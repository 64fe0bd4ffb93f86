import { getRouteApi } from '@tanstack/react-router';
import { ActivityPage } from '@/features/activity/index.ts';
import type { RecordId, ReportId } from '@/lib/portal.ts';

const route = getRouteApi('/records/$record/activity');

export function ActivityRoute() {
  const { record } = route.useParams();
  const { report } = route.useSearch();
  // The portal refuses ids that are none.
  return <ActivityPage record={record as RecordId} report={report as ReportId | undefined} />;
}
