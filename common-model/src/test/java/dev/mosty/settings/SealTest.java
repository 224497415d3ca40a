package dev.mosty.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final SecretKeys KEY = key(1);
    private static final SecretKeys OTHER = key(2);

    private final Seal seal = new Seal(KEY, Optional.empty());

    @Test
    void whatIsSealedOpensUnderTheSameNameOnly() {
        String sealed = seal.seal("amo.token", "секрет");

        assertThat(sealed).startsWith("v1:").doesNotContain("секрет");
        assertThat(seal.open("amo.token", sealed)).isEqualTo("секрет");
        assertThatThrownBy(() -> seal.open("onec.password", sealed))
                .isInstanceOf(CannotOpen.class)
                .hasMessage("The secret \"onec.password\" cannot be opened with MOSTY_SECRET_KEY"
                        + " or MOSTY_SECRET_KEY_OLD.");
    }

    @Test
    void twoSealsOfOneValueDiffer() {
        assertThat(seal.seal("a", "x")).isNotEqualTo(seal.seal("a", "x"));
    }

    @Test
    void theOldKeyStillOpensWhileRotating() {
        String sealed = seal.seal("a", "x");
        var rotating = new Seal(OTHER, Optional.of(KEY));

        assertThat(rotating.open("a", sealed)).isEqualTo("x");
        assertThat(rotating.isCurrent("a", sealed)).isFalse();
        assertThat(rotating.isCurrent("a", rotating.seal("a", "x"))).isTrue();
    }

    @Test
    void damageAndNonsenseDoNotOpen() {
        String sealed = seal.seal("a", "x");
        for (String bad :
                new String[] {"", "x", "v1:", "v1:%%%", sealed.substring(0, sealed.length() - 8), "v2:AAAA"}) {
            assertThatThrownBy(() -> seal.open("a", bad)).isInstanceOf(CannotOpen.class);
        }
    }

    @Test
    void eachPurposeHasItsOwnKeyAndItNeverChanges() {
        assertThat(KEY.derive("seal")).hasSize(32).isNotEqualTo(KEY.derive("session"));
        assertThat(HexFormat.of().formatHex(KEY.derive("seal")))
                .isEqualTo("5140516dcb005661f7e3fdc8b307225f9879ab740583a08999d2d2fcbb9c2b73");
    }

    @Test
    void nothingShowsTheKey() {
        assertThat(KEY).hasToString("SecretKeys[set]");
        assertThat(seal).hasToString("Seal[current key]");
        assertThat(new Change.PutSecret("a", "x")).hasToString("PutSecret[name=a, value=***]");
    }

    @Test
    void aBadKeyIsOneSentenceThatTellsHowToMakeOne() {
        assertThatThrownBy(() -> SecretKeys.parse("MOSTY_SECRET_KEY", Optional.empty()))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("MOSTY_SECRET_KEY: is not set; make one with: openssl rand -base64 32.");
        assertThatThrownBy(() -> SecretKeys.parse("MOSTY_SECRET_KEY", Optional.of("c2hvcnQ=")))
                .hasMessage("MOSTY_SECRET_KEY: holds 5 bytes and must hold 32; make one with:"
                        + " openssl rand -base64 32.");
        assertThatThrownBy(() -> SecretKeys.parse("MOSTY_SECRET_KEY", Optional.of("my secret!")))
                .hasMessage("MOSTY_SECRET_KEY: is not base64 of 32 bytes; make one with: openssl rand -base64 32.");
    }

    private static SecretKeys key(int first) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) first;
        return SecretKeys.parse("TEST", Optional.of(Base64.getEncoder().encodeToString(bytes)));
    }
}
