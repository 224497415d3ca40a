package dev.mosty.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mosty.testsupport.Database;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private static final SecretKeys KEY = key("the first key of thirty-two byte");
    private static final SecretKeys NEW_KEY = key("the other key of thirty-two byte");

    private final Jdbi jdbi = DATABASE.jdbi();
    private final Settings settings = new Settings(jdbi, new Seal(KEY, Optional.empty()));

    @BeforeEach
    void nothingIsSet() {
        jdbi.useHandle(handle -> handle.execute("delete from setting"));
    }

    @Test
    void aSettingIsReadAsItWasLastPut() {
        assertThat(settings.get("onec.host")).isEmpty();
        settings.put("onec.host", "a", "root");
        settings.put("onec.host", "b", "anna");

        assertThat(settings.get("onec.host")).contains("b");
        assertThat(settings.list())
                .extracting(Settings.Listed::name, Settings.Listed::secret, Settings.Listed::changedBy)
                .containsExactly(tuple("onec.host", false, "anna"));
    }

    @Test
    void aSecretIsSealedInTheTable() {
        settings.putSecret("onec.password", "qwerty", "root");

        assertThat(settings.secret("onec.password")).contains("qwerty");
        assertThat(settings.isSet("onec.password")).isTrue();
        assertThat(stored("onec.password")).startsWith("v1:").doesNotContain("qwerty");
        assertThatThrownBy(() -> settings.get("onec.password"))
                .hasMessage("The setting \"onec.password\" is a secret.");
    }

    @Test
    void aDeletedSettingIsNotSet() {
        settings.put("a", "1", "root");
        settings.delete("a", "root");

        assertThat(settings.isSet("a")).isFalse();
    }

    @Test
    void severalChangesAreAllMadeOrNone() {
        settings.put("a", "old", "root");
        List<Change> changes =
                List.of(new Change.Put("a", "new"), new Change.PutSecret("b", "x"), new Change.Put("", "no name"));

        assertThatThrownBy(() -> settings.update(changes, "root")).hasMessageContaining("setting_name_check");
        assertThat(settings.get("a")).contains("old");
        assertThat(settings.isSet("b")).isFalse();

        settings.update(changes.subList(0, 2), "root");
        assertThat(settings.get("a")).contains("new");
        assertThat(settings.secret("b")).contains("x");
    }

    @Test
    void rotationSealsAgainSoThatTheOldKeyCanGo() {
        settings.putSecret("a", "x", "root");
        var rotating = new Settings(jdbi, new Seal(NEW_KEY, Optional.of(KEY)));

        assertThat(rotating.reseal()).isEmpty();

        var rotated = new Settings(jdbi, new Seal(NEW_KEY, Optional.empty()));
        assertThat(rotated.secret("a")).contains("x");
    }

    @Test
    void aSecretOfALostKeyIsNamedAndTheRestAreSealedAgain() {
        settings.putSecret("lost", "x", "root");
        var other = new Settings(jdbi, new Seal(NEW_KEY, Optional.empty()));
        other.putSecret("kept", "y", "root");

        assertThat(other.reseal()).containsExactly("lost");
        assertThat(other.secret("kept")).contains("y");
        assertThatThrownBy(() -> other.secret("lost")).isInstanceOf(CannotOpen.class);
    }

    private String stored(String name) {
        return jdbi.withHandle(handle -> handle.select("select value from setting where name = ?", name)
                .mapTo(String.class)
                .one());
    }

    private static SecretKeys key(String text) {
        return SecretKeys.parse(
                "TEST", Optional.of(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void whatIsThereIsNotPutAgain() {
        settings.put("first.there", "by hand", "root");

        assertThat(settings.putMissing(
                        List.of(new Change.Put("first.there", "default"), new Change.PutSecret("first.secret", "s")),
                        "proxy"))
                .isTrue();
        assertThat(settings.get("first.there")).contains("by hand");
        assertThat(settings.secret("first.secret")).contains("s");
        assertThat(settings.putMissing(List.of(new Change.PutSecret("first.secret", "t")), "proxy"))
                .isFalse();
        assertThat(settings.secret("first.secret")).contains("s");
    }
}
