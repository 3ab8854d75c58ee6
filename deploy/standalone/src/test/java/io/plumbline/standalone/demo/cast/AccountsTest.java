package io.plumbline.standalone.demo.cast;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.layout.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {

    @TempDir
    Path folder;

    @Test
    void areKeptForTheNextTimeAndForNobodyElse() throws IOException {
        Home home = new Home(folder).prepare();
        Accounts first = Accounts.in(home);
        first.keepKey("engineer", "plk_a_b");
        first.keepPassword("mira", "secret");

        Accounts next = Accounts.in(home);
        assertThat(next.key("engineer")).contains("plk_a_b");
        assertThat(next.password("mira")).contains("secret");
        assertThat(next.password("carla")).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(next.file())))
                .isEqualTo("rw-------");
    }

    @Test
    void areForgottenWhenTheFileIsTorn() throws IOException {
        Home home = new Home(folder).prepare();
        Files.writeString(Accounts.in(home).file(), "{\"passwords\": {");

        assertThat(Accounts.in(home).password("mira")).isEmpty();
    }
}
