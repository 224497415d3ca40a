package dev.mosty.admin.calls;

import dev.mosty.admin.AdminConfig;
import dev.mosty.admin.shell.Chart;
import dev.mosty.admin.shell.Chart.Bucket;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** What the charts over the journal count: finished calls by the hour of the day, and by employee. */
@Singleton
class Figures {
    /** More extensions than one looks at; the busiest are shown. */
    private static final int MOST = 50;

    private final Jdbi jdbi;
    private final ZoneId zone;

    Figures(Jdbi jdbi, AdminConfig config) {
        this.jdbi = jdbi;
        this.zone = config.zone();
    }

    public record Hour(int hour, long answered, long missed) {}

    /**
     * @param people the logins that have this extension
     * @param width of its bar, 0 to 100
     */
    record Employee(String ext, String people, long answered, long missed, long out, long seconds, int width) {
        public String talked() {
            return CallRow.clock(seconds);
        }
    }

    /**
     * @param waitSeconds how long callers waited on the average until somebody answered
     */
    record Reading(Chart hours, List<Employee> employees, long waitSeconds) {
        public String waited() {
            return CallRow.clock(waitSeconds);
        }
    }

    /** @param filter with its days bounded */
    Reading read(CallFilter filter) {
        return jdbi.withHandle(
                handle -> new Reading(hours(handle, filter), employees(handle, filter), wait(handle, filter)));
    }

    private Chart hours(Handle handle, CallFilter filter) {
        Map<Integer, Hour> hours = CallJournal.bind(
                        handle.createQuery("""
                        select extract(hour from c.began_at at time zone :zone)::int as hour,
                            count(*) filter (where c.answered_at is not null) as answered,
                            count(*) filter (where c.answered_at is null) as missed
                        from call c
                        """ + CallJournal.where(filter) + " and c.state = 3 group by 1"),
                        filter,
                        zone)
                .bind("zone", zone.getId())
                .map(ConstructorMapper.of(Hour.class))
                .stream()
                .collect(Collectors.toMap(Hour::hour, hour -> hour));
        return Chart.of(IntStream.range(0, 24)
                .mapToObj(number -> {
                    Hour hour = hours.getOrDefault(number, new Hour(number, 0, 0));
                    return new Bucket("%d:00–%d:00".formatted(number, number + 1), hour.answered(), hour.missed());
                })
                .toList());
    }

    private long wait(Handle handle, CallFilter filter) {
        return CallJournal.bind(
                        handle.createQuery(
                                "select coalesce(avg(extract(epoch from c.answered_at - c.began_at)), 0)::bigint from call c"
                                        + CallJournal.where(filter)
                                        + " and c.direction = 'in' and c.answered_at >= c.began_at"),
                        filter,
                        zone)
                .mapTo(Long.class)
                .one();
    }

    public record Counted(String ext, String people, long answered, long missed, long out, long seconds) {}

    private List<Employee> employees(Handle handle, CallFilter filter) {
        List<Counted> rows = CallJournal.bind(handle.createQuery("""
                        select l.ext, coalesce((select string_agg(u.login, ', ' order by u.login) from app_user u
                                    where u.disabled_at is null and l.ext = any(u.extensions)), '') as people,
                            count(*) filter (where c.direction = 'in' and l.answered_at is not null) as answered,
                            count(*) filter (where c.direction = 'in' and l.result = 'missed') as missed,
                            count(*) filter (where c.direction = 'out') as out,
                            coalesce(sum(greatest(extract(epoch from c.ended_at - c.answered_at), 0))
                                filter (where l.ext = c.talker), 0)::bigint as seconds
                        from call c join call_leg l on l.call_id = c.id
                        """ + CallJournal.where(filter) + """
                         and l.state = 3 group by l.ext order by count(*) desc, l.ext limit :most
                        """), filter, zone)
                .bind("most", MOST)
                .map(ConstructorMapper.of(Counted.class))
                .list();
        long most = rows.stream().mapToLong(Figures::all).max().orElse(1);
        return rows.stream()
                .map(row -> new Employee(
                        row.ext(), row.people(), row.answered(), row.missed(), row.out(), row.seconds(), (int)
                                (all(row) * 100 / Math.max(1, most))))
                .toList();
    }

    private static long all(Counted row) {
        return row.answered() + row.missed() + row.out();
    }
}
