package io.plumbline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.postgres.DatabaseChoice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TamperingStepTest {

    private static final String NOBODY = "http://127.0.0.1:1";

    @Test
    void leavesADatabaseOfTheUsersOwnAlone(@TempDir Path folder) {
        Home home = new Home(folder).prepare();
        DatabaseAddress own = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/theirs", "postgres", "secret");
        new DatabaseChoice(home).take(Optional.of(own));
        Credentials credentials = new Credentials(
                NOBODY,
                NOBODY,
                NOBODY,
                NOBODY,
                NOBODY,
                NOBODY,
                NOBODY,
                "admin",
                "p",
                "k",
                own.url(),
                own.user(),
                "secret");
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (HttpClient http = HttpClient.newHttpClient()) {
            TamperingStep step =
                    new TamperingStep(new DemoStack(http, credentials), home, new WorseVersionStep.Stopped(2, "g-1"));

            boolean tried = step.play(Narrator.on(new PrintStream(told, true, StandardCharsets.UTF_8)));

            assertThat(tried).isFalse();
        }
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("this is your own Postgres");
    }
}
