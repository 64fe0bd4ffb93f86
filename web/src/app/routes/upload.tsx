import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { UploadPage, type Draw, type IndexStudy } from '@/features/upload/index.ts';

const route = getRouteApi('/upload');

/** The viewers come when there is something for them to draw. */
const draw: Draw = async (...file) =>
  (await import('@/features/viewer/index.ts')).pictureOf(...file);

const indexStudy: IndexStudy = async (files) =>
  (await import('@/features/viewer/index.ts')).studyIndexOf(files);

export function UploadRoute() {
  const { record, section, replaces } = route.useSearch();
  const navigate = useNavigate();
  return (
    <UploadPage
      key={`${record ?? ''} ${section ?? ''} ${replaces ?? ''}`}
      record={record}
      section={section}
      replaces={replaces}
      draw={draw}
      indexStudy={indexStudy}
      onStarted={(into) => {
        void navigate({ to: '/records/$record', params: { record: into } });
      }}
    />
  );
}
