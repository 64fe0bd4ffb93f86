create table accounts (
  keyring text primary key,
  email text unique,
  created bigint not null,
  deleted bigint
);

create table slots (
  id text primary key,
  account text not null references accounts (keyring),
  kind text not null,
  slot text not null,
  authentication_hash text not null,
  salt text,
  memory_kib integer,
  iterations integer,
  parallelism integer,
  label text,
  credential_id text,
  created bigint not null
);
create index slots_by_account on slots (account);

create table decisions (
  account text primary key references accounts (keyring),
  document text not null,
  tag text not null
);

create table sessions (
  token_hash text primary key,
  id text not null unique,
  account text not null references accounts (keyring),
  device text not null,
  client text not null,
  created bigint not null,
  last_used bigint not null,
  expires bigint not null
);
create index sessions_by_account on sessions (account);
create index sessions_by_expiry on sessions (expires);

create table devices (
  id text primary key,
  account text not null references accounts (keyring),
  token_hash text not null unique,
  last_used bigint not null
);
create index devices_by_account on devices (account);
create index devices_by_use on devices (last_used);

create table notices (
  id text primary key,
  account text not null,
  time bigint not null,
  kind text not null,
  way text not null,
  origin text not null,
  client text not null,
  count integer not null
);
create index notices_by_account on notices (account, time);
create index notices_by_time on notices (time);

create table invitations (
  id text primary key,
  expires bigint not null
);
create index invitations_by_expiry on invitations (expires);

create table attempts (
  bucket text not null,
  window_start bigint not null,
  ends bigint not null,
  count integer not null,
  primary key (bucket, window_start)
);
create index attempts_by_end on attempts (ends);

create table keyrings (
  id text primary key,
  kind text not null,
  parent text,
  seq integer not null,
  head text not null,
  head_named bigint not null default 0,
  created bigint not null
);
create index keyrings_by_parent on keyrings (parent);

create table signatures (
  id text primary key,
  object text not null
);

create table statements (
  keyring text not null references keyrings (id),
  seq integer not null,
  hash text not null,
  signer text not null,
  account text not null,
  written bigint not null,
  bytes integer not null,
  brought integer not null,
  payload text not null,
  signatures text not null references signatures (id),
  returned integer not null default 0,
  primary key (keyring, seq)
);
create index statements_by_account on statements (account, written, bytes, brought);
create index statements_by_keyring on statements (keyring, seq, signer, bytes);
create index statements_by_hash on statements (keyring, hash);

create table states (
  keyring text not null references keyrings (id),
  seq integer not null,
  kept text not null,
  mac text not null,
  primary key (keyring, seq)
);

create table generations (
  keyring text not null references keyrings (id),
  number integer not null,
  seq integer not null,
  leaf text,
  former text,
  primary key (keyring, number)
);
create index generations_by_seq on generations (keyring, seq, number);

create table trees (
  keyring text not null references keyrings (id),
  tree text not null,
  level integer not null,
  idx integer not null,
  hash text not null,
  primary key (keyring, tree, level, idx)
);

create table envelopes (
  keyring text not null references keyrings (id),
  generation integer not null,
  recipient text not null,
  recipient_generation integer not null,
  envelope text not null,
  path text not null,
  returned_by text,
  written bigint,
  bytes integer,
  primary key (keyring, generation, recipient, recipient_generation)
);
create index envelopes_by_returner on envelopes (returned_by, written, bytes)
  where returned_by is not null;

create table memberships (
  keyring text not null references keyrings (id),
  kind text not null,
  member text not null,
  role text not null,
  until_time bigint,
  primary key (keyring, member)
);
create index memberships_by_member on memberships (member, kind, keyring);

create table shares (
  keyring text primary key references keyrings (id),
  section text not null references keyrings (id),
  report text not null
);
create index shares_by_section on shares (section, report, keyring);
create index shares_by_report on shares (report, keyring);

create table endorsements (
  institute text not null references keyrings (id),
  subject text not null,
  until_time bigint,
  primary key (subject, institute)
);
create index endorsements_by_institute on endorsements (institute);

create table institute_domains (
  keyring text primary key references keyrings (id),
  domain text not null unique,
  method text not null,
  checked bigint not null,
  next_check bigint not null
);
create index institute_domains_by_next_check on institute_domains (next_check);

create table reports (
  id text primary key,
  section text not null references keyrings (id),
  record text not null references keyrings (id),
  uploader text not null references accounts (keyring),
  body_bytes bigint not null,
  beside_bytes bigint not null,
  state text not null,
  announced bigint not null,
  touched bigint not null,
  created bigint,
  signed bigint,
  manifest text
);
create index reports_by_section on reports (section, created, id) where state = 'complete';
create index reports_by_record on reports (record, created, id) where state = 'complete';
create index reports_by_uploader on reports (uploader, announced);
create index reports_open on reports (uploader, body_bytes, beside_bytes)
  where state in ('uploading', 'completing');
create index reports_by_touch on reports (touched) where state in ('uploading', 'completing');

create table report_places (
  place text not null references keyrings (id),
  opener text not null,
  kind text not null,
  record text not null,
  section text,
  report text,
  newest bigint not null,
  ends bigint not null,
  primary key (place, opener)
);
create index report_places_by_newest on report_places (opener, newest);
create index report_places_by_record on report_places (opener, record, newest);
create index report_places_by_report on report_places (report);

create table record_places (
  opener text not null,
  record text not null references keyrings (id),
  newest bigint not null,
  revision bigint not null,
  named bigint not null,
  ends bigint not null,
  primary key (opener, record)
);
create index record_places_by_newest on record_places (opener, newest, record);
create index record_places_by_record on record_places (record);

create table record_clock (
  id integer primary key,
  last bigint not null
);
insert into record_clock (id, last) values (1, 0);

create table record_index (
  account text not null references accounts (keyring),
  record text not null references keyrings (id),
  revision bigint not null,
  generation integer not null,
  through text not null,
  ground text not null,
  tag text not null,
  entry text not null,
  primary key (account, record)
);
create index record_index_by_tag on record_index (account, tag);

create table report_index (
  account text not null references accounts (keyring),
  report text not null references reports (id),
  generation integer not null,
  entry text not null,
  primary key (account, report)
);
create index report_index_by_report on report_index (report);

create table parts (
  report text not null references reports (id),
  idx integer not null,
  hash text not null,
  hashes text not null,
  primary key (report, idx)
);

create table contents (
  report text primary key references reports (id),
  sealed text not null
);

create table removals (
  report text primary key references reports (id),
  since bigint not null,
  due bigint not null
);
create index removals_by_due on removals (due);

create table report_keys (
  report text not null references reports (id),
  keyring text not null,
  generation integer not null,
  envelope text not null,
  primary key (report, keyring)
);
create index report_keys_by_keyring on report_keys (keyring);

create table events (
  id text primary key,
  time bigint not null,
  kind text not null,
  record text not null,
  keyring text not null,
  actor text not null,
  report text,
  subject text,
  role text,
  until_time bigint,
  refused text
);
create index events_by_record on events (record, time, id);
create index events_by_actor on events (record, actor, kind, time);

create table usage (
  account text primary key references accounts (keyring),
  stored_bytes bigint not null,
  in_bytes bigint not null,
  out_bytes bigint not null,
  requests bigint not null
);
