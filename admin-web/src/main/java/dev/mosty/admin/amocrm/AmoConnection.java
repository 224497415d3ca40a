package dev.mosty.admin.amocrm;

import dev.mosty.admin.amocrm.Seen.Code;
import dev.mosty.admin.amocrm.Seen.Gate;
import dev.mosty.admin.amocrm.Seen.Pause;
import dev.mosty.admin.amocrm.Seen.Token;
import dev.mosty.settings.CannotOpen;
import dev.mosty.settings.Settings;
import dev.mosty.settings.Sha256;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads how amo-gate is connected: everything that it tells through the database. */
@Singleton
class AmoConnection {
    private final Jdbi jdbi;
    private final Settings settings;

    AmoConnection(Jdbi jdbi, Settings settings) {
        this.jdbi = jdbi;
        this.settings = settings;
    }

    Seen seen() {
        return jdbi.inTransaction(tx -> {
            String code = code(tx);
            return tx.createQuery("""
                            select a.base, a.long_lived, a.mock, a.missing, a.told_at,
                                   t.access_token is not null as token, t.expires_at, t.refreshed_at, t.problem,
                                   t.refresh_wanted_at,
                                   coalesce(t.spent_codes, '{}') @> array[:code]::text[] as spent,
                                   s.changed_at as code_at,
                                   c.paused_until > now() as paused, c.pause_code, c.pause_reason,
                                   case when isfinite(c.paused_until) then c.paused_until end as paused_until,
                                   i.suspended_at is not null as suspended
                            from (values (1)) as one
                            left join amo_account a on true
                            left join oauth_token t on t.provider = 'amocrm'
                            left join channel c on c.name = 'amocrm'
                            left join installation i on true
                            left join setting s on s.name = 'amo.auth-code'
                            """)
                    .bind("code", Sha256.hex(code))
                    .map((row, context) -> seen(row, !code.isEmpty()))
                    .one();
        });
    }

    /** One that this service's key does not open counts as none: the gate does not use it either. */
    private String code(Handle tx) {
        try {
            return settings.secret(tx, AmoKeyStore.CODE).orElse("");
        } catch (CannotOpen e) {
            return "";
        }
    }

    private static Seen seen(ResultSet row, boolean hasCode) throws SQLException {
        Instant toldAt = at(row, "told_at");
        Instant codeAt = at(row, "code_at");
        return new Seen(
                toldAt == null
                        ? null
                        : new Gate(
                                row.getString("base"),
                                row.getBoolean("long_lived"),
                                row.getBoolean("mock"),
                                List.of((String[]) row.getArray("missing").getArray()),
                                toldAt),
                new Token(
                        row.getBoolean("token"),
                        at(row, "expires_at"),
                        at(row, "refreshed_at"),
                        row.getString("problem"),
                        at(row, "refresh_wanted_at")),
                hasCode && codeAt != null ? new Code(codeAt, row.getBoolean("spent")) : null,
                row.getBoolean("paused")
                        ? new Pause(
                                Optional.ofNullable(row.getString("pause_code")).orElse(""),
                                Optional.ofNullable(row.getString("pause_reason"))
                                        .orElse(""),
                                at(row, "paused_until"))
                        : null,
                row.getBoolean("suspended"));
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
