package dev.mosty.admin.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/tokens}. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class TokensPageTest {
    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void onlyTheFirstAdministratorIsThere() {
        site.emptied();
    }

    @Inject
    AccessTokens tokens;

    @BeforeEach
    void thereIsNoToken() {
        jdbi.useHandle(handle -> handle.execute("delete from access_token"));
        tokens.forget();
    }

    @Test
    void aNewTokenIsShownOnceAndOpensWhatItIsFor() {
        Browser admin = site.signedIn(Role.ADMIN);

        var answer = admin.post("/admin/tokens", "purpose", "proxy", "name", "Регистратура <1>");
        String token = answer.page().replaceAll("(?s).*<code class=\"secret\">([^<]*)</code>.*", "$1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(tokens.check("proxy", token)).isPresent();
        assertThat(tokens.check("onec", token)).isEmpty();
        assertThat(admin.get("/admin/tokens").page())
                .contains("<strong>Регистратура &lt;1&gt;</strong>")
                .doesNotContain(token);
        assertThat(site.audit()).last().asString().endsWith("token.created Регистратура <1> proxy");
        assertThat(site.audit()).noneMatch(line -> line.contains(token));
    }

    @Test
    void twoTokensOfOnePurposeWorkUntilOneIsDisabled() {
        Browser admin = site.signedIn(Role.ADMIN);
        String first = tokens.issue("proxy", "one").orElseThrow();
        String second = tokens.issue("proxy", "two").orElseThrow();
        assertThat(tokens.check("proxy", first)).isPresent();
        long id = tokens.check("proxy", first).orElseThrow().id();

        assertThat(admin.post("/admin/tokens/" + id + "/disable").location())
                .isEqualTo("/admin/tokens?done=tokens-disabled");

        assertThat(tokens.check("proxy", first)).isEmpty();
        assertThat(tokens.check("proxy", second)).isPresent();
        assertThat(site.audit()).last().asString().endsWith("token.disabled one proxy");
        assertThat(admin.post("/admin/tokens/" + id + "/disable").status()).isEqualTo(303);
        assertThat(site.audit()).hasSize(1);
    }

    @Test
    void aNameIsTakenOnceAPurpose() {
        Browser admin = site.signedIn(Role.ADMIN);
        tokens.issue("proxy", "one");

        assertThat(admin.post("/admin/tokens", "purpose", "proxy", "name", "one")
                        .page())
                .contains("уже есть");
        assertThat(admin.post("/admin/tokens", "purpose", "onec", "name", "one").status())
                .isEqualTo(200);
        assertThat(admin.post("/admin/tokens", "purpose", "gold", "name", "x").status())
                .isEqualTo(422);
        assertThat(admin.post("/admin/tokens", "purpose", "proxy", "name", " ").status())
                .isEqualTo(422);
        assertThat(admin.post("/admin/tokens/0/disable").status()).isEqualTo(404);
    }
}
