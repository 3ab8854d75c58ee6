package io.plumbline.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceArgumentsTest {

    @TempDir
    Path folder;

    /// Arguments take precedence over the environment, and the environment over files.
    @Test
    void sayWhatVariablesOfTheEnvironmentMustNotOverrideAndNoSecret() throws IOException {
        Home home = new Home(folder).prepare();
        Files.writeString(home.serviceProperties(Service.EVAL), """
                server.port=9002
                plumbline.database.url=jdbc:postgresql://127.0.0.1:9032/plumbline
                plumbline.security.client-secret=hidden
                """);

        List<String> arguments = ServiceArguments.of(home, Service.EVAL, folder.resolve("log"));

        assertThat(arguments)
                .contains(
                        "--server.port=9002",
                        "--plumbline.database.url=jdbc:postgresql://127.0.0.1:9032/plumbline",
                        "--spring.config.additional-location=file:" + home.serviceProperties(Service.EVAL))
                .noneMatch(argument -> argument.contains("hidden"));
    }
}
