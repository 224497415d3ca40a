package dev.mosty.testbed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final Messages ENGLISH = new Messages(Locale.ROOT);

    @Test
    void theyAreMadeOnceAndKeptForTheirOwnerAlone(@TempDir Path data) throws IOException {
        Secrets made = Secrets.in(data, ENGLISH);

        assertThat(Secrets.in(data, ENGLISH)).isEqualTo(made);
        assertThat(Base64.getDecoder().decode(made.secretKey())).hasSize(32);
        assertThat(made.databasePassword()).matches("[A-Za-z0-9]{32}").isNotEqualTo(made.superuserPassword());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secrets.env"))))
                .isEqualTo("rw-------");
        assertThat(made.toString()).isEqualTo("Secrets[…]");
    }

    @Test
    void whatAPersonPutThereStays(@TempDir Path data) throws IOException {
        Files.writeString(data.resolve("secrets.env"), "MOSTY_SECRET_KEY=own\nEXTRA=1\n");

        assertThat(Secrets.in(data, ENGLISH).secretKey()).isEqualTo("own");
        assertThat(Files.readString(data.resolve("secrets.env"))).contains("EXTRA=1\n", "MOSTY_SECRET_KEY=own\n");
    }

    @Test
    void secretsOfTheSimulatedWorldAreTheSameAtEveryStartAndDifferByName() {
        Secrets secrets = new Secrets("key", "password", "superuser");
        assertThat(secrets.made("PBX_PATH"))
                .matches("[0-9a-f]{32}")
                .isEqualTo(new Secrets("key", "other", "other").made("PBX_PATH"))
                .isNotEqualTo(secrets.made("CRM_TOKEN"))
                .isNotEqualTo(new Secrets("other", "password", "superuser").made("PBX_PATH"));
    }
}
