-- What waited when the backup was made may long have been sent, and newer states after it: sent once more it would take
-- leads backwards. So it becomes dead letters, which nobody sends unless a person does (/admin/deliveries). Finished work
-- is left as it is, and what is accepted from now on is not touched.
begin;
update delivery
   set dead_at = now(), dead_code = 'restored',
       last_error = 'From a restored backup: it may have been sent since, and something newer after it.'
 where dead_at is null;
delete from delivery_lane;
-- A run of objects for Bitrix24 ends with that too, or whoever asks after it would wait for ever.
update bitrix_run_item
   set result = 'error', value = 'После восстановления из копии не отправлено: отправьте из 1С ещё раз.', finished_at = now()
 where result is null;
update bitrix_run set finished_at = now() where finished_at is null;
commit;
