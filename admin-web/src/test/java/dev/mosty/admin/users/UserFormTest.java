package dev.mosty.admin.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserFormTest {
    @ParameterizedTest
    @ValueSource(strings = {"root", "Иванова", "a.b-c_d@clinic.ru", "1"})
    void namesOfPeopleAreLogins(String login) {
        assertThat(UserForm.of(login, "viewer", "").fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " root", "-rf", "a b", "<b>", "a\u0000", "a\u202Eb", "😀"})
    void otherTextIsNot(String login) {
        assertThat(UserForm.of(login, "viewer", "").fault()).contains("users-bad-login");
    }

    @Test
    void extensionsAreReadHoweverTheyAreSeparated() {
        assertThat(UserForm.of("a", "employee", " 100,101; 102 100 ").extensions())
                .containsExactly("100", "101", "102");
        assertThat(UserForm.of("a", "employee", "100, abc").fault()).contains("users-bad-extensions");
        assertThat(UserForm.of("a", "employee", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21")
                        .fault())
                .contains("users-bad-extensions");
    }

    @Test
    void aRoleIsOneOfThree() {
        assertThat(UserForm.of("a", "ADMIN", "").fault()).contains("users-bad-role");
    }
}
