package io.plumbline.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.standalone.layout.CannotContinue;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseAddressTest {

    @Test
    void isAbsentWhenNoneIsNamed() {
        assertThat(DatabaseAddress.from(Map.of())).isEmpty();
        assertThat(DatabaseAddress.from(Map.of("PLUMBLINE_DATABASE_URL", " "))).isEmpty();
    }

    @Test
    void takesCredentialsOutOfTheUrl() {
        DatabaseAddress address = DatabaseAddress.from(Map.of(
                        "PLUMBLINE_DATABASE_URL",
                        "postgresql://ad%40min:p%3Aw+d@db.example:5433/plumb?sslmode=require"))
                .orElseThrow();

        assertThat(address.url()).isEqualTo("jdbc:postgresql://db.example:5433/plumb?sslmode=require");
        assertThat(address.user()).isEqualTo("ad@min");
        assertThat(address.password()).isEqualTo("p:w+d");
    }

    @Test
    void understandsTheFormOfJdbc() {
        DatabaseAddress address = DatabaseAddress.from(Map.of(
                        "PLUMBLINE_DATABASE_URL", "jdbc:postgresql://localhost/plumb?user=me&ssl=true&password=a%26b"))
                .orElseThrow();

        assertThat(address).isEqualTo(new DatabaseAddress("jdbc:postgresql://localhost/plumb?ssl=true", "me", "a&b"));
    }

    @Test
    void prefersCredentialsThatAreGivenApart() {
        DatabaseAddress address = DatabaseAddress.from(Map.of(
                        "PLUMBLINE_DATABASE_URL", "postgresql://a:b@localhost/plumb",
                        "PLUMBLINE_DATABASE_USER", "me",
                        "PLUMBLINE_DATABASE_PASSWORD", "mine"))
                .orElseThrow();

        assertThat(address.user()).isEqualTo("me");
        assertThat(address.password()).isEqualTo("mine");
    }

    @Test
    void refusesAnotherDatabaseWithoutRepeatingThePassword() {
        for (String url :
                new String[] {"mysql://a:secret@h/d", "postgresql://a:secret@h", "postgresql://a:se cret@h/d"}) {
            assertThatThrownBy(() -> DatabaseAddress.from(Map.of("PLUMBLINE_DATABASE_URL", url)))
                    .isInstanceOf(CannotContinue.class)
                    .hasNoCause()
                    .message()
                    .contains("PLUMBLINE_DATABASE_URL")
                    .doesNotContain("cret");
        }
    }

    @Test
    void showsNoPassword() {
        assertThat(new DatabaseAddress("jdbc:postgresql://h/d", "me", "secret").toString())
                .isEqualTo("me at jdbc:postgresql://h/d");
    }
}
