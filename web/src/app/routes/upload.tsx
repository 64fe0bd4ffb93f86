import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { UploadPage } from '@/features/upload/index.ts';

const route = getRouteApi('/upload');

export function UploadRoute() {
  const { record, section, replaces } = route.useSearch();
  const navigate = useNavigate();
  return (
    <UploadPage
      key={`${record ?? ''} ${section ?? ''} ${replaces ?? ''}`}
      record={record}
      section={section}
      replaces={replaces}
      onStarted={(into) => {
        void navigate({ to: '/records/$record', params: { record: into } });
      }}
    />
  );
}
