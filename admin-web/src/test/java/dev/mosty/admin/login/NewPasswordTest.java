package dev.mosty.admin.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewPasswordTest {
    @Test
    void aLongOneThatIsTypedTwiceAlikeIsTaken() {
        assertThat(NewPassword.fault("root", "long enough", "long enough")).isEmpty();
        assertThat(NewPassword.fault("root", "п".repeat(200), "п".repeat(200))).isEmpty();
    }

    @Test
    void theFirstFaultIsSaid() {
        assertThat(NewPassword.fault("root", "short", "other")).contains("login-too-short");
        assertThat(NewPassword.fault("root", "x".repeat(201), "x".repeat(201))).contains("login-too-long");
        assertThat(NewPassword.fault("root", "long enough", "long Enough")).contains("login-not-alike");
        assertThat(NewPassword.fault("Administrator", "administrator", "administrator"))
                .contains("login-is-login");
    }
}
