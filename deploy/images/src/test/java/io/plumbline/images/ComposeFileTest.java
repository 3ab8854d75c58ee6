package io.plumbline.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.layout.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The guarantees of `docker-compose.yml`, by its text alone; [ComposeFileIT] has Docker Compose read it.
class ComposeFileTest {

    /// The defaults of `plumbline.database.app-connections` and `worker-connections`.
    private static final int CONNECTIONS_OF_A_SERVICE = 20;

    private static final Set<String> ONE_SHOTS = Set.of("secrets", "init");
    /// Twenty characters that are not all words: a random value, or a hash.
    private static final Pattern RANDOM =
            Pattern.compile("(?=[A-Za-z0-9+=_]*[0-9])(?=[A-Za-z0-9+=_]*[A-Za-z])[A-Za-z0-9+=_]{20,}");

    private final ComposeFile compose = ComposeFile.read();

    @Test
    void startsPostgresInitTheServicesTheConsoleAndTheSimulator() {
        Set<String> expected = new TreeSet<>(ONE_SHOTS);
        expected.addAll(Set.of("postgres", "simulator"));
        Stream.of(Service.values()).map(Service::id).forEach(expected::add);

        assertThat(compose.services().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource
    void runsEachServiceFromItsOwnImageOfThisVersion(Service service) throws IOException {
        assertThat(compose.service(service.id()))
                .containsEntry(
                        "image",
                        "${PLUMBLINE_REGISTRY:-localhost}/plumbline/%s:${PLUMBLINE_VERSION:-%s}"
                                .formatted(service.fullName(), version()));
    }

    @Test
    void namesEveryImageOnPurpose() {
        compose.services().forEach((name, service) -> {
            assertThat(service.get("image").toString())
                    .as(name)
                    .doesNotEndWith("latest")
                    .matches("\\$\\{[A-Z_]+:-(localhost}/plumbline/.+|docker\\.io/library/postgres:18})");
            assertThat(service).as(name).doesNotContainKey("build");
        });
    }

    @Test
    void pullsNoImageOfAnUnclaimedName() {
        for (String name : ours()) {
            assertThat(compose.service(name)).as(name).containsEntry("pull_policy", "${PLUMBLINE_PULL_POLICY:-never}");
        }
    }

    @Test
    void givesNoContainerMoreRightsThanItNeeds() {
        for (String name : ours()) {
            assertThat(compose.service(name))
                    .as(name)
                    .containsEntry("user", "65532:65532")
                    .containsEntry("read_only", true)
                    .doesNotContainKeys("privileged", "cap_add", "devices", "pid");
        }
        compose.services()
                .forEach((name, service) -> assertThat(service)
                        .as(name)
                        .containsEntry("cap_drop", List.of("ALL"))
                        .containsEntry("security_opt", List.of("no-new-privileges:true")));
    }

    @Test
    void looksAfterTheHealthOfWhateverGoesOnRunning() {
        compose.services().forEach((name, service) -> {
            if (ONE_SHOTS.contains(name)) {
                assertThat(service).as(name).containsEntry("restart", "no").doesNotContainKey("healthcheck");
            } else {
                assertThat(service).as(name).containsEntry("restart", "unless-stopped");
                assertThat(ComposeFile.mapping(service.get("healthcheck")))
                        .as(name)
                        .containsKeys("test", "interval", "timeout", "retries", "start_period");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void asksEachServiceItselfWhetherItIsReady(Service service) {
        assertThat(ComposeFile.strings(
                        ComposeFile.mapping(compose.service(service.id()).get("healthcheck"))
                                .get("test")))
                .contains("http://127.0.0.1:%d/actuator/health/readiness".formatted(portOf(service)));
    }

    @Test
    void publishesTheServicesAloneAndUnlessToldOtherwiseOnLoopback() {
        List<String> published = new ArrayList<>();
        compose.services().values().forEach(service -> published.addAll(ComposeFile.strings(service.get("ports"))));

        assertThat(published)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Service.values())
                        .map(service -> "${PLUMBLINE_BIND:-127.0.0.1}:${PLUMBLINE_%s_PORT:-%2$d}:%2$d"
                                .formatted(service.id().toUpperCase(Locale.ROOT), portOf(service)))
                        .toList());
    }

    @Test
    void keepsTheDatabaseInANetworkWithoutAWayOut() {
        assertThat(compose.service("postgres")).containsEntry("networks", List.of("database"));
        assertThat(compose.service("simulator")).containsEntry("networks", List.of("services"));
        Map<String, Object> networks = ComposeFile.mapping(compose.document().get("networks"));
        assertThat(networks.get("database")).isEqualTo(Map.of("internal", true));
    }

    @Test
    void showsEachContainerItsOwnSecretsOnly() {
        for (Service service : Service.values()) {
            assertThat(compose.volumesOf(service.id()))
                    .filteredOn(volume -> volume.contains("secrets") || volume.contains("installation"))
                    .as(service.id())
                    .containsExactly(service.id() + "-secrets:/plumbline/secrets:ro");
            assertThat(compose.volumesOf("init"))
                    .contains("%1$s-secrets:/plumbline/handover/%1$s".formatted(service.id()));
        }
        assertThat(compose.volumesOf("postgres"))
                .containsExactly("postgres-data:/var/lib/postgresql", "postgres-secrets:/run/plumbline:ro");
        assertThat(compose.volumesOf("simulator")).isEmpty();
    }

    @Test
    void keepsWhatMustSurviveAContainerOnVolumes() {
        assertThat(compose.volumesOf("gateway")).contains("gateway-state:/plumbline/state/data");
        assertThat(compose.volumesOf("governance")).contains("audit-anchor:/plumbline/state/audit");
        Set<String> mounted = new TreeSet<>();
        for (String name : compose.services().keySet()) {
            compose.volumesOf(name).forEach(volume -> mounted.add(volume.substring(0, volume.indexOf(':'))));
        }
        assertThat(ComposeFile.mapping(compose.document().get("volumes")).keySet())
                .containsExactlyInAnyOrderElementsOf(mounted);
    }

    @Test
    void allowsMoreConnectionsThanTheServicesAndASecondGatewayTake() {
        int needed = (Service.withDatabase().size() + 1) * CONNECTIONS_OF_A_SERVICE;

        assertThat(ComposeFile.strings(compose.service("postgres").get("command")))
                .last()
                .extracting(setting -> Integer.valueOf(setting.replace("max_connections=", "")))
                .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                .isGreaterThan(needed + CONNECTIONS_OF_A_SERVICE);
    }

    @Test
    void letsNoProviderHaveAPrivateAddressUnlessTold() {
        assertThat(ComposeFile.mapping(compose.service("gateway").get("environment")))
                .containsEntry(
                        "PLUMBLINE_GATEWAY_ALLOWPRIVATEPROVIDERS", "${PLUMBLINE_ALLOW_PRIVATE_PROVIDERS:-false}");
    }

    @Test
    void tellsWhoeverCallsOutsideOfTheEgressProxyAndNobodyElse() {
        for (Service service : Service.values()) {
            Map<String, Object> environment =
                    ComposeFile.mapping(compose.service(service.id()).getOrDefault("environment", Map.of()));
            if (service == Service.GATEWAY || service == Service.EVAL) {
                for (String name : List.of("PROXY", "BYPASS", "USER")) {
                    String variable = "PLUMBLINE_EGRESS_" + name;
                    assertThat(environment).containsEntry(variable, "${" + variable + ":-}");
                }
            } else {
                assertThat(environment.keySet()).as(service.id()).noneMatch(name -> name.contains("EGRESS"));
            }
        }
    }

    @Test
    void holdsNoSecret() throws IOException {
        compose.services()
                .forEach((name, service) -> ComposeFile.mapping(service.getOrDefault("environment", Map.of()))
                        .forEach((variable, value) -> {
                            if (variable.matches(".*(PASSWORD|SECRET|KEY|TOKEN|CREDENTIAL).*")) {
                                assertThat(variable).as(name).endsWith("_FILE");
                            }
                            assertThat(value.toString()).as(variable).doesNotContainPattern("://[^/@]*:[^/@]*@");
                        }));
        assertThat(Files.readString(ComposeFile.PATH)).doesNotContainPattern(RANDOM.pattern());
    }

    @Test
    void leavesAServiceMoreTimeToStopThanItGivesItsCallers() {
        for (Service service : Service.values()) {
            String grace =
                    compose.service(service.id()).get("stop_grace_period").toString();
            assertThat(Integer.parseInt(grace.replace("s", "")))
                    .as(service.id())
                    .isGreaterThan(40);
        }
    }

    private static List<String> ours() {
        return Stream.concat(
                        Stream.of("secrets", "init", "simulator"),
                        Stream.of(Service.values()).map(Service::id))
                .toList();
    }

    private static int portOf(Service service) {
        return Ports.DEFAULT_BASE + service.portOffset();
    }

    private static String version() throws IOException {
        return Pattern.compile("<artifactId>plumbline</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(ComposeFile.root().resolve("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
