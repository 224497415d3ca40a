-- Partitions by time, made ahead and dropped whole. Every partitioned table also has a DEFAULT
-- partition, so that no insert ever fails for lack of a partition; what landed there meanwhile is
-- moved over when the missing partition is made.

-- Makes the range partition <parent>_p<suffix> for [from_ts, to_ts); does nothing if it is there.
-- parent  a table partitioned by range over one timestamptz column, with a default partition
-- suffix  digits that name the range: 20260131 for a day, 202601 for a month
-- Columns are copied without the identity property (ATTACH refuses it; the parent draws the numbers),
-- and every index of the parent is made by ATTACH.
-- Failure: with a long reader on the table (a dump) the locks are not had within 500 ms, and the call
-- fails with 55P03 having changed nothing; its caller tries again at its next run. The wait is shorter
-- than deadlock_timeout on purpose: in a lock cycle it is this call that yields, not an insert.
create function ensure_partition(parent text, suffix text, from_ts timestamptz, to_ts timestamptz) returns void
    language plpgsql
    set lock_timeout = '30s'
as $$
declare
    parent_id regclass := parent::regclass;
    child_name text;
    schema_name text;
    key_column text;
    default_id regclass;
    columns text;
begin
    if suffix !~ '^p?[0-9]{4,14}$' then
        raise exception 'partition suffix "%" is not a run of digits', suffix using errcode = '22023';
    end if;
    select n.nspname, c.relname || '_p' || ltrim(suffix, 'p')
      into schema_name, child_name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.oid = parent_id;
    if to_regclass(format('%I.%I', schema_name, child_name)) is not null then
        return;
    end if;

    -- One maker at a time, for every table: two services start together and both look ahead.
    perform pg_advisory_xact_lock(hashtextextended('ensure_partition', 0));
    perform set_config('lock_timeout', '500ms', true);
    -- Asked of the catalog by SQL: to_regclass may answer from a cache of before the wait.
    if exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = schema_name and c.relname = child_name)
    then
        return;
    end if;

    select quote_ident(a.attname), nullif(p.partdefid, 0)
      into strict key_column, default_id
      from pg_partitioned_table p
      join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
     where p.partrelid = parent_id;
    select string_agg(quote_ident(attname), ', ' order by attnum)
      into columns
      from pg_attribute
     where attrelid = parent_id and attnum > 0 and not attisdropped and attgenerated = '';

    -- Writers wait here, before they choose a partition: one that had already chosen the default
    -- would be refused by it once the new partition is attached.
    execute format('lock table %s in share row exclusive mode', parent_id);
    execute format(
        'create table %I.%I (like %s including defaults including constraints including generated'
        ' including storage including compression including comments)',
        schema_name, child_name, parent_id);
    if default_id is not null then
        execute format('lock table %s in access exclusive mode', default_id);
        execute format(
            'with moved as (delete from %1$s where %2$s >= $1 and %2$s < $2 returning *)'
            ' insert into %3$I.%4$I (%5$s) select %5$s from moved',
            default_id, key_column, schema_name, child_name, columns)
        using from_ts, to_ts;
    end if;
    execute format(
        'alter table %s attach partition %I.%I for values from (%L) to (%L)',
        parent_id, schema_name, child_name, from_ts, to_ts);
end
$$;

-- Drops the partitions of parent that end at or before the given moment, and says how many; never the
-- default one. Failure: as above, 55P03 when a reader is in the way, with nothing dropped.
create function drop_partitions_before(parent text, before timestamptz) returns int
    language plpgsql
    set lock_timeout = '500ms'
as $$
declare
    old record;
    dropped int := 0;
begin
    for old in
        select c.oid::regclass as child
          from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = parent::regclass
           and substring(pg_get_expr(c.relpartbound, c.oid) from $re$TO \('([^']+)'\)$re$)::timestamptz <= before
         order by c.relname
    loop
        execute format('drop table %s', old.child);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
