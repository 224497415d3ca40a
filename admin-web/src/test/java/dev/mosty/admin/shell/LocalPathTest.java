package dev.mosty.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/admin", "/admin/users", "/admin/logs?page=2&q=%D0%B0+b", "/workplace", "/admin/settings/1c"})
    void ourPagesStay(String path) {
        assertThat(LocalPath.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "/admin//evil.example",
                "/admin/../q/metrics",
                "/admin/users#x",
                "/admin?next=//evil.example",
                "/adminevil",
                "/admin/\r\nSet-Cookie: x=y",
                "javascript:alert(1)",
                ""
            })
    void everythingElseIsTheFirstPage(String path) {
        assertThat(LocalPath.of(path)).isEqualTo("/admin");
    }

    @Test
    void noneAndAnEndlessOneToo() {
        assertThat(LocalPath.of(null)).isEqualTo("/admin");
        assertThat(LocalPath.of("/admin/" + "a".repeat(500))).isEqualTo("/admin");
    }
}
