package io.plumbline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Docker Compose reads `docker-compose.yml`, which needs no engine. `./plumbline verify` finds or installs it
/// and names it in `COMPOSE`; elsewhere these tests are skipped without it.
class ComposeFileIT {

    private static List<String> command;

    @TempDir
    Path folder;

    @BeforeAll
    static void findCompose() {
        Optional<List<String>> found = Optional.ofNullable(System.getenv("COMPOSE"))
                .filter(told -> !told.isBlank())
                .map(told -> List.of(told.split(" ")))
                .or(() -> Stream.of(List.of("docker-compose"), List.of("docker", "compose"))
                        .filter(ComposeFileIT::works)
                        .findFirst());
        assumeTrue(found.isPresent(), "Neither docker-compose nor docker compose is here");
        command = found.get();
    }

    @Test
    void isUnderstoodWithoutAnyVariable() throws Exception {
        Result result = compose(Map.of(), "config", "--quiet");

        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void movesThePublicUrlsWithThePorts() throws Exception {
        JsonNode services = config(Map.of("PLUMBLINE_GOVERNANCE_PORT", "9003", "PLUMBLINE_BIND", "192.0.2.7"));

        JsonNode port = services.at("/governance/ports/0");
        assertThat(port.path("published").asString()).isEqualTo("9003");
        assertThat(port.path("host_ip").asString()).isEqualTo("192.0.2.7");
        JsonNode init = services.at("/init/environment");
        assertThat(init.path("PLUMBLINE_GOVERNANCE_URL").asString()).isEqualTo("http://localhost:9003");
        assertThat(init.path("PLUMBLINE_GATEWAY_URL").asString()).isEqualTo("http://localhost:8080");
    }

    @Test
    void takesPublicUrlsOfAProxyInFront() throws Exception {
        JsonNode services = config(Map.of("PLUMBLINE_GOVERNANCE_URL", "https://governance.example.com"));

        assertThat(services.at("/init/environment/PLUMBLINE_GOVERNANCE_URL").asString())
                .isEqualTo("https://governance.example.com");
    }

    @Test
    void takesTheImagesOfAnotherRegistryAndVersion() throws Exception {
        JsonNode services = config(Map.of(
                "PLUMBLINE_REGISTRY",
                "registry.example.com",
                "PLUMBLINE_VERSION",
                "1.2.3",
                "PLUMBLINE_PULL_POLICY",
                "always"));

        assertThat(services.at("/gateway/image").asString())
                .isEqualTo("registry.example.com/plumbline/gateway-service:1.2.3");
        assertThat(services.at("/gateway/pull_policy").asString()).isEqualTo("always");
        assertThat(services.at("/postgres/image").asString()).isEqualTo("docker.io/library/postgres:18");
    }

    private JsonNode config(Map<String, String> variables) throws Exception {
        Result result = compose(variables, "config", "--format", "json");
        assertThat(result.exitCode()).as(result.out()).isZero();
        return JsonMapper.shared().readTree(result.out()).path("services");
    }

    private record Result(int exitCode, String out) {}

    private Result compose(Map<String, String> variables, String... words) throws Exception {
        Path out = folder.resolve("out");
        ProcessBuilder builder =
                new ProcessBuilder(Stream.of(command, List.of("--file", ComposeFile.PATH.toString()), List.of(words))
                        .flatMap(List::stream)
                        .toList());
        builder.environment().keySet().removeIf(name -> name.startsWith("PLUMBLINE_") || name.startsWith("COMPOSE"));
        builder.environment().putAll(variables);
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("in time").isTrue();
        return new Result(process.exitValue(), Files.readString(out));
    }

    private static boolean works(List<String> command) {
        try {
            Process process = new ProcessBuilder(Stream.concat(command.stream(), Stream.of("version"))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
