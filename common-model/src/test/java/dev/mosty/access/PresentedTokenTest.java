package dev.mosty.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresentedTokenTest {
    @Test
    void aBearerHeaderGivesItsToken() {
        assertThat(PresentedToken.bearer("Bearer abc-_.~+/=")).contains("abc-_.~+/=");
        assertThat(PresentedToken.bearer("bearer   abc ")).contains("abc");
    }

    @Test
    void anythingElseGivesNone() {
        assertThat(PresentedToken.bearer(null)).isEmpty();
        assertThat(PresentedToken.bearer("")).isEmpty();
        assertThat(PresentedToken.bearer("Bearer")).isEmpty();
        assertThat(PresentedToken.bearer("Bearer ")).isEmpty();
        assertThat(PresentedToken.bearer("Basic abc")).isEmpty();
        assertThat(PresentedToken.bearer("Bearer a b")).isEmpty();
        assertThat(PresentedToken.bearer("Bearer токен")).isEmpty();
        assertThat(PresentedToken.bearer("Bearer " + "x".repeat(513))).isEmpty();
        assertThat(PresentedToken.plain("")).isEmpty();
        assertThat(PresentedToken.plain("x".repeat(512))).isPresent();
    }
}
