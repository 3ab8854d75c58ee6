package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.openapi.OpenApiConfiguration;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls every operation of a service's OpenAPI description as three strangers: with no credential (expects 401),
/// with every role that lacks the permission (expects 403), and with every role, but in another team (expects no
/// 2xx; a list may answer but must contain nothing of the first team). Operations that need no credential must be
/// named. A fourth stranger is an administrator's key of team A that is limited to a nonexistent route: it must
/// reach nothing. Finally, checks that no response repeats the requested host name, and that the audit log
/// contains every denied permission.
///
/// The caller creates resources of team `team-a` whose names contain [#CANARY], and gives values for the path
/// variables.
public final class AuthorizationWalk {

    /// Part of the name of every resource of team A.
    public static final String CANARY = "canary-of-a";

    public static final String TEAM_A = "team-a";
    public static final String TEAM_B = "team-b";

    /// The permissions that remain for a key limited to routes.
    private static final Set<Permission> FOR_ROUTES = EnumSet.of(
            Permission.INFERENCE_CALL,
            Permission.FEEDBACK_WRITE,
            Permission.ROUTE_READ,
            Permission.ROUTE_WRITE,
            Permission.ROLLOUT_READ,
            Permission.ROLLOUT_WRITE);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final ServiceUnderTest service;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> own = new HashMap<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final List<String> open = new ArrayList<>();
    private final List<String> shared = new ArrayList<>();
    private final Set<String> denied = new TreeSet<>();
    private Credentials credentials;
    private @Nullable String limitedKey;

    private AuthorizationWalk(ServiceUnderTest service) {
        this.service = service;
        // To sign a token takes longer than most requests.
        Map<String, String> signed = new HashMap<>();
        this.credentials = (team, role) -> signed.computeIfAbsent(
                team + " " + role, _ -> service.governance().userToken(team, role));
    }

    public static AuthorizationWalk of(ServiceUnderTest service) {
        return new AuthorizationWalk(service);
    }

    /// Sets the source of credentials; tokens of the [FakeGovernance] by default.
    public AuthorizationWalk credentials(Credentials other) {
        credentials = other;
        return this;
    }

    /// Sets a key of the role `platform-admin` that is limited to a nonexistent route; by default one that
    /// [FakeGovernance] publishes.
    public AuthorizationWalk limitedKey(String key) {
        limitedKey = key;
        return this;
    }

    /// Creates a credential of a role in a team.
    @FunctionalInterface
    public interface Credentials {
        String of(String team, Role role);
    }

    /// Sets the value of a path variable: a resource of team A.
    public AuthorizationWalk variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /// Sets the value of a path variable for paths with this prefix only.
    public AuthorizationWalk variable(String prefix, String name, String value) {
        own.put(prefix + "/{" + name + "}", prefix + "/" + value);
        return this;
    }

    /// A body with which the operation, given as `POST /api/v1/…` with the described path, would succeed for team
    /// A.
    public AuthorizationWalk body(String operation, String json) {
        bodies.put(operation, json);
        return this;
    }

    /// Names an operation that needs no credential.
    public AuthorizationWalk open(String operation) {
        open.add(operation);
        return this;
    }

    /// Names an operation on no team's resources, such as computing a score from the request: it may succeed for
    /// another team.
    public AuthorizationWalk shared(String operation) {
        shared.add(operation);
        return this;
    }

    /// Runs all calls, and fails with the list of all unexpected successes.
    public void walk() {
        List<Executable> checks = new ArrayList<>();
        if (limitedKey == null) {
            limitedKey = service.governance().limitedKey(TEAM_A, Role.PLATFORM_ADMIN, "no-such-route");
        }
        String limited = limitedKey;
        await("the limited key arrives").until(() -> status(HttpMethod.GET, "/api/v1/no-such", limited) != 401);
        JsonNode paths = description().path("paths");
        assertThat(paths.size()).as("paths described").isPositive();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        check(operation.getKey(), path.getKey(), operation.getValue(), checks);
                    }
                }));
        checks.add(() -> EchoedHost.check(service));
        checks.add(() -> DeniedRequests.assertReported(service, denied));
        org.junit.jupiter.api.Assertions.assertAll(checks);
    }

    private void check(String verb, String path, JsonNode operation, List<Executable> checks) {
        HttpMethod method = HttpMethod.valueOf(verb.toUpperCase(java.util.Locale.ROOT));
        String name = method + " " + path;
        if (open.contains(name)) {
            return;
        }
        String code = operation.path(OpenApiConfiguration.PERMISSION).asString("");
        checks.add(() ->
                assertThat(code).as("%s says which permission it needs", name).isNotEmpty());
        checks.add(() -> assertThat(status(method, path, null))
                .as("%s without a credential", name)
                .isEqualTo(401));
        Permission permission = Arrays.stream(Permission.values())
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElse(null);
        if (permission == null) {
            return;
        }
        denied.add(permission.code());
        checks.add(() -> checkLimited(method, path, name, permission));
        for (Role role : Role.values()) {
            String token = credentials.of(TEAM_A, role);
            if (!role.permissions().contains(permission)) {
                checks.add(() -> assertThat(status(method, path, token))
                        .as("%s as %s", name, role.code())
                        .isEqualTo(403));
            } else if (!role.everyTeam() && !shared.contains(name)) {
                String stranger = credentials.of(TEAM_B, role);
                checks.add(() -> checkStranger(method, path, name, role, stranger));
            }
        }
    }

    private void checkStranger(HttpMethod method, String path, String name, Role role, String token) {
        Answer answer = call(method, path, token);
        if (answer.status() / 100 == 2) {
            assertThat(answer.body())
                    .as("%s as %s of another team or route", name, role.code())
                    .doesNotContain(CANARY);
        }
        boolean list = method.equals(HttpMethod.GET) && !path.contains("{");
        if (!list) {
            assertThat(answer.status() / 100)
                    .as("%s as %s of another team or route answers %s", name, role.code(), answer.status())
                    .isEqualTo(4);
        }
    }

    private void checkLimited(HttpMethod method, String path, String name, Permission permission) {
        String key = Objects.requireNonNull(limitedKey);
        if (FOR_ROUTES.contains(permission)) {
            checkStranger(method, path, name, Role.PLATFORM_ADMIN, key);
        } else {
            assertThat(status(method, path, key))
                    .as("%s with a key that is limited to another route", name)
                    .isEqualTo(403);
        }
    }

    private int status(HttpMethod method, String path, @Nullable String token) {
        return call(method, path, token).status();
    }

    private record Answer(int status, String body) {}

    private Answer call(HttpMethod method, String path, @Nullable String token) {
        String address = path;
        for (Map.Entry<String, String> variable : own.entrySet()) {
            address = address.startsWith(variable.getKey())
                    ? variable.getValue() + address.substring(variable.getKey().length())
                    : address;
        }
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            address = address.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        assertThat(address)
                .as("give a value for the path variables of %s", path)
                .doesNotContain("{");
        RestTestClient client = token == null ? service.client() : service.client(token);
        RestTestClient.RequestBodySpec request = client.method(method).uri(address);
        String body = bodies.get(method + " " + path);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(body);
        }
        var result = request.exchange().expectBody(String.class).returnResult();
        String text = result.getResponseBody();
        return new Answer(result.getStatus().value(), text == null ? "" : text);
    }

    private JsonNode description() {
        return JSON.readTree(service.client()
                .get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
