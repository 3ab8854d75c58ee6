package io.plumbline.standalone.apply;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A folder of files, and the command that applies them to a server that answers like the services.
abstract class FolderTests {

    static final String PROMPT = """
            kind: Prompt
            name: answer
            version: {messages: [{role: system, content: Help.}]}
            """;

    @TempDir
    Path folder;

    final StubServices services = new StubServices();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        services.close();
    }

    void apply(boolean dryRun, String... documents) throws IOException {
        Path file = Files.writeString(folder.resolve("all.yaml"), String.join("---\n", documents));
        Map<String, String> environment =
                Arrays.stream(Service.values()).collect(Collectors.toMap(Services::variable, _ -> services.url()));
        environment.put(Services.KEY, "key\r\n"); // as a file has it
        command(environment).run(file, dryRun);
    }

    ApplyCommand command(Map<String, String> environment) {
        return new ApplyCommand(
                new Home(folder.resolve("home")),
                environment,
                Narrator.on(new PrintStream(printed, true, StandardCharsets.UTF_8)));
    }

    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
