package dev.mosty.gate.amocrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosty.settings.Misconfigured;
import dev.mosty.settings.Seal;
import dev.mosty.settings.SecretKeys;
import dev.mosty.settings.Sha256;
import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.MovableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token files of an amo-services installation. */
class TokenImportTest {
    @AutoClose
    private final Database database = Database.migrated();

    private final MovableClock clock = new MovableClock();
    private final TokenStore store = new TokenStore(
            database.jdbi(),
            new Seal(
                    SecretKeys.parse("MOSTY_SECRET_KEY", Optional.of("bW9zdHkgdGVzdCBrZXksIDMyIGJ5dGVzIGxvbmcuLi4=")),
                    Optional.empty()));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aPairIsTakenOverWithItsExpiryAndTheCodeThatItCameFromIsSpent() throws IOException {
        var expiry = clock.instant().plus(Duration.ofHours(5)).getEpochSecond();
        var access = jwt("{\"exp\":" + expiry + "}");
        write(access + "\n", "def502-refresh\r\n");

        TokenImport.from(folder, store, Optional.of("code"), clock);

        var connection = store.read();
        assertThat(connection.accessToken()).isEqualTo(access);
        assertThat(connection.refreshToken()).isEqualTo("def502-refresh");
        assertThat(connection.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(5)));
        assertThat(connection.spentCodes()).containsExactly(Sha256.hex("code"));
        var stored = database.jdbi()
                .withHandle(handle -> handle.select("select access_token || refresh_token from oauth_token")
                        .mapTo(String.class)
                        .one());
        assertThat(stored).doesNotContain("refresh", access);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.%%%.c", "a.e30.c", "a.W10.c", "..", "a.eyJleHAiOiJzb29uIn0.c"})
    void aTokenThatTellsNoExpiryIsRefreshedAtOnce(String access) throws IOException {
        write(access, "refresh");

        TokenImport.from(folder, store, Optional.empty(), clock);

        assertThat(store.read().expiresAt()).isEqualTo(clock.instant());
    }

    @Test
    void aTokenThatHasExpiredIsRefreshedAtOnce() throws IOException {
        write(jwt("{\"exp\":1}"), "refresh");

        TokenImport.from(folder, store, Optional.empty(), clock);

        assertThat(store.read().expiresAt()).isEqualTo(clock.instant());
    }

    @Test
    void aFolderIsReadOnceAndMayBeGoneAfterwards() throws IOException {
        store.replace("ours", Optional.of("refresh"), clock.instant(), Duration.ofDays(1));

        TokenImport.from(folder.resolve("gone"), store, Optional.empty(), clock);

        assertThat(store.read().accessToken()).isEqualTo("ours");
    }

    @Test
    void aFolderWithoutTokensIsSaid() throws IOException {
        assertThatThrownBy(() -> TokenImport.from(folder, store, Optional.empty(), clock))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("AMO_TOKENS_DIR: has no readable " + folder.resolve("access_token.txt") + ".");
        write(" \n", "refresh");
        assertThatThrownBy(() -> TokenImport.from(folder, store, Optional.empty(), clock))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("AMO_TOKENS_DIR: has no token in " + folder.resolve("access_token.txt") + ".");
    }

    private void write(String access, String refresh) throws IOException {
        Files.writeString(folder.resolve("access_token.txt"), access);
        Files.writeString(folder.resolve("refresh_token.txt"), refresh);
    }

    private static String jwt(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".x";
    }
}
