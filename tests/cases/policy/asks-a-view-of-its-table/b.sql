create table other (id int);
create table t (id int);
create view v as select id from t;
alter table t enable row level security;
create policy p on t using (exists (select from v where v.id = t.id));
comment on policy p on t is 'goes before the table';
